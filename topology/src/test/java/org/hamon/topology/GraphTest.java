// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class GraphTest {

  @Test
  void exampleUsage() {
    Graph graph =
        Sketch.of("plant", "sub", "site")
            .needs("d1", "plant", "sub")
            .needs("d2", "sub", "site")
            .graph();

    assertThat(graph.ancestors("site", 8))
        .containsExactly(
            new Reach("sub", 1, List.of("d2")), new Reach("plant", 2, List.of("d1", "d2")));
    assertThat(graph.descendants("plant", 8))
        .containsExactly(
            new Reach("sub", 1, List.of("d1")), new Reach("site", 2, List.of("d1", "d2")));
    assertThat(graph.path("plant", "site", 8)).contains(List.of("d1", "d2"));
    assertThat(graph.hasPath("site", "plant", 8)).isFalse();
  }

  @Test
  void staysWithinTheHops() {
    Graph graph = Sketch.of("a", "b", "c").needs("1", "a", "b").needs("2", "b", "c").graph();

    assertThat(graph.descendants("a", 1)).extracting(Reach::asset).containsExactly("b");
    assertThat(graph.ancestors("c", 1)).extracting(Reach::asset).containsExactly("b");
    assertThat(graph.hasPath("a", "c", 1)).isFalse();
    assertThat(graph.path("a", "c", 2)).isPresent();
    assertThat(graph.descendants("a", 0)).isEmpty();
  }

  @Test
  void takesTheLeastPathAmongTheShortest() {
    Graph graph =
        Sketch.of("a", "b", "c", "d", "e")
            .needs("5", "a", "b")
            .needs("4", "a", "c")
            .needs("1", "b", "d")
            .needs("9", "c", "d")
            .needs("8", "c", "d")
            .needs("0", "d", "e")
            .graph();

    assertThat(graph.path("a", "e", 8)).contains(List.of("4", "8", "0"));
    assertThat(graph.ancestors("e", 8)).contains(new Reach("a", 3, List.of("4", "8", "0")));
    assertThat(graph.descendants("a", 8)).contains(new Reach("e", 3, List.of("4", "8", "0")));
  }

  @Property(tries = 300)
  void pathsAreTheLeastOfAllShortest(@ForAll Random random) {
    Sketch sketch = new Sketch();
    int assets = 2 + random.nextInt(7);
    IntStream.range(0, assets).forEach(i -> sketch.asset(Sketch.asset("a" + i, false)));
    List<String> ids = new ArrayList<>();
    IntStream.range(0, 2 * assets).forEach(i -> ids.add("d" + i));
    Collections.shuffle(ids, random);
    for (String id : ids) {
      sketch.needs(id, "a" + random.nextInt(assets), "a" + random.nextInt(assets));
    }
    Graph graph = sketch.graph();

    for (Asset from : graph.assets()) {
      for (Asset to : graph.assets()) {
        if (!from.equals(to)) {
          List<String> least = leastShortest(graph, from.id(), to.id(), 4);
          assertThat(graph.path(from.id(), to.id(), 4))
              .isEqualTo(java.util.Optional.ofNullable(least));
          assertThat(pathIn(graph.descendants(from.id(), 4), to.id())).isEqualTo(least);
          assertThat(pathIn(graph.ancestors(to.id(), 4), from.id())).isEqualTo(least);
        }
      }
    }
  }

  private static List<String> pathIn(List<Reach> reached, String asset) {
    return reached.stream()
        .filter(r -> r.asset().equals(asset))
        .map(Reach::path)
        .findFirst()
        .orElse(null);
  }

  private static List<String> leastShortest(Graph graph, String from, String to, int maxHops) {
    for (int hops = 1; hops <= maxHops; hops++) {
      List<String> least = least(graph, from, to, hops);
      if (least != null) {
        return least;
      }
    }
    return null;
  }

  private static List<String> least(Graph graph, String from, String to, int hops) {
    if (hops == 0) {
      return from.equals(to) ? List.of() : null;
    }
    for (Dependency d : graph.dependentsOf(from)) {
      List<String> rest = least(graph, d.dependent(), to, hops - 1);
      if (rest != null) {
        List<String> path = new ArrayList<>(List.of(d.id()));
        path.addAll(rest);
        return path;
      }
    }
    return null;
  }

  @Test
  void numbersAssetsInTheOrderOfTheirIds() {
    Graph graph = Sketch.of("c", "a", "b").graph();

    assertThat(graph.assets()).extracting(Asset::id).containsExactly("a", "b", "c");
    assertThat(graph.indexOf("b")).isEqualTo(1);
    assertThat(graph.indexOf("d")).isEqualTo(-1);
    assertThat(graph.asset("c")).isPresent();
    assertThat(graph.asset("d")).isEmpty();
    assertThat(graph.size()).isEqualTo(3);
  }

  @Test
  void knowsNothingOfAPseudoAsset() {
    Graph graph = Sketch.of("a", "b").needs("d", "a", "b").graph();

    String pseudo = "electricity@JP-01";
    assertThat(graph.hasDependents(pseudo)).isFalse();
    assertThat(graph.ancestors(pseudo, 8)).isEmpty();
    assertThat(graph.descendants(pseudo, 8)).isEmpty();
    assertThat(graph.path(pseudo, "a", 8)).isEmpty();
    assertThat(graph.hasPath("a", pseudo, 8)).isFalse();
    assertThat(graph.isInArea("a", pseudo)).isFalse();
    assertThat(graph.triggersOn(pseudo, "x")).isFalse();
    assertThat(graph.centrality(pseudo)).isZero();
    assertThat(graph.providersOf(pseudo)).isEmpty();
  }

  @Test
  void findsWhatLiesInAnArea() {
    Graph graph =
        new Sketch()
            .asset(Sketch.asset("area-jp-01", Asset.AREA, "JP-01", false))
            .asset(Sketch.asset("plant", "electricity", "JP-02", false))
            .asset(Sketch.asset("site", "ict", "JP-01", false))
            .asset(Sketch.asset("far", "ict", "JP-02", false))
            .dependency(
                Sketch.typed(
                    Sketch.dependency("g", "area-jp-01", "plant"), DependencyType.GEOGRAPHIC))
            .needs("p", "area-jp-01", "far")
            .needs("q", "plant", "site")
            .graph();

    assertThat(graph.isInArea("area-jp-01", "plant")).isTrue();
    assertThat(graph.isInArea("area-jp-01", "site")).isTrue();
    assertThat(graph.isInArea("area-jp-01", "far")).isFalse();
    assertThat(graph.isInArea("plant", "far")).isFalse();
    assertThat(graph.areasOfRegion("JP-01")).containsExactly("area-jp-01");
    assertThat(graph.areasOfRegion("JP-02")).isEmpty();
  }

  @Test
  void knowsWhichConditionsTrigger() {
    Graph graph =
        Sketch.of("a", "b")
            .dependency(
                Sketch.triggered(Sketch.dependency("d", "a", "b"), new Trigger(null, "low")))
            .graph();

    assertThat(graph.triggersOn("a", "low")).isTrue();
    assertThat(graph.triggersOn("a", "high")).isFalse();
    assertThat(graph.triggersOn("b", "low")).isFalse();
  }

  @Test
  void givesTheLevelsOfAnAssetInTheOrderOfTheirIds() {
    ServiceLevel all = level("z", "electricity", null);
    ServiceLevel one = level("a", "electricity", "plant");
    ServiceLevel other = level("b", "gas", null);
    Topology topology = Sketch.of("plant", "sub").topology();
    Graph graph =
        Graph.of(
            new Topology(
                "t",
                "1",
                List.of("ports"),
                topology.assets(),
                List.of(),
                List.of(),
                List.of(all, one, other),
                List.of(),
                8));

    assertThat(graph.serviceLevels()).containsExactly(one, other, all);
    assertThat(graph.levelsOf(graph.asset("plant").orElseThrow())).containsExactly(one, all);
    assertThat(graph.levelsOf(graph.asset("sub").orElseThrow())).containsExactly(all);
    assertThat(graph.sectors()).contains("electricity", "ports", "provider", "area").hasSize(13);
  }

  private static ServiceLevel level(String id, String sector, String asset) {
    return new ServiceLevel(
        id, sector, "m", null, asset, null, new Threshold(1.0, null), null, null, 0, 0);
  }

  @Test
  void centralityIsTheShareDownstream() {
    Graph graph =
        Sketch.of("a", "b", "c", "d", "e").needs("1", "a", "b").needs("2", "b", "c").graph();

    assertThat(graph.centrality("a")).isEqualTo(0.5);
    assertThat(graph.centrality("a")).isEqualTo(0.5);
    assertThat(graph.centrality("c")).isZero();
  }

  @Test
  void leavesOutWhatHasNoEnds() {
    Graph graph = Sketch.of("a").needs("d", "a", "b").link("a", "b").graph();

    assertThat(graph.dependencies()).isEmpty();
    assertThat(graph.links()).isEmpty();
    assertThat(graph.hasDependents("a")).isFalse();
  }

  @Test
  void findsADependencyByItsId() {
    Graph graph = Sketch.of("a", "b").needs("y", "a", "b").needs("x", "b", "a").graph();

    assertThat(graph.dependency("y").orElseThrow().provider()).isEqualTo("a");
    assertThat(graph.dependency("z")).isEmpty();
  }

  @Test
  void refusesTwoAssetsOfOneId() {
    Sketch sketch = Sketch.of("a", "a");

    assertThatThrownBy(sketch::graph).isInstanceOf(IllegalArgumentException.class);
  }
}
