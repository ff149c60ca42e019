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
class TelemetryITCase {

  private static final int READINGS = 20_000;

  @Test
  void everyJobTakesAllReadingsAndIsComparedInTheSameRound() throws Exception {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();

    int exit =
        Bench.run(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            "telemetry",
            "--json",
            "--readings=" + READINGS,
            "--assets=100",
            "--edges=0.01",
            "--rounds=1");

    assertThat(exit).as(err.toString()).isEqualTo(Bench.MEASURED);
    JsonNode result = new ObjectMapper().readTree(out.toString());
    assertThat(result.at("/machine/cores").asInt()).isPositive();
    assertThat(result.at("/setup/readings").asInt()).isEqualTo(READINGS);
    assertThat(result.path("laps")).hasSize(TelemetryJob.values().length);
    for (String job : new String[] {"parse", "exchange", "pipeline"}) {
      JsonNode one = result.path("jobs").path(job);
      assertThat(one.at("/readingsPerSecond/median").asDouble()).as(job).isPositive();
      assertThat(one.at("/ratio/median").asDouble()).as(job).isPositive();
    }
  }
}
