// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hamon.local.EmbeddedKafka;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two runs hear the same. One is left in peace; the other is killed in the middle, some seconds
 * behind its last checkpoint, and resumed from that on more slots than before.
 *
 * <p>A live run's idea of time depends on the clock only where partitions are idle. Here none ever
 * is: idleness is an hour, and every part of the story ends with records that bring all partitions
 * to the same time. There are more partitions than slots, so that no task reads nothing.
 */
class ResumeITCase {

  private static final int PARTITIONS = 4;
  private static final Duration NEVER_IDLE = Duration.ofHours(1);

  @TempDir static Path folder;

  private static Outputs atTheKill;
  private static Outputs disturbed;
  private static Outputs undisturbed;

  @BeforeAll
  static void tellTheStoryTwice() throws Exception {
    Ground ground = Ground.in(Story.writeTopology(folder));
    Path checkpoints = Files.createDirectories(folder.resolve("checkpoints"));
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        Topics calm =
            Topics.create(kafka.bootstrapServers(), "calm.", ground.graph().sectors(), PARTITIONS);
        Topics rough =
            Topics.create(
                kafka.bootstrapServers(), "rough.", ground.graph().sectors(), PARTITIONS)) {
      LiveRun first = start(rough, ground, 2, checkpoints, null);
      Instant middle = Story.untilTheCheckpoint(rough);
      first.awaitTime(middle);
      URI checkpoint = first.checkpoint();
      int warnings = rough.read("warnings").size();
      int situations = rough.read("situations").size();
      first.awaitTime(Story.untilTheKill(rough));
      first.awaitThat(
          "more was said than the checkpoint knows of",
          () ->
              rough.read("warnings").size() > warnings
                  && rough.read("situations").size() > situations);
      first.kill();
      atTheKill = Outputs.of(rough);

      try (LiveRun resumed = start(rough, ground, 3, checkpoints, checkpoint)) {
        tellTheRest(resumed, rough);
      }
      disturbed = Outputs.of(rough);

      try (LiveRun peaceful = start(calm, ground, 1, checkpoints, null)) {
        Story.untilTheCheckpoint(calm);
        Story.untilTheKill(calm);
        tellTheRest(peaceful, calm);
      }
      undisturbed = Outputs.of(calm);
    }
  }

  @Test
  void warningsAreThoseOfAnUndisturbedRun() {
    Map<String, JsonNode> expected = undisturbed.warnings();

    assertThat(expected).hasSizeGreaterThan(20);
    assertThat(disturbed.warnings()).containsExactlyEntriesOf(expected);
  }

  @Test
  void allElseIsThatOfAnUndisturbedRun() {
    for (String topic : undisturbed.topics()) {
      if (!topic.equals("books")) { // with each checkpoint
        assertThat(disturbed.lines(topic))
            .as(topic)
            .containsExactlyInAnyOrderElementsOf(undisturbed.lines(topic));
      }
    }
    assertThat(disturbed.topics()).isEqualTo(undisturbed.topics());
  }

  @Test
  void theBooksEndAsThoseOfAnUndisturbedRun() {
    assertThat(undisturbed.lastBooks()).isNotEmpty();
    assertThat(disturbed.lastBooks()).isEqualTo(undisturbed.lastBooks());
  }

  @Test
  void whatIsSaidAgainIsTheSame() {
    assertThat(disturbed.repeated()).contains("warnings", "asset-state", "situations");
    assertThat(disturbed.contradictions()).isEmpty();
    assertThat(undisturbed.contradictions()).isEmpty();
  }

  @Test
  void silenceThatHadBegunIsNoticed() {
    assertThat(assetStates(atTheKill)).doesNotContain("bts-2 unknown");
    assertThat(assetStates(disturbed)).contains("bts-2 unknown");
    assertThat(timesOf("bts-2", "unknown")).first().isEqualTo("2018-09-05T18:09:10Z");
  }

  @Test
  void holdThatHadBegunEnds() {
    assertThat(assetStates(atTheKill)).doesNotContain("tank-1 stopped");
    assertThat(timesOf("tank-1", "stopped")).containsExactly("2018-09-05T18:13:20Z");
  }

  @Test
  void recordsThatWaitedForTheirAssetAreUsed() {
    assertThat(atTheKill.find("asset-state", "asset", "bts-9")).isEmpty();
    assertThat(assetStates(disturbed)).contains("bts-9 degraded", "bts-9 stopped");
    assertThat(disturbed.lines("dead-letters")).noneMatch(line -> line.contains("UNKNOWN_ASSET"));
  }

  @Test
  void aSiteThatIsDeclaredForLaterCountsInItsSectorFromThenOn() {
    Instant declared = Story.at("00:10:00");
    for (Outputs run : List.of(disturbed, undisturbed)) {
      Map<Boolean, Set<Integer>> sites =
          run.find("sector-health", "sector", "ict").stream()
              .filter(line -> line.path("lane").asText().equals("actual"))
              .collect(
                  Collectors.partitioningBy(
                      line -> Instant.parse(line.path("at").asText()).isBefore(declared),
                      Collectors.mapping(ResumeITCase::assets, Collectors.toSet())));
      assertThat(sites).containsExactly(Map.entry(false, Set.of(5)), Map.entry(true, Set.of(4)));
    }
  }

  private static int assets(JsonNode sectorHealth) {
    int sum = 0;
    for (JsonNode count : sectorHealth.path("counts")) {
      sum += count.asInt();
    }
    return sum;
  }

  @Test
  void patternsThatHadBegunComplete() {
    assertThat(atTheKill.lines("warnings"))
        .isNotEmpty()
        .noneMatch(line -> line.contains("@1") || line.contains("@2"));
    assertThat(disturbed.lines("warnings"))
        .anyMatch(line -> line.contains("substation-loss-silences-telecom@1"))
        .anyMatch(line -> line.contains("outsourcing-provider-common-cause@2"))
        .anyMatch(line -> line.contains("power-returns-dependents-do-not@1"));
  }

  @Test
  void theSituationGoesOnAndEnds() {
    String opened = atTheKill.find("situations", "status", "open").get(0).path("id").asText();

    assertThat(atTheKill.find("situations", "status", "closed")).isEmpty();
    assertThat(disturbed.find("situations", "status", "closed"))
        .extracting(line -> line.path("id").asText())
        .contains(opened);
    assertThat(disturbed.find("warnings", "type", "all-clear")).isNotEmpty();
  }

  /** When the disturbed run has said that the asset came into that state. */
  private static List<String> timesOf(String asset, String state) {
    return disturbed.find("asset-state", "asset", asset).stream()
        .filter(line -> line.path("state").asText().equals(state))
        .map(line -> line.path("at").asText())
        .sorted()
        .toList();
  }

  private static Set<String> assetStates(Outputs outputs) {
    return outputs.nodes("asset-state").stream()
        .map(line -> line.path("asset").asText() + " " + line.path("state").asText())
        .collect(Collectors.toSet());
  }

  private static LiveRun start(
      Topics topics, Ground ground, int parallelism, Path checkpoints, @Nullable URI restore)
      throws IOException {
    LiveRun run =
        LiveRun.start(
            topics,
            ground,
            Story.BEGINS.toEpochMilli(),
            parallelism,
            NEVER_IDLE,
            checkpoints.toUri(),
            restore);
    run.awaitRunning();
    return run;
  }

  /** A change of the topology counts from when it arrives: it must have, before time goes on. */
  private static void tellTheRest(LiveRun run, Topics topics) {
    Story.newSite(topics);
    run.checkpoint();
    Instant end = Story.untilTheEnd(topics);
    run.awaitTime(end);
    run.checkpoint();
  }
}
