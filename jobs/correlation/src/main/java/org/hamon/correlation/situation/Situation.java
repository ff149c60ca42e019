// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.hamon.correlation.Ids;
import org.hamon.patterns.language.Match;

/**
 * The head of one open situation; its members and impacts are kept beside it, each on its own.
 *
 * @param id fixed by lane, asset and time of the change that opened it, whatever the root becomes
 * @param roots the asset that opened it, those that explain it from upstream, roots of matches
 * @param briefed sectors that have been briefed; they hear until the end
 * @param changedAt time of the newest change that no evaluation has seen; {@link #NOTHING} if none
 * @param evaluatedAt time of the last evaluation; {@link #NOTHING} if none yet
 * @param nextEvaluation when it is looked at again although nothing changes
 */
public record Situation(
    String id,
    String lane,
    long opened,
    List<String> roots,
    List<String> briefed,
    Diagnosis diagnosis,
    long changedAt,
    long evaluatedAt,
    long nextEvaluation) {

  static final long NOTHING = Long.MIN_VALUE;

  /** News of reserves within so long are looked at together. A design value. */
  static final long RESERVES_MILLIS = 10_000;

  public Situation {
    requireNonNull(id, "id");
    requireNonNull(lane, "lane");
    roots = List.copyOf(roots);
    briefed = List.copyOf(briefed);
    requireNonNull(diagnosis, "diagnosis");
  }

  static Situation openedBy(String lane, String asset, long time) {
    return new Situation(
        "s-" + Ids.hash(lane, asset, Long.toString(time)),
        lane,
        time,
        List.of(asset),
        List.of(),
        Diagnosis.NONE,
        time,
        NOTHING,
        Long.MAX_VALUE);
  }

  /** It goes on after it had ended. */
  Situation reopened(long time) {
    return new Situation(
        id, lane, opened, roots, briefed, diagnosis, time, NOTHING, Long.MAX_VALUE);
  }

  boolean isRoot(String asset) {
    return roots.contains(asset);
  }

  /** Whether a change waits for an evaluation. */
  boolean isChanged() {
    return changedAt != NOTHING;
  }

  /** When it wants to be evaluated at the latest if nothing more happens. */
  long due() {
    return isChanged() ? endOfSecond(changedAt) : nextEvaluation;
  }

  /** Whether the newest change may be evaluated at once: the first in its second is. */
  boolean mayEvaluateAtOnce() {
    return isChanged()
        && (evaluatedAt == NOTHING || endOfSecond(evaluatedAt) < endOfSecond(changedAt));
  }

  /** News of a reserve came then: looked at again soon, but not for each of many that come. */
  Situation lookedAtAgain(long time) {
    long soon = evaluatedAt == NOTHING ? time : Math.max(time, evaluatedAt + RESERVES_MILLIS);
    return new Situation(
        id,
        lane,
        opened,
        roots,
        briefed,
        diagnosis,
        changedAt,
        evaluatedAt,
        Math.min(nextEvaluation, soon));
  }

  Situation changed(long time) {
    return with(roots, diagnosis, Math.max(changedAt, time));
  }

  Situation withRoot(String root) {
    if (isRoot(root)) {
      return this;
    }
    List<String> longer = new ArrayList<>(roots);
    longer.add(root);
    return with(longer, diagnosis, changedAt);
  }

  Situation withMatch(Match match) {
    return with(roots, diagnosis.and(match), changedAt);
  }

  Situation evaluated(long at, long next, List<String> sectors) {
    return new Situation(id, lane, opened, roots, sectors, diagnosis, NOTHING, at, next);
  }

  private Situation with(List<String> newRoots, Diagnosis newDiagnosis, long newChangedAt) {
    return new Situation(
        id,
        lane,
        opened,
        newRoots,
        briefed,
        newDiagnosis,
        newChangedAt,
        evaluatedAt,
        nextEvaluation);
  }

  private static long endOfSecond(long time) {
    return Math.floorDiv(time, 1000L) * 1000L + 999L;
  }
}
