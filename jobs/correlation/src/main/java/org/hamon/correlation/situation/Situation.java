// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import org.hamon.correlation.Ids;
import org.hamon.patterns.language.Match;
import org.jspecify.annotations.Nullable;

/**
 * The head of one situation; its members are kept beside it, each on its own.
 *
 * @param id fixed by lane, asset and time of the change that opened it, whatever the root becomes
 * @param roots the asset that opened it, those that explain it from upstream, roots of matches
 * @param changedAt time of the newest change that was not handed on; {@link #NOTHING} if none
 * @param handedOnAt when its cluster was handed on last; {@link #NOTHING} if it was not yet
 * @param nextHandingOn when it is handed on again although nothing changes
 * @param cluster under which it was handed on last; null if it was not yet
 */
public record Situation(
    String id,
    String lane,
    long opened,
    List<String> roots,
    Diagnosis diagnosis,
    long changedAt,
    long handedOnAt,
    long nextHandingOn,
    @Nullable String cluster) {

  static final long NOTHING = Long.MIN_VALUE;

  public Situation {
    requireNonNull(id, "id");
    requireNonNull(lane, "lane");
    roots = List.copyOf(roots);
    requireNonNull(diagnosis, "diagnosis");
  }

  static Situation openedBy(String lane, String asset, long time) {
    return new Situation(
        "s-" + Ids.hash(lane, asset, Long.toString(time)),
        lane,
        time,
        List.of(asset),
        Diagnosis.NONE,
        time,
        NOTHING,
        Long.MAX_VALUE,
        null);
  }

  /** It goes on after it had ended. */
  Situation reopened(long time) {
    return new Situation(id, lane, opened, roots, diagnosis, time, NOTHING, Long.MAX_VALUE, null);
  }

  boolean isRoot(String asset) {
    return roots.contains(asset);
  }

  /** Whether a change waits to be handed on. */
  boolean isChanged() {
    return changedAt != NOTHING;
  }

  /** When it wants to be handed on at the latest if nothing more happens. */
  long due() {
    return isChanged() ? endOfSecond(changedAt) : nextHandingOn;
  }

  /** Whether the newest change may be handed on at once: the first in its second is. */
  boolean mayGoAtOnce() {
    return isChanged()
        && (handedOnAt == NOTHING || endOfSecond(handedOnAt) < endOfSecond(changedAt));
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

  /** It was handed on then as part of that cluster. */
  Situation handedOn(long at, long next, String within) {
    return new Situation(
        id, lane, opened, roots, diagnosis, NOTHING, Math.max(handedOnAt, at), next, within);
  }

  private Situation with(List<String> newRoots, Diagnosis newDiagnosis, long newChangedAt) {
    return new Situation(
        id, lane, opened, newRoots, newDiagnosis, newChangedAt, handedOnAt, nextHandingOn, cluster);
  }

  private static long endOfSecond(long time) {
    return Math.floorDiv(time, 1000L) * 1000L + 999L;
  }
}
