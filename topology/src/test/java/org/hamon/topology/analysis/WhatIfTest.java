// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hamon.topology.Buffer;
import org.hamon.topology.Forecast;
import org.hamon.topology.Forecast.Failure;
import org.hamon.topology.Graph;
import org.hamon.topology.Trigger;
import org.junit.jupiter.api.Test;

class WhatIfTest {

  private static final Trigger LOW = new Trigger(null, "low");
  private static final long HOUR = 3_600_000;

  @Test
  void exampleUsage() {
    Graph graph =
        new Plan()
            .asset("sub", "electricity", 0)
            .asset("bts", "ict", 100)
            .asset("pump", "water", 10)
            .dependency("sub", "bts", null, 1, 1, Buffer.fixed(4 * HOUR), Trigger.OUT)
            .needs("sub", "pump")
            .graph();

    WhatIf what = ask(graph, Failure.stopped("sub", 1_000));

    assertThat(what.impacts()).extracting(Forecast.Impact::asset).containsExactly("pump", "bts");
    assertThat(what.impacts().get(1).p50()).isEqualTo(1_000 + 4 * HOUR);
    assertThat(what.stoppedAtOnce()).containsExactly("pump");
  }

  @Test
  void aConditionStopsWhatTriggersOnItAndNothingElse() {
    Graph graph =
        new Plan()
            .asset("grid", "electricity", 0)
            .asset("train", "railway", 0)
            .asset("signal", "railway", 0)
            .asset("house", "electricity", 0)
            .dependency("grid", "train", null, 1, 1, null, LOW)
            .needs("train", "signal")
            .needs("grid", "house")
            .graph();

    assertThat(ask(graph, Failure.condition("grid", 0, "low")).stoppedAtOnce())
        .containsExactly("signal", "train");
    assertThat(ask(graph, Failure.condition("grid", 0, "high")).stoppedAtOnce()).isEmpty();
    assertThat(ask(graph, Failure.stopped("grid", 0)).stoppedAtOnce()).containsExactly("house");
  }

  @Test
  void theHorizonCountsFromTheLastFailure() {
    Graph graph =
        new Plan()
            .asset("a", "ict", 0)
            .asset("b", "ict", 0)
            .asset("c", "ict", 0)
            .dependency("a", "c", "g", 1, 1, Buffer.fixed(HOUR), Trigger.OUT)
            .dependency("b", "c", "g", 1, 1, Buffer.fixed(HOUR), Trigger.OUT)
            .graph();

    WhatIf what =
        new WhatIf(
            graph,
            List.of(Failure.stopped("a", 0), Failure.stopped("b", 9 * HOUR)),
            HOUR,
            16,
            asset -> List.of());

    assertThat(what.impacts()).hasSize(1);
    assertThat(what.impacts().get(0).p50()).isEqualTo(10 * HOUR);
    assertThat(what.begin()).isZero();
    assertThat(what.now()).isEqualTo(9 * HOUR);
  }

  @Test
  void moreInReachMeansFewerSamples() {
    Plan plan = new Plan().asset("root", "electricity", 0);
    for (int i = 0; i < 4_000; i++) {
      plan.asset("leaf-" + i, "ict", 0).needs("root", "leaf-" + i);
    }
    Graph graph = plan.graph();

    assertThat(WhatIf.samplesFor(graph, List.of(Failure.stopped("root", 0))))
        .isBetween(1_024, 16_383);
    assertThat(WhatIf.samplesFor(graph, List.of(Failure.stopped("leaf-1", 0)))).isEqualTo(16_384);
  }

  @Property(tries = 300)
  void whatStopsAtOnceIsCertainAndImmediate(@ForAll long seed) {
    Graph graph = Plan.random(seed).graph();
    Assume.that(NaiveService.lost(graph, Set.of()).isEmpty());
    WhatIf what = ask(graph, Failure.stopped("a0", 5), Failure.stopped("a1", 5));

    Set<String> certain = new TreeSet<>();
    for (Forecast.Impact impact : what.impacts()) {
      if (impact.likelihood() == 1 && impact.p90() == 5) {
        certain.add(impact.asset());
      }
    }

    assertThat(certain).containsAll(what.stoppedAtOnce());
  }

  private static WhatIf ask(Graph graph, Failure... failures) {
    return new WhatIf(graph, List.of(failures), 72 * HOUR, 64, asset -> List.of());
  }
}
