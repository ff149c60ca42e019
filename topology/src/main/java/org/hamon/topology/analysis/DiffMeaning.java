// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.analysis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hamon.topology.Asset;
import org.hamon.topology.AssetState;
import org.hamon.topology.Dependency;
import org.hamon.topology.Graph;
import org.jspecify.annotations.Nullable;

/**
 * What a difference between two topologies means for service: who became, or is no more, a single
 * point of failure; behind whom more or fewer people stand; who hangs on one provider alone.
 *
 * @param appearing single points of failure of the second that were none in the first: others lose
 *     service if it alone fails. The most people behind first.
 * @param vanishing the reverse
 * @param shifts the people behind assets of both, where they differ; the largest difference first
 * @param dependents those of both, by id
 */
public record DiffMeaning(
    List<Criticality> appearing,
    List<Criticality> vanishing,
    List<Shift> shifts,
    List<Sole> dependents) {

  /** People behind an asset, before and after. */
  public record Shift(String asset, long before, long after) {}

  /**
   * A dependent whose sole providers changed: those without which alone some group of its providers
   * is down.
   *
   * @param appearing on them it hangs now
   * @param vanishing for them something stands in now, or it needs them no more
   * @param lostRedundancy whether one that appears was a provider before, with something to stand
   *     in
   */
  public record Sole(
      String dependent, Set<String> appearing, Set<String> vanishing, boolean lostRedundancy) {}

  /** Compares; the cost of {@link Criticality#of}, twice. */
  public static DiffMeaning of(Graph a, Graph b) {
    Map<String, Criticality> before = byAsset(a);
    Map<String, Criticality> after = byAsset(b);
    List<Shift> shifts = new ArrayList<>();
    after.forEach(
        (asset, now) -> {
          Criticality was = before.get(asset);
          if (was != null && was.peopleBehind() != now.peopleBehind()) {
            shifts.add(new Shift(asset, was.peopleBehind(), now.peopleBehind()));
          }
        });
    shifts.sort(
        Comparator.comparingLong((Shift s) -> -Math.abs(s.after() - s.before()))
            .thenComparing(Shift::asset));
    return new DiffMeaning(
        singleOnlyIn(after, before), singleOnlyIn(before, after), shifts, dependents(a, b));
  }

  private static Map<String, Criticality> byAsset(Graph graph) {
    Map<String, Criticality> all = new TreeMap<>();
    Criticality.of(graph).all().forEach(c -> all.put(c.asset().id(), c));
    return all;
  }

  private static List<Criticality> singleOnlyIn(
      Map<String, Criticality> here, Map<String, Criticality> there) {
    return here.values().stream()
        .filter(DiffMeaning::isSingle)
        .filter(c -> !isSingle(there.get(c.asset().id())))
        .sorted(Criticality.MOST_FIRST)
        .toList();
  }

  private static boolean isSingle(@Nullable Criticality c) {
    return c != null && c.losing() > 1;
  }

  private static List<Sole> dependents(Graph a, Graph b) {
    List<Sole> all = new ArrayList<>();
    for (String id : a.assets().stream().map(Asset::id).toList()) {
      if (b.asset(id).isEmpty()) {
        continue;
      }
      Set<String> before = soleProviders(a, id);
      Set<String> appearing = new TreeSet<>(soleProviders(b, id));
      Set<String> vanishing = new TreeSet<>(before);
      vanishing.removeAll(appearing);
      appearing.removeAll(before);
      if (!appearing.isEmpty() || !vanishing.isEmpty()) {
        boolean lost = a.providersOf(id).stream().anyMatch(d -> appearing.contains(d.provider()));
        all.add(new Sole(id, appearing, vanishing, lost));
      }
    }
    return all;
  }

  /** The providers whose loss alone takes down a group of the dependent. */
  static Set<String> soleProviders(Graph graph, String dependent) {
    Map<String, List<Dependency>> groups = new HashMap<>();
    for (Dependency d : graph.providersOf(dependent)) {
      String group = d.group() == null ? "dependency " + d.id() : "group " + d.group();
      groups.computeIfAbsent(group, g -> new ArrayList<>()).add(d);
    }
    Set<String> sole = new TreeSet<>();
    for (List<Dependency> group : groups.values()) {
      int needs = group.stream().mapToInt(Dependency::needs).max().orElse(1);
      int spare = Math.max(0, group.size() - needs);
      Map<String, Integer> lostWith = new TreeMap<>();
      for (Dependency d : group) {
        if (d.trigger().isMetBy(AssetState.STOPPED)) {
          lostWith.merge(d.provider(), 1, Integer::sum);
        }
      }
      lostWith.forEach(
          (provider, lost) -> {
            if (lost > spare) {
              sole.add(provider);
            }
          });
    }
    return sole;
  }
}
