// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.VoidNamespaceSerializer;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.operators.Triggerable;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.hamon.patterns.language.Match;
import org.hamon.patterns.language.Symptom;
import org.hamon.topology.TopologyRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Symptoms in, keyed by lane and root; matches of all running patterns out. Remembers one {@link
 * RootState} per key, cached and written at the barrier, and at most one timer; both are gone once
 * nothing waits, is open, counted or muted at the root, at the latest when the longest window of a
 * pattern is over. The broadcast stays in {@link Controls}.
 */
final class Host extends AbstractStreamOperator<Match>
    implements TwoInputStreamOperator<Symptom, ControlChange, Match>,
        Triggerable<String, VoidNamespace>,
        PatternHost.Findings {

  private static final long serialVersionUID = 1L;

  static final String STATE = "root";

  private final PatternEngine.Settings settings;

  private transient TopologyRegistry.@Nullable Lease lease;
  private transient Controls controls;
  private transient WriteBackCache<String, RootState> roots;
  private transient InternalTimerService<VoidNamespace> timers;
  private transient PatternHost host;
  private transient Counter matches;
  private transient Counter dropped;
  private transient Counter faults;
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
    host =
        new PatternHost(
            controls.patterns(),
            controls,
            settings.engine(),
            new MatchBuffer<>(symptoms),
            settings.maxPartialMatches(),
            this);
  }

  @Override
  public void open() throws Exception {
    super.open();
    timers = getInternalTimerService("clock", VoidNamespaceSerializer.INSTANCE, this);
    matches = getMetricGroup().counter("matches");
    dropped = getMetricGroup().counter("droppedPartialMatches");
    faults = getMetricGroup().counter("patternFaults");
    getMetricGroup().gauge("dirtyRoots", roots::dirtyKeys);
  }

  @Override
  public void processElement1(StreamRecord<Symptom> element) throws Exception {
    Symptom symptom = element.getValue();
    RootState root = root();
    if (symptom.change().time() <= watermark) {
      host.late(root, symptom, watermark);
    } else {
      root.await(symptom);
    }
    keep(root);
  }

  @Override
  public void processElement2(StreamRecord<ControlChange> element) throws Exception {
    controls.add(element.getValue(), watermark).ifPresent(this::fault);
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    ended = mark.equals(Watermark.MAX_WATERMARK);
    // The final watermark says that no more will come, not that time has passed.
    watermark = ended ? watermark : mark.getTimestamp();
    super.processWatermark(mark);
  }

  @Override
  public void onEventTime(InternalTimer<String, VoidNamespace> timer) throws Exception {
    RootState root = root();
    root.timer = RootState.NEVER;
    if (ended) {
      host.drain(root);
      roots.update(root.isEmpty() ? null : root);
    } else {
      host.advance(root, watermark);
      keep(root);
    }
  }

  @Override
  public void onProcessingTime(InternalTimer<String, VoidNamespace> timer) {
    throw new IllegalStateException("Expected no timer of processing time, but one fired");
  }

  @Override
  public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
    super.prepareSnapshotPreBarrier(checkpointId);
    roots.flush();
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
    matches.inc();
    output.collect(new StreamRecord<>(match, match.at()));
  }

  @Override
  public void fault(PatternFault fault) {
    faults.inc();
    output.collect(PatternEngine.FAULTS, new StreamRecord<>(fault, fault.at()));
  }

  @Override
  public void storm(Storm storm) {
    output.collect(PatternEngine.STORMS, new StreamRecord<>(storm, storm.at()));
  }

  @Override
  public void dropped(int partialMatches) {
    dropped.inc(partialMatches);
  }

  private RootState root() throws Exception {
    RootState root = roots.value();
    return root == null ? new RootState() : root;
  }

  /** Writes the root back with its one timer at the next time that anything is due. */
  private void keep(RootState root) throws Exception {
    long next = ended ? RootState.NEVER : host.nextTime(root);
    if (next != root.timer) {
      if (root.timer != RootState.NEVER) {
        timers.deleteEventTimeTimer(VoidNamespace.INSTANCE, root.timer);
      }
      if (next != RootState.NEVER) {
        timers.registerEventTimeTimer(VoidNamespace.INSTANCE, next);
      }
      root.timer = next;
    }
    roots.update(root.isEmpty() ? null : root);
  }
}
