// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.hamon.topology.Asset;
import org.hamon.topology.Buffer;
import org.hamon.topology.Dependency;
import org.hamon.topology.DependencyType;
import org.hamon.topology.Graph;
import org.hamon.topology.Topology;
import org.hamon.topology.Trigger;
import org.hamon.topology.analysis.BlastRadius.Kind;
import org.hamon.topology.analysis.BlastRadius.Origin;
import org.hamon.topology.analysis.BlastRadius.Sector;
import org.junit.jupiter.api.Test;

class BlastRadiusTest {

  private static final Plan PLAN =
      new Plan()
          .asset("cloud", "provider", 0)
          .asset("bank", "finance", 100, false, "op-bank", "JP-13")
          .asset("branch", "finance", 5, false, "op-bank", "JP-01")
          .asset("clinic", "medical", 20, false, null, "JP-01")
          .asset("town", "area", 0)
          .needs("cloud", "bank")
          .dependency("bank", "clinic", null, 1, 1, Buffer.fixed(1_000), Trigger.OUT);

  @Test
  void exampleUsage() {
    Graph graph = PLAN.graph();

    BlastRadius blast = BlastRadius.of(graph, BlastRadius.origin(graph, "cloud").orElseThrow());

    assertThat(blast.origin()).isEqualTo(new Origin(Kind.VENDOR, "cloud"));
    assertThat(blast.losing()).containsExactly("bank", "clinic");
    assertThat(blast.atOnce()).containsExactly("bank");
    assertThat(blast.sectors())
        .containsExactly(
            new Sector("finance", 0, 1, 100, 2),
            new Sector("medical", 0, 1, 20, 1),
            new Sector("provider", 1, 0, 0, 1));
  }

  @Test
  void anOperatorFailsWithAllItHas() {
    Graph graph = PLAN.graph();

    BlastRadius blast = BlastRadius.of(graph, BlastRadius.origin(graph, "op-bank").orElseThrow());

    assertThat(blast.failing()).containsExactly("bank", "branch");
    assertThat(blast.losing()).containsExactly("clinic");
  }

  @Test
  void aRegionFailsWithAllThatCarriesIt() {
    Graph graph = PLAN.graph();

    BlastRadius blast = BlastRadius.of(graph, BlastRadius.origin(graph, "JP-01").orElseThrow());

    assertThat(blast.failing()).containsExactly("branch", "clinic");
  }

  @Test
  void aPlaceFailsWithWhatLiesInIt() {
    Topology base = PLAN.topology();
    List<Dependency> dependencies = new ArrayList<>(base.dependencies());
    dependencies.add(
        new Dependency(
            "in",
            "town",
            "branch",
            DependencyType.GEOGRAPHIC,
            null,
            1,
            0.1,
            null,
            Trigger.OUT,
            false,
            0));
    Graph graph =
        Graph.of(
            new Topology(
                "t",
                "1",
                List.of(),
                base.assets(),
                dependencies,
                List.of(),
                List.of(),
                List.of(),
                8));

    assertThat(BlastRadius.of(graph, new Origin(Kind.AREA, "town")).failing())
        .containsExactly("branch", "town");
  }

  @Test
  void whatNobodyKnowsHasNone() {
    Graph graph = PLAN.graph();

    assertThat(BlastRadius.origin(graph, "nobody")).isEmpty();
    assertThat(BlastRadius.known(graph))
        .contains("JP-01", "JP-13", "op-bank", "cloud")
        .hasSize(graph.assets().stream().map(Asset::id).toList().size() + 3);
  }
}
