// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hamon.topology.Asset;
import org.hamon.topology.Dependency;
import org.hamon.topology.Graph;
import org.hamon.topology.Link;
import org.hamon.topology.analysis.WeakPoint.Part;
import org.jgrapht.alg.connectivity.BiconnectivityInspector;
import org.jgrapht.graph.DefaultEdge;
import org.jgrapht.graph.SimpleGraph;
import org.junit.jupiter.api.Test;

class WeakPointTest {

  @Test
  void exampleUsage() {
    Graph graph =
        new Plan()
            .asset("core", "ict", 0)
            .asset("exchange", "ict", 10)
            .asset("hospital", "medical", 300)
            .asset("office", "government", 20)
            .asset("backup", "ict", 0)
            .asset("switch", "ict", 0)
            .needs("core", "exchange")
            .needs("core", "switch")
            .needs("switch", "backup")
            .needs("core", "backup")
            .needs("backup", "exchange")
            .needs("exchange", "hospital")
            .needs("hospital", "office")
            .graph();

    List<WeakPoint> points = WeakPoint.of(graph);

    assertThat(points).extracting(p -> p.asset().id()).containsExactly("exchange", "hospital");
    WeakPoint exchange = points.get(0);
    assertThat(exchange.parts()).hasSize(2);
    assertThat(exchange.sectorsCutOff()).containsExactly("government", "medical");
    assertThat(exchange.peopleCutOff()).isEqualTo(320);
    assertThat(exchange.isAcrossSectors()).isTrue();
  }

  @Test
  void placesConnectNothing() {
    Graph graph =
        new Plan()
            .asset("town", "area", 0)
            .asset("bts", "ict", 0)
            .asset("pump", "water", 0)
            .needs("town", "bts")
            .needs("town", "pump")
            .graph();

    assertThat(WeakPoint.of(graph)).isEmpty();
  }

  @Test
  void aLongChainIsNoTrouble() {
    Plan plan = new Plan();
    for (int i = 0; i < 30_000; i++) {
      plan.asset("a" + i, "ict", 1);
    }
    for (int i = 1; i < 30_000; i++) {
      plan.needs("a" + (i - 1), "a" + i);
    }

    List<WeakPoint> points = WeakPoint.of(plan.graph());

    assertThat(points).hasSize(29_998);
    assertThat(points.get(0).peopleCutOff()).isEqualTo(14_999);
  }

  @Property(tries = 500)
  void findsWhatTakingEachAssetAwayFinds(@ForAll long seed) {
    Graph graph = Plan.random(seed).graph();

    Map<String, List<Part>> found = new TreeMap<>();
    WeakPoint.of(graph).forEach(point -> found.put(point.asset().id(), sorted(point.parts())));

    Map<String, List<Part>> expected = new TreeMap<>();
    for (Asset asset : graph.assets()) {
      List<Part> parts = partsWithout(graph, asset.id());
      if (parts.size() > 1) {
        expected.put(asset.id(), sorted(parts));
      }
    }
    assertThat(found).isEqualTo(expected);
  }

  @Property(tries = 200)
  void findsTheCutpointsThatJgraphtFinds(@ForAll long seed) {
    Graph graph = Plan.random(seed).graph();
    SimpleGraph<String, DefaultEdge> undirected = new SimpleGraph<>(DefaultEdge.class);
    graph.assets().forEach(asset -> undirected.addVertex(asset.id()));
    graph.dependencies().forEach(d -> undirected.addEdge(d.provider(), d.dependent()));
    graph.links().forEach(link -> undirected.addEdge(link.a(), link.b()));

    assertThat(WeakPoint.of(graph))
        .extracting(point -> point.asset().id())
        .containsExactlyInAnyOrderElementsOf(
            new BiconnectivityInspector<>(undirected).getCutpoints());
  }

  private static List<Part> sorted(List<Part> parts) {
    return parts.stream().sorted(Comparator.comparing(Part::toString)).toList();
  }

  /** What the neighbours of the asset still hang together with once it is gone. */
  private static List<Part> partsWithout(Graph graph, String gone) {
    Set<String> seen = new HashSet<>(Set.of(gone));
    List<Part> parts = new ArrayList<>();
    for (String neighbour : neighbours(graph, gone)) {
      if (seen.add(neighbour)) {
        Set<String> part = new HashSet<>(Set.of(neighbour));
        Deque<String> next = new ArrayDeque<>(part);
        while (!next.isEmpty()) {
          for (String other : neighbours(graph, next.remove())) {
            if (seen.add(other)) {
              part.add(other);
              next.add(other);
            }
          }
        }
        parts.add(part(graph, part));
      }
    }
    return parts;
  }

  private static Part part(Graph graph, Set<String> ids) {
    List<Asset> assets = ids.stream().map(id -> graph.asset(id).orElseThrow()).toList();
    return new Part(
        assets.size(),
        assets.stream().mapToLong(Asset::people).sum(),
        new HashSet<>(assets.stream().map(Asset::sector).toList()));
  }

  private static Set<String> neighbours(Graph graph, String id) {
    Set<String> neighbours = new HashSet<>();
    for (Dependency d : graph.dependencies()) {
      addOther(neighbours, id, d.provider(), d.dependent());
    }
    for (Link link : graph.links()) {
      addOther(neighbours, id, link.a(), link.b());
    }
    return neighbours;
  }

  private static void addOther(Set<String> neighbours, String id, String a, String b) {
    if (a.equals(id)) {
      neighbours.add(b);
    } else if (b.equals(id)) {
      neighbours.add(a);
    }
  }
}
