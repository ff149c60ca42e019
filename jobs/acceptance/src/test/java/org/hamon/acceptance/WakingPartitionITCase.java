// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.hamon.correlation.StreamNames;
import org.hamon.correlation.decode.Decode;
import org.hamon.correlation.decode.Input;
import org.hamon.correlation.kafka.KafkaSettings;
import org.hamon.correlation.kafka.KafkaTopics;
import org.hamon.correlation.kafka.LiveTime;
import org.hamon.local.EmbeddedKafka;
import org.junit.jupiter.api.Test;

/**
 * Played history in which partitions are idle most of the time, again and again: a report wakes one
 * partition up, and only when the broker has it, a later reading wakes another, maybe of the other
 * reader. Time must neither pass the report over nor stand still.
 */
class WakingPartitionITCase {

  private static final int ROUNDS = 64;
  private static final int PARTITIONS = 4;
  private static final Duration IDLENESS = Duration.ofMillis(150);
  private static final Duration ROUND = Duration.ofSeconds(30);
  private static final Instant BEGINS = Instant.parse("2018-09-05T18:00:00Z");

  @Test
  void recordThatWakesItsPartitionIsNeverPassedOver() throws Exception {
    try (EmbeddedKafka broker = EmbeddedKafka.start();
        KafkaProducer<String, String> producer = producer(broker)) {
      KafkaSettings kafka = KafkaSettings.of(broker.bootstrapServers());
      KafkaTopics.create(kafka, StreamNames.of(List.of()), PARTITIONS, 1);
      LiveTime time = LiveTime.ofRecords(Decode.DEFAULT_BOUND, IDLENESS);
      try (Hearing job = Hearing.start(kafka, time, 2)) {
        for (int round = 0; round < ROUNDS; round++) {
          Instant at = BEGINS.plus(ROUND.multipliedBy(round));
          Instant past = at.plus(Decode.DEFAULT_BOUND).plusMillis(1);
          send(producer, kafka, Input.FAILURE_REPORTS, round % PARTITIONS, report(round, at));
          send(producer, kafka, Input.TELEMETRY, round / PARTITIONS % PARTITIONS, reading(past));
          job.awaitThat("time has come to " + at, () -> job.time() == at.toEpochMilli());
          assertThat(job.behind()).as("reports passed over until round " + round).isZero();
          assertThat(job.records()).isEqualTo(2L * (round + 1));
        }
      }
    }
  }

  private static KafkaProducer<String, String> producer(EmbeddedKafka broker) {
    return new KafkaProducer<>(
        Map.of("bootstrap.servers", broker.bootstrapServers()),
        new StringSerializer(),
        new StringSerializer());
  }

  /** Returns when the broker has it. */
  private static void send(
      KafkaProducer<String, String> producer,
      KafkaSettings kafka,
      Input input,
      int partition,
      String value)
      throws Exception {
    producer
        .send(new ProducerRecord<>(kafka.prefix() + input.topic(), partition, "a", value))
        .get();
  }

  private static String report(int round, Instant time) {
    return "{\"id\":\"r%d\",\"asset\":\"a\",\"state\":\"degraded\",\"reportedAt\":\"%s\"}"
        .formatted(round, time);
  }

  private static String reading(Instant time) {
    return "{\"asset\":\"b\",\"metric\":\"m\",\"value\":1,\"time\":\"%s\"}".formatted(time);
  }
}
