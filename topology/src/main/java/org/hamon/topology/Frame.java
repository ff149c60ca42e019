// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Everything but assets, dependencies and links. Immutable; versions of a graph share it until one
 * of its own things changes.
 */
final class Frame {

  /** The topology without assets, dependencies and links. */
  private final Topology bare;

  private final List<ServiceLevel> serviceLevels;
  private final Map<String, List<ServiceLevel>> levelsBySector = new HashMap<>();
  private final Set<String> sectors;

  private Frame(Topology bare) {
    this.bare = bare;
    serviceLevels =
        bare.serviceLevels().stream().sorted(Comparator.comparing(ServiceLevel::id)).toList();
    for (ServiceLevel level : serviceLevels) {
      levelsBySector.computeIfAbsent(level.sector(), s -> new ArrayList<>()).add(level);
    }
    sectors = bare.allSectors();
  }

  static Frame of(Topology topology) {
    return new Frame(topology.with(List.of(), List.of(), List.of()));
  }

  /** The same after changes, one after the other; itself if none is about it. */
  Frame after(Collection<TopologyChange> changes) {
    List<TopologyChange> own = changes.stream().filter(change -> change.op().isOfFrame()).toList();
    if (own.isEmpty()) {
      return this;
    }
    Map<String, String> declared = byId(bare.sectors(), sector -> sector);
    Map<String, ServiceLevel> levels = byId(bare.serviceLevels(), ServiceLevel::id);
    Map<String, Sharing> agreed = byId(bare.sharing(), Sharing::id);
    Map<String, Region> regions = byId(bare.regions(), Region::id);
    for (TopologyChange change : own) {
      switch (change.op()) {
        case UPSERT_SECTOR -> declared.put(change.id(), change.id());
        case REMOVE_SECTOR -> declared.remove(change.id());
        case UPSERT_SERVICE_LEVEL -> levels.put(change.id(), requireNonNull(change.level()));
        case REMOVE_SERVICE_LEVEL -> levels.remove(change.id());
        case UPSERT_SHARING -> agreed.put(change.id(), requireNonNull(change.sharing()));
        case REMOVE_SHARING -> agreed.remove(change.id());
        case UPSERT_REGION -> regions.put(change.id(), requireNonNull(change.region()));
        case REMOVE_REGION -> regions.remove(change.id());
        default -> {}
      }
    }
    return new Frame(
        new Topology(
            bare.id(),
            bare.version(),
            List.copyOf(declared.values()),
            List.of(),
            List.of(),
            List.of(),
            List.copyOf(levels.values()),
            List.copyOf(agreed.values()),
            List.copyOf(regions.values()),
            bare.hopLimit()));
  }

  private static <T> Map<String, T> byId(List<T> things, Function<T, String> id) {
    Map<String, T> byId = new LinkedHashMap<>();
    things.forEach(thing -> byId.put(id.apply(thing), thing));
    return byId;
  }

  Topology bare() {
    return bare;
  }

  Set<String> sectors() {
    return sectors;
  }

  List<ServiceLevel> serviceLevels() {
    return serviceLevels;
  }

  List<ServiceLevel> levelsOf(Asset asset) {
    return levelsBySector.getOrDefault(asset.sector(), List.of()).stream()
        .filter(level -> level.appliesTo(asset))
        .toList();
  }
}
