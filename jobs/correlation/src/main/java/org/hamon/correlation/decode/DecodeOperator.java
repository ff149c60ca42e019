// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.function.SerializableSupplier;
import org.hamon.correlation.Output;
import org.hamon.correlation.decode.BookEntry.Column;
import org.hamon.patterns.language.StateChange;
import org.hamon.topology.TopologyRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Takes parsed records, decides which are late or repeated, and hands on observations, changes of
 * the topology, notices, dead letters and its books.
 *
 * <p>A reading is late if it lies more than the bound behind the newest record of its own partition
 * or file and lane; a late report, control or advisory is news and is used at the time of that
 * newest record; a change of the topology or of a pattern is never late ({@link TimeReached}).
 * Nothing later calls a record late.
 *
 * <p>A record whose timestamp lies before its own time is ahead: its source holds that its clock
 * cannot be right. It moves no time and waits until its time comes ({@link AwaitTime}).
 *
 * <p>A change of the topology that names what is not there, and a report, control or advisory that
 * names a sector which nobody declared, waits for ten minutes of event time for it to come ({@link
 * TakeChanges}, {@link AwaitSectors}) and is a dead letter then.
 *
 * <p>An operator's word on an asset goes the way of the readings and reports of that asset ({@link
 * TakeNotices}). A record of an exercise beyond those that may be in use is a dead letter of the
 * actual lane.
 *
 * <p>Each of the classes named here keeps state of its own and says for how long; {@link
 * DecodeOutputs} keeps the books, and counts dead letters by reason.
 */
@SuppressWarnings("NullAway.Init") // Flink calls initializeState first
final class DecodeOperator extends AbstractStreamOperator<Observation>
    implements OneInputStreamOperator<Decoded, Observation> {

  private static final long serialVersionUID = 1L;

  /** So many records wait at most for their time to come, and as many for a sector. */
  private static final int MOST_WAITING = 100_000;

  /** Bytes of records that wait; of long ones beyond, only the beginning is kept. */
  private static final long WAITING_BYTES = 64 << 20;

  private final long bound;
  private final int mostLanes;
  private final boolean saysTime;
  private final SerializableSupplier<TopologyRegistry.Lease> topology;
  private final @Nullable Clock clock;

  private transient TimeReached time;
  private transient DecodeOutputs out;
  private transient AwaitTime ahead;
  private transient AwaitSectors sectors;
  private transient TakeChanges changes;
  private transient TakeNotices notices;
  private transient UnknownLabels unknownLabels;

  /**
   * @param mostLanes how many exercises may be in use at a time
   * @param saysTime of {@link Feed#saysTime}
   * @param clock of {@link Feed#clock}
   */
  DecodeOperator(
      long bound,
      int mostLanes,
      boolean saysTime,
      SerializableSupplier<TopologyRegistry.Lease> topology,
      @Nullable Clock clock) {
    this.bound = bound;
    this.mostLanes = mostLanes;
    this.saysTime = saysTime;
    this.topology = topology;
    this.clock = clock;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    OperatorStateStore store = context.getOperatorStateStore();
    time = new TimeReached(store, bound, mostLanes);
    out = new DecodeOutputs(output, getMetricGroup(), Books.open(store, getMetricGroup()), time);
    ahead =
        new AwaitTime(
            store,
            MOST_WAITING,
            clock,
            getProcessingTimeService(),
            out,
            this::keptShort,
            this::useAtItsTime);
    changes =
        new TakeChanges(store, topology, out, (sector, from) -> sectors.declared(sector, from));
    sectors =
        new AwaitSectors(
            store,
            MOST_WAITING,
            changes::hasSector,
            time,
            out,
            this::keptShort,
            (record, from) ->
                useNow(record, Math.max(from, time.latest(record.origin(), record.lane()))));
    notices = new TakeNotices(store, time, out);
    unknownLabels = new UnknownLabels();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    time.snapshot();
    ahead.snapshot();
    changes.snapshot();
    sectors.snapshot();
    notices.snapshot();
    out.snapshot();
  }

  @Override
  public void processElement(StreamRecord<Decoded> element) {
    Decoded record = element.getValue();
    long own = record.timeToAdvanceBy();
    long reached = element.hasTimestamp() ? element.getTimestamp() : own;
    if (!time.admit(record.lane(), Math.min(own, reached))) {
      refuseLane(record);
      return;
    }
    out.count(record, Column.IN);
    if (record.isDead()) {
      Reason reason = requireNonNull(record.reason());
      out.refuse(record, reason, DeadLetters::refused, record.lane());
    } else if (!record.isUnconfirmed() && isAhead(own, reached)) {
      ahead.add(record, reached);
    } else {
      long latest = Math.max(reached, time.advance(record, Math.min(own, reached)));
      if (!record.isUnconfirmed()) {
        ahead.notAhead(record, latest);
      }
      use(record, latest);
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    if (!mark.equals(Watermark.MAX_WATERMARK)) {
      time.advanceWatermark(mark.getTimestamp());
      ahead.useUntil(mark.getTimestamp());
      changes.giveUp(mark.getTimestamp());
      sectors.giveUp(mark.getTimestamp());
    }
    if (saysTime || mark.equals(Watermark.MAX_WATERMARK)) {
      super.processWatermark(mark);
    } else {
      output.emitWatermarkStatus(WatermarkStatus.IDLE);
    }
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) throws Exception {
    ahead.idle(status.isIdle());
    super.processWatermarkStatus(saysTime ? status : WatermarkStatus.IDLE);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    super.prepareSnapshotPreBarrier(checkpointId);
    out.tellBooks();
  }

  @Override
  public void finish() throws Exception {
    out.tellBooks();
    super.finish();
  }

  @Override
  public void close() throws Exception {
    if (changes != null) {
      changes.close();
    }
    super.close();
  }

  /** A live feed may hand on what is ahead of the clock by no more than disorder is. */
  private boolean isAhead(long own, long reached) {
    return clock == null ? own > reached : own - bound > reached;
  }

  /** All that waits lies in memory: many long records would fill it. */
  private Decoded keptShort(Decoded record) {
    Raw raw = requireNonNull(record.raw());
    if (raw.isShort()) {
      return record;
    }
    long bytes = raw.bytes().length + ahead.bytes() + sectors.bytes();
    return bytes <= WAITING_BYTES ? record : record.came(raw.shortened(), record.unknownLabel());
  }

  /** A record of a lane that has no place: its lane's outputs must not come to be. */
  private void refuseLane(Decoded record) {
    out.count(StateChange.ACTUAL, record.input(), Column.IN, 1);
    out.refuse(record, Reason.TOO_MANY_LANES, DeadLetters::tooManyLanes, StateChange.ACTUAL);
  }

  /** Its lane may have lost its place while it waited. */
  private void useAtItsTime(Decoded record) {
    if (time.admit(record.lane(), record.time())) {
      use(record, record.time());
    } else {
      out.refuse(record, Reason.TOO_MANY_LANES, DeadLetters::tooManyLanes, record.lane());
    }
  }

  private void use(Decoded record, long latest) {
    if (sectors.letsPass(record)) {
      useNow(record, latest);
    }
  }

  private void useNow(Decoded record, long latest) {
    if (unknownLabels.areNews(record, latest)) {
      out.say(Output.TAG, UnknownLabels.decision(record, latest), latest);
    }
    switch (record.input()) {
      case TELEMETRY -> read(record, latest);
      case FAILURE_REPORTS -> observe(record, time.notLate(record, latest));
      case TOPOLOGY_CHANGES ->
          changes.take(record, time.givesUpAt(requireNonNull(record.change()).validFrom()));
      case PATTERNS -> pattern(record);
      case ADVISORIES, CONTROLS -> notices.take(record, latest);
    }
  }

  private void read(Decoded reading, long latest) {
    if (time.isLate(reading, latest)) {
      out.count(reading, Column.LATE);
      out.say(Output.TAG, DeadLetters.late(reading, latest), latest);
    } else {
      observe(reading, reading.time());
    }
  }

  private void observe(Decoded record, long at) {
    out.say(
        new Observation(
            requireNonNull(record.asset()),
            record.lane(),
            at,
            record.metric(),
            record.value(),
            record.tlp(),
            record.report(),
            null,
            null,
            record.origin(),
            record.raw()));
  }

  private void pattern(Decoded record) {
    out.count(StateChange.ACTUAL, Input.PATTERNS, Column.USED, 1);
    out.say(Decode.PATTERNS, requireNonNull(record.pattern()), record.time());
  }
}
