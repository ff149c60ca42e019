// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.ints.IntSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Who loses service when assets are out. An asset serves if it is not out, enough providers of each
 * of its groups serve, and, if links end at it, a chain of closed links and serving assets leads to
 * it from a serving source. A provider that does not serve counts as stopped: it is lost to the
 * dependencies whose trigger that meets.
 *
 * <p>Losses spread from what is out until nothing more is lost: the least set of losses. So in a
 * network of links service is what is reached from sources, and assets that are cut off never keep
 * each other alive, while assets that depend on each other serve as long as neither is lost.
 *
 * <p>An instance follows assets that fail and come back, at the cost of what that changes. Not safe
 * for several threads.
 */
public final class GroundedService {

  private final Graph graph;
  private final Service service;
  private final Set<String> out = new TreeSet<>();

  private GroundedService(Graph graph) {
    this.graph = graph;
    service = Service.of(graph, Service.Rule.EVENTUALLY);
  }

  /** Nothing is out. The first of a graph costs {@code O(V + E)}. */
  public static GroundedService of(Graph graph) {
    return new GroundedService(graph);
  }

  /**
   * The asset goes out. {@code O(what is lost and what hung on it by links)}.
   *
   * @return the assets that served until now and do not any more, itself included, by id; none if
   *     the graph does not know it
   */
  public Set<String> fail(String asset) {
    int index = graph.indexOf(asset);
    if (index < 0 || !out.add(asset)) {
      return Set.of();
    }
    service.takeLosses();
    service.fail(IntSet.of(index));
    return ids(service.takeLosses());
  }

  /**
   * The asset is not out any more. {@code O(what was lost behind it)}.
   *
   * @return the assets that did not serve until now and do again, by id; the asset itself is not
   *     among them if it lacks something else
   */
  public Set<String> restore(String asset) {
    if (!out.remove(asset)) {
      return Set.of();
    }
    service.takeLosses();
    int[] supposed = service.restore(IntSet.of(graph.indexOf(asset)));
    Set<String> back = new TreeSet<>();
    for (int one : supposed) {
      if (!service.isLost(one)) {
        back.add(graph.assetId(one));
      }
    }
    return Collections.unmodifiableSet(back);
  }

  /** Whether the asset serves; true of one that the graph does not know. */
  public boolean serves(String asset) {
    int index = graph.indexOf(asset);
    return index < 0 || !service.isLost(index);
  }

  /** Whether the asset does not serve because links connect it to no serving source. */
  public boolean isCutOff(String asset) {
    int index = graph.indexOf(asset);
    return index >= 0 && service.isCutOff(index);
  }

  /**
   * The assets that serve while nothing is out and do not while these are: lost through links and
   * groups, however long a buffer and however small a strength; without those that are out. In the
   * order of ids. {@code O(what is lost)} once the graph was asked before.
   */
  public static Set<String> unserved(Graph graph, Set<String> out) {
    return lostWith(graph, out, Service.Rule.EVENTUALLY);
  }

  /**
   * The same through links and through groups that fail at once: no dependency of the group has a
   * buffer, and each has strength 1.
   */
  public static Set<String> stoppedAtOnce(Graph graph, Set<String> out) {
    return lostWith(graph, out, Service.Rule.AT_ONCE);
  }

  /**
   * The same for failures, all of them on: conditions and states take the dependencies away whose
   * triggers they meet. When they happen does not matter.
   */
  public static Set<String> stoppedAtOnce(Graph graph, Collection<Forecast.Failure> failures) {
    Set<String> out = new HashSet<>();
    failures.stream().filter(Forecast.Failure::isOut).forEach(f -> out.add(f.asset()));
    Service service = Service.of(graph, Service.Rule.AT_ONCE);
    IntSet failed = fail(service, graph, out);
    for (Forecast.Failure failure : failures) {
      int asset = graph.indexOf(failure.asset());
      if (asset >= 0) {
        for (int d : graph.out().items(asset)) {
          if (failure.triggers(graph.terms(d).trigger())) {
            service.lose(d);
          }
        }
      }
    }
    return lostBeside(failed, service, graph);
  }

  private static Set<String> lostWith(Graph graph, Collection<String> out, Service.Rule rule) {
    Service service = Service.of(graph, rule);
    return lostBeside(fail(service, graph, out), service, graph);
  }

  private static IntSet fail(Service service, Graph graph, Collection<String> out) {
    IntSet failed = new IntOpenHashSet();
    for (String id : out) {
      int asset = graph.indexOf(id);
      if (asset >= 0) {
        failed.add(asset);
      }
    }
    service.fail(failed);
    return failed;
  }

  private static Set<String> lostBeside(IntSet failed, Service service, Graph graph) {
    Set<String> lost = new TreeSet<>();
    for (int asset : service.takeLosses()) {
      if (!failed.contains(asset)) {
        lost.add(graph.assetId(asset));
      }
    }
    return Collections.unmodifiableSet(lost);
  }

  private Set<String> ids(int[] assets) {
    Set<String> ids = new TreeSet<>();
    for (int asset : assets) {
      ids.add(graph.assetId(asset));
    }
    return Collections.unmodifiableSet(ids);
  }
}
