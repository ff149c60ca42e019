// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.language;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import org.hamon.topology.AssetState;
import org.jspecify.annotations.Nullable;

/**
 * An asset's state has changed, one of its conditions went on or off, or it has become known why it
 * is as it is: the only kind of event that patterns and situations see. Edges only, never levels.
 *
 * @param lane {@code actual}, {@code exercise/<id>} or {@code test}
 * @param time event time, epoch milliseconds
 * @param began when what changed began, by a report that says so; else {@code time}
 * @param previous for a change of state, the state before; for a condition, the state that stays
 * @param state the state from now on
 * @param condition the id of the service level whose condition changed; null for a change of state
 * @param on for a condition, whether it is on from now; for a change of state false
 * @param flapping the asset changes to and fro; its state is held at the worst of late
 * @param severity of the report behind it, 0 to 4; -1 if it has none
 * @param from what the evidence is
 * @param ref id of the report behind it; null if it is none
 */
public record StateChange(
    String lane,
    String asset,
    String sector,
    @Nullable String kind,
    @Nullable String region,
    long people,
    long time,
    long began,
    AssetState previous,
    AssetState state,
    @Nullable String condition,
    boolean on,
    boolean flapping,
    Cause cause,
    int severity,
    Tlp tlp,
    Evidence from,
    @Nullable String ref) {

  /** The lane of everything that really happens. */
  public static final String ACTUAL = "actual";

  /** Where evidence comes from. */
  public enum Evidence {
    TELEMETRY,
    REPORT,
    SILENCE,
    /** An operator's word, which overrides all others. */
    OPERATOR
  }

  /**
   * The order in which every stage after health works within a lane: time, then asset, then state
   * before condition, then condition. Total over the changes of one lane.
   */
  public static final Comparator<StateChange> ORDER = StateChange::compare;

  private static final Comparator<String> NONE_FIRST =
      Comparator.nullsFirst(Comparator.naturalOrder());

  /** By hand: a chain of comparators costs more than all else that is done with some events. */
  private static int compare(StateChange left, StateChange right) {
    int order = Long.compare(left.time, right.time);
    if (order == 0) {
      order = left.asset.compareTo(right.asset);
    }
    if (order == 0) {
      order = NONE_FIRST.compare(left.condition, right.condition);
    }
    if (order == 0) {
      order = Boolean.compare(left.on, right.on);
    }
    if (order == 0) {
      order = left.state.compareTo(right.state);
    }
    return order == 0 ? Boolean.compare(left.flapping, right.flapping) : order;
  }

  public StateChange {
    requireNonNull(lane, "lane");
    requireNonNull(asset, "asset");
    requireNonNull(sector, "sector");
    requireNonNull(previous, "previous");
    requireNonNull(state, "state");
    requireNonNull(cause, "cause");
    requireNonNull(tlp, "tlp");
    requireNonNull(from, "from");
  }

  /** One that began when it was heard. */
  public StateChange(
      String lane,
      String asset,
      String sector,
      @Nullable String kind,
      @Nullable String region,
      long people,
      long time,
      AssetState previous,
      AssetState state,
      @Nullable String condition,
      boolean on,
      boolean flapping,
      Cause cause,
      int severity,
      Tlp tlp,
      Evidence from,
      @Nullable String ref) {
    this(
        lane, asset, sector, kind, region, people, time, time, previous, state, condition, on,
        flapping, cause, severity, tlp, from, ref);
  }

  /** Whether the cause alone is news: the state has been the same before. */
  public boolean isCauseOnly() {
    return state == previous && condition == null && !flapping && cause != Cause.UNKNOWN;
  }

  /** Whether a condition changed rather than the state. */
  public boolean isCondition() {
    return condition != null;
  }
}
