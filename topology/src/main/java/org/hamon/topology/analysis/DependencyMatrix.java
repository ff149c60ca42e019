// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.analysis;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hamon.topology.Asset;
import org.hamon.topology.Dependency;
import org.hamon.topology.Graph;

/**
 * How much each sector depends on each other: the interdependency matrix of the static analyses
 * (Rinaldi, Peerenboom and Kelly 2001; the yearly dependency analysis of the requirement's R23c).
 *
 * @param sectors those that have assets, in the order of {@link Graph#sectors()}
 * @param cells by provider's sector, then dependent's; absent where there is no dependency
 */
public record DependencyMatrix(List<String> sectors, Map<String, Map<String, Cell>> cells) {

  /**
   * What assets of one sector depend on assets of another.
   *
   * @param dependencies how many
   * @param dependents how many assets have at least one of them
   * @param people of these assets, each once
   * @param share these assets as a share of all of their sector, 0 to 1
   * @param required how many of the dependents have a group of providers all from that sector, so
   *     that no other sector can stand in
   */
  public record Cell(int dependencies, int dependents, long people, double share, int required) {}

  public DependencyMatrix {
    sectors = List.copyOf(sectors);
    cells = Collections.unmodifiableMap(new LinkedHashMap<>(cells));
  }

  /** Counts all dependencies. {@code O(V + E log E)}. */
  public static DependencyMatrix of(Graph graph) {
    Map<String, Integer> sizes = new HashMap<>();
    Map<String, Map<String, Counting>> counting = new HashMap<>();
    for (Asset asset : graph.assets()) {
      sizes.merge(asset.sector(), 1, Integer::sum);
      Map<String, Set<String>> sectorsOfGroups = new TreeMap<>();
      Map<String, Integer> dependencies = new TreeMap<>();
      for (Dependency d : graph.providersOf(asset.id())) {
        String sector = graph.asset(d.provider()).orElseThrow().sector();
        dependencies.merge(sector, 1, Integer::sum);
        String group = d.group() == null ? "dependency " + d.id() : "group " + d.group();
        sectorsOfGroups.computeIfAbsent(group, g -> new HashSet<>()).add(sector);
      }
      dependencies.forEach(
          (sector, count) ->
              counting
                  .computeIfAbsent(sector, s -> new HashMap<>())
                  .computeIfAbsent(asset.sector(), s -> new Counting())
                  .add(asset, count, sectorsOfGroups.containsValue(Set.of(sector))));
    }
    Map<String, Map<String, Cell>> cells = new LinkedHashMap<>();
    Set<String> present = new LinkedHashSet<>(graph.sectors());
    present.retainAll(sizes.keySet());
    present.addAll(new TreeSet<>(sizes.keySet()));
    List<String> sectors = List.copyOf(present);
    for (String provider : sectors) {
      Map<String, Cell> row = new LinkedHashMap<>();
      for (String dependent : sectors) {
        Counting cell = counting.getOrDefault(provider, Map.of()).get(dependent);
        if (cell != null) {
          row.put(dependent, cell.of(sizes.getOrDefault(dependent, 1)));
        }
      }
      if (!row.isEmpty()) {
        cells.put(provider, Collections.unmodifiableMap(row));
      }
    }
    return new DependencyMatrix(sectors, cells);
  }

  private static final class Counting {
    private int dependencies;
    private int dependents;
    private long people;
    private int required;

    void add(Asset dependent, int count, boolean noOtherSector) {
      dependencies += count;
      dependents++;
      people += dependent.people();
      required += noOtherSector ? 1 : 0;
    }

    Cell of(int sectorSize) {
      return new Cell(dependencies, dependents, people, dependents / (double) sectorSize, required);
    }
  }
}
