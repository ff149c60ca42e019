// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.analysis;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.hamon.topology.Dependency;
import org.hamon.topology.Graph;

/** Who depends on assets, directly or not. */
final class Downstream {

  private Downstream() {}

  /** The assets themselves and all that hang on them over dependencies. {@code O(reached)}. */
  static Set<String> of(Graph graph, Collection<String> assets) {
    Set<String> reached = new HashSet<>(assets);
    Deque<String> next = new ArrayDeque<>(reached);
    while (!next.isEmpty()) {
      for (Dependency d : graph.dependentsOf(next.remove())) {
        if (reached.add(d.dependent())) {
          next.add(d.dependent());
        }
      }
    }
    return reached;
  }
}
