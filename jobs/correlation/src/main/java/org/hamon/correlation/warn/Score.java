// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import org.hamon.correlation.situation.Impact;
import org.hamon.topology.AssetState;

/** What one impact weighs (design, section 5), and in which of its lives it is. */
final class Score {

  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;

  private Score() {}

  /** Whether the asset fails now: out, or hit and not on its way back. */
  static boolean isFailing(Impact impact) {
    return impact.state().isOut()
        || (impact.status() == Impact.Status.CONFIRMED
            && impact.state() != AssetState.NORMAL
            && impact.state() != AssetState.RECOVERING);
  }

  /** Whether the asset is expected to fail and has not yet. */
  static boolean isForecast(Impact impact) {
    return impact.status() == Impact.Status.FORECAST && !isFailing(impact);
  }

  /** Whether the sector is concerned by the asset's own state or past, not by a forecast. */
  static boolean isMember(Impact impact) {
    return impact.status() == Impact.Status.CONFIRMED || impact.state() != AssetState.NORMAL;
  }

  /** Whether the asset is expected to fail and that weighs enough for its sector to hear of it. */
  static boolean isAboveCut(Impact impact, String sector, long now, Cuts cuts) {
    return isForecast(impact)
        && impact.likelihood() >= cuts.leastLikelihood()
        && of(impact, now, cuts) >= cuts.of(sector).sendCut();
  }

  /**
   * Whether there is anything left of it that the sector has to reckon with: it is not averted,
   * expired or normal again, nor a forecast below the cut.
   */
  static boolean stands(Impact impact, String sector, long now, Cuts cuts) {
    boolean over =
        impact.status() == Impact.Status.AVERTED || impact.status() == Impact.Status.EXPIRED;
    boolean itsOwnState = impact.state() != AssetState.NORMAL && !over;
    return isFailing(impact) || itsOwnState || isAboveCut(impact, sector, now, cuts);
  }

  /** Time left until the forecast hit, at least 0; 0 for what fails already. */
  static long lead(Impact impact, long now) {
    return isFailing(impact) ? 0 : Math.max(0, impact.p50() - now);
  }

  /** likelihood x log10(1 + people x minutes)/8 x urgency x own weight; 0 for what is over. */
  static double of(Impact impact, long now, Cuts cuts) {
    if (!isFailing(impact) && !isForecast(impact)) {
      return 0;
    }
    double likelihood = isFailing(impact) ? weightNow(impact, cuts) : impact.likelihood();
    double people = impact.people() > 0 ? impact.people() : cuts.peopleWhereUnstated();
    return likelihood
        * (Math.log10(1 + people * cuts.expectedMinutes()) / 8)
        * urgency(lead(impact, now))
        * (1 - impact.substitutability())
        * (0.5 + 0.5 * impact.centrality());
  }

  /** What is degraded still serves, and weighs less than what is out or silent. */
  private static double weightNow(Impact impact, Cuts cuts) {
    return impact.state() == AssetState.DEGRADED ? cuts.degradedWeight() : 1;
  }

  /** 1 under ten minutes, 0.8 under one hour, 0.5 under six, else 0.3. */
  static double urgency(long lead) {
    if (lead < 10 * MINUTE) {
      return 1;
    }
    if (lead < HOUR) {
      return 0.8;
    }
    return lead < 6 * HOUR ? 0.5 : 0.3;
  }
}
