// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.lint;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.hamon.topology.DependencyType;
import org.hamon.topology.reading.Origin;
import org.jgrapht.Graph;
import org.jgrapht.alg.connectivity.GabowStrongConnectivityInspector;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.SimpleDirectedGraph;

/**
 * Finds assets that keep each other alive and nothing else does: strongly connected by dependencies
 * and closed links, and fed neither by a source nor by anything that needs nothing itself. They
 * serve as long as none of them fails, and in the real world never started.
 */
final class Cycles {

  private Cycles() {}

  /** {@code O(V + E)}; only what nothing feeds becomes a graph of objects. */
  static void check(Shape shape, Origin origin, Notes notes) {
    BitSet unfed = unfed(shape);
    if (unfed.isEmpty()) {
      return;
    }
    Graph<Integer, DefaultEdge> graph = new SimpleDirectedGraph<>(DefaultEdge.class);
    unfed.stream().forEach(graph::addVertex);
    unfed.stream()
        .forEach(
            asset -> {
              for (int p = shape.out.start(asset); p < shape.out.end(asset); p++) {
                join(graph, asset, shape.dependent[shape.out.at(p)]);
              }
              for (int p = shape.neighbours.start(asset); p < shape.neighbours.end(asset); p++) {
                join(graph, asset, shape.neighbours.at(p));
              }
            });
    new GabowStrongConnectivityInspector<>(graph)
        .stronglyConnectedSets().stream()
            .filter(cycle -> cycle.size() > 1 && hasDependency(shape, cycle))
            .map(cycle -> cycle.stream().sorted().toList())
            .sorted((a, b) -> Integer.compare(a.get(0), b.get(0)))
            .forEach(cycle -> note(shape, origin, notes, cycle));
  }

  private static void join(Graph<Integer, DefaultEdge> graph, int from, int to) {
    if (from != to && graph.containsVertex(to)) {
      graph.addEdge(from, to);
    }
  }

  private static BitSet unfed(Shape shape) {
    BitSet fed = new BitSet();
    Deque<Integer> queue = new ArrayDeque<>();
    for (int asset = 0; asset < shape.size(); asset++) {
      if (shape.assets.get(asset).source() || shape.needsNothing(asset)) {
        fed.set(asset);
        queue.add(asset);
      }
    }
    while (!queue.isEmpty()) {
      int asset = queue.remove();
      for (int p = shape.out.start(asset); p < shape.out.end(asset); p++) {
        int dependency = shape.out.at(p);
        // To lie in a place feeds nothing.
        if (shape.dependencies.get(dependency).type() != DependencyType.GEOGRAPHIC) {
          reach(shape.dependent[dependency], fed, queue);
        }
      }
      for (int p = shape.neighbours.start(asset); p < shape.neighbours.end(asset); p++) {
        reach(shape.neighbours.at(p), fed, queue);
      }
    }
    BitSet unfed = new BitSet();
    unfed.set(0, shape.size());
    unfed.andNot(fed);
    return unfed;
  }

  private static void reach(int asset, BitSet fed, Deque<Integer> queue) {
    if (!fed.get(asset)) {
      fed.set(asset);
      queue.add(asset);
    }
  }

  /** Links alone are no cycle; an unfed network of them is reported as unserved. */
  private static boolean hasDependency(Shape shape, Set<Integer> cycle) {
    for (int asset : cycle) {
      for (int p = shape.out.start(asset); p < shape.out.end(asset); p++) {
        if (cycle.contains(shape.dependent[shape.out.at(p)])) {
          return true;
        }
      }
    }
    return false;
  }

  private static void note(Shape shape, Origin origin, Notes notes, List<Integer> cycle) {
    notes.add(
        Rule.CYCLE_WITHOUT_SOURCE,
        origin.assets(),
        cycle.get(0),
        "id",
        () ->
            "Expected a source behind assets that feed each other, but nothing feeds these "
                + cycle.size()
                + ": "
                + cycle.stream()
                    .limit(5)
                    .map(asset -> "'" + shape.assets.get(asset).id() + "'")
                    .collect(Collectors.joining(", "))
                + (cycle.size() > 5 ? ", ..." : "")
                + ".",
        "mark one as source or add what feeds them");
  }
}
