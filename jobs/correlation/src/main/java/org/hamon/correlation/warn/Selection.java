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

  /** The rule for a sector that lies downstream, but of which nothing is expected to fail. */
  static final String COVERED = "covered";

  /** The rule for one whose sector has no agreement that is live, however much of one there is. */
  static final String NOT_LIVE = "sharing-not-live";

  private static final String NOT_CONCERNED = "not-concerned";

  /** The same for one that was never concerned by anything of its own. */
  Selection neverConcerned() {
    return rule.equals(NOT_CONCERNED) ? new Selection(told, allowed, COVERED) : this;
  }

  static Selection of(Assessment a, Cuts cuts) {
    Recipient recipient = a.recipient();
    if (recipient.sector().equals(Asset.AREA)) {
      return forbidden("no-recipient");
    }
    if (!recipient.live()) {
      return forbidden(NOT_LIVE);
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
    return new Selection(false, true, below ? "forecast-below-cut" : NOT_CONCERNED);
  }

  private static Selection forbidden(String rule) {
    return new Selection(false, false, rule);
  }
}
