// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.hamon.topology.Dependency;
import org.hamon.topology.Graph;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.SimpleDirectedGraph;

/**
 * Who depends on whom by number, each pair once however many dependencies there are between the
 * two.
 */
final class Adjacency {

  private final int[][] dependents;
  private int pairs;

  private Adjacency(int size) {
    dependents = new int[size][];
  }

  static Adjacency of(Graph graph, Numbering assets) {
    Adjacency adjacency = new Adjacency(graph.size());
    for (int asset = 0; asset < graph.size(); asset++) {
      TreeSet<Integer> distinct = new TreeSet<>();
      for (Dependency d : graph.dependentsOf(assets.asset(asset).id())) {
        distinct.add(assets.of(d.dependent()));
      }
      distinct.remove(asset);
      adjacency.dependents[asset] = distinct.stream().mapToInt(Integer::intValue).toArray();
      adjacency.pairs += distinct.size();
    }
    return adjacency;
  }

  int size() {
    return dependents.length;
  }

  int pairs() {
    return pairs;
  }

  int[] dependentsOf(int asset) {
    return dependents[asset];
  }

  /** The assets that are reached from one, itself first. {@code O(what is reached)}. */
  List<Integer> reachedFrom(int asset) {
    boolean[] seen = new boolean[size()];
    List<Integer> reached = new ArrayList<>();
    seen[asset] = true;
    reached.add(asset);
    for (int i = 0; i < reached.size(); i++) {
      for (int next : dependents[reached.get(i)]) {
        if (!seen[next]) {
          seen[next] = true;
          reached.add(next);
        }
      }
    }
    return reached;
  }

  SimpleDirectedGraph<Integer, DefaultEdge> asJGraphT() {
    SimpleDirectedGraph<Integer, DefaultEdge> graph = new SimpleDirectedGraph<>(DefaultEdge.class);
    for (int asset = 0; asset < size(); asset++) {
      graph.addVertex(asset);
    }
    for (int asset = 0; asset < size(); asset++) {
      for (int next : dependents[asset]) {
        graph.addEdge(asset, next);
      }
    }
    return graph;
  }
}
