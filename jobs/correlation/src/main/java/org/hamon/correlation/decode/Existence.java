// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hamon.topology.Graph;
import org.hamon.topology.Region;
import org.hamon.topology.ServiceLevel;
import org.hamon.topology.Sharing;
import org.hamon.topology.TopologyChange;

/**
 * What the topology has at any time, by its base and the changes that count. Says the same as the
 * graph of that time, at the cost of {@code O(log changes of one thing)} and without making one.
 */
final class Existence {

  private final Graph base;
  private final Set<Thing> ofFrame = new HashSet<>();

  /** By thing: whether it is there from an instant on. */
  private final Map<Thing, TreeMap<Long, Boolean>> changes = new HashMap<>();

  /** By end: the assets, dependencies and links of a complete snapshot. */
  private final TreeMap<Long, Set<Thing>> snapshots = new TreeMap<>();

  Existence(Graph base) {
    this.base = base;
    base.sectors().forEach(sector -> ofFrame.add(Thing.sector(sector)));
    for (ServiceLevel level : base.serviceLevels()) {
      ofFrame.add(Thing.level(level.id()));
    }
    for (Sharing sharing : base.sharing()) {
      ofFrame.add(new Thing(Thing.Kind.SHARING, sharing.id()));
    }
    for (Region region : base.regions()) {
      ofFrame.add(new Thing(Thing.Kind.REGION, region.id()));
    }
  }

  /** A change counts that is no part of a snapshot. Of two of one instant the removal wins. */
  void add(TopologyChange change) {
    changes
        .computeIfAbsent(Thing.of(change), thing -> new TreeMap<>())
        .merge(change.validFrom(), !change.op().isRemoval(), (one, other) -> one && other);
  }

  /** A complete snapshot counts from its end on. */
  void addSnapshot(long end, List<TopologyChange> records) {
    Set<Thing> network = new HashSet<>();
    for (TopologyChange record : records) {
      if (!Thing.of(record).kind().isOfNetwork()) {
        add(record.alone(end));
      } else if (!record.op().isRemoval()) {
        network.add(Thing.of(record));
      }
    }
    for (TopologyChange record : records) {
      if (record.op().isRemoval()) {
        network.remove(Thing.of(record));
      }
    }
    snapshots.put(end, network);
  }

  /** Whether it is there at that time. */
  boolean at(Thing thing, long time) {
    TreeMap<Long, Boolean> own = changes.get(thing);
    Map.Entry<Long, Boolean> last = own == null ? null : own.floorEntry(time);
    Map.Entry<Long, Set<Thing>> snapshot =
        thing.kind().isOfNetwork() ? snapshots.floorEntry(time) : null;
    if (last != null && (snapshot == null || last.getKey() >= snapshot.getKey())) {
      return last.getValue();
    }
    return snapshot != null ? snapshot.getValue().contains(thing) : isInBase(thing);
  }

  /** Whether it is there at some time of the span. */
  boolean within(Thing thing, long from, long until) {
    if (at(thing, from)) {
      return true;
    }
    TreeMap<Long, Boolean> own = changes.get(thing);
    if (until <= from) {
      return false;
    }
    return (own != null && own.subMap(from, false, until, true).containsValue(true))
        || (thing.kind().isOfNetwork()
            && snapshots.subMap(from, false, until, true).values().stream()
                .anyMatch(snapshot -> snapshot.contains(thing)));
  }

  private boolean isInBase(Thing thing) {
    return switch (thing.kind()) {
      case ASSET -> base.asset(thing.id()).isPresent();
      case DEPENDENCY -> base.dependency(thing.id()).isPresent();
      case LINK -> base.link(thing.id()).isPresent();
      default -> ofFrame.contains(thing);
    };
  }
}
