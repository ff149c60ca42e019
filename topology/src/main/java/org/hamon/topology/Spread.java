// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.Arrays;
import java.util.BitSet;

/** Collects what failures can reach, over dependencies and over links. */
final class Spread {

  private final Graph graph;
  private final BitSet assets = new BitSet();
  private final BitSet dependencies = new BitSet();
  private final BitSet components = new BitSet();
  private int[] queue = new int[16];
  private int size;

  Spread(Graph graph) {
    this.graph = graph;
  }

  /** Adds what the failure can reach; nothing if the graph does not know its asset. */
  void from(Forecast.Failure failure) {
    int asset = graph.indexOf(failure.asset());
    if (asset < 0) {
      return;
    }
    size = 0;
    if (Scope.isOut(failure)) {
      add(asset);
    }
    for (int p = graph.out().start(asset); p < graph.out().end(asset); p++) {
      int dependency = graph.out().at(p);
      if (Scope.triggers(failure, graph.dependency(dependency))) {
        dependencies.set(dependency);
        add(graph.dependentOf(dependency));
      }
    }
    for (int i = 0; i < size; i++) {
      visit(queue[i]);
    }
  }

  private void visit(int asset) {
    Rows out = graph.out();
    for (int p = out.start(asset); p < out.end(asset); p++) {
      int dependency = out.at(p);
      if (Scope.spreads(graph.dependency(dependency))) {
        dependencies.set(dependency);
        add(graph.dependentOf(dependency));
      }
    }
    int component = graph.network().componentOf(asset);
    if (component >= 0 && !components.get(component)) {
      components.set(component);
      for (int member : graph.network().members(component)) {
        add(member);
      }
    }
  }

  private void add(int asset) {
    if (!assets.get(asset)) {
      assets.set(asset);
      queue = size == queue.length ? Arrays.copyOf(queue, size * 2) : queue;
      queue[size++] = asset;
    }
  }

  /** Numbers of the assets, in order. */
  int[] assets() {
    return assets.stream().toArray();
  }

  /** Numbers of the dependencies, in order. */
  int[] dependencies() {
    return dependencies.stream().toArray();
  }
}
