// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hamon.topology.Asset;
import org.hamon.topology.Graph;
import org.hamon.topology.GroundedService;
import org.hamon.topology.Link;

/**
 * How much hangs on one asset.
 *
 * @param losing how many assets, itself included, lose service if it alone fails and stays out,
 *     however long their buffers: by {@link GroundedService}
 * @param peopleBehind people of those, added up; a person counts once for each asset
 * @param sectorsLosing how many sectors beside its own these belong to
 * @param downstream how many assets it reaches over dependencies, standby providers or not
 * @param peopleDownstream people of those
 * @param betweenness on how many shortest dependency paths between others it lies; see {@link
 *     Ranking#exactBetweenness()}
 */
public record Criticality(
    Asset asset,
    int losing,
    long peopleBehind,
    int sectorsLosing,
    int downstream,
    long peopleDownstream,
    double betweenness) {

  /** The most critical first: by people behind, then people downstream, betweenness, id. */
  public static final Comparator<Criticality> MOST_FIRST =
      Comparator.comparingLong(Criticality::peopleBehind)
          .thenComparingLong(Criticality::peopleDownstream)
          .thenComparingDouble(Criticality::betweenness)
          .reversed()
          .thenComparing(c -> c.asset().id());

  /** Up to so many steps (assets times assets, dependencies, links) every asset is looked at. */
  private static final long MOST_STEPS = 200_000_000;

  private static final int LEAST_LOOKED_AT = 100;

  /**
   * Assets by how critical they are.
   *
   * @param all the most critical first
   * @param complete whether every asset was looked at; else those with the most dependents and
   *     links
   * @param exactBetweenness whether it is exact; else from a sample with a fixed seed
   */
  public record Ranking(List<Criticality> all, boolean complete, boolean exactBetweenness) {
    public Ranking {
      all = List.copyOf(all);
    }
  }

  /**
   * Ranks the assets. {@code O(V (V + E))} as long as that is at most 200 million steps; above,
   * only as many assets are looked at, those with the most dependents and links.
   */
  public static Ranking of(Graph graph) {
    Numbering assets = Numbering.of(graph);
    Adjacency adjacency = Adjacency.of(graph, assets);
    long each = Math.max(1, graph.size() + graph.dependencies().size() + graph.links().size());
    int count = (int) Math.min(graph.size(), Math.max(LEAST_LOOKED_AT, MOST_STEPS / each));
    double[] betweenness = Betweenness.of(adjacency);
    List<Criticality> all = new ArrayList<>();
    for (int asset : mostConnected(graph, assets, count)) {
      all.add(of(graph, assets, adjacency, asset, betweenness[asset]));
    }
    all.sort(MOST_FIRST);
    return new Ranking(all, count == graph.size(), Betweenness.isExact(adjacency));
  }

  private static Criticality of(
      Graph graph, Numbering assets, Adjacency adjacency, int index, double betweenness) {
    Asset asset = assets.asset(index);
    Set<String> lost = GroundedService.unserved(graph, Set.of(asset.id()));
    long behind = asset.people();
    Set<String> sectors = new HashSet<>();
    for (String id : lost) {
      Asset other = graph.asset(id).orElseThrow();
      behind += other.people();
      sectors.add(other.sector());
    }
    sectors.remove(asset.sector());
    List<Integer> reached = adjacency.reachedFrom(index);
    long downstream =
        reached.stream().skip(1).mapToLong(other -> assets.asset(other).people()).sum();
    return new Criticality(
        asset,
        lost.size() + 1,
        behind,
        sectors.size(),
        reached.size() - 1,
        downstream,
        betweenness);
  }

  private static int[] mostConnected(Graph graph, Numbering assets, int count) {
    int[] degree = new int[graph.size()];
    for (int i = 0; i < degree.length; i++) {
      degree[i] = graph.dependentsOf(assets.asset(i).id()).size();
    }
    for (Link link : graph.links()) {
      degree[assets.of(link.a())]++;
      degree[assets.of(link.b())]++;
    }
    Integer[] order = new Integer[degree.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingInt((Integer i) -> -degree[i]).thenComparing(i -> i));
    return Arrays.stream(order).limit(count).mapToInt(Integer::intValue).toArray();
  }
}
