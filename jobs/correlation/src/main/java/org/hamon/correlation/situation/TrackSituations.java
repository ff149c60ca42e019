// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.function.SerializableSupplier;
import org.hamon.correlation.Ids;
import org.hamon.correlation.Output;
import org.hamon.topology.Graph;
import org.hamon.topology.Sharing;
import org.hamon.topology.TopologyChange;
import org.hamon.topology.TopologyRegistry;
import org.jspecify.annotations.Nullable;

/**
 * Changes, matches and notices of one lane in, a briefing for each sector concerned out; the
 * situations as a whole on {@link Output#TAG}.
 *
 * <p>Remembers, entry by entry: signals that wait for the watermark (until it has passed them);
 * assets that are not normal (until they are, or their situation ends); open situations with their
 * members and impacts (until root and members are normal); notices (until they end, or the
 * situation that they are about does). Nothing outlives its reason, so nothing needs a TTL.
 * Broadcast state holds the changes of the topology since its base.
 */
final class TrackSituations
    extends KeyedBroadcastProcessFunction<String, Signal, TopologyChange, Briefing> {

  private static final long serialVersionUID = 1L;

  static final MapStateDescriptor<String, TopologyChange> CHANGES =
      new MapStateDescriptor<>("topology-changes", String.class, TopologyChange.class);

  /** So often a lane with an open situation looks whether the topology has changed. */
  private static final long LOOK_MILLIS = 60_000;

  private final SerializableSupplier<TopologyRegistry.Lease> access;

  private transient LaneState state;
  private transient TopologyRegistry.Lease topology;
  private transient Map<String, Lane> lanes;
  private transient @Nullable List<TopologyChange> changes;

  /** In which a sector may be or have been warned; the empty text for a sector as a whole. */
  private transient List<String> communities;

  /** When they take effect, in order. */
  private transient long[] changeTimes;

  private transient Telling telling;

  /**
   * @param access to the graphs that all slots of a process share
   */
  TrackSituations(SerializableSupplier<TopologyRegistry.Lease> access) {
    this.access = access;
  }

  @Override
  public void open(OpenContext openContext) {
    state = new LaneState(getRuntimeContext());
    topology = access.get();
    lanes = new HashMap<>();
    changeTimes = new long[0];
    communities = new ArrayList<>();
    telling = new Telling();
  }

  @Override
  public void close() throws Exception {
    if (topology != null) {
      topology.close();
    }
  }

  @Override
  public void processElement(Signal heard, ReadOnlyContext ctx, Collector<Briefing> out)
      throws Exception {
    Lane lane = lane(ctx.getCurrentKey());
    long watermark = ctx.currentWatermark();
    // notices of a live run say no time: one that is in the past counts from now on
    Signal signal = heard.notBefore(watermark);
    lane.add(signal);
    if (signal.time() <= watermark) {
      work(lane, watermark, ctx, out);
    }
    wakeFor(lane, ctx);
  }

  @Override
  public void processBroadcastElement(TopologyChange change, Context ctx, Collector<Briefing> out)
      throws Exception {
    ctx.getBroadcastState(CHANGES).put(Ids.hash(change.toString()), change);
    changes = null;
  }

  @Override
  public void onTimer(long timestamp, OnTimerContext ctx, Collector<Briefing> out)
      throws Exception {
    Lane lane = lane(ctx.getCurrentKey());
    work(lane, ctx.currentWatermark(), ctx, out);
    if (lane.isEmpty()) {
      lanes.remove(ctx.getCurrentKey());
    } else {
      wakeFor(lane, ctx);
    }
  }

  private void work(Lane lane, long watermark, ReadOnlyContext ctx, Collector<Briefing> out)
      throws Exception {
    if (changes == null) {
      changes = read(ctx.getBroadcastState(CHANGES));
      changeTimes =
          changes.stream().mapToLong(TopologyChange::validFrom).sorted().distinct().toArray();
      noteCommunities(changes);
    }
    telling.context = ctx;
    telling.out = out;
    if (watermark == Long.MAX_VALUE) {
      lane.endHistory();
    } else {
      lane.advance(watermark);
    }
  }

  private void noteCommunities(List<TopologyChange> since) {
    Set<String> all = new TreeSet<>(List.of(""));
    topology.base().sharing().forEach(entry -> add(entry, all));
    since.forEach(change -> add(change.sharing(), all));
    communities.clear();
    communities.addAll(all);
  }

  private static void add(@Nullable Sharing entry, Set<String> all) {
    if (entry != null && entry.community() != null) {
      all.add(entry.community());
    }
  }

  private static void wakeFor(Lane lane, ReadOnlyContext ctx) {
    long watermark = ctx.currentWatermark();
    long due = lane.nextDue();
    if (lane.isOpen()) {
      // a change of the topology cannot set a timer for a lane
      due = Math.min(due, (Math.floorDiv(watermark, LOOK_MILLIS) + 1) * LOOK_MILLIS);
    }
    if (due != Long.MAX_VALUE && watermark != Long.MAX_VALUE) {
      ctx.timerService().registerEventTimeTimer(due);
    }
  }

  private Lane lane(String name) throws Exception {
    Lane lane = lanes.get(name);
    if (lane == null) {
      LaneMemory memory = new LaneMemory(state);
      PendingSignals pending = new PendingSignals(state);
      state.loadInto(memory, pending);
      lane = new Lane(memory, pending, new Versions(), communities, telling);
      lanes.put(name, lane);
    }
    return lane;
  }

  /** The topology as the changes that have come make it. */
  private final class Versions implements Graphs {
    @Override
    public Graph asOf(long time) {
      return topology.asOf(changes == null ? List.of() : changes, time);
    }

    @Override
    public long nextChange(long after) {
      int at = Arrays.binarySearch(changeTimes, after + 1);
      int next = at < 0 ? -at - 1 : at;
      return next < changeTimes.length ? changeTimes[next] : Long.MAX_VALUE;
    }
  }

  private static List<TopologyChange> read(ReadOnlyBroadcastState<String, TopologyChange> state)
      throws Exception {
    List<TopologyChange> all = new ArrayList<>();
    state.immutableEntries().forEach(entry -> all.add(entry.getValue()));
    return List.copyOf(all);
  }

  /** Passes on what an evaluation found to wherever the current element's output goes. */
  private static final class Telling implements Evaluate.Listener {
    private @Nullable ReadOnlyContext context;
    private @Nullable Collector<Briefing> out;

    @Override
    public void briefing(Briefing briefing) {
      if (out != null) {
        out.collect(briefing);
      }
    }

    @Override
    public void impact(Output line) {
      decision(line);
    }

    @Override
    public void decision(Output line) {
      if (context != null) {
        context.output(Output.TAG, line);
      }
    }

    @Override
    public void stock(Evaluate.Stock stock) {
      if (context != null) {
        context.output(Output.TAG, SituationLine.of(stock));
      }
    }
  }
}
