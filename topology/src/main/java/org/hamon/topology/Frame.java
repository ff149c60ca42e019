// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What changes of assets, dependencies and links leave alone; one for all versions of a graph. */
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
