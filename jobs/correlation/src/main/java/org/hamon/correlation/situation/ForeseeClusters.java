// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.function.SerializableSupplier;
import org.hamon.patterns.language.Reserve;
import org.hamon.topology.TopologyChange;
import org.hamon.topology.TopologyRegistry;
import org.jspecify.annotations.Nullable;

/**
 * What follows: pictures of one cluster in, a {@link Prospect} out for each, and again when what
 * was foretold is due. The dear part of the job; clusters share nothing, so that all slots work at
 * it.
 *
 * <p>Remembers what was foreseen of each cluster last, reserves that were told since, and when its
 * situations are to be looked at (until the cluster is no more), and pictures that wait for the
 * watermark (until it has passed them). Broadcast state holds the changes of the topology since its
 * base.
 */
final class ForeseeClusters
    extends KeyedBroadcastProcessFunction<String, Picture, TopologyChange, Prospect> {

  private static final long serialVersionUID = 1L;

  private final SerializableSupplier<TopologyRegistry.Lease> access;

  private transient State state;
  private transient Versions versions;
  private transient RankRoots rankRoots;
  private transient ByKey<Foresight> clusters;
  private transient @Nullable Collector<Prospect> out;

  /**
   * @param access to the graphs that all slots of a process share
   */
  ForeseeClusters(SerializableSupplier<TopologyRegistry.Lease> access) {
    this.access = access;
  }

  @Override
  public void open(OpenContext openContext) {
    state = new State(getRuntimeContext());
    versions = new Versions(access.get());
    rankRoots = new RankRoots();
    clusters = new ByKey<>(this::cluster);
  }

  @Override
  public void close() throws Exception {
    if (versions != null) {
      versions.close();
    }
  }

  @Override
  public void processElement(Picture picture, ReadOnlyContext ctx, Collector<Prospect> collector)
      throws Exception {
    Foresight cluster = clusters.of(ctx.getCurrentKey());
    cluster.add(picture);
    if (picture.when() <= ctx.currentWatermark()) {
      work(cluster, ctx, collector);
    }
    clusters.rest(ctx.getCurrentKey(), cluster.nextDue(), ctx.timerService());
  }

  @Override
  public void processBroadcastElement(
      TopologyChange change, Context ctx, Collector<Prospect> collector) throws Exception {
    versions.add(change, ctx.getBroadcastState(Versions.CHANGES));
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<Prospect> collector)
      throws Exception {
    Foresight cluster = clusters.of(ctx.getCurrentKey());
    work(cluster, ctx, collector);
    clusters.rest(ctx.getCurrentKey(), cluster.nextDue(), ctx.timerService());
  }

  private void work(Foresight cluster, ReadOnlyContext ctx, Collector<Prospect> collector)
      throws Exception {
    versions.refresh(ctx.getBroadcastState(Versions.CHANGES));
    out = collector;
    ByKey.work(cluster, ctx.currentWatermark());
  }

  private Foresight cluster() throws Exception {
    Foresight cluster = new Foresight(state, versions, rankRoots, this::tell);
    state.loadInto(cluster);
    return cluster;
  }

  private void tell(Prospect prospect) {
    if (out != null) {
      out.collect(prospect);
    }
  }

  /** Keyed state of the current cluster, entry by entry. */
  private static final class State implements Foresight.Store {
    private final MapState<Long, Picture> pending;
    private final ValueState<Foreseen> foreseen;
    private final MapState<String, Long> looks;
    private final MapState<String, Reserve> reserves;

    State(RuntimeContext context) {
      pending = context.getMapState(new MapStateDescriptor<>("pending", Long.class, Picture.class));
      foreseen = context.getState(new ValueStateDescriptor<>("foreseen", Foreseen.class));
      looks = context.getMapState(new MapStateDescriptor<>("looks", String.class, Long.class));
      reserves =
          context.getMapState(new MapStateDescriptor<>("reserves", String.class, Reserve.class));
    }

    private void loadInto(Foresight cluster) throws Exception {
      cluster.load(pending.entries(), foreseen.value(), looks.entries(), reserves.entries());
    }

    @Override
    public void pending(long number, @Nullable Picture waiting) {
      Write.entry(pending, number, waiting);
    }

    @Override
    public void foreseen(@Nullable Foreseen last) {
      try {
        foreseen.update(last);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void reserve(String key, @Nullable Reserve reserve) {
      Write.entry(reserves, key, reserve);
    }

    @Override
    public void look(String situation, @Nullable Long time) {
      Write.entry(looks, situation, time);
    }
  }
}
