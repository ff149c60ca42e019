// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.hamon.local.EmbeddedFlink;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A substation stops at 18:30 and an exchange lives on its battery, whose readings come every
 * minute: it stands at four hours, runs down twice as fast as it should for half an hour, as it
 * should for an hour, stands for forty minutes beside a mobile generator, and runs down again. A
 * second exchange has no readings.
 */
class ReservesITCase {

  private static final Instant BEGINS = Instant.parse("2018-09-05T18:00:00Z");
  private static final int STOPS = 30;
  private static final int ENDS = 240;

  @TempDir static Path folder;

  private static final Map<Integer, Replayed> RUNS = new TreeMap<>();

  @BeforeAll
  static void replay() throws Exception {
    Ground ground = Ground.in(writeTopology());
    Path inputs = Files.createDirectories(folder.resolve("inputs"));
    writeInputs(inputs);
    try (EmbeddedFlink flink =
        EmbeddedFlink.start(
            EmbeddedFlink.Options.of(4).withCheckpointsEvery(Duration.ZERO).withoutRestarts())) {
      for (int parallelism : new int[] {1, 2, 4}) {
        RUNS.put(
            parallelism,
            Replayed.of(
                flink,
                ground,
                inputs,
                folder.resolve("out-" + parallelism),
                BEGINS,
                minute(ENDS),
                parallelism));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void anyParallelismGivesTheSameBytes(int parallelism) {
    assertThat(RUNS.get(parallelism).files()).isEqualTo(RUNS.get(1).files());
  }

  @Test
  void theFirstWarningKnowsTheCapacityThatWasReadBefore() {
    JsonNode alert = revisions().get(0);

    assertThat(alert.path("type").asText()).isEqualTo("alert");
    assertThat(issued(alert)).isEqualTo(minute(STOPS));
    assertThat(eta(alert, "exchange-1", "p10")).isEqualTo(minute(STOPS + 240));
    assertThat(eta(alert, "exchange-1", "p90")).isEqualTo(minute(STOPS + 240));
    assertThat(eta(alert, "exchange-2", "p10")).isBefore(eta(alert, "exchange-2", "p90"));
  }

  @Test
  void whatIsToldIsNeverFarFromWhatTheNextReadingSays() {
    List<JsonNode> revisions = revisions();
    for (int m = STOPS; m < ENDS; m++) {
      JsonNode told = null;
      for (JsonNode revision : revisions) {
        told = issued(revision).isAfter(minute(m).minusSeconds(90)) ? told : revision;
      }
      if (told != null) {
        double left = battery(m);
        double toldLeft = minutesBetween(minute(m), eta(told, "exchange-1", "p50"));
        // a tenth that health lets pass, a tenth that warn does, and routine news that wait
        assertThat(toldLeft).as("minute %d", m).isCloseTo(left, within(3 + 0.22 * left));
      }
    }
  }

  @Test
  void updatesAreFew_andNeverMoreThanOneAMinute() {
    List<JsonNode> revisions = revisions();

    for (int i = 1; i < revisions.size(); i++) {
      assertThat(Duration.between(issued(revisions.get(i - 1)), issued(revisions.get(i))))
          .isGreaterThanOrEqualTo(Duration.ofMinutes(1));
    }
    assertThat(revisions.size()).isBetween(4, 10);
    assertThat(RUNS.get(1).lines("decisions"))
        .filteredOn(line -> line.path("rule").asText().equals("eta"))
        .filteredOn(line -> line.toString().contains("ict"))
        .hasSizeBetween(2, 9);
  }

  @Test
  void readingsOfAnExerciseChangeNothingThatIsReal() {
    assertThat(RUNS.get(1).ofLane("exercise-").toString()).contains("exercise/x");
    assertThat(RUNS.get(1).ofLane("").toString()).doesNotContain("exercise/x");
  }

  private static List<JsonNode> revisions() {
    return RUNS.get(1).lines("warnings").stream()
        .filter(warning -> warning.path("sector").asText().equals("ict"))
        .toList();
  }

  private static Instant issued(JsonNode warning) {
    return Instant.parse(warning.path("issuedAt").asText());
  }

  private static Instant eta(JsonNode warning, String asset, String quantile) {
    return StreamSupport.stream(warning.path("impacts").spliterator(), false)
        .filter(impact -> impact.path("asset").asText().equals(asset))
        .map(impact -> Instant.parse(impact.path("eta").path(quantile).asText()))
        .findFirst()
        .orElseThrow();
  }

  private static double minutesBetween(Instant from, Instant to) {
    return Duration.between(from, to).toSeconds() / 60.0;
  }

  private static Instant minute(int minute) {
    return BEGINS.plus(Duration.ofMinutes(minute));
  }

  /** Minutes left at that minute. */
  private static double battery(int minute) {
    if (minute <= STOPS) {
      return 240;
    }
    int since = minute - STOPS;
    if (since <= 30) {
      return 240 - 2 * since;
    }
    if (since <= 90) {
      return 180 - (since - 30);
    }
    return since <= 130 ? 120 : 120 - (since - 130);
  }

  private static Path writeTopology() throws IOException {
    return Files.writeString(
        folder.resolve("town.yaml"),
        """
        topology: town
        version: 1
        assets:
          - {id: sub-1, sector: electricity, kind: substation, region: JP-01, people: 120000}
          - {id: exchange-1, sector: ict, kind: exchange, region: JP-01, people: 90000}
          - {id: exchange-2, sector: ict, kind: exchange, region: JP-01, people: 60000}
        dependencies:
          - {id: d1, provider: sub-1, dependent: exchange-1, type: physical, group: power, buffer: {p10: 3h, p50: 6h, p90: 20h}}
          - {id: d2, provider: sub-1, dependent: exchange-2, type: physical, group: power, buffer: {p10: 3h, p50: 6h, p90: 20h}}
        """);
  }

  private static void writeInputs(Path inputs) throws IOException {
    List<String> readings = new ArrayList<>();
    for (int m = 1; m <= ENDS; m++) {
      readings.add(reading(m, battery(m), ""));
    }
    for (int m = 40; m <= 60; m++) {
      readings.add(reading(m, 5, ",\"lane\":\"exercise/x\""));
    }
    readings.sort(Comparator.comparing(line -> line.substring(line.indexOf("time"))));
    Files.write(inputs.resolve("telemetry.jsonl"), readings);
    Files.write(
        inputs.resolve("failure-reports.jsonl"),
        List.of(
            report("r1", minute(STOPS), ""),
            report("x1", minute(STOPS + 15), ",\"lane\":\"exercise/x\"")));
  }

  private static String reading(int minute, double value, String more) {
    return "{\"asset\":\"exchange-1\",\"metric\":\"battery\",\"value\":%s,\"time\":\"%s\"%s}"
        .formatted(value, minute(minute), more);
  }

  private static String report(String id, Instant at, String more) {
    return ("{\"id\":\"%s\",\"asset\":\"sub-1\",\"state\":\"stopped\",\"reportedAt\":\"%s\","
            + "\"cause\":\"natural\"%s}")
        .formatted(id, at, more);
  }
}
