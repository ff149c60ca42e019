// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import java.util.Optional;
import org.hamon.correlation.situation.Impact;
import org.hamon.topology.AssetState;

/** Whether one impact is not what was told of it, by enough to say so. */
final class ImpactChange {

  private static final double LIKELIHOOD = 0.1;
  private static final double SHARE_OF_LEAD = 0.1;
  private static final long LEAST_LEAD = 60_000;

  /** A forecast so much likelier is as good as a new one. */
  private static final double GRAVE_LIKELIHOOD = 0.5;

  /** A hit sooner by this part of the lead takes away time to act. */
  private static final double GRAVE_SHARE_OF_LEAD = 0.25;

  private ImpactChange() {}

  /** Whether the sector is to reckon with it: it fails, or is likely enough to. */
  static boolean isConcerned(Impact impact, Cuts cuts) {
    return Score.isFailing(impact)
        || (Score.isForecast(impact) && impact.likelihood() >= cuts.leastLikelihood());
  }

  /** What differs, the grave first; empty if nothing material does. */
  static Optional<Change> between(Impact before, Impact now, long toldAt, Cuts cuts) {
    Optional<Change> grave = grave(before, now, toldAt, cuts);
    return grave.isPresent() ? grave : routine(before, now, toldAt);
  }

  private static Optional<Change> grave(Impact before, Impact now, long toldAt, Cuts cuts) {
    if (isLost(now)) {
      return isLost(before) ? Optional.empty() : Optional.of(Change.withinAMinute("failed"));
    }
    if (Score.isFailing(now) && Score.isForecast(before)) {
      return Optional.of(Change.withinAMinute("confirmed"));
    }
    if (!Score.isForecast(now) || !isConcerned(now, cuts) || Score.isFailing(before)) {
      return Optional.empty();
    }
    if (!Score.isForecast(before)) {
      return Optional.of(Change.withinAMinute("new-impact"));
    }
    if (now.likelihood() - before.likelihood() >= GRAVE_LIKELIHOOD) {
      return Optional.of(Change.withinAMinute("likelihood-raised"));
    }
    return isSooner(before, now, toldAt)
        ? Optional.of(Change.withinAMinute("eta-sooner"))
        : Optional.empty();
  }

  /** Of a silent asset it is not known that it serves until then: its silence is the news. */
  private static boolean isSooner(Impact before, Impact now, long toldAt) {
    double grave = Math.max(LEAST_LEAD, GRAVE_SHARE_OF_LEAD * lead(before, toldAt));
    return now.state() != AssetState.UNKNOWN && before.p50() - now.p50() >= grave;
  }

  private static Optional<Change> routine(Impact before, Impact now, long toldAt) {
    if (before.status() != now.status()) {
      return Optional.of(Change.routine("impact-status"));
    }
    if (before.state() != now.state()) {
      return Optional.of(Change.routine("state"));
    }
    if (!Score.isForecast(now)) {
      return Optional.empty();
    }
    if (Math.abs(now.likelihood() - before.likelihood()) >= LIKELIHOOD) {
      return Optional.of(Change.routine("likelihood"));
    }
    return Math.abs(now.p50() - before.p50()) >= SHARE_OF_LEAD * lead(before, toldAt)
        ? Optional.of(Change.routine("eta"))
        : Optional.empty();
  }

  /** It fails and does not serve, as far as is known: what is degraded still does. */
  private static boolean isLost(Impact impact) {
    return Score.isFailing(impact) && impact.state() != AssetState.DEGRADED;
  }

  private static long lead(Impact before, long toldAt) {
    return Math.max(LEAST_LEAD, before.p50() - toldAt);
  }
}
