// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.function.SerializableSupplier;
import org.hamon.correlation.Output;
import org.hamon.topology.TopologyChange;
import org.hamon.topology.TopologyRegistry;
import org.jspecify.annotations.Nullable;

/**
 * What is said: prospects of one lane in, a briefing for each sector concerned out; the situations
 * as a whole and what becomes of impacts on {@link Output#TAG}.
 *
 * <p>Remembers, entry by entry: prospects that wait for the watermark (until it has passed them);
 * what is said of each asset (until its situation ends); whom a situation was told to (until an
 * hour after its end). Broadcast state holds the changes of the topology since its base.
 */
final class TellSectors
    extends KeyedBroadcastProcessFunction<String, Prospect, TopologyChange, Briefing> {

  private static final long serialVersionUID = 1L;

  private final SerializableSupplier<TopologyRegistry.Lease> access;

  private transient State state;
  private transient Versions versions;
  private transient ByKey<Telling> lanes;
  private transient Sayer sayer;

  /**
   * @param access to the graphs that all slots of a process share
   */
  TellSectors(SerializableSupplier<TopologyRegistry.Lease> access) {
    this.access = access;
  }

  @Override
  public void open(OpenContext openContext) {
    state = new State(getRuntimeContext());
    versions = new Versions(access.get());
    lanes = new ByKey<>(this::lane);
    sayer = new Sayer();
  }

  @Override
  public void close() throws Exception {
    if (versions != null) {
      versions.close();
    }
  }

  @Override
  public void processElement(Prospect prospect, ReadOnlyContext ctx, Collector<Briefing> out)
      throws Exception {
    Telling lane = lanes.of(ctx.getCurrentKey());
    lane.add(prospect);
    if (prospect.when() <= ctx.currentWatermark()) {
      work(lane, ctx, out);
    }
    lanes.rest(ctx.getCurrentKey(), lane.nextDue(), ctx.timerService());
  }

  @Override
  public void processBroadcastElement(TopologyChange change, Context ctx, Collector<Briefing> out)
      throws Exception {
    versions.add(change, ctx.getBroadcastState(Versions.CHANGES));
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<Briefing> out)
      throws Exception {
    Telling lane = lanes.of(ctx.getCurrentKey());
    work(lane, ctx, out);
    lanes.rest(ctx.getCurrentKey(), lane.nextDue(), ctx.timerService());
  }

  private void work(Telling lane, ReadOnlyContext ctx, Collector<Briefing> out) throws Exception {
    versions.refresh(ctx.getBroadcastState(Versions.CHANGES));
    sayer.context = ctx;
    sayer.out = out;
    ByKey.work(lane, ctx.currentWatermark());
  }

  private Telling lane() throws Exception {
    ToldSoFar told = new ToldSoFar(state);
    Pending<Prospect> pending = new Pending<>(state, Prospect::when, Prospect.ORDER);
    state.loadInto(told, pending);
    return new Telling(told, pending, versions, sayer);
  }

  /** Passes on what is said to wherever the current element's output goes. */
  private static final class Sayer implements Sayings {
    private @Nullable ReadOnlyContext context;
    private @Nullable Collector<Briefing> out;

    @Override
    public void briefing(Briefing briefing) {
      if (out != null) {
        out.collect(briefing);
      }
    }

    @Override
    public void stock(Stock stock) {
      say(SituationLine.of(stock));
    }

    @Override
    public void impact(Output line) {
      say(line);
    }

    private void say(Output line) {
      if (context != null) {
        context.output(Output.TAG, line);
      }
    }
  }

  /** Keyed state of the current lane, entry by entry. */
  private static final class State implements ToldSoFar.Store, Pending.Store<Prospect> {
    private static final char IN = '\u0000';

    private final MapState<Long, Prospect> pending;
    private final MapState<String, Impact> impacts;
    private final MapState<String, Concerned> concerned;

    State(RuntimeContext context) {
      pending =
          context.getMapState(new MapStateDescriptor<>("pending", Long.class, Prospect.class));
      impacts =
          context.getMapState(new MapStateDescriptor<>("impacts", String.class, Impact.class));
      concerned =
          context.getMapState(new MapStateDescriptor<>("concerned", String.class, Concerned.class));
    }

    private void loadInto(ToldSoFar told, Pending<Prospect> waiting) throws Exception {
      waiting.load(pending.entries());
      told.load(concerned.values());
      for (Map.Entry<String, Impact> entry : impacts.entries()) {
        String key = entry.getKey();
        told.load(key.substring(0, key.indexOf(IN)), entry.getValue());
      }
    }

    @Override
    public void pending(long number, @Nullable Prospect waiting) {
      Write.entry(pending, number, waiting);
    }

    @Override
    public void impact(String situation, String asset, @Nullable Impact impact) {
      Write.entry(impacts, situation + IN + asset, impact);
    }

    @Override
    public void concerned(String situation, @Nullable Concerned now) {
      Write.entry(concerned, situation, now);
    }
  }
}
