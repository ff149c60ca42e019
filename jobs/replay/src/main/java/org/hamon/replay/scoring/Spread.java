// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scoring;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hamon.topology.Dependency;
import org.hamon.topology.Graph;
import org.hamon.topology.Link;

/** What a failure may spread to: from providers to dependents, and both ways over links. */
final class Spread {

  private Spread() {}

  /** The assets and all that they may spread to, however far. {@code O(V + E)}. */
  static Set<String> from(Collection<String> assets, Graph graph) {
    Map<String, List<String>> linked = new HashMap<>();
    for (Link link : graph.links()) {
      linked.computeIfAbsent(link.a(), unused -> new ArrayList<>()).add(link.b());
      linked.computeIfAbsent(link.b(), unused -> new ArrayList<>()).add(link.a());
    }
    Set<String> reached = new HashSet<>(assets);
    Deque<String> open = new ArrayDeque<>(reached);
    while (!open.isEmpty()) {
      String asset = open.remove();
      List<String> next = new ArrayList<>(linked.getOrDefault(asset, List.of()));
      graph.dependentsOf(asset).stream().map(Dependency::dependent).forEach(next::add);
      next.stream().filter(reached::add).forEach(open::add);
    }
    return reached;
  }
}
