// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hamon.topology.Topology;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrdinaryDayTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Instant BLACKOUT = Instant.parse("2018-09-05T18:25:00Z");

  @TempDir static Path folder;
  private static Path quiet;
  private static Path noise;
  private static Path both;

  @BeforeAll
  static void write() throws IOException {
    quiet = written("hokkaido-2018");
    noise = written("hokkaido-noise");
    both = written("hokkaido-2018-in-noise");
  }

  @Test
  void exampleUsage() {
    assertThat(Scenario.names())
        .contains("hokkaido-2018", "hokkaido-2018-in-noise", "hokkaido-noise");
    assertThat(Scenario.open("hokkaido-noise").title()).contains("ordinary working day");
    assertThat(Scenario.open("hokkaido-2018-in-noise").title()).contains("blackout", "noise");
  }

  @Test
  void theSameBytesInEveryRun() throws IOException {
    Path again = folder.resolve("again");
    Scenario.open("hokkaido-2018-in-noise").writeInputs(again);
    for (String file : List.of("telemetry.jsonl", "failure-reports.jsonl", "labels.jsonl")) {
      assertThat(again.resolve(file)).hasSameBinaryContentAs(both.resolve(file));
    }
  }

  @Test
  void aDayHasTwoHundredThousandReadings_andMoreAroundTheScenario() throws IOException {
    assertThat(lines(noise, "telemetry")).hasSizeGreaterThanOrEqualTo(200_000);
    assertThat(lines(both, "telemetry").size() - lines(quiet, "telemetry").size())
        .isGreaterThanOrEqualTo(200_000);
    assertThat(lines(noise, "failure-reports")).hasSizeBetween(80, 200);
  }

  @Test
  void everyRecordOfTheScenarioIsThereUnchanged() throws IOException {
    for (String file : List.of("telemetry", "failure-reports")) {
      Map<String, Integer> left = new HashMap<>();
      lines(both, file).forEach(line -> left.merge(line, 1, Integer::sum));
      for (String line : lines(quiet, file)) {
        assertThat(left.merge(line, -1, Integer::sum)).as(line).isNotNegative();
      }
    }
    assertThat(both.resolve("labels.jsonl")).hasSameBinaryContentAs(quiet.resolve("labels.jsonl"));
  }

  @Test
  void whatIsDarkInTheScenarioIsSilentInTheNoise() throws IOException {
    Instant empty = Instant.parse("2018-09-05T23:00:00Z");
    assertThat(heardAfter(both, "bts-sapporo-kiyota", empty)).isEmpty();
    assertThat(heardAfter(both, "traction-subway", BLACKOUT.plusSeconds(600)))
        .allSatisfy(time -> assertThat(time).isAfter(Instant.parse("2018-09-06T12:00:00Z")));
    assertThat(heardAfter(both, "branch-sapporo", BLACKOUT.plusSeconds(60))).isEmpty();
    assertThat(heardAfter(both, "core-sapporo", BLACKOUT)).hasSizeGreaterThan(700);
  }

  @Test
  void nobodyContradictsAReportOfTheScenario() throws IOException {
    Set<String> reported = new HashSet<>();
    for (String line : lines(quiet, "failure-reports")) {
      reported.add(JSON.readTree(line).get("asset").asText());
    }
    Instant from = Scenario.open("hokkaido-2018").from();
    for (String line : lines(both, "failure-reports")) {
      JsonNode report = JSON.readTree(line);
      if (report.get("id").asText().startsWith("n-")
          && reported.contains(report.get("asset").asText())) {
        assertThat(Instant.parse(report.get("reportedAt").asText())).isBefore(from);
      }
    }
  }

  @Test
  void someAreOutOfOrderWithinTheBoundAndSomeAreTwice() throws IOException {
    long newest = Long.MIN_VALUE;
    int overtaken = 0;
    long furthest = 0;
    Set<String> seen = new HashSet<>();
    int twice = 0;
    for (String line : lines(both, "telemetry")) {
      long time = Instant.parse(JSON.readTree(line).get("time").asText()).toEpochMilli();
      if (time < newest) {
        overtaken++;
        furthest = Math.max(furthest, newest - time);
      }
      newest = Math.max(newest, time);
      twice += seen.add(line) ? 0 : 1;
    }
    assertThat(overtaken).isGreaterThan(500);
    assertThat(furthest).isLessThan(Duration.ofSeconds(2).toMillis());
    assertThat(twice).isGreaterThan(300);
  }

  @Test
  void nothingHappensToAnyOfTheTenSectorsOnAnOrdinaryDay() throws IOException {
    Set<String> unaffected = new HashSet<>();
    for (String line : lines(noise, "labels")) {
      JsonNode label = JSON.readTree(line);
      assertThat(label.get("unaffected").asBoolean()).isTrue();
      unaffected.add(label.get("sector").asText());
    }
    assertThat(unaffected).containsExactlyInAnyOrderElementsOf(Topology.TEN_SECTORS);
  }

  private static Path written(String name) throws IOException {
    Path inputs = folder.resolve(name);
    Scenario.open(name).writeInputs(inputs);
    return inputs;
  }

  private static List<String> lines(Path inputs, String file) throws IOException {
    return Files.readAllLines(inputs.resolve(file + ".jsonl"));
  }

  private static List<Instant> heardAfter(Path inputs, String asset, Instant time)
      throws IOException {
    List<Instant> heard = new ArrayList<>();
    for (String line : lines(inputs, "telemetry")) {
      if (line.contains("\"" + asset + "\"")) {
        Instant at = Instant.parse(JSON.readTree(line).get("time").asText());
        if (at.isAfter(time)) {
          heard.add(at);
        }
      }
    }
    return heard;
  }
}
