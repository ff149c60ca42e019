// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The benchmark itself, with few readings: whether it measures, not how much. */
@ExtendWith(AtHome.class)
class ReplayITCase {

  @Test
  void replaysAllOfAShortAndOfALongHistory() throws Exception {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();

    int exit =
        Bench.run(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            "replay",
            "--json",
            "--readings=20000",
            "--assets=100",
            "--stops=0.005",
            "--days=1",
            "--rounds=1");

    assertThat(exit).as(err.toString()).isEqualTo(Bench.MEASURED);
    JsonNode result = new ObjectMapper().readTree(out.toString());
    for (String job : new String[] {"read", "replay"}) {
      assertThat(result.path(job).at("/readingsPerSecond/median").asDouble()).isPositive();
    }
    assertThat(result.at("/ratio/median").asDouble()).isPositive();
    assertThat(result.at("/month/run/situations").asInt()).isPositive();
    assertThat(result.at("/month/run/memory")).hasSize(10);
    for (JsonNode look : result.at("/month/run/memory")) {
      assertThat(look.path("heapMiB").asDouble()).isPositive();
    }
  }
}
