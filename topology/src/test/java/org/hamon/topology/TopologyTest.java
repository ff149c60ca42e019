// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TopologyTest {

  @Test
  void sectorsAreThoseOfTheGraph_inItsOrder() {
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

    assertThat(topology.allSectors()).containsExactlyElementsOf(Graph.of(topology).sectors());
  }
}
