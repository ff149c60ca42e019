// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hamon.topology.Asset;
import org.hamon.topology.Dependency;
import org.hamon.topology.Graph;
import org.hamon.topology.analysis.DependencyMatrix.Cell;
import org.junit.jupiter.api.Test;

class DependencyMatrixTest {

  @Test
  void exampleUsage() {
    Graph graph =
        new Plan()
            .asset("sub-1", "electricity", 0)
            .asset("sub-2", "electricity", 0)
            .asset("bts-1", "ict", 100)
            .asset("bts-2", "ict", 50)
            .asset("genset", "logistics", 0)
            .needs("sub-1", "bts-1", "power", 1)
            .needs("sub-2", "bts-1", "power", 1)
            .needs("genset", "bts-1", "power", 1)
            .graph();

    DependencyMatrix matrix = DependencyMatrix.of(graph);

    assertThat(matrix.sectors()).containsExactly("electricity", "ict", "logistics");
    assertThat(matrix.cells())
        .isEqualTo(
            Map.of(
                "electricity", Map.of("ict", new Cell(2, 1, 100, 0.5, 0)),
                "logistics", Map.of("ict", new Cell(1, 1, 100, 0.5, 0))));
  }

  @Property(tries = 200)
  void countsEachDependencyAndEachDependentOnce(@ForAll long seed) {
    Graph graph = Plan.random(seed).graph();

    DependencyMatrix matrix = DependencyMatrix.of(graph);

    for (String from : graph.sectors()) {
      for (String to : graph.sectors()) {
        Set<Asset> dependents = new HashSet<>();
        int count = 0;
        for (Dependency d : graph.dependencies()) {
          Asset dependent = graph.asset(d.dependent()).orElseThrow();
          if (graph.asset(d.provider()).orElseThrow().sector().equals(from)
              && dependent.sector().equals(to)) {
            count++;
            dependents.add(dependent);
          }
        }
        Cell cell = matrix.cells().getOrDefault(from, Map.of()).get(to);
        if (cell == null) {
          assertThat(count).isZero();
        } else {
          assertThat(cell.dependencies()).isEqualTo(count);
          assertThat(cell.dependents()).isEqualTo(dependents.size());
          assertThat(cell.people()).isEqualTo(dependents.stream().mapToLong(Asset::people).sum());
          assertThat(cell.required()).isBetween(0, cell.dependents());
        }
      }
    }
  }
}
