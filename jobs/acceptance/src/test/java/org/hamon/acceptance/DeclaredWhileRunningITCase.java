// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hamon.local.EmbeddedFlink;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A sector {@code ports} is declared at 18:05 with a service level and a quay that hangs on a
 * substation; the substation stops at 18:30. Its agreement on sharing comes at 18:35 and is taken
 * back at 18:50. Another record declares something of a sector that nobody ever declares.
 */
class DeclaredWhileRunningITCase {

  private static final Instant BEGINS = Instant.parse("2018-09-05T18:00:00Z");

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
      for (int parallelism : new int[] {1, 4}) {
        Path out = folder.resolve("out-" + parallelism);
        RUNS.put(
            parallelism, Replayed.of(flink, ground, inputs, out, BEGINS, minute(120), parallelism));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = 4)
  void anyParallelismGivesTheSameBytes(int parallelism) {
    assertThat(RUNS.get(parallelism).files()).isEqualTo(RUNS.get(1).files());
  }

  @Test
  void theNewServiceLevelMakesAReadingAState() {
    assertThat(lines("asset-state"))
        .filteredOn(line -> line.path("asset").asText().equals("quay-1"))
        .extracting(line -> line.path("at").asText() + " " + line.path("state").asText())
        .startsWith(minute(20) + " degraded", minute(22) + " normal");
  }

  @Test
  void theNewSectorHasHealth() {
    assertThat(lines("sector-health"))
        .filteredOn(line -> line.path("sector").asText().equals("ports"))
        .isNotEmpty();
  }

  @Test
  void reportsThatNameItAreUsed_alsoOneThatCameBeforeItsDeclaration() {
    assertThat(lines("asset-state"))
        .filteredOn(line -> line.path("asset").asText().equals("ports@JP-02"))
        .extracting(line -> line.path("at").asText() + " " + line.path("state").asText())
        .containsExactly(minute(5) + " degraded", minute(60) + " normal");
  }

  @Test
  void isToldFromItsAgreementOn_andNothingMoreOnceThatIsGone() {
    assertThat(lines("warnings"))
        .filteredOn(line -> line.path("sector").asText().equals("ports"))
        .extracting(line -> line.path("issuedAt").asText())
        .contains(minute(35).toString())
        .allMatch(at -> !Instant.parse(at).isBefore(minute(35)))
        .allMatch(at -> Instant.parse(at).isBefore(minute(50)));
    assertThat(lines("decisions"))
        .filteredOn(line -> line.path("sector").asText().equals("ports"))
        .filteredOn(line -> line.path("rule").asText().equals("sharing-not-live"))
        .extracting(line -> line.path("at").asText())
        .contains(minute(30).toString(), minute(50).toString());
  }

  @Test
  void whatNamesASectorThatNobodyDeclaresIsADeadLetterAfterTenMinutes() {
    assertThat(lines("dead-letters"))
        .extracting(line -> line.path("topic").asText() + " " + line.path("reason").asText())
        .containsExactly(
            "failure-reports.jsonl UNKNOWN_SECTOR", "topology-changes.jsonl UNKNOWN_SECTOR");
  }

  @Test
  void theBooksBalance() {
    for (JsonNode book : lines("books")) {
      long placed = 0;
      for (String column : List.of("used", "late", "repeated", "deadLettered", "waiting")) {
        placed += book.path(column).asLong();
      }
      assertThat(placed).as(book.toString()).isEqualTo(book.path("in").asLong());
    }
  }

  @Test
  void allDecisionsHaveOneShape() {
    assertThat(lines("decisions"))
        .isNotEmpty()
        .allMatch(
            line ->
                line.has("at")
                    && line.has("lane")
                    && line.has("choice")
                    && line.has("rule")
                    && line.path("inputs").isObject());
  }

  private static List<JsonNode> lines(String stream) {
    return RUNS.get(1).lines(stream);
  }

  private static Instant minute(int minute) {
    return BEGINS.plus(Duration.ofMinutes(minute));
  }

  private static Path writeTopology() throws IOException {
    return Files.writeString(
        folder.resolve("town.yaml"),
        """
        topology: town
        version: 1
        assets:
          - {id: sub-1, sector: electricity, kind: substation, region: JP-01, people: 120000}
          - {id: bts-1, sector: ict, kind: base-station, region: JP-01, people: 9000}
        dependencies:
          - {id: d1, provider: sub-1, dependent: bts-1, type: physical}
        sharing:
          - {sector: electricity, rules: agreed, poc: {primary: desk}, status: live, ceiling: "TLP:AMBER"}
        """);
  }

  private static void writeInputs(Path inputs) throws IOException {
    Files.write(
        inputs.resolve("failure-reports.jsonl"),
        List.of(
            ofSector("early", "ports", "degraded", 3),
            ofSector("never", "mines", "degraded", 4),
            report("r1", "sub-1", "stopped", 30),
            report("r2", "quay-1", "stopped", 32),
            ofSector("back", "ports", "normal", 60),
            report("r3", "sub-1", "normal", 90),
            report("r4", "quay-1", "normal", 91)));
    Files.write(
        inputs.resolve("telemetry.jsonl"),
        List.of(reading("quay-1", 8.5, 20), reading("quay-1", 9.5, 22)));
    Files.write(
        inputs.resolve("topology-changes.jsonl"),
        List.of(
            change(5, "upsert-sector", "{\"id\":\"ports\",\"name\":\"Ports\"}"),
            change(
                5,
                "upsert-service-level",
                "{\"id\":\"draught-low\",\"sector\":\"ports\",\"metric\":\"draught\","
                    + "\"degraded\":{\"below\":9}}"),
            change(
                5,
                "upsert-asset",
                "{\"id\":\"quay-1\",\"sector\":\"ports\",\"region\":\"JP-02\",\"people\":5000}"),
            change(
                5,
                "upsert-dependency",
                "{\"id\":\"d2\",\"provider\":\"sub-1\",\"dependent\":\"quay-1\"}"),
            change(6, "upsert-asset", "{\"id\":\"mine-1\",\"sector\":\"mines\"}"),
            change(
                35,
                "upsert-sharing",
                "{\"sector\":\"ports\",\"rules\":\"agreed\",\"poc\":{\"primary\":\"desk\"},"
                    + "\"status\":\"live\"}"),
            change(50, "remove-sharing", "{\"sector\":\"ports\"}")));
  }

  private static String report(String id, String asset, String state, int minute) {
    return "{\"id\":\"%s\",\"asset\":\"%s\",\"state\":\"%s\",\"reportedAt\":\"%s\"}"
        .formatted(id, asset, state, minute(minute));
  }

  private static String ofSector(String id, String sector, String state, int minute) {
    return ("{\"id\":\"%s\",\"sector\":\"%s\",\"region\":\"JP-02\",\"state\":\"%s\","
            + "\"reportedAt\":\"%s\"}")
        .formatted(id, sector, state, minute(minute));
  }

  private static String reading(String asset, double value, int minute) {
    return "{\"asset\":\"%s\",\"metric\":\"draught\",\"value\":%s,\"time\":\"%s\"}"
        .formatted(asset, value, minute(minute));
  }

  private static String change(int minute, String op, String value) {
    return "{\"validFrom\":\"%s\",\"op\":\"%s\",\"value\":%s}".formatted(minute(minute), op, value);
  }
}
