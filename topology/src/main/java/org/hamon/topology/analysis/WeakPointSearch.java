// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hamon.topology.Asset;
import org.hamon.topology.Graph;
import org.hamon.topology.Link;
import org.jgrapht.Graphs;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.SimpleGraph;

/**
 * Walks each component depth first and asks of each asset how far back what lies below it still
 * reaches: where that is not beyond the asset above, the asset above cuts it off. Without
 * recursion, since chains may be long (JGraphT's inspector recurses and its stack overflows).
 */
final class WeakPointSearch {

  private static final int NONE = -1;

  private final Graph graph;
  private final Numbering numbering;
  private final List<String> sectors;
  private final int[][] neighbours;

  /** By asset: its place in the walk; the least place that it and all below it touch. */
  private final int[] place;

  private final int[] reachesBack;
  private final int[] above;

  /** By asset: which neighbour comes next. */
  private final int[] next;

  /** The assets in the order of the walk. */
  private final int[] order;

  private int walked;
  private final List<WeakPoint> found = new ArrayList<>();

  WeakPointSearch(Graph graph) {
    this.graph = graph;
    numbering = Numbering.of(graph);
    sectors = List.copyOf(new TreeSet<>(graph.assets().stream().map(Asset::sector).toList()));
    neighbours = neighbours();
    place = new int[graph.size()];
    reachesBack = new int[graph.size()];
    above = new int[graph.size()];
    next = new int[graph.size()];
    order = new int[graph.size()];
    Arrays.fill(place, NONE);
  }

  private int[][] neighbours() {
    SimpleGraph<Integer, DefaultEdge> undirected = new SimpleGraph<>(DefaultEdge.class);
    for (int i = 0; i < graph.size(); i++) {
      undirected.addVertex(i);
    }
    graph.dependencies().forEach(d -> connect(undirected, d.provider(), d.dependent()));
    graph.links().stream()
        .filter(Link::closed)
        .forEach(link -> connect(undirected, link.a(), link.b()));
    int[][] all = new int[graph.size()][];
    for (int i = 0; i < all.length; i++) {
      all[i] =
          Graphs.neighborListOf(undirected, i).stream()
              .mapToInt(Integer::intValue)
              .sorted()
              .toArray();
    }
    return all;
  }

  private void connect(SimpleGraph<Integer, DefaultEdge> undirected, String a, String b) {
    int from = numbering.of(a);
    int to = numbering.of(b);
    if (from != to && connects(from) && connects(to)) {
      undirected.addEdge(from, to);
    }
  }

  private boolean connects(int asset) {
    return !numbering.asset(asset).sector().equals(Asset.AREA);
  }

  List<WeakPoint> run() {
    for (int asset = 0; asset < place.length; asset++) {
      if (place[asset] == NONE) {
        int first = walked;
        walk(asset);
        judge(first);
      }
    }
    found.sort(WeakPoint.MOST_FIRST);
    return found;
  }

  private void walk(int start) {
    enter(start, NONE);
    int at = start;
    while (at != NONE) {
      if (next[at] < neighbours[at].length) {
        int neighbour = neighbours[at][next[at]++];
        if (place[neighbour] == NONE) {
          enter(neighbour, at);
          at = neighbour;
        } else if (neighbour != above[at]) {
          reachesBack[at] = Math.min(reachesBack[at], place[neighbour]);
        }
      } else {
        if (above[at] != NONE) {
          reachesBack[above[at]] = Math.min(reachesBack[above[at]], reachesBack[at]);
        }
        at = above[at];
      }
    }
  }

  private void enter(int asset, int from) {
    above[asset] = from;
    place[asset] = walked;
    reachesBack[asset] = walked;
    order[walked++] = asset;
  }

  /** From the last of the component to its first, so that all below an asset is summed up. */
  private void judge(int first) {
    Sum[] below = new Sum[walked - first];
    List<List<Sum>> cutOff = new ArrayList<>();
    for (int i = 0; i < below.length; i++) {
      below[i] = new Sum();
      cutOff.add(new ArrayList<>(0));
    }
    for (int i = below.length - 1; i >= 0; i--) {
      int asset = order[first + i];
      below[i].add(asset);
      if (above[asset] != NONE) {
        int parent = place[above[asset]] - first;
        below[parent].add(below[i]);
        if (reachesBack[asset] >= place[above[asset]]) {
          cutOff.get(parent).add(below[i]);
        }
      }
    }
    for (int i = 0; i < below.length; i++) {
      Sum rest = new Sum();
      rest.add(below[0]);
      rest.subtract(order[first + i]);
      cutOff.get(i).forEach(rest::subtract);
      report(order[first + i], cutOff.get(i), rest);
    }
  }

  private void report(int asset, List<Sum> cutOff, Sum rest) {
    List<WeakPoint.Part> parts = new ArrayList<>();
    cutOff.forEach(sum -> parts.add(sum.part()));
    if (rest.assets > 0) {
      parts.add(rest.part());
    }
    if (parts.size() > 1) {
      parts.sort(
          Comparator.comparingInt(WeakPoint.Part::assets)
              .thenComparingLong(WeakPoint.Part::people)
              .reversed());
      found.add(new WeakPoint(numbering.asset(asset), parts));
    }
  }

  /** Assets, added up by sector. */
  private final class Sum {
    private final int[] bySector = new int[sectors.size()];
    private int assets;
    private long people;

    void add(int asset) {
      count(asset, 1);
    }

    void subtract(int asset) {
      count(asset, -1);
    }

    private void count(int asset, int times) {
      assets += times;
      people += times * numbering.asset(asset).people();
      bySector[sectors.indexOf(numbering.asset(asset).sector())] += times;
    }

    void add(Sum other) {
      count(other, 1);
    }

    void subtract(Sum other) {
      count(other, -1);
    }

    private void count(Sum other, int times) {
      assets += times * other.assets;
      people += times * other.people;
      for (int i = 0; i < bySector.length; i++) {
        bySector[i] += times * other.bySector[i];
      }
    }

    WeakPoint.Part part() {
      Set<String> present = new TreeSet<>();
      for (int i = 0; i < bySector.length; i++) {
        if (bySector[i] > 0) {
          present.add(sectors.get(i));
        }
      }
      return new WeakPoint.Part(assets, people, present);
    }
  }
}
