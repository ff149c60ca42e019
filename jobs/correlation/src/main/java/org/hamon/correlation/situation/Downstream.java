// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hamon.topology.Asset;
import org.hamon.topology.Graph;
import org.hamon.topology.GroundedService;
import org.hamon.topology.Reach;

/**
 * What lies downstream of the roots of each situation of a lane, within the topology's hop limit:
 * by dependencies, and by links that connect it to no other source. Remembered as long as roots and
 * graph are the same; made anew from them after a restart.
 */
final class Downstream {

  /**
   * The roots, what loses service for certain without them, and everything downstream of these.
   *
   * @param sectors of the assets, sorted; without places, which nobody warns
   */
  record Reached(Set<String> assets, Set<String> sectors) {}

  private record Known(Graph graph, int roots, Reached reached) {}

  private final Map<String, Known> known = new HashMap<>();

  /** What is downstream of the situation. {@code O(what is reached)} once for each graph. */
  Reached of(Situation situation, Graph graph) {
    Known now = known.get(situation.id());
    if (now == null || now.graph != graph || now.roots != situation.roots().size()) {
      now = new Known(graph, situation.roots().size(), reach(situation, graph));
      known.put(situation.id(), now);
    }
    return now.reached;
  }

  /** Lets go of what was remembered of a situation that has ended. */
  void forget(Situation situation) {
    known.remove(situation.id());
  }

  private static void addDependents(String asset, Graph graph, Set<String> assets) {
    for (Reach reach : graph.descendants(asset, graph.hopLimit())) {
      assets.add(reach.asset());
    }
  }

  private static Reached reach(Situation situation, Graph graph) {
    Set<String> assets = new HashSet<>(situation.roots());
    for (String root : situation.roots()) {
      addDependents(root, graph, assets);
    }
    for (String cutOff : GroundedService.unserved(graph, Set.copyOf(situation.roots()))) {
      if (assets.add(cutOff)) {
        addDependents(cutOff, graph, assets);
      }
    }
    Set<String> sectors = new TreeSet<>();
    assets.forEach(id -> graph.asset(id).map(Asset::sector).ifPresent(sectors::add));
    sectors.remove(Asset.AREA);
    return new Reached(assets, sectors);
  }
}
