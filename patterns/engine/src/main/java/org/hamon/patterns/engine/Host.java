// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.apache.flink.api.common.accumulators.LongCounter;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.hamon.patterns.language.Match;
import org.hamon.patterns.language.Symptom;
import org.hamon.topology.TopologyRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Symptoms in, keyed by lane and root; matches of all running patterns out. Remembers one {@link
 * RootState} per key, cached and written at the barrier, and when it is due next; both are gone
 * once nothing waits, is open, counted or muted at the root, at the latest when the longest window
 * of a pattern is over. The broadcast stays in {@link Controls}.
 */
final class Host extends AbstractStreamOperator<Match>
    implements TwoInputStreamOperator<Symptom, ControlChange, Match>, PatternHost.Findings {

  private static final long serialVersionUID = 1L;

  static final String STATE = "root";

  /** What patterns did and cost so far; never changes once released. */
  static final String COSTS = "pattern-costs";

  private final PatternEngine.Settings settings;

  private transient TopologyRegistry.@Nullable Lease lease;
  private transient Controls controls;
  private transient WriteBackCache<String, RootState> roots;
  private transient Agenda<String> agenda;
  private transient PatternHost host;
  private transient Map<String, PatternCosts> costs;
  private transient ListState<StoredCost> storedCosts;
  private transient Counter unusable;
  private transient long watermark;
  private transient boolean ended;

  @SuppressWarnings("NullAway.Init") // transient parts are set by the runtime's calls
  Host(PatternEngine.Settings settings) {
    this.settings = settings;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    watermark = Long.MIN_VALUE;
    TopologyRegistry.Lease acquired = settings.acquireTopology();
    lease = acquired;
    controls =
        new Controls(
            context.getOperatorStateStore().getBroadcastState(Controls.STATE),
            acquired,
            settings.compile());
    costs = new TreeMap<>();
    storedCosts =
        context
            .getOperatorStateStore()
            .getListState(new ListStateDescriptor<>(COSTS, TypeInformation.of(StoredCost.class)));
    TypeSerializer<Symptom> symptoms =
        TypeInformation.of(Symptom.class)
            .createSerializer(getExecutionConfig().getSerializerConfig());
    RootStateSerializer serializer = new RootStateSerializer(symptoms);
    roots =
        WriteBackCache.ofMutable(
            this,
            context.getKeyedStateStore().getState(new ValueStateDescriptor<>(STATE, serializer)),
            serializer,
            settings.cachedRoots(),
            WriteBackCache.MAX_DIRTY);
    agenda = new Agenda<>();
    host =
        new PatternHost(
            controls.patterns(),
            controls,
            settings.engine(),
            new MatchBuffer<>(symptoms),
            settings.maxPartialMatches(),
            settings.replaced(),
            this);
    if (context.isRestored()) {
      for (StoredCost before : storedCosts.get()) {
        costs(before.pattern(), before.version()).add(before);
      }
      enterRestored();
    }
  }

  /** What is due is on the heap only, so each root with state is read once after a restore. */
  private void enterRestored() throws Exception {
    List<String> keys;
    try (Stream<String> stored =
        this.<String>getKeyedStateBackend().getKeys(STATE, VoidNamespace.INSTANCE)) {
      keys = stored.toList();
    }
    for (String key : keys) {
      RootState root = root(key);
      host.restored(root);
      long due = host.nextTime(root);
      if (due == root.due) {
        agenda.put(root.entry(), due);
      } else {
        keep(root, due); // a pattern is not there any more
      }
    }
  }

  /** For the metrics: at how many roots anything waits, is open, counted or muted. */
  int dueRoots() {
    return agenda.size();
  }

  @Override
  public void open() throws Exception {
    super.open();
    MetricGroup metrics = getMetricGroup();
    metrics.gauge("matches", sum(each -> each.matches));
    metrics.gauge("droppedPartialMatches", sum(each -> each.dropped));
    metrics.gauge("patternFaults", sum(each -> each.faults));
    unusable = metrics.counter("unusablePatterns");
    metrics.gauge("openMatches", sum(each -> each.open));
    metrics.gauge("dirtyRoots", roots::dirtyKeys);
    metrics.gauge("dueRoots", this::dueRoots);
  }

  private Gauge<Long> sum(ToLongFunction<PatternCosts> what) {
    return () -> costs.values().stream().mapToLong(what).sum();
  }

  /** The cache sets the key when it must: few symptoms touch the state backend. */
  @Override
  @SuppressWarnings("rawtypes") // as it is declared
  public void setKeyContextElement1(StreamRecord element) {}

  @Override
  public void processElement1(StreamRecord<Symptom> element) throws Exception {
    Symptom symptom = element.getValue();
    RootState root = root(PatternEngine.keyOf(symptom));
    if (symptom.change().time() <= watermark) {
      host.late(root, symptom, watermark);
    } else {
      root.await(symptom);
    }
    keep(root, host.nextTime(root));
  }

  @Override
  public void processElement2(StreamRecord<ControlChange> element) throws Exception {
    controls.add(element.getValue(), watermark).ifPresent(this::unusable);
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    ended = mark.equals(Watermark.MAX_WATERMARK);
    // The final watermark says that no more will come, not that time has passed.
    watermark = ended ? watermark : mark.getTimestamp();
    long upTo = ended ? RootState.NEVER : watermark;
    for (Agenda.Entry<String> due = agenda.first(upTo); due != null; due = agenda.first(upTo)) {
      RootState root = root(due.key);
      if (ended) {
        host.drain(root);
      } else {
        host.advance(root, watermark);
      }
      keep(root, ended ? RootState.NEVER : host.nextTime(root));
    }
    super.processWatermark(mark);
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    super.prepareSnapshotPreBarrier(checkpointId);
    roots.flush();
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    storedCosts.update(costs.values().stream().map(PatternCosts::stored).toList());
  }

  @Override
  public void finish() throws Exception {
    super.finish();
    for (PatternCosts each : costs.values()) {
      PatternCost.tell(
          each,
          (name, amount) -> getRuntimeContext().addAccumulator(name, new LongCounter(amount)));
    }
  }

  @Override
  public void close() throws Exception {
    if (lease != null) {
      lease.close();
    }
    super.close();
  }

  @Override
  public void match(Match match) {
    output.collect(new StreamRecord<>(match, match.at()));
  }

  @Override
  public void fault(PatternFault fault) {
    output.collect(PatternEngine.FAULTS, new StreamRecord<>(fault, fault.at()));
  }

  @Override
  public void storm(Storm storm) {
    output.collect(PatternEngine.STORMS, new StreamRecord<>(storm, storm.at()));
  }

  @Override
  public PatternCosts costs(String pattern, int version) {
    return costs.computeIfAbsent(pattern + '#' + version, key -> measured(pattern, version));
  }

  private PatternCosts measured(String pattern, int version) {
    PatternCosts each = new PatternCosts(pattern, version);
    MetricGroup group =
        getMetricGroup()
            .addGroup("pattern", pattern)
            .addGroup("version", Integer.toString(version));
    group.gauge("matches", () -> each.matches);
    group.gauge("openMatches", () -> each.open);
    group.gauge("droppedPartialMatches", () -> each.dropped);
    group.gauge("faults", () -> each.faults);
    group.gauge("millis", () -> each.nanos / 1_000_000);
    return each;
  }

  private void unusable(PatternFault fault) {
    unusable.inc();
    fault(fault);
  }

  private RootState root(String key) throws Exception {
    RootState root = roots.value(key);
    if (root == null) {
      root = new RootState();
    }
    if (root.entry == null) {
      root.entry = agenda.of(key);
    }
    return root;
  }

  /** Writes the root back; it is due at that time. */
  private void keep(RootState root, long due) throws Exception {
    root.due = due;
    agenda.put(root.entry(), due);
    roots.update(root.entry().key, root.isEmpty() ? null : root);
  }
}
