// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.hamon.correlation.decode.Decode;
import org.hamon.correlation.kafka.Delivery;
import org.hamon.correlation.kafka.LiveTime;
import org.hamon.local.EmbeddedKafka;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Exactly-once delivery on a broker as it comes: the job is killed in the middle and goes on from
 * its checkpoint; a reader of committed records sees each line once.
 */
class ExactlyOnceITCase {

  private static final int PARTITIONS = 4;
  private static final List<String> ONCE =
      List.of("warnings", "warnings-current", "warnings-ict", "situations", "asset-state");

  @TempDir static Path folder;

  private static final List<String> SEEN = new ArrayList<>();
  private static final List<String> EXPECTED = new ArrayList<>();
  private static int warningsInTheLog;
  private static int warningsCommittedBeforeTheKill;
  private static int warningsSaidBeforeTheKill;

  @BeforeAll
  static void killAndResume() throws Exception {
    Ground ground = Ground.in(Story.writeTopology(folder));
    Path checkpoints = Files.createDirectories(folder.resolve("checkpoints"));
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        Topics rough = topics(kafka, "rough.", ground);
        Topics calm = topics(kafka, "calm.", ground)) {
      LiveRun first = start(rough, ground, checkpoints, null, Delivery.EXACTLY_ONCE);
      first.awaitTime(Story.untilTheCheckpoint(rough));
      URI checkpoint = first.checkpoint();
      int said = rough.read("warnings").size();
      first.awaitTime(Story.untilTheKill(rough));
      first.awaitThat("more is said", () -> rough.read("warnings").size() > said);
      warningsSaidBeforeTheKill = rough.read("warnings").size();
      warningsCommittedBeforeTheKill = rough.readCommitted("warnings").size();
      first.kill();
      try (LiveRun resumed = start(rough, ground, checkpoints, checkpoint, Delivery.EXACTLY_ONCE)) {
        tellTheRest(resumed, rough);
        resumed.awaitThat(
            "the last transaction is committed",
            () -> ONCE.stream().allMatch(topic -> allIsCommitted(rough, topic)));
      }
      try (LiveRun peaceful = start(calm, ground, checkpoints, null, Delivery.AT_LEAST_ONCE)) {
        peaceful.awaitTime(Story.untilTheCheckpoint(calm));
        peaceful.awaitTime(Story.untilTheKill(calm));
        tellTheRest(peaceful, calm);
      }
      for (String topic : ONCE) {
        rough.readCommitted(topic).forEach(record -> SEEN.add(line(topic, record)));
        calm.read(topic).forEach(record -> EXPECTED.add(line(topic, record)));
      }
      warningsInTheLog = rough.read("warnings").size();
    }
  }

  @Test
  void readerOfCommittedRecordsSeesEachLineOnce() {
    assertThat(SEEN).hasSizeGreaterThan(50).doesNotHaveDuplicates();
    assertThat(SEEN).containsExactlyInAnyOrderElementsOf(EXPECTED);
  }

  @Test
  void whatWasSaidSinceTheCheckpointIsTakenBackAtTheKill() {
    assertThat(warningsCommittedBeforeTheKill).isLessThan(warningsSaidBeforeTheKill);
    assertThat(warningsInTheLog)
        .isGreaterThan(
            Math.toIntExact(SEEN.stream().filter(line -> line.startsWith("warnings ")).count()));
  }

  private static String line(String topic, ConsumerRecord<String, String> record) {
    return topic + " " + Outputs.header(record, "ce_id");
  }

  private static boolean allIsCommitted(Topics topics, String topic) {
    return ids(topic, topics.readCommitted(topic)).containsAll(ids(topic, topics.read(topic)));
  }

  private static Set<String> ids(String topic, List<ConsumerRecord<String, String>> records) {
    return records.stream().map(record -> line(topic, record)).collect(Collectors.toSet());
  }

  private static Topics topics(EmbeddedKafka kafka, String prefix, Ground ground)
      throws InterruptedException {
    return Topics.create(kafka.bootstrapServers(), prefix, ground.graph().sectors(), PARTITIONS);
  }

  private static LiveRun start(
      Topics topics, Ground ground, Path checkpoints, @Nullable URI restore, Delivery delivery)
      throws IOException {
    LiveRun run =
        LiveRun.start(
            topics,
            ground,
            Story.BEGINS.toEpochMilli(),
            2,
            LiveTime.ofRecords(Decode.DEFAULT_BOUND, Duration.ofHours(1)),
            checkpoints.toUri(),
            restore,
            delivery);
    run.awaitRunning();
    return run;
  }

  private static void tellTheRest(LiveRun run, Topics topics) {
    Story.newSite(topics);
    run.checkpoint();
    Instant end = Story.untilTheEnd(topics);
    run.awaitTime(end);
    run.checkpoint();
  }
}
