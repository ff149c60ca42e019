// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.PriorityQueue;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.TwoInputStreamOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Symptom;
import org.hamon.topology.TopologyRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Changes in, symptoms at their possible roots out, each change with the graph and the patterns as
 * of its time. Remembers the changes that wait for the watermark of both inputs, in operator list
 * state, until it comes; a change behind it is located at once. The broadcast stays in {@link
 * Controls}.
 */
final class Locate extends AbstractStreamOperator<Symptom>
    implements TwoInputStreamOperator<StateChange, ControlChange, Symptom> {

  private static final long serialVersionUID = 1L;

  private static final ListStateDescriptor<StateChange> WAITING =
      new ListStateDescriptor<>("waiting", TypeInformation.of(StateChange.class));

  private final PatternEngine.Settings settings;

  private transient TopologyRegistry.@Nullable Lease lease;
  private transient ListState<StateChange> waitingState;
  private transient PriorityQueue<StateChange> waiting;
  private transient Controls controls;
  private transient Locator locator;
  private transient long watermark;

  @SuppressWarnings("NullAway.Init") // transient parts are set by the runtime's calls
  Locate(PatternEngine.Settings settings) {
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
    locator = new Locator(controls.patterns(), controls);
    waitingState = context.getOperatorStateStore().getListState(WAITING);
    waiting = new PriorityQueue<>(StateChange.ORDER);
    for (StateChange change : waitingState.get()) {
      waiting.add(change);
    }
  }

  @Override
  public void processElement1(StreamRecord<StateChange> element) {
    StateChange change = element.getValue();
    if (change.time() <= watermark) {
      locate(change);
    } else {
      waiting.add(change);
    }
  }

  @Override
  public void processElement2(StreamRecord<ControlChange> element) throws Exception {
    controls.add(element.getValue(), watermark);
  }

  @Override
  public void processWatermark(Watermark mark) throws Exception {
    // The final watermark says that no more will come, not that time has passed.
    watermark = mark.equals(Watermark.MAX_WATERMARK) ? watermark : mark.getTimestamp();
    while (!waiting.isEmpty() && requireNonNull(waiting.peek()).time() <= mark.getTimestamp()) {
      locate(requireNonNull(waiting.poll()));
    }
    super.processWatermark(mark);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    waitingState.update(List.copyOf(waiting));
  }

  @Override
  public void close() throws Exception {
    if (lease != null) {
      lease.close();
    }
    super.close();
  }

  private void locate(StateChange change) {
    locator.locate(change, symptom -> output.collect(new StreamRecord<>(symptom, change.time())));
  }
}
