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
import java.util.stream.StreamSupport;
import org.hamon.local.EmbeddedFlink;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The topology changes while a situation is open. A substation stops at 18:30 and takes a base
 * station along; that one is taken out of the topology at 18:34, a second one stops at 18:36. A
 * pump that nobody knew of reports at 18:38 and is declared at 18:41; a hospital hangs on the
 * substation from 18:45 on.
 */
class TopologyChangesITCase {

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
      for (int parallelism : new int[] {1, 2, 4}) {
        Path out = folder.resolve("out-" + parallelism);
        RUNS.put(
            parallelism, Replayed.of(flink, ground, inputs, out, BEGINS, minute(120), parallelism));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void anyParallelismGivesTheSameBytes(int parallelism) {
    assertThat(RUNS.get(parallelism).files()).isEqualTo(RUNS.get(1).files());
  }

  @Test
  void whatWasRemovedStillCountsInMatchesThatWereOpen_butIsInNoSituation() {
    List<JsonNode> matched =
        RUNS.get(1).lines("situations").stream()
            .filter(line -> line.path("patterns").toString().contains("silences-telecom"))
            .toList();

    assertThat(matched.get(0).path("at").asText()).isEqualTo(minute(36).toString());
    assertThat(matched.get(0).path("members").toString()).contains("bts-2").doesNotContain("bts-1");
  }

  @Test
  void whatIsAddedIsForetoldAtOnce() {
    JsonNode first = lines("warnings", "sector", "medical").findFirst().orElseThrow();

    assertThat(first.path("issuedAt").asText()).isEqualTo(minute(45).toString());
    assertThat(impact(first, "hospital-1").path("status").asText()).isEqualTo("forecast");
    assertThat(impact(first, "hospital-1").path("eta").path("p50").asText())
        .isEqualTo(minute(30 + 240).toString());
  }

  @Test
  void whatWaitedForItsAssetIsUsedOnceThereIsOne() {
    assertThat(lines("asset-state", "asset", "pump-1"))
        .anyMatch(line -> line.path("state").asText().equals("stopped"));
    JsonNode water = lines("warnings", "sector", "water").findFirst().orElseThrow();
    assertThat(impact(water, "pump-1").path("status").asText()).isEqualTo("confirmed");
  }

  @Test
  void nothingIsSaidOfAnAssetBeforeItsDeclarationCounts() {
    String declared = minute(41).toString();

    assertThat(lines("asset-state", "asset", "pump-1"))
        .extracting(line -> line.path("at").asText() + " " + line.path("state").asText())
        .containsExactly(declared + " stopped");
    assertThat(lines("sector-health", "sector", "water"))
        .extracting(line -> line.path("at").asText() + " " + line.path("counts"))
        .containsOnly(declared + " {\"stopped\":1}");
  }

  @Test
  void whatIsSaidOfARemovedAssetIsNotLost() {
    assertThat(RUNS.get(1).text("dead-letters")).contains("UNKNOWN_ASSET").contains("of-removed");
  }

  private static java.util.stream.Stream<JsonNode> lines(String stream, String key, String value) {
    return RUNS.get(1).lines(stream).stream().filter(line -> line.path(key).asText().equals(value));
  }

  private static JsonNode impact(JsonNode warning, String asset) {
    return StreamSupport.stream(warning.path("impacts").spliterator(), false)
        .filter(impact -> impact.path("asset").asText().equals(asset))
        .findFirst()
        .orElseThrow(() -> new AssertionError("nothing of " + asset + " in " + warning));
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
          - {id: bts-2, sector: ict, kind: base-station, region: JP-01, people: 6000}
        dependencies:
          - {id: d1, provider: sub-1, dependent: bts-1, type: physical}
          - {id: d2, provider: sub-1, dependent: bts-2, type: physical, buffer: {p10: 1m, p50: 6m, p90: 20m}}
        """);
  }

  private static void writeInputs(Path inputs) throws IOException {
    Files.write(
        inputs.resolve("failure-reports.jsonl"),
        List.of(
            report("r1", "sub-1", 30),
            report("r2", "bts-1", 31),
            report("r3", "bts-2", 36),
            report("of-removed", "bts-1", 37),
            report("r4", "pump-1", 38)));
    Files.write(
        inputs.resolve("topology-changes.jsonl"),
        List.of(
            change(34, "remove-asset", "{\"id\":\"bts-1\"}"),
            change(
                41,
                "upsert-asset",
                "{\"id\":\"pump-1\",\"sector\":\"water\",\"region\":\"JP-01\",\"people\":5000}"),
            change(
                41,
                "upsert-dependency",
                "{\"id\":\"d3\",\"provider\":\"sub-1\",\"dependent\":\"pump-1\",\"type\":\"physical\"}"),
            change(
                45,
                "upsert-asset",
                "{\"id\":\"hospital-1\",\"sector\":\"medical\",\"region\":\"JP-01\",\"people\":800}"),
            change(
                45,
                "upsert-dependency",
                "{\"id\":\"d4\",\"provider\":\"sub-1\",\"dependent\":\"hospital-1\",\"type\":\"physical\",\"buffer\":\"4h\"}")));
  }

  private static String report(String id, String asset, int minute) {
    return ("{\"id\":\"%s\",\"asset\":\"%s\",\"state\":\"stopped\",\"reportedAt\":\"%s\","
            + "\"cause\":\"natural\"}")
        .formatted(id, asset, minute(minute));
  }

  private static String change(int minute, String op, String value) {
    return "{\"validFrom\":\"%s\",\"op\":\"%s\",\"value\":%s}".formatted(minute(minute), op, value);
  }
}
