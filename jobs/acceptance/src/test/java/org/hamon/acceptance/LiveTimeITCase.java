// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.StringSerializer;
import org.hamon.correlation.StreamNames;
import org.hamon.correlation.kafka.KafkaSettings;
import org.hamon.correlation.kafka.KafkaTopics;
import org.hamon.correlation.kafka.LiveTime;
import org.hamon.local.EmbeddedKafka;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What time it is in a live run, with endless topics: when records come, when none do, when they
 * wait, and when the broker is gone.
 */
class LiveTimeITCase {

  private static final Duration BOUND = Duration.ofSeconds(2);

  /** Time may stand behind the clock by the bound, the usual delay and a little. */
  private static final long CLOSE = BOUND.toMillis() + 1_500;

  private static EmbeddedKafka broker;

  private KafkaSettings kafka;

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
    KafkaTopics.create(kafka, StreamNames.of(List.of()), 4, 1);
  }

  @Test
  void timeGoesOnInTotalSilence_alsoWithPartitionsThatNeverHadARecord() throws Exception {
    try (Hearing job = Hearing.start(kafka, LiveTime.auto(BOUND), 2);
        Readings readings = new Readings(kafka, Map.of())) {
      awaitLive(job, readings);
      Instant cut = Instant.now();
      job.awaitThat(
          "time has come to five seconds after the last reading",
          () -> job.time() > cut.toEpochMilli() + 5_000);
      assertThat(Instant.now().toEpochMilli() - job.time()).isLessThan(CLOSE);
      readings.send(1, Instant.now());
      job.awaitThat("a feed that comes back is heard", () -> job.records() == readings.sent());
      assertThat(job.behind()).isZero();
    }
  }

  @Test
  void silenceIsHeardAfterARestart_thoughNothingHasComeSince() throws Exception {
    try (Hearing job = Hearing.start(kafka, LiveTime.auto(BOUND), 2);
        Readings readings = new Readings(kafka, Map.of())) {
      awaitLive(job, readings);
    }
    try (Hearing again = Hearing.start(kafka, LiveTime.auto(BOUND), 2)) {
      Instant start = Instant.now();
      again.awaitThat("time goes on", () -> again.time() > start.toEpochMilli());
    }
  }

  @Test
  void timeGoesOnAfterAllThatCameBeforeTheStartIsRead_alsoWhereTheSenderGivesTheTimestamps()
      throws Exception {
    letTheSenderGiveTheTimestamps();
    try (Readings readings = new Readings(kafka, Map.of())) {
      readings.send(0, Instant.now());
      readings.flush();
      try (Hearing job = Hearing.start(kafka, LiveTime.auto(BOUND), 2)) {
        Instant start = Instant.now();
        job.awaitThat("time goes on", () -> job.time() > start.plusSeconds(5).toEpochMilli());
        assertThat(job.records()).isEqualTo(1);
      }
    }
  }

  @Test
  void timeGoesOnAfterAllThatCameBeforeTheStartIsRead_whateverElseOfItCannotBeUsed()
      throws Exception {
    try (Readings readings = new Readings(kafka, Map.of())) {
      readings.sendValue(0, null);
      readings.send(0, Instant.now());
      readings.sendValue(0, "?");
      readings.sendValue(0, null);
      readings.flush();
      try (Hearing job = Hearing.start(kafka, LiveTime.auto(BOUND), 2)) {
        Instant start = Instant.now();
        job.awaitThat("time goes on", () -> job.time() > start.plusSeconds(5).toEpochMilli());
      }
    }
  }

  @Test
  void playedHistoryGoesByItsRecords_alsoWhereItWasPlayedBeforeTheStartWithTimestampsOfItsOwn()
      throws Exception {
    letTheSenderGiveTheTimestamps();
    Instant longAgo = Instant.parse("2018-09-05T18:08:00Z");
    try (Readings readings = new Readings(kafka, Map.of())) {
      readings.send(0, longAgo, longAgo.toEpochMilli());
      readings.flush();
      try (Hearing job = Hearing.start(kafka, LiveTime.auto(BOUND), 1)) {
        job.awaitThat("it is heard", () -> job.records() == 1);
        job.awaitThat("it says the time", () -> job.time() > Long.MIN_VALUE);
        await()
            .during(Duration.ofSeconds(5))
            .atMost(Duration.ofSeconds(20))
            .until(() -> job.time() <= longAgo.toEpochMilli());
      }
    }
  }

  @Test
  void playedHistoryGoesByItsRecords() throws Exception {
    Instant longAgo = Instant.parse("2018-09-05T18:08:00Z");
    try (Hearing job = Hearing.start(kafka, LiveTime.auto(BOUND), 2);
        Readings readings = new Readings(kafka, Map.of())) {
      readings.send(0, longAgo);
      readings.send(1, longAgo.plusSeconds(10));
      long expected = longAgo.minus(BOUND).toEpochMilli() - 1;
      job.awaitThat("both are heard", () -> job.records() == 2);
      readings.send(0, longAgo.plusSeconds(10));
      job.awaitThat("time moves on", () -> job.time() > expected);
      await()
          .during(Duration.ofSeconds(3))
          .atMost(Duration.ofSeconds(10))
          .until(() -> job.time() <= longAgo.plusSeconds(10).minus(BOUND).toEpochMilli());
    }
  }

  @Test
  void slowPartitionHoldsTheOthersBack_byItsUsualDelay() throws Exception {
    try (Hearing job = Hearing.start(kafka, LiveTime.auto(BOUND), 1);
        Readings readings = new Readings(kafka, Map.of())) {
      awaitLive(job, readings);
      Duration slow = Duration.ofSeconds(4);
      for (int i = 0; i < 30; i++) {
        readings.send(0, Instant.now());
        readings.send(1, Instant.now().minus(slow));
        long sent = readings.sent();
        job.awaitThat("heard", () -> job.records() == sent);
      }
      Instant cut = Instant.now();
      job.awaitThat("time goes on", () -> job.time() > cut.toEpochMilli());
      assertThat(Instant.now().toEpochMilli() - job.time())
          .isBetween(BOUND.plus(slow).toMillis(), slow.toMillis() + CLOSE);
    }
  }

  @Test
  void backPressureAndBacklogHoldTimeBack() throws Exception {
    try (Hearing job = Hearing.start(kafka, LiveTime.auto(BOUND), 2);
        Readings readings = new Readings(kafka, Map.of())) {
      awaitLive(job, readings);
      job.block(true);
      Instant blocked = Instant.now();
      await()
          .pollInterval(Duration.ofMillis(5))
          .atMost(Duration.ofSeconds(20))
          .until(
              () -> {
                for (int i = 0; i < 50; i++) {
                  readings.send(i % 4, Instant.now());
                }
                return Instant.now().isAfter(blocked.plusSeconds(6));
              });
      readings.flush();
      await()
          .during(Duration.ofSeconds(4))
          .atMost(Duration.ofSeconds(10))
          .until(() -> job.time() < blocked.toEpochMilli());
      job.block(false);
      long sent = readings.sent();
      job.awaitThat("all is read", () -> job.records() == sent);
      assertThat(job.behind()).as("records that came when their time was over").isZero();
      Instant read = Instant.now();
      job.awaitThat("time goes on", () -> job.time() > read.toEpochMilli());
    }
  }

  @Test
  void marksOfTransactionsAreNoBacklog() throws Exception {
    Map<String, String> transactional = Map.of("transactional.id", kafka.prefix());
    try (Hearing job = Hearing.start(kafka, LiveTime.auto(BOUND), 2);
        Readings readings = new Readings(kafka, transactional)) {
      awaitLive(job, readings);
      Instant cut = Instant.now();
      job.awaitThat("time goes on", () -> job.time() > cut.toEpochMilli() + 2_000);
    }
  }

  @Test
  void brokerOutOfReachHoldsTimeBack_andTimeGoesOnWhenItIsBack() throws Exception {
    try (EmbeddedKafka other = EmbeddedKafka.start()) {
      KafkaSettings there = KafkaSettings.of(other.bootstrapServers());
      KafkaTopics.create(there, StreamNames.of(List.of()), 2, 1);
      try (Hearing job = Hearing.start(there, LiveTime.auto(BOUND), 1)) {
        try (Readings readings = new Readings(there, Map.of())) {
          awaitLive(job, readings);
        }
        other.stop();
        Instant gone = Instant.now();
        await()
            .during(Duration.ofSeconds(5))
            .atMost(Duration.ofSeconds(15))
            .until(() -> job.time() <= gone.toEpochMilli() - BOUND.toMillis());
        other.startAgain();
        Instant back = Instant.now();
        job.awaitThat("time goes on", () -> job.time() > back.toEpochMilli());
      }
    }
  }

  /** As the topics are that others make without a word of timestamps. */
  private void letTheSenderGiveTheTimestamps() throws Exception {
    ConfigResource telemetry =
        new ConfigResource(ConfigResource.Type.TOPIC, kafka.prefix() + "telemetry");
    ConfigEntry bySender = new ConfigEntry("message.timestamp.type", "CreateTime");
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", (Object) kafka.brokers()))) {
      admin
          .incrementalAlterConfigs(
              Map.of(telemetry, List.of(new AlterConfigOp(bySender, AlterConfigOp.OpType.SET))))
          .all()
          .get();
    }
  }

  /** Sends readings of now until time has come to where they began. */
  private static void awaitLive(Hearing job, Readings readings) {
    Instant begin = Instant.now();
    job.awaitThat(
        "time goes on with the readings",
        () -> {
          readings.send(0, Instant.now());
          readings.flush();
          return job.time() > begin.toEpochMilli();
        });
    job.awaitThat("all is read", () -> job.records() == readings.sent());
  }

  /** Sends readings, each in a transaction of its own if the producer has an id for them. */
  private static final class Readings implements AutoCloseable {
    private final KafkaProducer<String, String> producer;
    private final String topic;
    private final boolean transactional;
    private long sent;

    Readings(KafkaSettings kafka, Map<String, String> more) {
      Map<String, Object> settings = new java.util.HashMap<>(more);
      settings.put("bootstrap.servers", kafka.brokers());
      producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
      topic = kafka.prefix() + "telemetry";
      transactional = more.containsKey("transactional.id");
      if (transactional) {
        producer.initTransactions();
      }
    }

    void send(int partition, Instant time) {
      send(partition, time, System.currentTimeMillis());
    }

    void send(int partition, Instant time, long timestamp) {
      String value =
          "{\"asset\":\"a-%d\",\"metric\":\"m\",\"value\":1,\"time\":\"%s\"}"
              .formatted(partition, time);
      if (transactional) {
        producer.beginTransaction();
      }
      producer.send(new ProducerRecord<>(topic, partition, timestamp, "a-" + partition, value));
      if (transactional) {
        producer.commitTransaction();
      }
      sent++;
    }

    void sendValue(int partition, @Nullable String value) {
      producer.send(new ProducerRecord<>(topic, partition, "a-" + partition, value));
    }

    void flush() {
      producer.flush();
    }

    long sent() {
      return sent;
    }

    @Override
    public void close() {
      producer.close();
    }
  }
}
