// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.hamon.correlation.StreamNames;
import org.hamon.correlation.decode.Decoded;
import org.hamon.correlation.decode.Input;
import org.hamon.correlation.decode.Origin;
import org.hamon.correlation.decode.RecordParser;
import org.hamon.correlation.kafka.KafkaSettings;
import org.hamon.correlation.kafka.KafkaTopics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatternsPublishITCase {

  private static final String CATALOGUE = "../../patterns/catalogue";

  private static EmbeddedKafka kafka;

  @BeforeAll
  static void start() throws Exception {
    kafka = EmbeddedKafka.start();
    KafkaTopics.create(
        KafkaSettings.of(kafka.bootstrapServers()), StreamNames.ofSectors(List.of("ict")), 1, 1);
  }

  @AfterAll
  static void stop() throws Exception {
    kafka.close();
  }

  @Test
  void exampleUsage() throws Exception {
    Session session =
        Session.run(
            "patterns",
            "publish",
            CATALOGUE,
            "--remove",
            "of-old",
            "--kafka",
            kafka.bootstrapServers(),
            "--valid-from",
            "2026-11-27T09:00:00+09:00");

    assertThat(session.exit()).as(session.err()).isZero();
    assertThat(session.out())
        .contains("published substation-loss-silences-telecom@")
        .contains("removed of-old")
        .contains("In force from 2026-11-27T00:00:00Z on");
    ConcurrentLinkedQueue<ConsumerRecord<String, String>> records = new ConcurrentLinkedQueue<>();
    try (TopicFeed feed =
        new TopicFeed(
            kafka.bootstrapServers(), List.of("hamon.patterns"), "patterns", records::add)) {
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> records.stream().anyMatch(r -> r.key().equals("of-old")));
    }
    RecordParser parser = new RecordParser(null);
    for (ConsumerRecord<String, String> record : records) {
      JsonNode node = new ObjectMapper().readTree(record.value());
      assertThat(node.path("pattern").path("id").asText()).isEqualTo(record.key());
      Decoded decoded =
          parser.parse(
              Input.PATTERNS,
              new Origin("patterns", 0, record.offset()),
              record.value().getBytes(java.nio.charset.StandardCharsets.UTF_8));
      assertThat(decoded.isDead()).as(record.key() + ": " + decoded.detail()).isFalse();
    }
  }

  @Test
  void publishesNothingWhenAnIdIsInTwoFiles(@TempDir Path folder) throws Exception {
    String name = "substation-loss-silences-telecom.yaml";
    Path copy = Files.copy(Path.of(CATALOGUE, name), folder.resolve(name));

    Session session =
        Session.run(
            "patterns", "publish", CATALOGUE, copy.toString(), "--kafka", kafka.bootstrapServers());

    assertThat(session.exit()).isEqualTo(2);
    assertThat(session.complaints()).contains(name).contains("is in another file too");
  }

  @Test
  void saysWhichTopicsAreMissing() {
    Session session =
        Session.run(
            "patterns",
            "publish",
            CATALOGUE,
            "--kafka",
            kafka.bootstrapServers(),
            "--prefix",
            "another.");

    assertThat(session.exit()).isEqualTo(2);
    assertThat(session.complaints()).contains("there is no topic another.telemetry");
  }
}
