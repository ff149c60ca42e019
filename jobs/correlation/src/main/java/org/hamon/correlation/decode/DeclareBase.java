// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.function.SerializableSupplier;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.Asset;
import org.hamon.topology.Graph;
import org.hamon.topology.TopologyRegistry;

/**
 * Hands on observations and, once, at the start of the job and ahead of all of them, a declaration
 * of every asset of the base topology. The declarations do not travel with the job graph: the one
 * subtask that makes them reads the graph of its process.
 *
 * <p>It stands in the stream of the observations, and is no source beside it, for the sake of time:
 * behind it no watermark and no idleness comes before the declarations, and nothing ends. A source
 * that had nothing more to say would say the end of time, which becomes everybody's as soon as all
 * feeds are idle; one that was idle from the start would let time pass before it has spoken.
 *
 * <p>Remembers that it has spoken (union list state, one entry, for as long as the job lives).
 */
@SuppressWarnings("NullAway.Init") // Flink calls initializeState first
final class DeclareBase extends AbstractStreamOperator<Observation>
    implements OneInputStreamOperator<Observation, Observation> {

  private static final long serialVersionUID = 1L;

  private static final ListStateDescriptor<Boolean> DECLARED =
      new ListStateDescriptor<>("declared", Boolean.class);

  private final long start;
  private final SerializableSupplier<TopologyRegistry.Lease> access;

  private transient ListState<Boolean> declared;

  /**
   * @param start epoch milliseconds from which the base is valid
   */
  DeclareBase(long start, SerializableSupplier<TopologyRegistry.Lease> access) {
    this.start = start;
    this.access = access;
  }

  @Override
  public void initializeState(StateInitializationContext context) throws Exception {
    super.initializeState(context);
    declared = context.getOperatorStateStore().getUnionListState(DECLARED);
  }

  @Override
  public void open() throws Exception {
    super.open();
    if (isFirst() && !declared.get().iterator().hasNext()) {
      declareAll();
    }
  }

  @Override
  public void processElement(StreamRecord<Observation> element) {
    output.collect(element);
  }

  @Override
  public void snapshotState(StateSnapshotContext context) throws Exception {
    super.snapshotState(context);
    declared.update(isFirst() ? List.of(true) : List.of());
  }

  private boolean isFirst() {
    return getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0;
  }

  private void declareAll() {
    try (TopologyRegistry.Lease topology = access.get()) {
      Graph base = topology.base();
      for (Asset asset : base.assets()) {
        Declaration declaration = Declaration.ofBase(start, asset, base.levelsOf(asset));
        output.collect(
            new StreamRecord<>(
                new Observation(
                    asset.id(),
                    StateChange.ACTUAL,
                    start,
                    null,
                    0,
                    Tlp.AMBER,
                    null,
                    declaration,
                    null),
                start));
      }
    }
  }
}
