// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;
import org.hamon.correlation.decode.Decode;
import org.hamon.correlation.kafka.Delivery;
import org.hamon.correlation.kafka.LiveTime;
import org.hamon.local.EmbeddedKafka;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody deletes the topic of one sector while the job runs: that is nobody else's matter. */
class OutputTopicGoneITCase {

  private static final Instant BEGINS = Instant.parse("2018-09-05T18:00:00Z");
  private static final LiveTime TIME =
      LiveTime.ofRecords(Decode.DEFAULT_BOUND, Duration.ofSeconds(1));
  private static final String ICT = "hamon.warnings-ict";

  @TempDir private Path folder;

  private Ground ground;
  private EmbeddedKafka kafka;
  private Admin admin;
  private Topics topics;

  @BeforeEach
  void begin() throws Exception {
    ground = Ground.in(Story.writeTopology(folder));
    kafka = EmbeddedKafka.start();
    admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    topics = Topics.create(kafka.bootstrapServers(), "hamon.", ground.graph().sectors(), 1);
  }

  @AfterEach
  void end() throws Exception {
    topics.close();
    admin.close();
    kafka.close();
  }

  @Test
  void topicIsMadeAgain_checkpointsAreTaken_andItIsSaid() throws Exception {
    try (LiveRun live =
        LiveRun.start(
            topics,
            ground,
            BEGINS.toEpochMilli(),
            1,
            TIME,
            checkpoints(),
            null,
            Delivery.AT_LEAST_ONCE)) {
      live.awaitRunning();
      topics.report("r1", "sub-1", "stopped", BEGINS.plusSeconds(60), "");
      topics.tick(BEGINS.plusSeconds(90));
      live.awaitThat("ict is warned", () -> !topics.read("warnings-ict").isEmpty());

      delete();
      topics.report("r2", "bts-1", "stopped", BEGINS.plusSeconds(120), "");
      topics.report("r3", "hospital-1", "stopped", BEGINS.plusSeconds(121), "");
      topics.tick(BEGINS.plusSeconds(240));

      live.awaitThat(
          "the topic is there again, with what was said meanwhile",
          () -> isThere() && !topics.read("warnings-ict").isEmpty());
      live.checkpoint();
      live.awaitThat("others are warned", () -> says("warnings-medical", "\"confirmed\""));
      live.awaitThat("it is said", () -> isTold("missing") && isTold("written"));
      assertThat(live.hasEnded()).isFalse();
    }
  }

  @Test
  void transactionThatLosesItsTopicIsToldAgainByOneRestart_andOneThatDoesNotGoesOn()
      throws Exception {
    try (LiveRun live =
        LiveRun.startWithRestarts(
            topics, ground, BEGINS.toEpochMilli(), TIME, checkpoints(), Delivery.EXACTLY_ONCE)) {
      live.awaitRunning();
      topics.report("r1", "sub-1", "stopped", BEGINS.plusSeconds(60), "");
      topics.tick(BEGINS.plusSeconds(90));
      live.awaitThat("ict is warned", () -> !topics.read("warnings-ict").isEmpty());
      live.checkpoint();
      live.awaitThat("it is committed", () -> !committed("warnings-ict").isEmpty());

      // nothing is on the way
      delete();
      live.awaitThat("it is said", () -> isTold("missing") && isTold("written"));
      topics.report("r2", "bts-1", "stopped", BEGINS.plusSeconds(120), "");
      topics.tick(BEGINS.plusSeconds(150));
      live.awaitThat("it is told in the new topic", () -> says("warnings-ict", "\"confirmed\""));
      live.checkpoint();
      live.awaitThat("it is committed", () -> !committed("warnings-ict").isEmpty());
      assertThat(restarts()).isEmpty();

      // the transaction is open
      int before = topics.read("warnings-ict").size();
      topics.report("r3", "bts-2", "stopped", BEGINS.plusSeconds(180), "");
      topics.tick(BEGINS.plusSeconds(210));
      live.awaitThat("more is told", () -> topics.read("warnings-ict").size() > before);
      Set<String> open = ids(topics.read("warnings-ict"));
      open.removeAll(ids(topics.readCommitted("warnings-ict")));
      delete();
      topics.report("r4", "hospital-1", "stopped", BEGINS.plusSeconds(240), "");
      topics.tick(BEGINS.plusSeconds(270));

      live.awaitThat("the job was started again", () -> restarts().size() == 1);
      live.awaitRunning();
      live.checkpoint();
      live.awaitThat(
          "what was in the transaction is committed",
          () -> isThere() && committed("warnings-ict").containsAll(open));
      live.awaitThat(
          "others are warned",
          () ->
              topics.readCommitted("warnings-medical").stream()
                  .anyMatch(line -> line.value().contains("\"confirmed\"")));
      assertThat(open).isNotEmpty();
      assertThat(restarts())
          .singleElement()
          .asString()
          .contains("Expected the topic " + ICT + " to stay, but it was deleted");
      for (String topic : List.of("warnings", "warnings-ict", "warnings-medical", "asset-state")) {
        assertThat(topics.readCommitted(topic))
            .extracting(line -> Outputs.header(line, "ce_id"))
            .doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void jobThatMustNotMakeTopicsLetsTheLinesOfOneWaitUntilItIsThere() throws Exception {
    try (RunProcess run = startWithoutMaking()) {
      topics.report("r1", "sub-1", "stopped", BEGINS.plusSeconds(60), "");
      topics.tick(BEGINS.plusSeconds(90));
      run.awaitThat("ict is warned", () -> !topics.read("warnings-ict").isEmpty());
      run.awaitThat("a checkpoint lies behind it", () -> topics.areReadBy("hamon"));

      // nothing is on the way
      delete();
      run.awaitSaid("topic " + ICT + " is missing: it is not there, and 'topics.create' is false.");
      topics.report("r2", "bts-1", "stopped", BEGINS.plusSeconds(120), "");
      topics.report("r3", "hospital-1", "stopped", BEGINS.plusSeconds(121), "");
      topics.tick(BEGINS.plusSeconds(150));
      run.awaitThat("others are warned", () -> says("warnings-medical", "\"confirmed\""));
      run.awaitThat("a checkpoint lies behind it", () -> topics.areReadBy("hamon"));
      assertThat(isThere()).isFalse();
      make();
      run.awaitThat("its lines are written", () -> says("warnings-ict", "\"confirmed\""));
      run.awaitSaid("topic " + ICT + " is written again.");
      run.awaitThat("it is said", () -> isTold("missing") && isTold("written"));
      assertThat(run.said()).doesNotContain("the job has stopped");

      // lines may be on the way
      delete();
      topics.report("r4", "bts-2", "stopped", BEGINS.plusSeconds(180), "");
      topics.report("r5", "hospital-1", "normal", BEGINS.plusSeconds(181), "");
      topics.tick(BEGINS.plusSeconds(210));
      run.awaitThat("a checkpoint lies behind it", () -> topics.areReadBy("hamon"));
      assertThat(isThere()).isFalse();
      make();
      run.awaitThat(
          "its lines are written",
          () ->
              topics.read("warnings-ict").stream()
                  .anyMatch(line -> line.value().matches(".*\"asset\":\"bts-2\".*confirmed.*")));
      assertThat(run.said().lines().filter(line -> line.contains("the job has stopped")).count())
          .isLessThanOrEqualTo(1);
    }
  }

  private RunProcess startWithoutMaking() throws Exception {
    Map<String, String> settings = new TreeMap<>();
    settings.put("brokers", kafka.bootstrapServers());
    settings.put("topology", ground.file().toString());
    settings.put("patterns", Path.of("../../patterns/catalogue").toAbsolutePath().toString());
    settings.put("checkpoints", "{interval: 1s}");
    settings.put("topics", "{create: false}");
    settings.put("time", "records");
    settings.put("start", BEGINS.toString());
    settings.put("port", "0");
    return RunProcess.start(folder.resolve("run"), settings).awaitRunning();
  }

  private URI checkpoints() throws Exception {
    return Files.createDirectories(folder.resolve("checkpoints")).toUri();
  }

  /** Returns when the broker knows: what it still takes before goes with the topic. */
  private void delete() throws Exception {
    Uuid deleted = id();
    admin.deleteTopics(List.of(ICT)).all().get();
    await().until(() -> !deleted.equals(id()));
  }

  private Uuid id() throws Exception {
    return admin.listTopics().listings().get().stream()
        .filter(topic -> topic.name().equals(ICT))
        .map(TopicListing::topicId)
        .findAny()
        .orElse(Uuid.ZERO_UUID);
  }

  private void make() throws Exception {
    admin.createTopics(List.of(new NewTopic(ICT, 1, (short) 1))).all().get();
  }

  private boolean isThere() throws Exception {
    return topics.names().contains("warnings-ict");
  }

  private boolean says(String topic, String part) throws Exception {
    return topics.names().contains(topic)
        && topics.read(topic).stream().anyMatch(line -> line.value().contains(part));
  }

  /** On feed-health, of the topic. */
  private boolean isTold(String status) {
    return topics.read("feed-health").stream()
        .anyMatch(
            line ->
                line.key().equals("warnings-ict")
                    && line.value().contains("\"status\":\"" + status + "\""));
  }

  private List<String> restarts() {
    return topics.read("feed-health").stream()
        .map(ConsumerRecord::value)
        .filter(line -> line.contains("\"status\":\"restarted\""))
        .toList();
  }

  private Set<String> committed(String topic) {
    return ids(topics.readCommitted(topic));
  }

  private static Set<String> ids(List<ConsumerRecord<String, String>> lines) {
    return lines.stream().map(line -> Outputs.header(line, "ce_id")).collect(Collectors.toSet());
  }
}
