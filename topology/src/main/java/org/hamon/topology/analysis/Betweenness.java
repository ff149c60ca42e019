// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.analysis;

import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.jgrapht.alg.scoring.BetweennessCentrality;

/**
 * On how many of the shortest dependency paths between other assets each asset lies: what many
 * chains have in common. Brandes, "A faster algorithm for betweenness centrality", 2001; where that
 * is too much, from a sample of the starting assets (Brandes and Pich, "Centrality estimation in
 * large networks", 2007).
 */
final class Betweenness {

  /** Up to so many steps (assets times assets and pairs) all starting assets count. */
  static final long MOST_EXACT_STEPS = 50_000_000;

  /** How many starting assets stand for all above that. */
  static final int PIVOTS = 256;

  private static final long SEED = 2005;

  private Betweenness() {}

  static boolean isExact(Adjacency graph) {
    return (long) graph.size() * (graph.size() + graph.pairs()) <= MOST_EXACT_STEPS;
  }

  /** By number of the asset. Exact: {@code O(V E)}, by JGraphT; else {@code O(PIVOTS (V + E))}. */
  static double[] of(Adjacency graph) {
    return isExact(graph) ? exact(graph) : estimate(graph, PIVOTS);
  }

  static double[] exact(Adjacency graph) {
    Map<Integer, Double> scores = new BetweennessCentrality<>(graph.asJGraphT()).getScores();
    double[] all = new double[graph.size()];
    scores.forEach((asset, score) -> all[asset] = score);
    return all;
  }

  /** Scaled up from so many starting assets, drawn once and for all. */
  static double[] estimate(Adjacency graph, int pivots) {
    int size = graph.size();
    int[] order = new int[size];
    Arrays.setAll(order, i -> i);
    Random random = new Random(SEED);
    for (int i = size - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    int count = Math.min(pivots, size);
    double[] sums = new double[size];
    Source source = new Source(graph);
    for (int i = 0; i < count; i++) {
      source.addTo(sums, order[i]);
    }
    for (int i = 0; i < size; i++) {
      sums[i] *= size / (double) Math.max(1, count);
    }
    return sums;
  }

  /** The shortest paths from one asset: found forwards, counted backwards. */
  private static final class Source {
    private final Adjacency graph;
    private final int[] hops;
    private final double[] paths;
    private final double[] share;
    private final int[] queue;

    Source(Adjacency graph) {
      this.graph = graph;
      hops = new int[graph.size()];
      paths = new double[graph.size()];
      share = new double[graph.size()];
      queue = new int[graph.size()];
      Arrays.fill(hops, -1);
    }

    void addTo(double[] sums, int start) {
      int reached = walk(start);
      for (int i = reached - 1; i >= 0; i--) {
        int asset = queue[i];
        for (int next : graph.dependentsOf(asset)) {
          if (hops[next] == hops[asset] + 1) {
            share[asset] += paths[asset] / paths[next] * (1 + share[next]);
          }
        }
        if (asset != start) {
          sums[asset] += share[asset];
        }
      }
      for (int i = 0; i < reached; i++) {
        hops[queue[i]] = -1;
        paths[queue[i]] = 0;
        share[queue[i]] = 0;
      }
    }

    private int walk(int start) {
      int reached = 0;
      queue[reached++] = start;
      hops[start] = 0;
      paths[start] = 1;
      for (int i = 0; i < reached; i++) {
        int asset = queue[i];
        for (int next : graph.dependentsOf(asset)) {
          if (hops[next] < 0) {
            hops[next] = hops[asset] + 1;
            queue[reached++] = next;
          }
          if (hops[next] == hops[asset] + 1) {
            paths[next] += paths[asset];
          }
        }
      }
      return reached;
    }
  }
}
