// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import static java.util.stream.Collectors.toMap;

import java.util.Map;
import java.util.Optional;
import org.hamon.correlation.situation.Impact;

/** Whether what is known now differs from what was told by enough to say so; names what differs. */
final class MaterialChange {

  private static final double LIKELIHOOD = 0.1;
  private static final double SHARE_OF_LEAD = 0.1;
  private static final long LEAST_LEAD = 60_000;

  private MaterialChange() {}

  /**
   * The rule by which an update is due, the weightiest first; empty if nothing material changed.
   */
  static Optional<String> between(Told told, Assessment now, Cuts cuts) {
    if (now.priority().isAbove(told.priority())) {
      return Optional.of("priority-raised");
    }
    if (!now.root().asset().equals(told.root())) {
      return Optional.of("root");
    }
    if (now.briefing().failure() != told.failure()) {
      return Optional.of("failure-type");
    }
    if (now.phase() != told.phase()) {
      return Optional.of("phase");
    }
    Map<String, Impact> before =
        told.impacts().stream()
            .collect(toMap(Impact::asset, impact -> impact, (first, second) -> first));
    for (Impact impact : now.view().impacts()) {
      Impact known = before.get(impact.asset());
      Optional<String> change =
          known == null ? isNew(told, now, impact, cuts) : of(known, impact, told.issuedAt());
      if (change.isPresent()) {
        return change;
      }
    }
    if (now.priority() != told.priority()) {
      return Optional.of("priority-lowered");
    }
    if (told.total() > told.impacts().size() && now.concerned() != told.concerned()) {
      return Optional.of("extent");
    }
    if (!now.briefing().patterns().equals(told.patterns())) {
      return Optional.of("patterns");
    }
    boolean advised =
        now.view().advised().stream().anyMatch(one -> !told.advisories().contains(one.id()));
    return advised ? Optional.of("advisories") : Optional.empty();
  }

  /** Whether it is worth telling those who said that they know. */
  static boolean concernsThoseWhoKnow(Told told, Assessment now) {
    return now.priority().isAbove(told.priority()) || now.phase() != told.phase();
  }

  /** An asset not listed before: new, unless the list was cut short and may have held it. */
  private static Optional<String> isNew(Told told, Assessment now, Impact impact, Cuts cuts) {
    boolean concerned =
        Score.isFailing(impact)
            || (Score.isForecast(impact) && impact.likelihood() >= cuts.leastLikelihood());
    boolean listCut = told.total() > told.impacts().size();
    boolean counted = now.concerned() == told.concerned();
    return concerned && !(listCut && counted) ? Optional.of("new-impact") : Optional.empty();
  }

  private static Optional<String> of(Impact before, Impact now, long toldAt) {
    if (before.status() != now.status()) {
      return Optional.of("impact-status");
    }
    if (before.state() != now.state()) {
      return Optional.of("state");
    }
    if (!Score.isForecast(now)) {
      return Optional.empty();
    }
    if (Math.abs(now.likelihood() - before.likelihood()) >= LIKELIHOOD) {
      return Optional.of("likelihood");
    }
    long lead = Math.max(LEAST_LEAD, before.p50() - toldAt);
    return Math.abs(now.p50() - before.p50()) >= SHARE_OF_LEAD * lead
        ? Optional.of("eta")
        : Optional.empty();
  }
}
