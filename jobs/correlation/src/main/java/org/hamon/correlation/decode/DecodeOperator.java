// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import static java.util.Objects.requireNonNull;

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
import org.apache.flink.util.OutputTag;
import org.apache.flink.util.function.SerializableSupplier;
import org.hamon.correlation.Output;
import org.hamon.correlation.decode.BookEntry.Column;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.TopologyChange;
import org.hamon.topology.TopologyRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Takes parsed records, decides which are late, and hands on observations, changes of the topology,
 * dead letters and its books.
 *
 * <p>A reading is late if it lies more than the bound behind the newest record of its own partition
 * or file; a late report is news and is used at the time of that newest record; a change of the
 * topology is never late. Nothing later calls a record late: in a live run the clock may have
 * closed a time by when a record of it comes that is not late in its partition; it counts right
 * after.
 *
 * <p>Remembers the largest event time of each partition (union list state: a number each, for as
 * long as the job lives; after rescaling every subtask starts with the largest of all), the changes
 * of the topology since the base (list state of the one subtask that reads them; never cleared,
 * they are what the topology is) and its books. Counts dead letters by reason, as metrics {@code
 * deadLetters.<reason>} that begin at 0 when the job starts.
 */
@SuppressWarnings("NullAway.Init") // Flink calls initializeState first
final class DecodeOperator extends AbstractStreamOperator<Observation>
    implements OneInputStreamOperator<Decoded, Observation> {

  private static final long serialVersionUID = 1L;

  private static final ListStateDescriptor<PartitionTime> TIMES =
      new ListStateDescriptor<>("partition-times", PartitionTime.class);
  private static final ListStateDescriptor<TopologyChange> CHANGES =
      new ListStateDescriptor<>("topology-changes", TopologyChange.class);

  private final long bound;
  private final SerializableSupplier<TopologyRegistry.Lease> topology;

  private transient ListState<PartitionTime> timesState;
  private transient ListState<TopologyChange> changesState;
  private transient PartitionTimes times;
  private transient List<TopologyChange> changes;
  private transient Books books;
  private transient Map<Reason, Counter> refused;
  private transient @Nullable Declarations declarations;

  /** Later stages have closed the time up to here. */
  private transient long closedUntil;

  DecodeOperator(long bound, SerializableSupplier<TopologyRegistry.Lease> topology) {
    this.bound = bound;
    this.topology = topology;
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
    books = Books.open(store, getMetricGroup());
    refused = new EnumMap<>(Reason.class);
    closedUntil = Decoded.NO_TIME;
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    timesState.update(times.entries());
    changesState.update(changes);
    books.snapshot();
  }

  @Override
  public void processElement(StreamRecord<Decoded> element) {
    Decoded record = element.getValue();
    books.add(record.input(), Column.IN, 1);
    if (record.isDead()) {
      refuse(record);
      return;
    }
    long latest = Math.max(times.latest(record.origin()), record.time());
    times.advance(record.origin(), latest);
    switch (record.input()) {
      case TELEMETRY -> read(record, latest);
      case FAILURE_REPORTS ->
          observe(record, record.time() < latest - bound ? latest : record.time());
      case TOPOLOGY_CHANGES -> change(record);
    }
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    closedUntil = mark.getTimestamp();
    super.processWatermark(mark);
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

  private void refuse(Decoded record) {
    books.add(record.input(), Column.DEAD_LETTERED, 1);
    refused
        .computeIfAbsent(
            requireNonNull(record.reason()),
            reason -> getMetricGroup().addGroup("deadLetters").counter(reason.name()))
        .inc();
    long latest = times.latest(record.origin());
    long time = latest != Decoded.NO_TIME ? latest : Math.max(0, record.time());
    say(
        Output.TAG,
        DeadLetters.of(
            requireNonNull(record.reason()),
            requireNonNull(record.detail()),
            record.origin(),
            requireNonNull(record.raw()),
            record.lane(),
            time),
        time);
  }

  private void read(Decoded reading, long latest) {
    if (reading.time() < latest - bound) {
      books.add(Input.TELEMETRY, Column.LATE, 1);
      say(Output.TAG, DeadLetters.late(reading, latest), latest);
    } else {
      observe(reading, reading.time());
    }
  }

  private void observe(Decoded record, long time) {
    say(
        new Observation(
            requireNonNull(record.asset()),
            record.lane(),
            time <= closedUntil ? closedUntil + 1 : time,
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

  private void say(Observation observation) {
    output.collect(new StreamRecord<>(observation, observation.time()));
  }

  private <T> void say(OutputTag<T> tag, T value, long time) {
    output.collect(tag, new StreamRecord<>(value, time));
  }
}
