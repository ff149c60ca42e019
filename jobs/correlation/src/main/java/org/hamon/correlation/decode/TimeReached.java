// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import java.time.Duration;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;

/**
 * What time it is for one reader: the newest event time of each partition and lane, by which
 * records are late; the lanes that are in use; and the last watermark.
 *
 * <p>Remembers the largest event time of each partition (union list state: a number each, for as
 * long as the job lives; after rescaling every subtask starts with the largest of all) and the
 * lanes in use (union list state; until they are quiet for a day).
 */
final class TimeReached {

  private static final ListStateDescriptor<PartitionTime> TIMES =
      new ListStateDescriptor<>("partition-times", PartitionTime.class);
  private static final ListStateDescriptor<LaneTime> LANES =
      new ListStateDescriptor<>("lanes", LaneTime.class);

  /**
   * So long, in event time, a change of the topology or a sector's name waits to mean something.
   */
  static final long WAIT_MILLIS = Duration.ofMinutes(10).toMillis();

  private final ListState<PartitionTime> timesState;
  private final ListState<LaneTime> lanesState;
  private final long bound;
  private final PartitionTimes times = new PartitionTimes();
  private final Lanes lanes;
  private long watermark = Long.MIN_VALUE;

  /**
   * @param bound how far a record may lie behind the newest of its partition before it is late
   * @param mostLanes how many exercises may be in use at a time
   */
  TimeReached(OperatorStateStore store, long bound, int mostLanes) throws Exception {
    this.timesState = store.getUnionListState(TIMES);
    this.lanesState = store.getUnionListState(LANES);
    this.bound = bound;
    this.lanes = new Lanes(mostLanes);
    for (PartitionTime entry : timesState.get()) {
      times.advance(entry.topic(), entry.partition(), entry.time());
    }
    lanesState.get().forEach(lanes::restore);
  }

  /** Whether a record of that lane may be used; its lane is in use from now on then. */
  boolean admit(String lane, long time) {
    return lanes.admit(lane, time);
  }

  boolean isInUse(String lane) {
    return lanes.isInUse(lane);
  }

  /** The largest time seen there; {@link Decoded#NO_TIME} if none. */
  long latest(Origin origin, String lane) {
    return times.latest(origin, lane);
  }

  /** Advances where the record comes from; returns the largest time seen there then. */
  long advance(Decoded record, long time) {
    return times.advance(record.origin(), record.lane(), time);
  }

  boolean isLate(Decoded record, long latest) {
    return record.time() < latest - bound;
  }

  /** The time of the record; what is news however late counts from the newest record on. */
  long notLate(Decoded record, long latest) {
    return isLate(record, latest) ? latest : record.time();
  }

  /** The last watermark but the final one. */
  long watermark() {
    return watermark;
  }

  void advanceWatermark(long time) {
    watermark = time;
  }

  /** When to give up waiting for what a record of that time names. */
  long givesUpAt(long time) {
    return Math.max(time, watermark) + WAIT_MILLIS;
  }

  /** Writes it into the state, without the lanes that are not in use any more. */
  void snapshot() throws Exception {
    times.forgetLanesBut(lanes::isInUse);
    timesState.update(times.entries());
    lanesState.update(lanes.entries());
  }
}
