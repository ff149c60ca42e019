// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What exists after a number of changes: the base, or the last complete snapshot, and what came
 * after it. A snapshot is complete if its begin, its end and as many records as its end says are
 * there; it takes effect at its end, as a whole. Its records do nothing by themselves.
 */
final class Fold {

  private final Map<String, Asset> assets = new TreeMap<>();
  private final Map<String, Dependency> dependencies = new TreeMap<>();
  private final Map<String, Link> links = new TreeMap<>();

  private Fold() {}

  /**
   * The topology after the first {@code count} of the changes, which are in order and without
   * repetition. {@code O((V + E + changes) log (V + E))}.
   */
  static Topology of(Topology base, List<TopologyChange> changes, int count) {
    Map<String, List<TopologyChange>> snapshots = completeSnapshots(changes);
    int start = 0;
    for (int i = 0; i < count; i++) {
      if (isEndOf(snapshots, changes.get(i))) {
        start = i;
      }
    }
    Fold fold = new Fold();
    if (start == 0 && (count == 0 || !isEndOf(snapshots, changes.get(0)))) {
      base.assets().forEach(a -> fold.assets.put(a.id(), a));
      base.dependencies().forEach(d -> fold.dependencies.put(d.id(), d));
      base.links().forEach(l -> fold.links.put(l.id(), l));
    } else {
      requireNonNull(snapshots.get(changes.get(start).snapshot())).forEach(fold::apply);
    }
    for (TopologyChange change : changes.subList(start, count)) {
      if (change.snapshot() == null) {
        fold.apply(change);
      }
    }
    return new Topology(
        base.id(),
        base.version(),
        base.sectors(),
        List.copyOf(fold.assets.values()),
        List.copyOf(fold.dependencies.values()),
        List.copyOf(fold.links.values()),
        base.serviceLevels(),
        base.sharing(),
        base.hopLimit());
  }

  private static boolean isEndOf(
      Map<String, List<TopologyChange>> snapshots, TopologyChange change) {
    return change.op() == TopologyChange.Op.SNAPSHOT_END
        && snapshots.containsKey(change.snapshot());
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

  private void apply(TopologyChange change) {
    switch (change.op()) {
      case UPSERT_ASSET -> assets.put(change.id(), requireNonNull(change.asset()));
      case REMOVE_ASSET -> assets.remove(change.id());
      case UPSERT_DEPENDENCY -> dependencies.put(change.id(), requireNonNull(change.dependency()));
      case REMOVE_DEPENDENCY -> dependencies.remove(change.id());
      case UPSERT_LINK -> links.put(change.id(), requireNonNull(change.link()));
      case REMOVE_LINK -> links.remove(change.id());
      case SNAPSHOT_BEGIN, SNAPSHOT_END -> {}
    }
  }
}
