// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.hamon.benchmark.Laps.Lap;
import org.junit.jupiter.api.Test;

class BenchTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void exampleUsage() {
    assertThat(run("telemetry", "--help")).isEqualTo(Bench.MEASURED);
    assertThat(out.toString()).contains("--readings", "--edges", "--json");
  }

  @Test
  void refusesWhatCannotBeMeasuredInOneLine() {
    assertThat(run("telemetry", "--edges", "2")).isEqualTo(Bench.UNUSABLE);
    assertThat(run("telemetry", "--only", "parsing")).isEqualTo(Bench.UNUSABLE);
    assertThat(run("replay", "--stops", "1")).isEqualTo(Bench.UNUSABLE);
    assertThat(run("speed")).isEqualTo(Bench.UNUSABLE);
    assertThat(run("cep", "--engines", "siddhi")).isEqualTo(Bench.UNUSABLE);
    assertThat(err.toString().lines()).hasSize(5).allMatch(line -> line.startsWith("hamon: "));
  }

  @Test
  void measuresASmallNation() {
    assertThat(run("topology", "--assets", "1000", "--rounds", "1", "--json"))
        .isEqualTo(Bench.MEASURED);
    assertThat(out.toString())
        .contains("\"assets\":1000", "\"dependencies\":3000", "\"loadSeconds\"", "\"walkRatio\"");
    assertThat(run("topology", "--assets", "10")).isEqualTo(Bench.UNUSABLE);
  }

  @Test
  void comparesRoundByRound() {
    TelemetryResult result =
        result(
            lap(TelemetryJob.PARSE, 400_000),
            lap(TelemetryJob.PIPELINE, 280_000),
            lap(TelemetryJob.PARSE, 200_000),
            lap(TelemetryJob.PIPELINE, 100_000),
            lap(TelemetryJob.PARSE, 100_000),
            lap(TelemetryJob.PIPELINE, 65_000));

    assertThat(result.ratio(TelemetryJob.PIPELINE)).isEqualTo(new Spread(0.65, 0.5, 0.7));
    assertThat(result.lines()).last().asString().contains("0.65").endsWith("is met.");
    assertThat(result.json()).contains("\"met\":true");
  }

  @Test
  void saysWhenTheGoalIsNotMet() {
    TelemetryResult result =
        result(lap(TelemetryJob.PARSE, 400_000), lap(TelemetryJob.PIPELINE, 100_000));

    assertThat(result.lines()).last().asString().endsWith("is not met.");
    assertThat(result.json()).contains("\"met\":false");
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetween() {
    assertThat(Spread.of(4, 1, 3, 2)).isEqualTo(new Spread(2.5, 1, 4));
  }

  private int run(String... arguments) {
    return Bench.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
  }

  private static TelemetryResult result(Lap... laps) {
    return new TelemetryResult(
        Machine.here(),
        new TelemetryCommand.Setup(1_000, 10, 0, 2, laps.length / 2, 10, 1),
        List.of(laps));
  }

  private static Lap lap(TelemetryJob job, double perSecond) {
    return new Lap(job, perSecond, 1e6 / perSecond, 1, 1, 0);
  }
}
