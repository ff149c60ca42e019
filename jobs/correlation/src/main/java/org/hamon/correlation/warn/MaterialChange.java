// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import static java.util.stream.Collectors.toMap;

import java.util.Map;
import java.util.Optional;
import org.hamon.correlation.situation.Impact;
import org.hamon.correlation.situation.Recurring;

/**
 * Whether what is known now differs from what was told by enough to say so; names what differs, and
 * how long it may wait.
 */
final class MaterialChange {

  /** The list of impacts was cut short: so much more of them is grave. */
  private static final double GRAVE_GROWTH = 0.1;

  private MaterialChange() {}

  /** The weightiest change; empty if nothing material changed. */
  static Optional<Change> between(Told told, Assessment now, Cuts cuts) {
    boolean raised = now.priority().isAbove(told.priority());
    if (told.stoodDown() != !now.stands()) {
      String rule = now.stands() ? "stands-again" : "stand-down";
      return Optional.of(raised ? Change.atOnce(rule) : Change.withinAMinute(rule));
    }
    if (raised) {
      return Optional.of(Change.atOnce("priority-raised"));
    }
    if (told.stoodDown()) {
      return Optional.empty();
    }
    Optional<Change> recurrence = ofRecurrence(told, now);
    if (recurrence.isPresent() && recurrence.get().isGrave()) {
      return recurrence;
    }
    return ofTheWhole(told, now)
        .or(() -> ofImpacts(told, now, cuts))
        .or(() -> recurrence)
        .or(() -> ofTheRest(told, now));
  }

  /** That it comes and goes is news; that it came or went once more is not. */
  private static Optional<Change> ofRecurrence(Told told, Assessment now) {
    Recurring recurring = now.briefing().recurring();
    if (recurring == null || recurring.times() == told.times()) {
      return Optional.empty();
    }
    return Optional.of(
        told.isRecurring() ? Change.routine("recurs") : Change.withinAMinute("recurring"));
  }

  private static boolean isRecurring(Told told, Assessment now) {
    return told.isRecurring() && now.briefing().recurring() != null;
  }

  /** Whether it is worth telling those who said that they know. */
  static boolean concernsThoseWhoKnow(Told told, Assessment now) {
    return now.priority().isAbove(told.priority())
        || (now.phase() != told.phase() && !isRecurring(told, now))
        || told.stoodDown() != !now.stands();
  }

  private static Optional<Change> ofTheWhole(Told told, Assessment now) {
    if (!now.root().asset().equals(told.root())) {
      return Optional.of(Change.withinAMinute("root"));
    }
    if (now.briefing().failure() != told.failure()) {
      return Optional.of(Change.withinAMinute("failure-type"));
    }
    boolean mayChangeAgain = isRecurring(told, now) || now.hold() == Hold.RESTLESS;
    if (now.phase() != told.phase() && !mayChangeAgain) {
      return Optional.of(Change.withinAMinute("phase"));
    }
    boolean grown =
        hasGrown(told.concerned(), now.concerned())
            || hasGrown(told.failing(), now.failing().size());
    return isCut(told) && grown ? Optional.of(Change.withinAMinute("extent")) : Optional.empty();
  }

  private static Optional<Change> ofImpacts(Told told, Assessment now, Cuts cuts) {
    Map<String, Impact> before =
        told.impacts().stream()
            .collect(toMap(Impact::asset, impact -> impact, (first, second) -> first));
    Optional<Change> routine = Optional.empty();
    for (Impact impact : now.view().impacts()) {
      Impact known = before.get(impact.asset());
      Optional<Change> change =
          known == null
              ? ofUnlisted(told, impact, cuts)
              : ImpactChange.between(known, impact, told.issuedAt(), cuts)
                  .map(found -> isRecurring(told, now) ? found.asRoutine() : found);
      if (change.isPresent() && change.get().isGrave()) {
        return change;
      }
      routine = routine.or(() -> change);
    }
    return routine;
  }

  /** An asset not listed before: new, unless the list was cut short and may have held it. */
  private static Optional<Change> ofUnlisted(Told told, Impact impact, Cuts cuts) {
    return !isCut(told) && ImpactChange.isConcerned(impact, cuts)
        ? Optional.of(Change.withinAMinute("new-impact"))
        : Optional.empty();
  }

  private static Optional<Change> ofTheRest(Told told, Assessment now) {
    boolean sameExtent =
        now.concerned() == told.concerned() && now.failing().size() == told.failing();
    if (isCut(told) && !sameExtent) {
      return Optional.of(Change.routine("extent"));
    }
    if (now.phase() != told.phase()) {
      return Optional.of(Change.routine("phase"));
    }
    if (now.priority() != told.priority()) {
      return Optional.of(Change.routine("priority-lowered"));
    }
    if (!now.briefing().patterns().equals(told.patterns())) {
      return Optional.of(Change.routine("patterns"));
    }
    boolean advised =
        now.view().advised().stream().anyMatch(one -> !told.advisories().contains(one.id()));
    return advised ? Optional.of(Change.routine("advisories")) : Optional.empty();
  }

  private static boolean isCut(Told told) {
    return told.total() > told.impacts().size();
  }

  private static boolean hasGrown(int before, int now) {
    return now > before && now - before >= GRAVE_GROWTH * before;
  }
}
