// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hamon.topology.Asset;
import org.hamon.topology.Graph;
import org.junit.jupiter.api.Test;

class CriticalityTest {

  @Test
  void exampleUsage() {
    Graph graph =
        new Plan()
            .asset("sub", "electricity", 5)
            .asset("other", "electricity", 0)
            .asset("bts", "ict", 100)
            .asset("hospital", "medical", 7)
            .needs("sub", "bts")
            .needs("sub", "hospital", "power", 1)
            .needs("other", "hospital", "power", 1)
            .graph();

    Criticality.Ranking ranking = Criticality.of(graph);

    Criticality first = ranking.all().get(0);
    assertThat(first.asset().id()).isEqualTo("sub");
    assertThat(first.peopleBehind()).isEqualTo(105);
    assertThat(first.losing()).isEqualTo(2);
    assertThat(first.sectorsLosing()).isEqualTo(1);
    assertThat(first.downstream()).isEqualTo(2);
    assertThat(first.peopleDownstream()).isEqualTo(107);
    assertThat(ranking.complete()).isTrue();
    assertThat(ranking.exactBetweenness()).isTrue();
  }

  @Property(tries = 300)
  void countsWhatTheDefinitionCounts(@ForAll long seed) {
    Graph graph = Plan.random(seed).graph();

    for (Criticality c : Criticality.of(graph).all()) {
      String id = c.asset().id();
      Set<String> losing = new HashSet<>(NaiveService.unserved(graph, Set.of(id)));
      losing.add(id);
      Set<String> downstream = Downstream.of(graph, Set.of(id));
      downstream.remove(id);
      assertThat(c.losing()).isEqualTo(losing.size());
      assertThat(c.peopleBehind()).isEqualTo(people(graph, losing));
      assertThat(c.downstream()).isEqualTo(downstream.size());
      assertThat(c.peopleDownstream()).isEqualTo(people(graph, downstream));
    }
  }

  @Property(tries = 200)
  void anEstimateFromAllStartingAssetsIsExact(@ForAll long seed) {
    Graph graph = Plan.random(seed).graph();
    Adjacency adjacency = Adjacency.of(graph, Numbering.of(graph));

    assertThat(Betweenness.estimate(adjacency, adjacency.size()))
        .containsExactly(Betweenness.exact(adjacency), within(1e-9));
  }

  @Test
  void anEstimateFromSomeIsNear() {
    Plan plan = new Plan().asset("hub", "ict", 0);
    for (int i = 0; i < 1_000; i++) {
      plan.asset("in-" + i, "ict", 0).asset("out-" + i, "ict", 0);
      plan.needs("in-" + i, "hub").needs("hub", "out-" + i);
    }
    Graph graph = plan.graph();
    Adjacency adjacency = Adjacency.of(graph, Numbering.of(graph));

    double[] estimate = Betweenness.estimate(adjacency, 256);

    assertThat(estimate[Numbering.of(graph).of("hub")]).isCloseTo(1_000_000, within(120_000.0));
    assertThat(estimate).isEqualTo(Betweenness.estimate(adjacency, 256));
  }

  private static long people(Graph graph, Set<String> ids) {
    return ids.stream().mapToLong(id -> graph.asset(id).map(Asset::people).orElseThrow()).sum();
  }
}
