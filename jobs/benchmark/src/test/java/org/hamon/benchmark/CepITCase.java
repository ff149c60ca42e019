// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

/** The benchmark itself, in short runs: whether all find the same matches, not how fast. */
class CepITCase {

  @Test
  void allContendersFindTheSameMatches() throws Exception {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();

    int exit =
        Bench.run(
            new PrintWriter(out, true),
            new PrintWriter(err, true),
            "cep",
            "--quick",
            "--json",
            "--patterns=16",
            "--seconds=1",
            "--host-seconds=1",
            "--checkpoint-seconds=1",
            "--symptoms=2000",
            "--storm=50");

    assertThat(exit).as(err.toString()).isEqualTo(Bench.MEASURED);
    JsonNode result = new ObjectMapper().readTree(out.toString());
    assertThat(result.path("cells")).hasSize(2);
    for (JsonNode cell : result.path("cells")) {
      assertThat(cell.path("contenders")).as(cell.toString()).hasSize(5);
      assertThat(cell.path("matchesComparedByAll").asInt()).as(cell.toString()).isPositive();
      assertThat(cell.at("/contenders/host_compact/runs/0/checkpoints").asInt()).isPositive();
    }
    assertThat(result.path("storms")).hasSize(5);
    assertThat(result.path("goals")).hasSize(6);
  }
}
