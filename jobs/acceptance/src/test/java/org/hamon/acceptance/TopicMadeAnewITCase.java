// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.hamon.correlation.StreamNames;
import org.hamon.correlation.decode.Input;
import org.hamon.correlation.decode.Origin;
import org.hamon.correlation.kafka.KafkaSettings;
import org.hamon.correlation.kafka.KafkaTopics;
import org.hamon.correlation.kafka.LiveTime;
import org.hamon.local.EmbeddedKafka;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A topic of an input is deleted and made again: all that is in the new one is heard, however much
 * was read of the old one, and whether it has as many partitions or not.
 */
class TopicMadeAnewITCase {

  private static final LiveTime TIME = LiveTime.auto(Duration.ofSeconds(2));
  private static final int BEFORE = 40;
  private static final Predicate<String> UNREACHABLE =
      line -> line.contains("\"status\":\"unreachable\"");

  private static EmbeddedKafka broker;

  @TempDir Path folder;

  private KafkaSettings kafka;
  private KafkaProducer<String, String> producer;

  @BeforeAll
  static void startBroker() throws IOException {
    broker = EmbeddedKafka.start();
  }

  @AfterAll
  static void stopBroker() throws IOException {
    broker.close();
  }

  @BeforeEach
  void createTopics() throws InterruptedException {
    String prefix = "t" + UUID.randomUUID().toString().substring(0, 8) + ".";
    kafka = new KafkaSettings(broker.bootstrapServers(), prefix, Map.of());
    KafkaTopics.create(kafka, StreamNames.of(List.of()), 1, 1);
    producer = producer();
  }

  @AfterEach
  void closeProducer() {
    producer.close(Duration.ZERO);
  }

  private KafkaProducer<String, String> producer() {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", kafka.brokers(), "metadata.max.age.ms", 500),
        new StringSerializer(),
        new StringSerializer());
  }

  @Test
  void fewerReadingsThanBeforeAreAllHeard_andTimeGoesOn() throws Exception {
    isHeard(Input.TELEMETRY, 1);
  }

  @Test
  void moreReportsThanBeforeAreAllHeard() throws Exception {
    isHeard(Input.FAILURE_REPORTS, 2 * BEFORE);
  }

  @Test
  void topicMadeAnewWhileTheJobIsStoppedIsReadFromItsBeginning() throws Exception {
    URI checkpoint;
    try (Hearing job = Hearing.start(kafka, TIME, 1)) {
      send(Input.TELEMETRY, "old", BEFORE);
      job.awaitThat("all is heard", () -> job.records() == BEFORE);
      awaitIdsKnown(job);
      checkpoint = job.checkpoint(folder);
    }
    makeAnew(Input.TELEMETRY);
    send(Input.TELEMETRY, "new", 2 * BEFORE);
    try (Hearing again = Hearing.start(kafka, TIME, 1, checkpoint)) {
      again.awaitThat("all is heard", () -> heard(again, "new") == 2 * BEFORE);
      again.awaitThat("that is told", () -> isTold(again, Input.TELEMETRY));
      Instant now = Instant.now();
      again.awaitThat("time goes on", () -> again.time() > now.toEpochMilli());
    }
  }

  @Test
  void topicMadeAnewWithFewerPartitionsIsHeard_andWithMoreAgain_nobodyWaitsForThoseThatAreGone()
      throws Exception {
    makeAnew(Input.FAILURE_REPORTS, 2);
    try (Hearing job = Hearing.start(kafka, TIME, 2)) {
      send(Input.FAILURE_REPORTS, "old", BEFORE);
      job.awaitThat("all is heard", () -> job.records() == BEFORE);
      awaitIdsKnown(job);
      makeAnew(Input.FAILURE_REPORTS, 1);
      send(Input.FAILURE_REPORTS, "one", 2 * BEFORE);
      job.awaitThat("all is heard", () -> heard(job, "one") == 2 * BEFORE);
      job.awaitThat("that is told", () -> isTold(job, Input.FAILURE_REPORTS));
      // longer than a client waits for the offset of a partition that is not there
      Instant now = Instant.now();
      job.awaitThat("time goes on", () -> job.time() > now.plusSeconds(65).toEpochMilli());
      assertThat(job.health()).as("no feed is out of reach").noneMatch(UNREACHABLE);
      makeAnew(Input.FAILURE_REPORTS, 2);
      send(Input.FAILURE_REPORTS, "two", BEFORE);
      job.awaitThat("all is heard", () -> heard(job, "two") == BEFORE);
    }
  }

  @Test
  void topicMadeAnewWithFewerPartitionsWhileTheJobIsStoppedIsHeard_afterEachRestart()
      throws Exception {
    makeAnew(Input.FAILURE_REPORTS, 2);
    URI checkpoint;
    try (Hearing job = Hearing.start(kafka, TIME, 1)) {
      send(Input.FAILURE_REPORTS, "old", BEFORE);
      job.awaitThat("all is heard", () -> job.records() == BEFORE);
      awaitIdsKnown(job);
      checkpoint = job.checkpoint(folder);
    }
    makeAnew(Input.FAILURE_REPORTS, 1);
    send(Input.FAILURE_REPORTS, "one", 2 * BEFORE);
    try (Hearing again = Hearing.start(kafka, TIME, 1, checkpoint)) {
      again.awaitThat("all is heard", () -> heard(again, "one") == 2 * BEFORE);
      awaitIdsKnown(again);
      checkpoint = again.checkpoint(folder);
    }
    makeAnew(Input.FAILURE_REPORTS, 2);
    send(Input.FAILURE_REPORTS, "two", BEFORE);
    try (Hearing third = Hearing.start(kafka, TIME, 1, checkpoint)) {
      third.awaitThat("all is heard", () -> heard(third, "two") == BEFORE);
      assertThat(third.records()).as("nothing twice").isEqualTo(BEFORE);
      awaitIdsKnown(third);
    }
  }

  @Test
  void changesPatternsAndControlsAreHeardFromTheBeginning_howeverMuchWasRead() throws Exception {
    List<Input> all = List.of(Input.TOPOLOGY_CHANGES, Input.PATTERNS, Input.CONTROLS);
    URI checkpoint;
    try (Hearing job = Hearing.start(kafka, TIME, 1)) {
      send(Input.TELEMETRY, "clock", 1);
      for (Input input : all) {
        send(input, "old", BEFORE);
      }
      for (Input input : all) {
        job.awaitThat("all of " + input + " is heard", () -> told(job, input) == BEFORE);
      }
      awaitIdsKnown(job);
      for (Input input : all) {
        makeAnew(input);
        send(input, "new", 2 * BEFORE);
      }
      for (Input input : all) {
        job.awaitThat("all of " + input + " is heard", () -> told(job, input) >= 3 * BEFORE);
        job.awaitThat("that is told", () -> isTold(job, input));
      }
      awaitIdsKnown(job);
      checkpoint = job.checkpoint(folder);
    }
    for (Input input : all) {
      makeAnew(input);
      send(input, "newer", 3 * BEFORE);
    }
    try (Hearing again = Hearing.start(kafka, TIME, 1, checkpoint)) {
      for (Input input : all) {
        again.awaitThat(
            "all of " + input + " is heard, the first too",
            () -> firsts(again, input) > 0 && told(again, input) >= 3 * BEFORE);
        again.awaitThat("that is told", () -> isTold(again, input));
      }
    }
  }

  private long told(Hearing job, Input input) {
    return job.told().stream().filter(origin -> isOf(input, origin)).count();
  }

  /** How often the first record of the topic was heard. */
  private long firsts(Hearing job, Input input) {
    return job.told().stream()
        .filter(origin -> isOf(input, origin) && origin.offset() == 0)
        .count();
  }

  private boolean isOf(Input input, Origin origin) {
    return origin.topic().equals(kafka.prefix() + input.topic());
  }

  private void isHeard(Input input, int records) throws Exception {
    try (Hearing job = Hearing.start(kafka, TIME, 1)) {
      send(input, "old", BEFORE);
      job.awaitThat("all is heard", () -> job.records() == BEFORE);
      awaitIdsKnown(job);
      makeAnew(input);
      send(input, "new", records);
      job.awaitThat("all is heard", () -> heard(job, "new") == records);
      assertThat(heard(job, "old")).isEqualTo(BEFORE);
      job.awaitThat("that is told", () -> isTold(job, input));
      Instant now = Instant.now();
      job.awaitThat("time goes on", () -> job.time() > now.toEpochMilli());
    }
  }

  /** The ids are asked for once a second, before time goes on with the clock for three. */
  private static void awaitIdsKnown(Hearing job) {
    Instant now = Instant.now();
    job.awaitThat("time goes on", () -> job.time() > now.plusSeconds(3).toEpochMilli());
  }

  private static long heard(Hearing job, String kind) {
    return job.assets().stream().filter(asset -> asset.startsWith(kind)).count();
  }

  private static boolean isTold(Hearing job, Input input) {
    return job.health().stream()
        .anyMatch(
            line ->
                line.contains("\"feed\":\"" + input.topic() + "\"")
                    && line.contains("\"status\":\"reset\""));
  }

  private void makeAnew(Input input) throws Exception {
    makeAnew(input, 1);
  }

  private void makeAnew(Input input, int partitions) throws Exception {
    String topic = kafka.prefix() + input.topic();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) kafka.brokers()))) {
      admin.deleteTopics(List.of(topic)).all().get();
      while (isThere(admin, topic)) {
        Thread.onSpinWait();
      }
    }
    KafkaTopics.create(kafka, StreamNames.of(List.of()), partitions, 1);
    closeProducer();
    producer = producer();
  }

  private static boolean isThere(Admin admin, String topic) throws InterruptedException {
    try {
      admin.describeTopics(List.of(topic)).allTopicNames().get();
      return true;
    } catch (ExecutionException e) {
      assertThat(e).hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
      return false;
    }
  }

  private void send(Input input, String kind, int records) throws Exception {
    for (int i = 0; i < records; i++) {
      String asset = kind + "-" + i;
      String value =
          input == Input.TELEMETRY
              ? "{\"asset\":\"%s\",\"metric\":\"m\",\"value\":1,\"time\":\"%s\"}"
                  .formatted(asset, Instant.now())
              : "{\"id\":\"%s\",\"asset\":\"%s\",\"state\":\"stopped\",\"reportedAt\":\"%s\"}"
                  .formatted(asset, asset, Instant.now());
      producer.send(new ProducerRecord<>(kafka.prefix() + input.topic(), asset, value)).get();
    }
  }
}
