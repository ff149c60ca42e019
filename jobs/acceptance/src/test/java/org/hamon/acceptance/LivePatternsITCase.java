// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.hamon.correlation.decode.Input;
import org.hamon.local.EmbeddedKafka;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A pattern is published while the job runs and matches are open: one of the version that is
 * replaced, three of other patterns. Then a sound pattern is withdrawn and a broken one published.
 */
class LivePatternsITCase {

  private static final Duration IDLENESS = Duration.ofSeconds(2);
  private static final Instant BEGINS = Instant.parse("2018-09-05T18:00:00Z");
  private static final String TELECOM = "substation-loss-silences-telecom";
  private static final Path CATALOGUE = Path.of("../../patterns/catalogue");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  @TempDir static Path folder;

  private static Outputs outputs;
  private static int clocks;

  @BeforeAll
  static void run() throws Exception {
    Ground ground = Ground.in(writeTopology());
    URI checkpoints = Files.createDirectories(folder.resolve("checkpoints")).toUri();
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        Topics topics =
            Topics.create(kafka.bootstrapServers(), "hamon.", ground.graph().sectors(), 2);
        LiveRun live =
            LiveRun.start(topics, ground, BEGINS.toEpochMilli(), 2, IDLENESS, checkpoints, null)) {
      live.awaitRunning();
      stop(topics, "sub-1", "00:02:00");
      stop(topics, "bts-1", "00:02:30");
      until(live, topics, "00:03:00");

      topics.raw(Input.PATTERNS, TELECOM, publish("00:04:00", withOneSite()));
      topics.raw(Input.PATTERNS, "broken", publish("00:04:00", YAML.createObjectNode()));
      live.checkpoint();
      until(live, topics, "00:04:30");
      stop(topics, "bts-2", "00:05:00");
      stop(topics, "pump-1", "00:06:00");
      stop(topics, "pump-2", "00:06:05");
      stop(topics, "station-1", "00:06:10");
      stop(topics, "station-2", "00:06:15");
      stop(topics, "bank-1", "00:06:20");
      stop(topics, "bank-2", "00:06:30");
      stop(topics, "sub-2", "00:07:00");
      stop(topics, "bts-3", "00:07:30");
      until(live, topics, "00:08:00");

      topics.raw(Input.PATTERNS, TELECOM, withdraw("00:09:00"));
      live.checkpoint();
      until(live, topics, "00:09:30");
      stop(topics, "sub-3", "00:10:00");
      stop(topics, "bts-4", "00:10:30");
      until(live, topics, "00:11:00");
      live.checkpoint();
      assertThat(live.hasEnded()).isFalse();
      outputs = Outputs.of(topics);
    }
  }

  @Test
  void openMatchOfTheReplacedVersionCompletes() {
    assertThat(patternsOf("sub-1")).contains(TELECOM + "@1").doesNotContain(TELECOM + "@2");
  }

  @Test
  void openMatchesOfOtherPatternsComplete() {
    assertThat(patternsOf("sub-1"))
        .anyMatch(pattern -> pattern.startsWith("power-loss-dries-water@"))
        .anyMatch(pattern -> pattern.startsWith("power-loss-stops-railway@"))
        .anyMatch(pattern -> pattern.startsWith("power-loss-stops-payments@"));
  }

  @Test
  void newVersionMatchesWhatBeginsLater() {
    assertThat(patternsOf("sub-2")).containsExactly(TELECOM + "@2");
  }

  @Test
  void withdrawnPatternMatchesNothingMore() {
    assertThat(patternsOf("sub-3")).isEmpty();
  }

  @Test
  void brokenPatternIsADeadLetter_andTheJobGoesOn() {
    assertThat(outputs.nodes("dead-letters"))
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.path("reason").asText()).isEqualTo("MISSING_FIELD");
              assertThat(letter.path("topic").asText()).isEqualTo("patterns");
            });
  }

  /** Patterns that the last word on the situation at that root names. */
  private static List<String> patternsOf(String root) {
    JsonNode last =
        outputs.nodes("situations").stream()
            .filter(line -> line.path("members").toString().contains("\"" + root + "\""))
            .max(Comparator.comparing(line -> line.path("at").asText()))
            .orElseThrow();
    return YAML.convertValue(
        last.path("patterns"),
        YAML.getTypeFactory().constructCollectionType(List.class, String.class));
  }

  private static void stop(Topics topics, String asset, String time) {
    topics.report(asset + "-stops", asset, "stopped", Story.at(time), ",\"cause\":\"natural\"");
  }

  /** Each time by another clock: one that changes often is held back as flapping. */
  private static void until(LiveRun live, Topics topics, String time) {
    Instant at = Story.at(time);
    String clock = "clock-0" + clocks++;
    topics.report("end-" + at, clock, "degraded", at, "");
    topics.report("past-" + at, clock, "normal", at.plusMillis(2_001), "");
    topics.reading(clock, "tick", 1, at.plusMillis(2_001));
    live.awaitTime(at);
  }

  private static ObjectNode withOneSite() throws IOException {
    ObjectNode pattern = (ObjectNode) YAML.readTree(CATALOGUE.resolve(TELECOM + ".yaml").toFile());
    pattern.put("version", 2);
    ((ObjectNode) pattern.path("sequence").get(1).path("sites go silent")).put("atLeast", 1);
    pattern.remove("tests");
    return pattern;
  }

  private static String publish(String validFrom, ObjectNode pattern) {
    return YAML.createObjectNode()
        .put("validFrom", Story.at(validFrom).toString())
        .put("op", "upsert")
        .<ObjectNode>set("pattern", pattern)
        .toString();
  }

  private static String withdraw(String validFrom) {
    return "{\"validFrom\":\"%s\",\"op\":\"remove\",\"pattern\":{\"id\":\"%s\"}}"
        .formatted(Story.at(validFrom), TELECOM);
  }

  private static Path writeTopology() throws IOException {
    return Files.writeString(
        folder.resolve("town.yaml"),
        """
        topology: town
        version: 1
        assets:
          - {id: sub-1, sector: electricity, kind: substation, region: JP-01, people: 120000}
          - {id: sub-2, sector: electricity, kind: substation, region: JP-02, people: 90000}
          - {id: sub-3, sector: electricity, kind: substation, region: JP-03, people: 60000}
          - {id: bts-1, sector: ict, kind: base-station, region: JP-01}
          - {id: bts-2, sector: ict, kind: base-station, region: JP-01}
          - {id: bts-3, sector: ict, kind: base-station, region: JP-02}
          - {id: bts-4, sector: ict, kind: base-station, region: JP-03}
          - {id: pump-1, sector: water, kind: pump, region: JP-01}
          - {id: pump-2, sector: water, kind: pump, region: JP-01}
          - {id: station-1, sector: railway, kind: station, region: JP-01}
          - {id: station-2, sector: railway, kind: station, region: JP-01}
          - {id: bank-1, sector: finance, kind: branch, region: JP-01}
          - {id: bank-2, sector: finance, kind: branch, region: JP-01}
          - {id: clock-00, sector: logistics, kind: clock, region: JP-47}
          - {id: clock-01, sector: logistics, kind: clock, region: JP-47}
          - {id: clock-02, sector: logistics, kind: clock, region: JP-47}
          - {id: clock-03, sector: logistics, kind: clock, region: JP-47}
          - {id: clock-04, sector: logistics, kind: clock, region: JP-47}
        dependencies:
          - {id: d1, provider: sub-1, dependent: bts-1, type: physical}
          - {id: d2, provider: sub-1, dependent: bts-2, type: physical}
          - {id: d3, provider: sub-2, dependent: bts-3, type: physical}
          - {id: d4, provider: sub-3, dependent: bts-4, type: physical}
          - {id: d5, provider: sub-1, dependent: pump-1, type: physical}
          - {id: d6, provider: sub-1, dependent: station-1, type: physical}
          - {id: d7, provider: sub-1, dependent: bank-1, type: physical}
          - {id: d9, provider: sub-1, dependent: pump-2, type: physical}
          - {id: d10, provider: sub-1, dependent: station-2, type: physical}
          - {id: d8, provider: sub-1, dependent: bank-2, type: physical}
        """);
  }
}
