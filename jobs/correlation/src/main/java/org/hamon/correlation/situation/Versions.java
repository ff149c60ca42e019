// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.hamon.correlation.Ids;
import org.hamon.topology.Graph;
import org.hamon.topology.Sharing;
import org.hamon.topology.TopologyChange;
import org.hamon.topology.TopologyRegistry;
import org.jspecify.annotations.Nullable;

/**
 * The topology as the changes that have come make it. Broadcast state holds the changes since the
 * base; the graphs are shared by all slots of a process.
 */
final class Versions implements Graphs, AutoCloseable {

  static final MapStateDescriptor<String, TopologyChange> CHANGES =
      new MapStateDescriptor<>("topology-changes", String.class, TopologyChange.class);

  private final TopologyRegistry.Lease topology;
  private @Nullable List<TopologyChange> changes;

  /** When they take effect, in order. */
  private long[] times = new long[0];

  /** In which a sector may be or have been warned; the empty text for a sector as a whole. */
  private final List<String> communities = new ArrayList<>();

  Versions(TopologyRegistry.Lease topology) {
    this.topology = topology;
  }

  /** Takes a change that has come. */
  void add(TopologyChange change, BroadcastState<String, TopologyChange> state) throws Exception {
    state.put(Ids.hash(change.toString()), change);
    changes = null;
  }

  /** To be called before anything is asked, each time that control comes to the operator. */
  void refresh(ReadOnlyBroadcastState<String, TopologyChange> state) throws Exception {
    if (changes == null) {
      List<TopologyChange> all = new ArrayList<>();
      state.immutableEntries().forEach(entry -> all.add(entry.getValue()));
      changes = List.copyOf(all);
      times = all.stream().mapToLong(TopologyChange::validFrom).sorted().distinct().toArray();
      noteCommunities(all);
    }
  }

  /** A list that is brought up to date with the changes. */
  List<String> communities() {
    return communities;
  }

  @Override
  public Graph asOf(long time) {
    return topology.asOf(changes == null ? List.of() : changes, time);
  }

  @Override
  public long nextChange(long after) {
    int at = Arrays.binarySearch(times, after + 1);
    int next = at < 0 ? -at - 1 : at;
    return next < times.length ? times[next] : Long.MAX_VALUE;
  }

  @Override
  public void close() throws Exception {
    topology.close();
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
}
