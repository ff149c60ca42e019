// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.function.SerializableSupplier;
import org.hamon.correlation.Output;
import org.hamon.topology.TopologyChange;
import org.hamon.topology.TopologyRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Who belongs together: changes, matches and notices of one lane in, a {@link Picture} of each
 * cluster out, as often as something changed that what follows depends on; what was decided on
 * notices on {@link Output#TAG}.
 *
 * <p>Remembers, entry by entry: signals that wait for the watermark (until it has passed them);
 * assets that are not normal (until they are, or their situation ends); failures that are over
 * (until nothing follows from them); open situations with their members (until root and members are
 * normal); notices (until they end, or the situation that they are about does). Nothing outlives
 * its reason, so nothing needs a TTL. Broadcast state holds the changes of the topology since its
 * base.
 */
final class TrackSituations
    extends KeyedBroadcastProcessFunction<String, Signal, TopologyChange, Picture> {

  private static final long serialVersionUID = 1L;

  /** So often a lane with an open situation looks whether the topology has changed. */
  private static final long LOOK_MILLIS = 60_000;

  private final SerializableSupplier<TopologyRegistry.Lease> access;

  private transient LaneState state;
  private transient Versions versions;
  private transient ByKey<Lane> lanes;

  private transient @Nullable ReadOnlyContext context;
  private transient @Nullable Collector<Picture> out;

  /**
   * @param access to the graphs that all slots of a process share
   */
  TrackSituations(SerializableSupplier<TopologyRegistry.Lease> access) {
    this.access = access;
  }

  @Override
  public void open(OpenContext openContext) {
    state = new LaneState(getRuntimeContext());
    versions = new Versions(access.get());
    lanes = new ByKey<>(this::lane);
  }

  @Override
  public void close() throws Exception {
    if (versions != null) {
      versions.close();
    }
  }

  @Override
  public void processElement(Signal heard, ReadOnlyContext ctx, Collector<Picture> collector)
      throws Exception {
    Lane lane = lanes.of(ctx.getCurrentKey());
    long watermark = ctx.currentWatermark();
    // notices of a live run say no time: one that is in the past counts from now on
    Signal signal = heard.notBefore(watermark);
    lane.add(signal);
    if (signal.time() <= watermark) {
      work(lane, ctx, collector);
    }
    rest(lane, ctx);
  }

  @Override
  public void processBroadcastElement(
      TopologyChange change, Context ctx, Collector<Picture> collector) throws Exception {
    versions.add(change, ctx.getBroadcastState(Versions.CHANGES));
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<Picture> collector)
      throws Exception {
    Lane lane = lanes.of(ctx.getCurrentKey());
    work(lane, ctx, collector);
    rest(lane, ctx);
  }

  private void work(Lane lane, ReadOnlyContext ctx, Collector<Picture> collector) throws Exception {
    versions.refresh(ctx.getBroadcastState(Versions.CHANGES));
    context = ctx;
    out = collector;
    ByKey.work(lane, ctx.currentWatermark());
  }

  private void rest(Lane lane, ReadOnlyContext ctx) throws Exception {
    long due = lane.nextDue();
    if (lane.isOpen()) {
      // a change of the topology cannot set a timer for a lane
      due = Math.min(due, (Math.floorDiv(ctx.currentWatermark(), LOOK_MILLIS) + 1) * LOOK_MILLIS);
    }
    lanes.rest(ctx.getCurrentKey(), due, ctx.timerService());
  }

  private Lane lane() throws Exception {
    LaneMemory memory = new LaneMemory(state);
    Pending<Signal> pending = new Pending<>(state, Signal::time, Signal.ORDER);
    state.loadInto(memory, pending);
    return new Lane(
        memory, pending, versions, versions.communities(), this::handOn, this::decision);
  }

  private void handOn(Picture picture) {
    if (out != null) {
      out.collect(picture);
    }
  }

  private void decision(Output line) {
    if (context != null) {
      context.output(Output.TAG, line);
    }
  }
}
