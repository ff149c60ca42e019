// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.hamon.local.EmbeddedKafka;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two processes hear the same story. One is left in peace; the other is killed three times, told
 * once to end, and started again each time with the same command. What both have said in the end,
 * by (id, revision), is the same.
 */
class KillITCase {

  private static final int PARTITIONS = 4;

  /** A job that goes by records alone learns the time from new ones when it is started again. */
  private static final Instant LATER = Story.at("09:00:00");

  private static final Instant LAST = Story.at("12:00:00");

  @TempDir static Path folder;

  private static Ground ground;
  private static Outputs calm;
  private static Outputs rough;
  private static final List<String> SAID = new ArrayList<>();
  private static int kept;

  @BeforeAll
  static void tellTheStoryTwice() throws Exception {
    ground = Ground.in(Story.writeTopology(folder));
    try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
      String brokers = kafka.bootstrapServers();
      try (Topics topics = Topics.create(brokers, "calm.", ground.graph().sectors(), PARTITIONS)) {
        try (RunProcess run = start(topics, 2)) {
          Story.untilTheCheckpoint(topics);
          Story.untilTheKill(topics);
          Story.newSite(topics);
          awaitRead(run, topics);
          Story.untilTheEnd(topics);
          Story.endOfPart(topics, LATER);
          awaitTime(run, topics, Story.endOfPart(topics, LAST));
          awaitCheckpoints(run, topics);
        }
        calm = Outputs.of(topics);
      }
      try (Topics topics = Topics.create(brokers, "rough.", ground.graph().sectors(), PARTITIONS)) {
        tellAndKill(topics);
        rough = Outputs.of(topics);
      }
    }
  }

  private static void tellAndKill(Topics topics) throws Exception {
    try (RunProcess run = start(topics, 2)) {
      Instant middle = Story.untilTheCheckpoint(topics);
      awaitTime(run, topics, middle);
      awaitRead(run, topics);
      Story.untilTheKill(topics);
      run.awaitThat("a warning is told", () -> !topics.read("warnings").isEmpty());
      run.kill();
      SAID.add(run.said());
    }
    try (RunProcess run = start(topics, 3)) {
      run.kill(); // before there is a checkpoint of its own
      SAID.add(run.said());
    }
    try (RunProcess run = start(topics, 1)) {
      Story.newSite(topics);
      awaitRead(run, topics);
      int before = topics.read("asset-state").size();
      Story.untilTheEnd(topics);
      run.awaitThat("time goes on", () -> topics.read("asset-state").size() > before + 2);
      run.kill();
      SAID.add(run.said());
    }
    try (RunProcess run = start(topics, 2)) {
      awaitTime(run, topics, Story.endOfPart(topics, LATER));
      run.kill();
      SAID.add(run.said());
    }
    try (RunProcess run = start(topics, 2)) {
      awaitTime(run, topics, Story.endOfPart(topics, LAST));
      awaitCheckpoints(run, topics);
      run.stop();
      SAID.add(run.said());
    }
    kept = checkpoints("rough.").size();
  }

  @Test
  void warningsAreThoseOfAnUndisturbedRun() {
    Map<String, JsonNode> expected = calm.warnings();

    assertThat(expected).hasSizeGreaterThan(20);
    assertThat(rough.warnings()).containsExactlyEntriesOf(expected);
  }

  @Test
  void allElseIsThatOfAnUndisturbedRun() {
    TreeSet<String> topics = new TreeSet<>(calm.topics());
    topics.remove("feed-health"); // by the clock
    topics.remove("books"); // with each checkpoint

    for (String topic : topics) {
      assertThat(rough.lines(topic))
          .as(topic)
          .containsExactlyInAnyOrderElementsOf(calm.lines(topic));
    }
  }

  @Test
  void theBooksEndAsThoseOfAnUndisturbedRun() {
    assertThat(calm.lastBooks()).isNotEmpty();
    assertThat(rough.lastBooks()).isEqualTo(calm.lastBooks());
  }

  @Test
  void whatIsSaidAgainIsTheSame() {
    assertThat(rough.contradictions()).isEmpty();
  }

  @Test
  void eachStartSaysWhereItBegins() {
    assertThat(SAID.get(0)).contains("There is no checkpoint in").contains("at the beginning");
    assertThat(SAID.subList(1, SAID.size()))
        .allSatisfy(said -> assertThat(said).contains("The job goes on from the checkpoint of"));
  }

  @Test
  void onlyTheNewestCheckpointsAreKept() {
    assertThat(kept).isBetween(1, 8);
  }

  private static RunProcess start(Topics topics, int parallelism) throws IOException {
    Map<String, String> settings = new TreeMap<>();
    settings.put("brokers", topics.kafka().brokers());
    settings.put("prefix", topics.kafka().prefix());
    settings.put("topology", ground.file().toString());
    settings.put("patterns", Path.of("../../patterns/catalogue").toAbsolutePath().toString());
    settings.put("parallelism", String.valueOf(parallelism));
    settings.put("checkpoints", "{interval: 1s}");
    settings.put("time", "records");
    settings.put("idleness", Duration.ofHours(1).toString());
    settings.put("start", Story.BEGINS.toString());
    settings.put("port", "0");
    return RunProcess.start(folder.resolve(topics.kafka().prefix()), settings).awaitRunning();
  }

  private static void awaitTime(RunProcess run, Topics topics, Instant time) {
    run.awaitThat(
        "time has come to " + time,
        () ->
            topics.read("asset-state").stream()
                .map(ConsumerRecord::value)
                .anyMatch(line -> line.contains("clock-0") && line.contains(time.toString())));
  }

  private static void awaitRead(RunProcess run, Topics topics) {
    run.awaitThat("a checkpoint lies behind all that was told", () -> topics.areReadBy("hamon"));
  }

  /** Waits for two more: what was known before the second of them was begun is written. */
  private static void awaitCheckpoints(RunProcess run, Topics topics) throws IOException {
    Set<Path> before = Set.copyOf(checkpoints(topics.kafka().prefix()));
    Set<Path> since = new HashSet<>();
    run.awaitThat(
        "two more checkpoints are complete",
        () -> {
          since.addAll(checkpoints(topics.kafka().prefix()));
          since.removeAll(before);
          return since.size() >= 2;
        });
  }

  private static List<Path> checkpoints(String prefix) throws IOException {
    return RunProcess.checkpoints(folder.resolve(prefix).resolve("checkpoints"));
  }
}
