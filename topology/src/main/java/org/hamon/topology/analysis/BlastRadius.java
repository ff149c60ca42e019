// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.analysis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hamon.topology.Asset;
import org.hamon.topology.Dependency;
import org.hamon.topology.DependencyType;
import org.hamon.topology.Graph;
import org.hamon.topology.GroundedService;

/**
 * What goes with one vendor, one operator, one place: all its assets fail at once.
 *
 * @param failing the assets that fail, by id
 * @param losing who loses service by that, however long their buffers, by id
 * @param atOnce those of them that stop at once
 * @param sectors by sector, the one that loses the most people first
 */
public record BlastRadius(
    Origin origin,
    Set<String> failing,
    Set<String> losing,
    Set<String> atOnce,
    List<Sector> sectors) {

  /**
   * Whose assets fail.
   *
   * @param id of an asset, an operator or a region
   */
  public record Origin(Kind kind, String id) {}

  /** What an id names. */
  public enum Kind {
    /** An asset of the sector {@code provider}: it fails itself, and what hangs on it follows. */
    VENDOR,
    /** A place: itself and the assets that lie in it by a geographic dependency. */
    AREA,
    ASSET,
    OPERATOR,
    /** All assets that carry the region. */
    REGION
  }

  /**
   * One sector's share.
   *
   * @param people of the failing and losing assets, added up
   * @param of how many assets the sector has
   */
  public record Sector(String sector, int failing, int losing, long people, int of) {}

  /** What the id names in this graph: an asset first, then an operator, then a region. */
  public static Optional<Origin> origin(Graph graph, String id) {
    Optional<Asset> asset = graph.asset(id);
    if (asset.isPresent()) {
      return Optional.of(
          new Origin(
              switch (asset.get().sector()) {
                case Asset.PROVIDER -> Kind.VENDOR;
                case Asset.AREA -> Kind.AREA;
                default -> Kind.ASSET;
              },
              id));
    }
    if (graph.assets().stream().anyMatch(a -> id.equals(a.operator()))) {
      return Optional.of(new Origin(Kind.OPERATOR, id));
    }
    return graph.assets().stream().anyMatch(a -> id.equals(a.region()))
        ? Optional.of(new Origin(Kind.REGION, id))
        : Optional.empty();
  }

  /** All that {@link #origin} could name: assets, operators, regions; by name. */
  public static Set<String> known(Graph graph) {
    Set<String> known = new TreeSet<>();
    for (Asset asset : graph.assets()) {
      known.add(asset.id());
      Optional.ofNullable(asset.operator()).ifPresent(known::add);
      Optional.ofNullable(asset.region()).ifPresent(known::add);
    }
    return known;
  }

  /** The blast radius; the cost of {@link GroundedService}, twice. */
  public static BlastRadius of(Graph graph, Origin origin) {
    Set<String> failing = failing(graph, origin);
    Set<String> losing = GroundedService.unserved(graph, failing);
    return new BlastRadius(
        origin,
        failing,
        losing,
        GroundedService.stoppedAtOnce(graph, failing),
        sectors(graph, failing, losing));
  }

  private static Set<String> failing(Graph graph, Origin origin) {
    Set<String> failing = new TreeSet<>();
    switch (origin.kind()) {
      case VENDOR, ASSET -> failing.add(origin.id());
      case AREA -> {
        failing.add(origin.id());
        for (Dependency d : graph.dependentsOf(origin.id())) {
          if (d.type() == DependencyType.GEOGRAPHIC) {
            failing.add(d.dependent());
          }
        }
      }
      case OPERATOR ->
          graph.assets().stream()
              .filter(a -> origin.id().equals(a.operator()))
              .forEach(a -> failing.add(a.id()));
      case REGION ->
          graph.assets().stream()
              .filter(a -> origin.id().equals(a.region()))
              .forEach(a -> failing.add(a.id()));
    }
    return failing;
  }

  private static List<Sector> sectors(
      Graph graph, Collection<String> failing, Collection<String> losing) {
    Map<String, int[]> counts = new TreeMap<>();
    Map<String, Long> people = new TreeMap<>();
    for (Asset asset : graph.assets()) {
      int[] count = counts.computeIfAbsent(asset.sector(), s -> new int[3]);
      count[2]++;
      boolean fails = failing.contains(asset.id());
      boolean loses = losing.contains(asset.id());
      count[0] += fails ? 1 : 0;
      count[1] += loses ? 1 : 0;
      people.merge(asset.sector(), fails || loses ? asset.people() : 0, Long::sum);
    }
    List<Sector> sectors = new ArrayList<>();
    counts.forEach(
        (sector, count) -> {
          if (count[0] + count[1] > 0) {
            sectors.add(
                new Sector(sector, count[0], count[1], people.getOrDefault(sector, 0L), count[2]));
          }
        });
    sectors.sort(
        java.util.Comparator.comparingLong(Sector::people)
            .thenComparingInt(s -> s.failing() + s.losing())
            .reversed()
            .thenComparing(Sector::sector));
    return sectors;
  }
}
