// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.IntPredicate;

/**
 * Who loses service when assets are out. An asset serves if it is not out, enough providers of each
 * of its groups serve, and, if links end at it, a chain of closed links and serving assets leads to
 * it from a serving source. A provider that does not serve counts as stopped: it is lost to the
 * dependencies whose trigger that meets.
 *
 * <p>Losses spread from what is out until nothing more is lost: the least set of losses. So in a
 * network of links service is what is reached from sources, and assets that are cut off never keep
 * each other alive, while assets that depend on each other serve as long as neither is lost.
 */
public final class GroundedService {

  private final Graph graph;
  private final LinkNetwork network;
  private final IntPredicate groupCounts;
  private final BitSet lost = new BitSet();
  private final Deque<Integer> spreading = new ArrayDeque<>();
  private final BitSet disturbed = new BitSet();
  private final int[] losses;

  private GroundedService(Graph graph, IntPredicate groupCounts) {
    this.graph = graph;
    this.groupCounts = groupCounts;
    network = graph.network();
    losses = new int[graph.groups().size()];
  }

  /**
   * The assets that serve while nothing is out and do not while these are: lost through links and
   * groups, however long a buffer and however small a strength; without those that are out. In the
   * order of ids. {@code O(V + E)}, times the number of losses in the largest component of links.
   */
  public static Set<String> unserved(Graph graph, Set<String> out) {
    return difference(graph, out, group -> true);
  }

  /**
   * The same through links and through groups that fail at once: no dependency of the group has a
   * buffer, and each has strength 1.
   */
  public static Set<String> stoppedAtOnce(Graph graph, Set<String> out) {
    return difference(graph, out, group -> failsAtOnce(graph, group));
  }

  /** The assets that do not serve although nothing is out. {@code O(V + E)}. */
  static BitSet unservedAtRest(Graph graph) {
    return new GroundedService(graph, group -> true).lostWhile(new BitSet());
  }

  private static boolean failsAtOnce(Graph graph, int group) {
    Rows members = graph.groups().members();
    for (int p = members.start(group); p < members.end(group); p++) {
      Dependency d = graph.dependency(members.at(p));
      Buffer buffer = d.buffer();
      if (d.strength() < 1 || (buffer != null && buffer.p90Millis() > 0)) {
        return false;
      }
    }
    return true;
  }

  private static Set<String> difference(
      Graph graph, Collection<String> out, IntPredicate groupCounts) {
    BitSet failed = new BitSet();
    for (String id : out) {
      int asset = graph.indexOf(id);
      if (asset >= 0) {
        failed.set(asset);
      }
    }
    BitSet lost = new GroundedService(graph, groupCounts).lostWhile(failed);
    lost.andNot(failed);
    lost.andNot(new GroundedService(graph, groupCounts).lostWhile(new BitSet()));
    List<String> ids = new ArrayList<>();
    lost.stream().forEach(asset -> ids.add(graph.asset(asset).id()));
    return Collections.unmodifiableSet(new TreeSet<>(ids));
  }

  /** What does not serve while the given assets are out, themselves included. */
  private BitSet lostWhile(BitSet out) {
    disturbed.set(0, network.size());
    out.stream().forEach(this::lose);
    while (!spreading.isEmpty() || !disturbed.isEmpty()) {
      while (!spreading.isEmpty()) {
        spread(spreading.remove());
      }
      disturbed.stream()
          .forEach(
              component -> {
                for (int asset : network.cutOff(component, lost)) {
                  lose(asset);
                }
              });
      disturbed.clear();
    }
    return lost;
  }

  private void lose(int asset) {
    if (!lost.get(asset)) {
      lost.set(asset);
      spreading.add(asset);
    }
  }

  private void spread(int asset) {
    Rows out = graph.out();
    for (int p = out.start(asset); p < out.end(asset); p++) {
      int dependency = out.at(p);
      int group = graph.groups().of(dependency);
      if (graph.dependency(dependency).trigger().isMetBy(AssetState.STOPPED)
          && ++losses[group] == graph.groups().spare(group) + 1
          && groupCounts.test(group)) {
        int dependent = graph.groups().dependentOf(group);
        if (!lost.get(dependent)) {
          lose(dependent);
          disturb(dependent);
        }
      }
    }
  }

  private void disturb(int asset) {
    if (network.componentOf(asset) >= 0) {
      disturbed.set(network.componentOf(asset));
    }
  }
}
