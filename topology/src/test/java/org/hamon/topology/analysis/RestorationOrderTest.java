// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hamon.topology.Asset;
import org.hamon.topology.Graph;
import org.hamon.topology.analysis.RestorationOrder.Reason;
import org.hamon.topology.analysis.RestorationOrder.Step;
import org.junit.jupiter.api.Test;

class RestorationOrderTest {

  @Test
  void exampleUsage() {
    Graph graph =
        new Plan()
            .asset("small", "electricity", 0)
            .asset("large", "electricity", 0)
            .asset("village", "water", 100)
            .asset("town", "water", 150)
            .needs("small", "village")
            .needs("large", "town")
            .graph();

    RestorationOrder order =
        RestorationOrder.of(graph, Set.of("small", "large"), a -> a.equals("large") ? 4 : 1);

    assertThat(order.people()).isEqualTo(250);
    assertThat(order.lost()).isEqualTo(4);
    assertThat(order.steps())
        .containsExactly(
            new Step(
                "small", 1, 1, 100, java.util.List.of("small", "village"), Reason.MOST_PER_HOUR),
            new Step("large", 4, 5, 150, java.util.List.of("large", "town"), Reason.MOST_PER_HOUR));
  }

  @Test
  void whatHelpsOnlyTogetherGoesTogether() {
    Graph graph =
        new Plan()
            .asset("line", "electricity", 0)
            .asset("pump", "water", 0)
            .asset("hut", "electricity", 1)
            .asset("town", "water", 900)
            .needs("line", "town")
            .needs("pump", "town")
            .graph();

    RestorationOrder order = RestorationOrder.of(graph, Set.of("hut", "line", "pump"), a -> 1);

    assertThat(order.steps()).extracting(Step::asset).containsExactly("line", "pump", "hut");
    assertThat(order.steps()).extracting(Step::people).containsExactly(0L, 900L, 1L);
    assertThat(order.steps().get(0).reason()).isEqualTo(Reason.TOGETHER);
  }

  @Test
  void ifNeitherOneNorTwoHelpWhatBlocksTheMostGoesFirst() {
    Graph graph =
        new Plan()
            .asset("a", "electricity", 0)
            .asset("b", "electricity", 0)
            .asset("c", "electricity", 0)
            .asset("town", "water", 900)
            .asset("village", "water", 100)
            .needs("a", "town")
            .needs("b", "town")
            .needs("c", "town")
            .needs("a", "village")
            .needs("b", "village")
            .needs("c", "village")
            .graph();

    RestorationOrder order =
        RestorationOrder.of(graph, Set.of("a", "b", "c"), a -> a.equals("c") ? 1 : 2);

    assertThat(order.steps().get(0).asset()).isEqualTo("c");
    assertThat(order.steps().get(0).reason()).isEqualTo(Reason.BLOCKS_MOST);
    assertThat(order.steps().get(2).people()).isEqualTo(1_000);
  }

  @Test
  void whatIsFedByWhatIsOutWaitsForIt() {
    Graph graph =
        new Plan()
            .source("plant", "electricity", 0)
            .asset("sub", "electricity", 0)
            .asset("town", "electricity", 500)
            .link("plant", "sub")
            .link("sub", "town")
            .graph();

    RestorationOrder order = RestorationOrder.of(graph, Set.of("plant", "sub", "town"), a -> 1);

    assertThat(order.steps()).extracting(Step::asset).containsExactly("plant", "sub", "town");
  }

  @Property(tries = 200)
  void everyRepairComesOnceAndAllServiceReturns(@ForAll long seed) {
    Graph graph = Plan.random(seed).graph();
    Set<String> failed = new TreeSet<>();
    graph.assets().stream().limit(4).forEach(asset -> failed.add(asset.id()));

    RestorationOrder order = RestorationOrder.of(graph, failed, a -> 1 + a.hashCode() % 3);

    assertThat(order.steps()).extracting(Step::asset).containsExactlyInAnyOrderElementsOf(failed);
    Set<String> out = new HashSet<>(failed);
    long before = lost(graph, out);
    assertThat(order.people()).isEqualTo(before);
    for (Step step : order.steps()) {
      out.remove(step.asset());
      assertThat(step.people()).isEqualTo(before - lost(graph, out));
      before = lost(graph, out);
    }
    assertThat(before).isZero();
  }

  @Property(tries = 200)
  void noSingleRepairBeatsTheFirst(@ForAll long seed) {
    Graph graph = Plan.random(seed).graph();
    Set<String> failed = new TreeSet<>();
    graph.assets().stream().limit(5).forEach(asset -> failed.add(asset.id()));

    Step first = RestorationOrder.of(graph, failed, a -> 1).steps().get(0);

    long best = 0;
    for (String repair : failed) {
      Set<String> rest = new HashSet<>(failed);
      rest.remove(repair);
      best = Math.max(best, lost(graph, failed) - lost(graph, rest));
    }
    if (first.reason() == Reason.MOST_PER_HOUR) {
      assertThat(first.people()).isEqualTo(best);
    } else if (first.reason() != Reason.TOGETHER) {
      assertThat(best).isZero();
    }
  }

  /** People of those who serve at rest and do not while these are out. */
  private static long lost(Graph graph, Set<String> out) {
    Set<String> lost = new HashSet<>(NaiveService.unserved(graph, out));
    lost.addAll(out);
    return lost.stream().mapToLong(id -> graph.asset(id).map(Asset::people).orElseThrow()).sum();
  }
}
