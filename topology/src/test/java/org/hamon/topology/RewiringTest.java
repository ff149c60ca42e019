// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hamon.topology.TopologyChange.Op;
import org.junit.jupiter.api.Test;

class RewiringTest {

  @Test
  void exampleUsage() {
    Graph before = Sketch.of("a", "b").source("s").link("s", "a").graph();

    Graph after = before.after(List.of(upsert(new Link("a-b", "a", "b", true))));

    assertThat(GroundedService.unserved(after, Set.of("a"))).containsExactly("b");
    assertThat(GroundedService.unserved(before, Set.of("a"))).isEmpty();
  }

  @Test
  void anAssetThatComesBackHasWhatEndedThere() {
    Graph graph = Sketch.of("a", "b").needs("d", "a", "b").link("a", "b").graph();

    Graph without = graph.after(List.of(remove(Op.REMOVE_ASSET, "a")));
    Graph again = without.after(List.of(upsert(Sketch.asset("a", true))));

    assertThat(without.hasDependents("a")).isFalse();
    assertThat(without.dependencies()).isEmpty();
    assertThat(again.hasDependents("a")).isTrue();
    assertThat(again.links()).hasSize(1);
  }

  /** One change after the other gives what a graph made of the whole gives, service included. */
  @Property(tries = 1_500)
  void changesGiveWhatTheWholeGives(@ForAll Random random) {
    Graph graph = GroundedServiceTest.anyGraph(random, 2 + random.nextInt(8));
    for (int step = 0; step < 6; step++) {
      if (random.nextBoolean()) {
        graph.rest();
      }
      List<TopologyChange> changes = new ArrayList<>();
      for (int i = 0; i <= random.nextInt(3); i++) {
        changes.add(anyChange(random));
      }
      graph = graph.after(changes);
      Graph whole = Graph.of(graph.topology());

      assertThat(graph.size()).isEqualTo(whole.size());
      assertThat(graph.assets()).isEqualTo(whole.assets());
      assertThat(graph.dependencies()).isEqualTo(whole.dependencies());
      assertThat(graph.links()).isEqualTo(whole.links());
      for (Asset asset : whole.assets()) {
        String id = asset.id();
        assertThat(graph.providersOf(id)).isEqualTo(whole.providersOf(id));
        assertThat(graph.dependentsOf(id)).isEqualTo(whole.dependentsOf(id));
        assertThat(graph.descendants(id, 8)).isEqualTo(whole.descendants(id, 8));
        assertThat(graph.ancestors(id, 8)).isEqualTo(whole.ancestors(id, 8));
        assertThat(graph.centrality(id)).isEqualTo(whole.centrality(id));
        assertThat(GroundedService.unserved(graph, Set.of(id)))
            .isEqualTo(GroundedService.unserved(whole, Set.of(id)));
      }
      assertThat(graph.areasOfRegion("JP-01")).isEqualTo(whole.areasOfRegion("JP-01"));
      assertThat(unserved(graph)).isEqualTo(unserved(whole));
    }
  }

  private static Set<String> unserved(Graph graph) {
    Set<String> ids = new TreeSet<>();
    for (Asset asset : graph.assets()) {
      if (graph.rest().isUnserved(graph.indexOf(asset.id()))) {
        ids.add(asset.id());
      }
    }
    return ids;
  }

  private static TopologyChange anyChange(Random random) {
    String asset = (random.nextBoolean() ? "a" : "b") + random.nextInt(6);
    String other = "a" + random.nextInt(6);
    return switch (random.nextInt(6)) {
      case 0 -> remove(Op.REMOVE_ASSET, asset);
      case 1 -> remove(Op.REMOVE_DEPENDENCY, "d" + random.nextInt(8));
      case 2 -> remove(Op.REMOVE_LINK, asset + "-" + other);
      case 3 ->
          upsert(
              Sketch.asset(
                  asset,
                  random.nextInt(3) == 0 ? Asset.AREA : "water",
                  random.nextBoolean() ? "JP-01" : null,
                  random.nextInt(3) == 0));
      case 4 ->
          asset.equals(other)
              ? remove(Op.REMOVE_ASSET, asset)
              : upsert(
                  Sketch.dependency(
                      "d" + random.nextInt(8),
                      asset,
                      other,
                      random.nextBoolean() ? null : "g",
                      1 + random.nextInt(2),
                      1,
                      null));
      default ->
          asset.equals(other)
              ? remove(Op.REMOVE_ASSET, asset)
              : upsert(new Link(asset + "-" + other, asset, other, random.nextInt(4) > 0));
    };
  }

  private static TopologyChange remove(Op op, String id) {
    return new TopologyChange(op, 1, id, null, 0, null, null, null);
  }

  private static TopologyChange upsert(Asset asset) {
    return new TopologyChange(Op.UPSERT_ASSET, 1, asset.id(), null, 0, asset, null, null);
  }

  private static TopologyChange upsert(Dependency d) {
    return new TopologyChange(Op.UPSERT_DEPENDENCY, 1, d.id(), null, 0, null, d, null);
  }

  private static TopologyChange upsert(Link link) {
    return new TopologyChange(Op.UPSERT_LINK, 1, link.id(), null, 0, null, null, link);
  }
}
