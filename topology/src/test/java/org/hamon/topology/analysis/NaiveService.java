// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.analysis;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hamon.topology.Asset;
import org.hamon.topology.AssetState;
import org.hamon.topology.Dependency;
import org.hamon.topology.Graph;
import org.hamon.topology.Link;

/** Who serves, straight from the definition: everything is looked at until nothing changes. */
final class NaiveService {

  private NaiveService() {}

  /** What does not serve while those are out, themselves included; every group counts. */
  static Set<String> lost(Graph graph, Set<String> out) {
    Set<String> lost = new HashSet<>(out);
    boolean changed = true;
    while (changed) {
      changed = false;
      Set<String> cutOff = cutOff(graph, lost);
      for (Asset asset : graph.assets()) {
        if (!lost.contains(asset.id())
            && (cutOff.contains(asset.id()) || isStarved(graph, asset.id(), lost))) {
          changed |= lost.add(asset.id());
        }
      }
    }
    return lost;
  }

  /** Who serves at rest and not while those are out; without those. */
  static Set<String> unserved(Graph graph, Set<String> out) {
    Set<String> ids = new TreeSet<>(lost(graph, out));
    ids.removeAll(out);
    ids.removeAll(lost(graph, Set.of()));
    return ids;
  }

  private static boolean isStarved(Graph graph, String asset, Set<String> lost) {
    for (Dependency d : graph.providersOf(asset)) {
      List<Dependency> group =
          graph.providersOf(asset).stream()
              .filter(x -> d.group() == null ? x.equals(d) : d.group().equals(x.group()))
              .toList();
      int needs =
          Math.min(group.size(), group.stream().mapToInt(Dependency::needs).max().orElseThrow());
      long left =
          group.stream()
              .filter(
                  x -> !(lost.contains(x.provider()) && x.trigger().isMetBy(AssetState.STOPPED)))
              .count();
      if (left < needs) {
        return true;
      }
    }
    return false;
  }

  private static Set<String> cutOff(Graph graph, Set<String> lost) {
    Set<String> served = new HashSet<>();
    Set<String> cut = new HashSet<>();
    for (Link link : graph.links()) {
      for (String end : List.of(link.a(), link.b())) {
        if (!lost.contains(end)) {
          (graph.asset(end).orElseThrow().source() ? served : cut).add(end);
        }
      }
    }
    for (int i = 0; i < graph.size(); i++) {
      for (Link link : graph.links()) {
        if (link.closed() && served.contains(link.a()) && cut.remove(link.b())) {
          served.add(link.b());
        }
        if (link.closed() && served.contains(link.b()) && cut.remove(link.a())) {
          served.add(link.a());
        }
      }
    }
    return cut;
  }
}
