// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hamon.topology.Graph;
import org.hamon.topology.Topology;
import org.junit.jupiter.api.Test;

class SectorsTest {

  @Test
  void areThoseOfTheGraph_inItsOrder() {
    Topology topology =
        new Topology(
            "town",
            "1",
            List.of("ports", "chemical"),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            8);

    assertThat(Sectors.of(topology)).containsExactlyElementsOf(Graph.of(topology).sectors());
  }
}
