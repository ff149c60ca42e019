// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class GroundedServiceTest {

  @Test
  void exampleUsage() {
    Graph graph =
        Sketch.of("bus", "town", "site")
            .source("plant")
            .link("plant", "bus")
            .link("bus", "town")
            .needs("d", "town", "site")
            .graph();

    assertThat(GroundedService.unserved(graph, Set.of("bus"))).containsExactly("site", "town");
    assertThat(GroundedService.unserved(graph, Set.of())).isEmpty();
  }

  @Test
  void aRingWithoutSourceKeepsNothingAlive() {
    Graph graph =
        Sketch.of("a", "b", "c")
            .source("plant")
            .link("plant", "a")
            .link("a", "b")
            .link("b", "c")
            .link("c", "a")
            .graph();

    assertThat(GroundedService.unserved(graph, Set.of("plant"))).containsExactly("a", "b", "c");
    assertThat(GroundedService.unserved(graph, Set.of("b"))).isEmpty();
  }

  @Test
  void anOpenLinkCarriesNothing() {
    Graph graph =
        Sketch.of("a", "b")
            .source("p")
            .source("q")
            .link("p", "a")
            .link("a", "b")
            .open("q", "b")
            .graph();

    assertThat(GroundedService.unserved(graph, Set.of("p"))).containsExactly("a", "b");
  }

  @Test
  void whatDidNotServeBeforeIsNotLost() {
    Graph graph = Sketch.of("a", "b", "x").link("a", "b").needs("d", "x", "a").graph();

    assertThat(GroundedService.unserved(graph, Set.of("x"))).isEmpty();
  }

  @Test
  void groupsStandInForEachOther() {
    Graph graph =
        Sketch.of("p", "q", "r", "a")
            .dependency(Sketch.dependency("1", "p", "a", "g", 2, 1, null))
            .dependency(Sketch.dependency("2", "q", "a", "g", 2, 1, null))
            .dependency(Sketch.dependency("3", "r", "a", "g", 2, 1, null))
            .graph();

    assertThat(GroundedService.unserved(graph, Set.of("p"))).isEmpty();
    assertThat(GroundedService.unserved(graph, Set.of("p", "r"))).containsExactly("a");
  }

  @Test
  void onlyWhatStoppedProvidersTriggerIsLost() {
    Graph graph =
        Sketch.of("p", "a", "b")
            .dependency(
                Sketch.triggered(Sketch.dependency("1", "p", "a"), new Trigger(null, "low")))
            .dependency(
                Sketch.triggered(
                    Sketch.dependency("2", "p", "b"), new Trigger(AssetState.DEGRADED, null)))
            .graph();

    assertThat(GroundedService.unserved(graph, Set.of("p"))).containsExactly("b");
  }

  @Test
  void onlyGroupsWithoutBufferAndDoubtFailAtOnce() {
    Graph graph =
        Sketch.of("p", "a", "b", "c", "d")
            .needs("1", "p", "a")
            .dependency(Sketch.dependency("2", "p", "b", null, 1, 1, Buffer.fixed(1)))
            .dependency(Sketch.dependency("3", "p", "c", null, 1, 0.9, null))
            .needs("4", "b", "d")
            .graph();

    assertThat(GroundedService.stoppedAtOnce(graph, Set.of("p"))).containsExactly("a");
    assertThat(GroundedService.unserved(graph, Set.of("p"))).containsExactly("a", "b", "c", "d");
  }

  @Test
  void assetsThatNeedEachOtherServeUntilOneIsLost() {
    Graph graph =
        Sketch.of("gas", "power", "pump")
            .needs("1", "gas", "power")
            .needs("2", "power", "gas")
            .needs("3", "pump", "gas")
            .graph();

    assertThat(GroundedService.unserved(graph, Set.of("pump"))).containsExactly("gas", "power");
  }

  @Property(tries = 600)
  void agreesWithTheNaiveFixedPoint(@ForAll Random random) {
    Graph graph = anyGraph(random, 3 + random.nextInt(10));
    Set<String> out = new HashSet<>();
    for (Asset asset : graph.assets()) {
      if (random.nextInt(4) == 0) {
        out.add(asset.id());
      }
    }

    Set<String> expected = new TreeSet<>(naiveServing(graph, Set.of()));
    expected.removeAll(naiveServing(graph, out));
    expected.removeAll(out);

    assertThat(GroundedService.unserved(graph, out)).isEqualTo(expected);
  }

  /** Failures and returns one after the other, against the fixed point of each instant. */
  @Property(tries = 2_000)
  void followsFailuresAndReturns(@ForAll Random random) {
    Graph graph = anyGraph(random, 3 + random.nextInt(12));
    GroundedService service = GroundedService.of(graph);
    Set<String> out = new HashSet<>();
    Set<String> serving = naiveServing(graph, out);
    for (int step = 0; step < 12; step++) {
      String asset = "a" + random.nextInt(graph.size());
      boolean fails = out.isEmpty() || (!out.contains(asset) && random.nextInt(3) > 0);
      asset = fails ? asset : List.copyOf(new TreeSet<>(out)).get(random.nextInt(out.size()));

      Set<String> told = fails ? service.fail(asset) : service.restore(asset);

      boolean isNews = fails ? out.add(asset) : out.remove(asset);
      Set<String> now = naiveServing(graph, out);
      Set<String> expected = new TreeSet<>(fails ? serving : now);
      expected.removeAll(fails ? now : serving);
      assertThat(told).isEqualTo(isNews ? expected : Set.of());
      for (Asset each : graph.assets()) {
        assertThat(service.serves(each.id())).isEqualTo(now.contains(each.id()));
      }
      serving = now;
    }
  }

  /** Cycles, islands, groups, open links, triggers. */
  static Graph anyGraph(Random random, int assets) {
    Sketch sketch = new Sketch();
    for (int i = 0; i < assets; i++) {
      String sector = random.nextInt(3) == 0 ? "water" : "electricity";
      sketch.asset(Sketch.asset("a" + i, sector, null, random.nextInt(4) == 0));
    }
    for (int i = 0; i < assets; i++) {
      String provider = "a" + random.nextInt(assets);
      String dependent = "a" + random.nextInt(assets);
      if (!provider.equals(dependent)) {
        Dependency d =
            Sketch.dependency(
                "d" + i,
                provider,
                dependent,
                random.nextBoolean() ? null : "g" + random.nextInt(2),
                1 + random.nextInt(2),
                1,
                null);
        sketch.dependency(
            random.nextInt(6) == 0
                ? Sketch.triggered(d, new Trigger(AssetState.UNKNOWN, null))
                : d);
      }
    }
    for (int i = 0; i < assets; i++) {
      String a = "a" + random.nextInt(assets);
      String b = "a" + random.nextInt(assets);
      if (!a.equals(b) && random.nextBoolean()) {
        if (random.nextInt(5) == 0) {
          sketch.open(a, b);
        } else {
          sketch.link(a, b);
        }
      }
    }
    return sketch.graph();
  }

  /** Takes away, one at a time, whatever cannot be in service, until nothing changes. */
  private static Set<String> naiveServing(Graph graph, Set<String> out) {
    Set<String> serving = new HashSet<>();
    graph.assets().forEach(a -> serving.add(a.id()));
    serving.removeAll(out);
    boolean changed = true;
    while (changed) {
      Set<String> connected = connected(graph, serving);
      changed = serving.removeIf(a -> !connected.contains(a) || !groupsHold(graph, a, serving));
    }
    return serving;
  }

  private static Set<String> connected(Graph graph, Set<String> serving) {
    Set<String> linked = new HashSet<>();
    graph.links().forEach(l -> linked.addAll(List.of(l.a(), l.b())));
    Set<String> connected = new HashSet<>();
    for (Asset a : graph.assets()) {
      if (serving.contains(a.id()) && (a.source() || !linked.contains(a.id()))) {
        connected.add(a.id());
      }
    }
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Link link : graph.links()) {
        if (link.closed() && serving.contains(link.a()) && serving.contains(link.b())) {
          if (connected.contains(link.a()) || connected.contains(link.b())) {
            changed |= connected.add(link.a());
            changed |= connected.add(link.b());
          }
        }
      }
    }
    return connected;
  }

  private static boolean groupsHold(Graph graph, String asset, Set<String> serving) {
    Map<String, List<Dependency>> groups = new HashMap<>();
    for (Dependency d : graph.providersOf(asset)) {
      groups
          .computeIfAbsent(d.group() == null ? "only " + d.id() : d.group(), g -> new ArrayList<>())
          .add(d);
    }
    for (List<Dependency> group : groups.values()) {
      int needs = group.stream().mapToInt(Dependency::needs).max().orElseThrow();
      long held =
          group.stream()
              .filter(
                  d -> serving.contains(d.provider()) || !d.trigger().isMetBy(AssetState.STOPPED))
              .count();
      if (held < Math.min(needs, group.size())) {
        return false;
      }
    }
    return true;
  }
}
