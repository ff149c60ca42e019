// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What exists after a number of changes: the base, or the last complete snapshot, and what came
 * after it. A snapshot is complete if its begin, its end and as many records as its end says are
 * there; it takes effect at its end, as a whole. Its records do nothing by themselves. It replaces
 * assets, dependencies and links; sectors, service levels, sharing and regions stay unless it says
 * something of them.
 */
final class Fold {

  /** More changes than this share of the graph are faster made into a new one. */
  private static final int LARGE_SHARE = 4;

  private final List<TopologyChange> changes;
  private final Map<String, List<TopologyChange>> snapshots;

  /** Folds changes that are in order and without repetition. {@code O(changes)}. */
  Fold(List<TopologyChange> changes) {
    this.changes = changes;
    snapshots = completeSnapshots(changes);
  }

  /**
   * The graph after the first {@code count} of the changes.
   *
   * @param known the graph after the first {@code knownCount} of them, at most {@code count}
   */
  Graph graphAfter(int count, Graph known, int knownCount) {
    int start = knownCount;
    Graph graph = known;
    for (int i = knownCount; i < count; i++) {
      if (isEnd(changes.get(i))) {
        Frame before = graph.frame().after(alone(changes.subList(start, i)));
        start = i + 1;
        graph = snapshot(requireNonNull(changes.get(i).snapshot()), before);
      }
    }
    List<TopologyChange> rest = alone(changes.subList(start, count));
    return rest.isEmpty() ? graph : after(graph, rest);
  }

  private static List<TopologyChange> alone(List<TopologyChange> some) {
    return some.stream().filter(change -> change.snapshot() == null).toList();
  }

  /** Whether the same snapshots are complete, with the same records. {@code O(changes)}. */
  boolean hasSnapshotsOf(Fold other) {
    return snapshots.equals(other.snapshots);
  }

  private static Graph after(Graph graph, List<TopologyChange> rest) {
    Graph after = graph.after(rest);
    return rest.size() > after.size() / LARGE_SHARE + Ints.CHUNK
        ? Graph.of(after.topology())
        : after;
  }

  private boolean isEnd(TopologyChange change) {
    return change.op() == TopologyChange.Op.SNAPSHOT_END
        && snapshots.containsKey(change.snapshot());
  }

  private Graph snapshot(String id, Frame before) {
    Map<String, Asset> assets = new HashMap<>();
    Map<String, Dependency> dependencies = new HashMap<>();
    Map<String, Link> links = new HashMap<>();
    List<TopologyChange> records = requireNonNull(snapshots.get(id));
    for (TopologyChange change : records) {
      put(assets, change.op(), TopologyChange.Op.REMOVE_ASSET, change.id(), change.asset());
      put(
          dependencies,
          change.op(),
          TopologyChange.Op.REMOVE_DEPENDENCY,
          change.id(),
          change.dependency());
      put(links, change.op(), TopologyChange.Op.REMOVE_LINK, change.id(), change.link());
    }
    return Graph.of(
        before
            .after(records)
            .bare()
            .with(
                List.copyOf(assets.values()),
                List.copyOf(dependencies.values()),
                List.copyOf(links.values())));
  }

  private static <T> void put(
      Map<String, T> things,
      TopologyChange.Op op,
      TopologyChange.Op removal,
      String id,
      @Nullable T thing) {
    if (thing != null) {
      things.put(id, thing);
    } else if (op == removal) {
      things.remove(id);
    }
  }

  /** Records of each complete snapshot, in order. */
  private static Map<String, List<TopologyChange>> completeSnapshots(List<TopologyChange> changes) {
    Map<String, List<TopologyChange>> records = new HashMap<>();
    Map<String, TopologyChange> begins = new HashMap<>();
    Map<String, TopologyChange> ends = new HashMap<>();
    for (TopologyChange change : changes) {
      String snapshot = change.snapshot();
      if (snapshot == null) {
        continue;
      }
      switch (change.op()) {
        case SNAPSHOT_BEGIN -> begins.put(snapshot, change);
        case SNAPSHOT_END -> ends.put(snapshot, change);
        default -> records.computeIfAbsent(snapshot, s -> new ArrayList<>()).add(change);
      }
    }
    Map<String, List<TopologyChange>> complete = new HashMap<>();
    ends.forEach(
        (snapshot, end) -> {
          List<TopologyChange> found = records.getOrDefault(snapshot, List.of());
          if (begins.containsKey(snapshot) && found.size() == end.count()) {
            complete.put(snapshot, found);
          }
        });
    return complete;
  }
}
