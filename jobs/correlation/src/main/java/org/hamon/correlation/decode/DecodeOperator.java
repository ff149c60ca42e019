// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableSupplier;
import org.hamon.correlation.Output;
import org.hamon.correlation.decode.BookEntry.Column;
import org.hamon.correlation.notice.Control;
import org.hamon.correlation.notice.Notice;
import org.hamon.correlation.notice.Ruling;
import org.hamon.patterns.language.Cause;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.TopologyChange;
import org.hamon.topology.TopologyRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Takes parsed records, decides which are late or repeated, and hands on observations, changes of
 * the topology, notices, dead letters and its books.
 *
 * <p>A reading is late if it lies more than the bound behind the newest record of its own partition
 * or file and lane; a late report, control or advisory is news and is used at the time of that
 * newest record; a change of the topology or of a pattern is never late. Nothing later calls a
 * record late.
 *
 * <p>A record whose timestamp lies before its own time is ahead: its source holds that its clock
 * cannot be right. It moves no time and waits until its time comes, with the watermark or, while
 * the feed is idle and nobody says one, by the clock; {@link ClockWatch} says whose clock it is.
 * What still waits when history ends waits in the books.
 *
 * <p>An operator's word on an asset goes the way of the readings and reports of that asset. A
 * record of an exercise beyond those that may be in use is a dead letter of the actual lane.
 *
 * <p>Remembers the largest event time of each partition (union list state: a number each, for as
 * long as the job lives; after rescaling every subtask starts with the largest of all), the changes
 * of the topology since the base (list state of the one subtask that reads them; never cleared,
 * they are what the topology is), the lanes in use (union list state; until they are quiet for a
 * day), ids of controls and advisories ({@link SeenIds} says how long), what is ahead (list state;
 * until its time comes) and the clocks that are (union list state; until they are right again), and
 * its books. Counts dead letters by reason, as metrics {@code deadLetters.<reason>} that begin at 0
 * when the job starts.
 */
@SuppressWarnings("NullAway.Init") // Flink calls initializeState first
final class DecodeOperator extends AbstractStreamOperator<Observation>
    implements OneInputStreamOperator<Decoded, Observation> {

  private static final long serialVersionUID = 1L;

  private static final ListStateDescriptor<PartitionTime> TIMES =
      new ListStateDescriptor<>("partition-times", PartitionTime.class);
  private static final ListStateDescriptor<TopologyChange> CHANGES =
      new ListStateDescriptor<>("topology-changes", TopologyChange.class);

  private static final ListStateDescriptor<LaneTime> LANES =
      new ListStateDescriptor<>("lanes", LaneTime.class);
  private static final ListStateDescriptor<SeenId> SEEN_IDS =
      new ListStateDescriptor<>("seen-ids", SeenId.class);
  private static final ListStateDescriptor<Decoded> AHEAD =
      new ListStateDescriptor<>("ahead", Decoded.class);
  private static final ListStateDescriptor<ClockFault> CLOCKS =
      new ListStateDescriptor<>("clocks", ClockFault.class);

  /** So many records wait at most for their time to come. */
  static final int MOST_AHEAD = 100_000;

  private static final long DAY_MILLIS = Duration.ofHours(24).toMillis();

  private final long bound;
  private final int mostLanes;
  private final SerializableSupplier<TopologyRegistry.Lease> topology;
  private final @Nullable Clock clock;

  private transient ListState<PartitionTime> timesState;
  private transient ListState<TopologyChange> changesState;
  private transient ListState<LaneTime> lanesState;
  private transient ListState<SeenId> seenState;
  private transient ListState<Decoded> aheadState;
  private transient ListState<ClockFault> clocksState;
  private transient PartitionTimes times;
  private transient AheadRecords ahead;
  private transient ClockWatch clocks;

  /** Nobody says the time. */
  private transient boolean idle;

  /** When somebody looks next whether a time has come by the clock. */
  private transient long looksAt;

  private transient Lanes lanes;
  private transient SeenIds seen;
  private transient List<TopologyChange> changes;
  private transient Books books;
  private transient Map<Reason, Counter> refused;
  private transient @Nullable Declarations declarations;

  /**
   * @param mostLanes how many exercises may be in use at a time
   * @param clock of {@link Feed#clock}
   */
  DecodeOperator(
      long bound,
      int mostLanes,
      SerializableSupplier<TopologyRegistry.Lease> topology,
      @Nullable Clock clock) {
    this.bound = bound;
    this.mostLanes = mostLanes;
    this.topology = topology;
    this.clock = clock;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    OperatorStateStore store = context.getOperatorStateStore();
    timesState = store.getUnionListState(TIMES);
    changesState = store.getListState(CHANGES);
    times = new PartitionTimes();
    for (PartitionTime entry : timesState.get()) {
      times.advance(entry.topic(), entry.partition(), entry.time());
    }
    changes = new ArrayList<>();
    changesState.get().forEach(changes::add);
    lanesState = store.getUnionListState(LANES);
    lanes = new Lanes(mostLanes);
    lanesState.get().forEach(lanes::restore);
    seenState = store.getListState(SEEN_IDS);
    seen = new SeenIds();
    seenState.get().forEach(seen::restore);
    aheadState = store.getListState(AHEAD);
    ahead = new AheadRecords(MOST_AHEAD);
    aheadState.get().forEach(ahead::add);
    clocksState = store.getUnionListState(CLOCKS);
    clocks = new ClockWatch();
    clocksState.get().forEach(clocks::restore);
    books = Books.open(store, getMetricGroup());
    refused = new EnumMap<>(Reason.class);
  }

  @Override
  public void open() throws Exception {
    super.open();
    idle = false;
    looksAt = Long.MAX_VALUE;
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    times.forgetLanesBut(lanes::isInUse);
    seen.forgetLanesBut(lanes::isInUse);
    timesState.update(times.entries());
    lanesState.update(lanes.entries());
    seenState.update(seen.entries());
    changesState.update(changes);
    aheadState.update(List.copyOf(ahead.all()));
    clocksState.update(List.copyOf(clocks.entries()));
    books.snapshot();
  }

  @Override
  public void processElement(StreamRecord<Decoded> element) {
    Decoded record = element.getValue();
    long time = record.timeToAdvanceBy();
    long reached = element.hasTimestamp() ? element.getTimestamp() : time;
    if (!lanes.admit(record.lane(), Math.min(time, reached))) {
      refuseLane(record);
      return;
    }
    books.add(record.lane(), record.input(), Column.IN, 1);
    if (record.isDead()) {
      refuse(record, requireNonNull(record.reason()), DeadLetters::refused, record.lane());
    } else if (isAhead(time, reached)) {
      await(record, reached);
    } else {
      long latest =
          Math.max(reached, times.advance(record.origin(), record.lane(), Math.min(time, reached)));
      say(clocks.right(record, latest));
      use(record, latest);
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    if (!mark.equals(Watermark.MAX_WATERMARK)) {
      useUntil(mark.getTimestamp());
    }
    super.processWatermark(mark);
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) throws Exception {
    idle = status.isIdle();
    lookWhenTheNextTimeComes();
    super.processWatermarkStatus(status);
  }

  @Override
  public void finish() throws Exception {
    books.close(entry -> say(Books.TAG, entry, Long.MAX_VALUE));
    super.finish();
  }

  @Override
  public void close() throws Exception {
    if (declarations != null) {
      declarations.close();
    }
    super.close();
  }

  /** A live feed may hand on what is ahead of the clock by no more than disorder is. */
  private boolean isAhead(long time, long reached) {
    return clock == null ? time > reached : time - bound > reached;
  }

  private void await(Decoded record, long reached) {
    books.add(record.lane(), record.input(), Column.WAITING, 1);
    say(clocks.ahead(record, reached));
    Decoded tooMany = ahead.add(record);
    if (tooMany != null) {
      books.add(tooMany.lane(), tooMany.input(), Column.WAITING, -1);
      refuse(tooMany, Reason.TIME_IN_FUTURE, DeadLetters::tooManyAhead, tooMany.lane());
    }
    lookWhenTheNextTimeComes();
  }

  /** Uses what has waited for its time to come, as if it came now. */
  private void useUntil(long time) {
    for (Decoded record : ahead.removeUntil(time)) {
      books.add(record.lane(), record.input(), Column.WAITING, -1);
      if (lanes.admit(record.lane(), record.time())) {
        use(record, record.time());
      } else {
        refuse(record, Reason.TOO_MANY_LANES, DeadLetters::tooManyLanes, record.lane());
      }
    }
  }

  /** Where nobody says the time, the clock does. */
  private void lookWhenTheNextTimeComes() {
    Clock now = clock;
    if (now == null || !idle || ahead.next() >= looksAt) {
      return;
    }
    looksAt = ahead.next();
    long in = Math.max(0, looksAt - now.millis());
    ProcessingTimeService service = getProcessingTimeService();
    service.registerTimer(service.getCurrentProcessingTime() + in, timer -> look(now));
  }

  private void look(Clock now) {
    looksAt = Long.MAX_VALUE;
    if (idle) {
      useUntil(now.millis());
      lookWhenTheNextTimeComes();
    }
  }

  private void use(Decoded record, long latest) {
    switch (record.input()) {
      case TELEMETRY -> read(record, latest);
      case FAILURE_REPORTS -> observe(record, notLate(record, latest));
      case TOPOLOGY_CHANGES -> change(record);
      case PATTERNS -> pattern(record);
      case ADVISORIES, CONTROLS -> notice(record, latest);
    }
  }

  /** A record of a lane that has no place: its lane's outputs must not come to be. */
  private void refuseLane(Decoded record) {
    books.add(record.input(), Column.IN, 1);
    refuse(record, Reason.TOO_MANY_LANES, DeadLetters::tooManyLanes, StateChange.ACTUAL);
  }

  private void refuse(Decoded record, Reason reason, DeadLetters.Writer writer, String lane) {
    books.add(lane, record.input(), Column.DEAD_LETTERED, 1);
    refused
        .computeIfAbsent(
            reason, why -> getMetricGroup().addGroup("deadLetters").counter(why.name()))
        .inc();
    long latest = times.latest(record.origin(), lane);
    long time = latest != Decoded.NO_TIME ? latest : Math.max(0, record.time());
    say(Output.TAG, writer.write(record, time), time);
  }

  private void read(Decoded reading, long latest) {
    if (reading.time() < latest - bound) {
      books.add(reading.lane(), Input.TELEMETRY, Column.LATE, 1);
      say(Output.TAG, DeadLetters.late(reading, latest), latest);
    } else {
      observe(reading, reading.time());
    }
  }

  /** What is news however late counts from the newest record on. */
  private long notLate(Decoded record, long latest) {
    return record.time() < latest - bound ? latest : record.time();
  }

  private void observe(Decoded record, long time) {
    say(
        new Observation(
            requireNonNull(record.asset()),
            record.lane(),
            time,
            record.metric(),
            record.value(),
            record.tlp(),
            record.report(),
            null,
            record.origin()));
  }

  private void change(Decoded record) {
    TopologyChange change = requireNonNull(record.change());
    books.add(Input.TOPOLOGY_CHANGES, Column.USED, 1);
    if (declarations == null) {
      declarations = new Declarations(topology.get());
    }
    changes.add(change);
    for (Declarations.Declared declared : declarations.afterLast(changes)) {
      say(
          new Observation(
              declared.asset(),
              record.lane(),
              record.time(),
              null,
              0,
              Tlp.AMBER,
              null,
              declared.declaration(),
              record.origin()));
    }
    say(Decode.CONTROL, change, record.time());
  }

  private void pattern(Decoded record) {
    books.add(Input.PATTERNS, Column.USED, 1);
    say(Decode.PATTERNS, requireNonNull(record.pattern()), record.time());
  }

  private void notice(Decoded record, long latest) {
    Notice notice = requireNonNull(record.notice());
    long arrived = notLate(record, latest);
    Notice counts = notice.notBefore(arrived);
    long held = notice.ends() == Control.OPEN_END ? Long.MIN_VALUE : notice.ends();
    SeenId id =
        new SeenId(record.lane(), notice.key(), Math.max(notice.time(), arrived) + DAY_MILLIS);
    if (held > id.until()) {
      id = new SeenId(id.lane(), id.key(), held);
    }
    if (!seen.isNew(id, latest)) {
      books.add(record.lane(), record.input(), Column.REPEATED, 1);
      return;
    }
    Control control = counts.control();
    Ruling set = control == null ? null : control.set();
    if (control != null && set != null && control.target() == Control.Target.ASSET) {
      say(wordOf(control, set, record));
    } else {
      books.add(record.lane(), record.input(), Column.USED, 1);
    }
    say(Decode.NOTICES, counts, arrived);
  }

  private static Observation wordOf(Control control, Ruling set, Decoded record) {
    Cause cause = set.cause() == null ? Cause.UNKNOWN : set.cause();
    Word word = new Word(control.id(), set.state(), cause, control.until(), record.tlp());
    return Observation.of(control.selected(), record.lane(), control.from(), word, record.origin());
  }

  private void say(@Nullable Output line) {
    if (line != null) {
      say(Output.TAG, line, line.time());
    }
  }

  private void say(Observation observation) {
    output.collect(new StreamRecord<>(observation, observation.time()));
  }

  private <T> void say(OutputTag<T> tag, T value, long time) {
    output.collect(tag, new StreamRecord<>(value, time));
  }
}
