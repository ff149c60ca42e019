// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.TreeMap;
import org.hamon.patterns.language.Cause;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.AssetState;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one asset now: kept while it is not normal or belongs to an open situation.
 *
 * @param since when it came into its state; of a state that only got worse or better within being
 *     out, when it went out
 * @param conditions that are on, each with the time it went on
 */
public record AssetNow(
    String asset,
    String sector,
    @Nullable String region,
    long people,
    AssetState state,
    long since,
    Map<String, Long> conditions,
    Cause cause,
    int severity,
    Tlp tlp,
    StateChange.Evidence from,
    @Nullable String ref) {

  public AssetNow {
    requireNonNull(asset, "asset");
    requireNonNull(sector, "sector");
    requireNonNull(state, "state");
    conditions = Map.copyOf(conditions);
    requireNonNull(cause, "cause");
    requireNonNull(tlp, "tlp");
    requireNonNull(from, "from");
  }

  /** What is known after that change, given what was known before. */
  static AssetNow after(@Nullable AssetNow before, StateChange change) {
    Map<String, Long> conditions =
        before == null ? new TreeMap<>() : new TreeMap<>(before.conditions);
    String condition = change.condition();
    if (condition != null) {
      if (change.on()) {
        conditions.put(condition, change.time());
      } else {
        conditions.remove(condition);
      }
    }
    boolean stillOut = before != null && before.state.isOut() && change.state().isOut();
    boolean sameState = before != null && before.state == change.state();
    long since = before != null && (stillOut || sameState) ? before.since : change.time();
    if (condition != null && before != null) {
      return new AssetNow(
          before.asset,
          before.sector,
          before.region,
          before.people,
          change.state(),
          since,
          conditions,
          before.cause,
          before.severity,
          before.tlp,
          before.from,
          before.ref);
    }
    return new AssetNow(
        change.asset(),
        change.sector(),
        change.region(),
        change.people(),
        change.state(),
        since,
        conditions,
        causeAfter(before, change),
        change.severity(),
        change.tlp(),
        change.from(),
        change.ref());
  }

  /** A cause once told stands until another is told: an all-clear seldom repeats it. */
  private static Cause causeAfter(@Nullable AssetNow before, StateChange change) {
    return change.cause() == Cause.UNKNOWN && before != null ? before.cause : change.cause();
  }

  /** Whether its own evidence says that nothing is wrong. */
  boolean isNormal() {
    return state == AssetState.NORMAL && conditions.isEmpty();
  }

  /** Whether it may hit others: it is out, or a condition is on. */
  boolean isFailedOrConditioned() {
    return state.isOut() || !conditions.isEmpty();
  }

  /** When the earliest of what is wrong began. */
  long began() {
    long began = state == AssetState.NORMAL ? Long.MAX_VALUE : since;
    for (long on : conditions.values()) {
      began = Math.min(began, on);
    }
    return began == Long.MAX_VALUE ? since : began;
  }
}
