// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import org.hamon.correlation.situation.Impact;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.Asset;

/**
 * Whether a recipient is told, and by which rule: what may not be told first, then what concerns
 * the sector.
 */
record Selection(boolean told, boolean allowed, String rule) {

  static Selection of(Assessment a, Cuts cuts) {
    Recipient recipient = a.recipient();
    if (recipient.sector().equals(Asset.AREA)) {
      return forbidden("no-recipient");
    }
    if (!recipient.live()) {
      return forbidden("sharing-not-live");
    }
    if (a.view().released().nothingLeft()) {
      return forbidden("tlp-red");
    }
    Tlp label = a.view().released().label();
    if (label == Tlp.RED || label.exceeds(recipient.ceiling())) {
      return forbidden("tlp-ceiling");
    }
    if (a.isRootSector()) {
      return new Selection(true, true, "root-sector");
    }
    boolean below = false;
    for (Impact impact : a.view().impacts()) {
      if (Score.isMember(impact)) {
        return new Selection(true, true, "member");
      }
      below |= Score.isForecast(impact);
    }
    for (Impact impact : a.view().impacts()) {
      if (Score.isAboveCut(impact, recipient.sector(), a.now(), cuts)) {
        return new Selection(true, true, "forecast-above-cut");
      }
    }
    return new Selection(false, true, below ? "forecast-below-cut" : untouched(a));
  }

  /** Why a sector is not concerned: it lies downstream and is covered, or it was and is no more. */
  private static String untouched(Assessment a) {
    return a.briefing().impacts().isEmpty() ? "covered" : "not-concerned";
  }

  private static Selection forbidden(String rule) {
    return new Selection(false, false, rule);
  }
}
