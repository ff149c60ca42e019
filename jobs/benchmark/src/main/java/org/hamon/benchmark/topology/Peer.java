// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark.topology;

import org.hamon.topology.Asset;
import org.hamon.topology.Dependency;
import org.hamon.topology.Graph;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.DirectedMultigraph;
import org.jgrapht.traverse.BreadthFirstIterator;

/**
 * The same assets and dependencies in JGraphT's own graph: ids and who depends on whom, no more.
 */
final class Peer {

  private final DirectedMultigraph<String, DefaultEdge> graph =
      new DirectedMultigraph<>(DefaultEdge.class);

  static Peer of(Graph graph) {
    Peer peer = new Peer();
    for (Asset asset : graph.assets()) {
      peer.graph.addVertex(asset.id());
    }
    for (Dependency d : graph.dependencies()) {
      peer.graph.addEdge(d.provider(), d.dependent());
    }
    return peer;
  }

  /** How many assets are downstream of one. */
  int countDownstream(String asset) {
    BreadthFirstIterator<String, DefaultEdge> walk = new BreadthFirstIterator<>(graph, asset);
    int count = -1;
    while (walk.hasNext()) {
      walk.next();
      count++;
    }
    return count;
  }
}
