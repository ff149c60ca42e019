// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ScheduledFuture;
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
 * <p>A change of the topology that names what is not there, and a report, control or advisory that
 * names a sector which nobody declared, waits for ten minutes of event time for it to come ({@link
 * SettleChanges}) and is a dead letter then.
 *
 * <p>An operator's word on an asset goes the way of the readings and reports of that asset. A
 * record of an exercise beyond those that may be in use is a dead letter of the actual lane.
 *
 * <p>Remembers the largest event time of each partition (union list state: a number each, for as
 * long as the job lives; after rescaling every subtask starts with the largest of all), the changes
 * of the topology since the base (list state of the one subtask that reads them; never cleared,
 * they are what the topology is), what waits for something to be there (list state; until it comes
 * or is given up), the lanes in use (union list state; until they are quiet for a day), ids of
 * controls and advisories ({@link SeenIds} says how long), what is ahead (list state; until its
 * time comes) and the clocks that are (union list state; until they are right again), and its
 * books. Counts dead letters by reason, as metrics {@code deadLetters.<reason>} that begin at 0
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
  private static final ListStateDescriptor<WaitingChange> WAITING_CHANGES =
      new ListStateDescriptor<>("waiting-changes", WaitingChange.class);
  private static final ListStateDescriptor<WaitingRecord> WAITING_RECORDS =
      new ListStateDescriptor<>("waiting-records", WaitingRecord.class);
  private static final ListStateDescriptor<LaneTime> LANES =
      new ListStateDescriptor<>("lanes", LaneTime.class);
  private static final ListStateDescriptor<SeenId> SEEN_IDS =
      new ListStateDescriptor<>("seen-ids", SeenId.class);
  private static final ListStateDescriptor<HeldWord> WORDS =
      new ListStateDescriptor<>("held-words", HeldWord.class);
  private static final ListStateDescriptor<Decoded> AHEAD =
      new ListStateDescriptor<>("ahead", Decoded.class);
  private static final ListStateDescriptor<ClockFault> CLOCKS =
      new ListStateDescriptor<>("clocks", ClockFault.class);

  /** So many records wait at most for their time to come, and as many for a sector. */
  static final int MOST_AHEAD = 100_000;

  /** Bytes of records that wait; of long ones beyond, only the beginning is kept. */
  private static final long WAITING_BYTES = 64 << 20;

  private static final long DAY_MILLIS = Duration.ofHours(24).toMillis();

  /**
   * So long, in event time, a change of the topology or a sector's name waits to mean something.
   */
  static final long WAIT_MILLIS = Duration.ofMinutes(10).toMillis();

  private final long bound;
  private final int mostLanes;
  private final boolean saysTime;
  private final SerializableSupplier<TopologyRegistry.Lease> topology;
  private final @Nullable Clock clock;

  private transient ListState<PartitionTime> timesState;
  private transient ListState<TopologyChange> changesState;
  private transient ListState<WaitingChange> waitingChangesState;
  private transient ListState<WaitingRecord> waitingRecordsState;
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
  private transient UnknownLabels unknownLabels;
  private transient SeenIds seen;
  private transient ListState<HeldWord> wordsState;
  private transient HeldWords words;
  private transient WaitingRecords waitingRecords;
  private transient Books books;
  private transient Map<Reason, Counter> refused;
  private transient TopologyRegistry.@Nullable Lease lease;
  private transient @Nullable SettleChanges settle;

  /** The last watermark but the final one. */
  private transient long watermark;

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
    timesState = store.getUnionListState(TIMES);
    changesState = store.getListState(CHANGES);
    times = new PartitionTimes();
    for (PartitionTime entry : timesState.get()) {
      times.advance(entry.topic(), entry.partition(), entry.time());
    }
    waitingChangesState = store.getListState(WAITING_CHANGES);
    waitingRecordsState = store.getListState(WAITING_RECORDS);
    waitingRecords = new WaitingRecords(MOST_AHEAD);
    waitingRecordsState.get().forEach(waitingRecords::add);
    watermark = Long.MIN_VALUE;
    lanesState = store.getUnionListState(LANES);
    lanes = new Lanes(mostLanes);
    unknownLabels = new UnknownLabels();
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
    wordsState = store.getListState(WORDS);
    words = new HeldWords();
    wordsState.get().forEach(words::restore);
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
    aheadState.update(List.copyOf(ahead.all()));
    clocksState.update(List.copyOf(clocks.entries()));
    words.forget(watermark, lanes::isInUse);
    wordsState.update(words.entries());
    if (settle != null) {
      changesState.update(settle.changes());
      waitingChangesState.update(settle.waiting());
    }
    waitingRecordsState.update(waitingRecords.all());
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
    } else if (!record.isUnconfirmed() && isAhead(time, reached)) {
      await(record, reached);
    } else {
      long latest =
          Math.max(reached, times.advance(record.origin(), record.lane(), Math.min(time, reached)));
      if (!record.isUnconfirmed()) {
        say(clocks.right(record, latest));
      }
      use(record, latest);
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    if (!mark.equals(Watermark.MAX_WATERMARK)) {
      watermark = mark.getTimestamp();
      useUntil(watermark);
      giveUp();
    }
    if (saysTime || mark.equals(Watermark.MAX_WATERMARK)) {
      super.processWatermark(mark);
    } else {
      output.emitWatermarkStatus(WatermarkStatus.IDLE);
    }
  }

  @Override
  public void processWatermarkStatus(WatermarkStatus status) throws Exception {
    idle = status.isIdle();
    lookWhenTheNextTimeComes();
    super.processWatermarkStatus(saysTime ? status : WatermarkStatus.IDLE);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    super.prepareSnapshotPreBarrier(checkpointId);
    books.tell(entry -> say(Books.TAG, entry, Long.MAX_VALUE));
  }

  @Override
  public void finish() throws Exception {
    books.tell(entry -> say(Books.TAG, entry, Long.MAX_VALUE));
    super.finish();
  }

  @Override
  public void close() throws Exception {
    if (lease != null) {
      lease.close();
    }
    super.close();
  }

  /** A live feed may hand on what is ahead of the clock by no more than disorder is. */
  private boolean isAhead(long time, long reached) {
    return clock == null ? time > reached : time - bound > reached;
  }

  /** All that waits lies in memory: many long records would fill it. */
  private Decoded keptShort(Decoded record) {
    Raw raw = requireNonNull(record.raw());
    if (raw.isShort()) {
      return record;
    }
    long bytes = raw.bytes().length + ahead.bytes() + waitingRecords.bytes();
    return bytes <= WAITING_BYTES ? record : record.came(raw.shortened(), record.unknownLabel());
  }

  private void await(Decoded record, long reached) {
    books.add(record.lane(), record.input(), Column.WAITING, 1);
    say(clocks.ahead(record, reached));
    Decoded tooMany = ahead.add(keptShort(record));
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
    ScheduledFuture<?> unused =
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
    long until = untilFor(record.time());
    if (!FurtherSectors.areNamedBy(record) || isDeclared(record, until)) {
      useNow(record, latest);
    } else if (waitingRecords.isFull()) {
      refuse(
          record.lane(),
          record.input(),
          Reason.UNKNOWN_SECTOR,
          DeadLetters.unknownSector(record, Math.max(record.time(), watermark)));
    } else {
      books.add(record.lane(), record.input(), Column.WAITING, 1);
      waitingRecords.add(new WaitingRecord(keptShort(record), until));
    }
  }

  private void useNow(Decoded record, long latest) {
    if (unknownLabels.areNews(record, latest)) {
      say(Output.TAG, UnknownLabels.decision(record, latest), latest);
    }
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
    long latest = times.latest(record.origin(), lane);
    long time = latest != Decoded.NO_TIME ? latest : Math.max(0, record.time());
    refuse(lane, record.input(), reason, writer.write(record, time));
  }

  private void refuse(String lane, Input input, Reason reason, Output line) {
    books.add(lane, input, Column.DEAD_LETTERED, 1);
    refused
        .computeIfAbsent(
            reason, why -> getMetricGroup().addGroup("deadLetters").counter(why.name()))
        .inc();
    say(Output.TAG, line, line.time());
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
            null,
            record.origin(),
            record.raw()));
  }

  private void change(Decoded record) {
    TopologyChange change = requireNonNull(record.change());
    settling()
        .take(
            new WaitingChange(
                change,
                record.origin(),
                requireNonNull(record.raw()),
                untilFor(change.validFrom())));
  }

  private long untilFor(long time) {
    return Math.max(time, watermark) + WAIT_MILLIS;
  }

  private boolean isDeclared(Decoded record, long until) {
    SettleChanges changes = settling();
    return FurtherSectors.in(record).stream()
        .allMatch(sector -> changes.hasSector(sector, record.time(), until));
  }

  /** Uses what has waited for the sector to be declared, as if it came then. */
  private void useWhatNames(String sector, long from) {
    for (WaitingRecord waiting :
        waitingRecords.remove(
            each ->
                FurtherSectors.in(each.record()).contains(sector)
                    && isDeclared(each.record(), each.until()))) {
      Decoded record = waiting.record();
      books.add(record.lane(), record.input(), Column.WAITING, -1);
      useNow(record, Math.max(from, times.latest(record.origin(), record.lane())));
    }
  }

  private void giveUp() throws Exception {
    if (settle != null || waitingChangesState.get().iterator().hasNext()) {
      settling().giveUp(watermark);
    }
    for (WaitingRecord waiting : waitingRecords.removeUntil(watermark)) {
      Decoded record = waiting.record();
      books.add(record.lane(), record.input(), Column.WAITING, -1);
      refuse(
          record.lane(),
          record.input(),
          Reason.UNKNOWN_SECTOR,
          DeadLetters.unknownSector(record, waiting.until()));
    }
  }

  private SettleChanges settling() {
    SettleChanges settling = settle;
    if (settling == null) {
      TopologyRegistry.Lease access = topology.get();
      lease = access;
      settling = new SettleChanges(access, new Settled(new Declarations(access)));
      settle = settling;
      try {
        settling.restore(changesState.get(), waitingChangesState.get());
      } catch (Exception e) {
        throw new IllegalStateException("Expected to read the state, but it failed", e);
      }
    }
    return settling;
  }

  /** Hands on what counts, and keeps the books of what does not. */
  private final class Settled implements SettleChanges.Outcome {

    private final Declarations declarations;

    Settled(Declarations declarations) {
      this.declarations = declarations;
    }

    @Override
    public void restored(TopologyChange change) {
      declarations.restore(change);
    }

    @Override
    public void counts(TopologyChange change) {
      for (Declarations.Declared declared : declarations.after(change, settling().changes())) {
        say(
            new Observation(
                declared.asset(),
                StateChange.ACTUAL,
                change.validFrom(),
                null,
                0,
                Tlp.AMBER,
                null,
                declared.declaration(),
                null));
      }
      say(Decode.CONTROL, change, change.validFrom());
      if (change.op() == TopologyChange.Op.UPSERT_SECTOR) {
        useWhatNames(change.id(), change.validFrom());
      }
    }

    @Override
    public void used(WaitingChange record) {
      books.add(Input.TOPOLOGY_CHANGES, Column.USED, 1);
    }

    @Override
    public void repeated(WaitingChange record) {
      books.add(Input.TOPOLOGY_CHANGES, Column.REPEATED, 1);
    }

    @Override
    public void waiting(int more) {
      books.add(Input.TOPOLOGY_CHANGES, Column.WAITING, more);
    }

    @Override
    public void givenUp(WaitingChange record, Reason reason, String detail, long at) {
      refuse(
          StateChange.ACTUAL,
          Input.TOPOLOGY_CHANGES,
          reason,
          DeadLetters.of(reason, detail, record.origin(), record.raw(), StateChange.ACTUAL, at));
    }
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
    Observation word = control == null ? null : wordOf(control, set, record);
    if (word != null) {
      say(word);
    } else {
      books.add(record.lane(), record.input(), Column.USED, 1);
    }
    say(Decode.NOTICES, counts, arrived);
  }

  /** What the control means for one asset: a word, or that the newest one is withdrawn. */
  private @Nullable Observation wordOf(Control control, @Nullable Ruling set, Decoded record) {
    if (control.kind() == Control.Kind.WITHDRAW) {
      HeldWord held = words.withdraw(record.lane(), control);
      if (held == null || held.asset() == null) {
        return null;
      }
      Word gone = new Word(control.id(), null, Cause.UNKNOWN, control.until(), record.tlp());
      long time = Math.max(control.from(), held.from() + 1);
      return Observation.of(held.asset(), record.lane(), time, gone, record.origin());
    }
    if (set == null
        || control.target() != Control.Target.ASSET
        || !words.hear(record.lane(), control)) {
      return null;
    }
    Cause cause = set.cause() == null ? Cause.UNKNOWN : set.cause();
    Word word = new Word(control.id(), set.state(), cause, control.until(), record.tlp());
    return Observation.of(control.selected(), record.lane(), control.from(), word, record.origin())
        .came(record.raw());
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
