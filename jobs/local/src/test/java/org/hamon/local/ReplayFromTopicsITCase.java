// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.hamon.correlation.decode.Input;
import org.hamon.correlation.kafka.KafkaSettings;
import org.hamon.replay.scenario.Scenario;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same history from topics as from files. */
class ReplayFromTopicsITCase {

  private static final String CATALOGUE = "../../patterns/catalogue";
  private static final String ASSET = "grid-iberia";
  private static final ObjectMapper JSON = new ObjectMapper();

  private static EmbeddedKafka kafka;
  @TempDir private static Path folder;
  private static Path inputs;
  private static Scenario scenario;

  @BeforeAll
  static void fillTopics() throws Exception {
    inputs = folder.resolve("in");
    scenario = Scenario.open("iberia-2025");
    scenario.writeInputs(inputs);
    scenario.writeTopology(inputs);
    kafka = EmbeddedKafka.start();
    KafkaSettings settings = KafkaSettings.of(kafka.bootstrapServers());
    createWithTimesOfRecords(settings);
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (Input input : Input.values()) {
        Path file = inputs.resolve(input.topic() + ".jsonl");
        for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
          var unused =
              producer.send(
                  new ProducerRecord<>(
                      settings.prefix() + input.topic(),
                      0,
                      cameAt(line),
                      null,
                      line.getBytes(StandardCharsets.UTF_8)));
        }
      }
      // from the next day, and nonsense: neither belongs to the history before
      Instant later = scenario.until().plusSeconds(86_400);
      var unused =
          producer.send(
              new ProducerRecord<>(
                  settings.prefix() + Input.TELEMETRY.topic(),
                  0,
                  later.toEpochMilli(),
                  null,
                  reading(later).getBytes(StandardCharsets.UTF_8)));
      producer.flush();
    }
  }

  @AfterAll
  static void stop() throws Exception {
    kafka.close();
  }

  @Test
  void givesTheSameAsFromFiles() throws Exception {
    String from = scenario.from().plusSeconds(600).toString();
    String until = scenario.until().minusSeconds(3_600).toString();

    Session files = replay("files", "--input", inputs.toString(), "--from", from, "--until", until);
    Session topics =
        replay("topics", "--kafka", kafka.bootstrapServers(), "--from", from, "--until", until);

    assertThat(files.exit()).as(files.err()).isZero();
    assertThat(topics.exit()).as(topics.err()).isZero();
    for (String file : List.of("warnings", "situations", "asset-state", "decisions", "books")) {
      Path fromTopics = folder.resolve("topics").resolve(file + ".jsonl");
      Path fromFiles = folder.resolve("files").resolve(file + ".jsonl");
      assertThat(fromFiles).isNotEmptyFile();
      Lines.assertSame(fromTopics, fromFiles);
    }
  }

  @Test
  void readsAllThereIsWithoutTimes_andRefusesWhatLiesAheadOfItsArrival() throws Exception {
    KafkaSettings ahead = new KafkaSettings(kafka.bootstrapServers(), "ahead.", Map.of());
    createWithTimesOfRecords(ahead);
    Instant now = Instant.parse("2025-04-28T10:00:00Z");
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of("bootstrap.servers", kafka.bootstrapServers(), "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (Instant time : List.of(now, now.plusSeconds(60), now.plusSeconds(90_000))) {
        var unused =
            producer.send(
                new ProducerRecord<>(
                    "ahead." + Input.TELEMETRY.topic(),
                    1,
                    now.toEpochMilli(),
                    null,
                    reading(time).getBytes(StandardCharsets.UTF_8)));
      }
    }

    Session session = replay("ahead", "--kafka", kafka.bootstrapServers(), "--prefix", "ahead.");

    assertThat(session.exit()).as(session.err()).isZero();
    assertThat(lines("ahead", "dead-letters"))
        .singleElement()
        .asString()
        .contains("TIME_IN_FUTURE")
        .contains("ahead.telemetry");
    assertThat(lines("ahead", "books"))
        .contains(
            "{\"input\":\"telemetry\",\"in\":3,\"used\":2,\"late\":0,\"repeated\":0,"
                + "\"deadLettered\":1,\"waiting\":0}");
  }

  @Test
  void saysThatTopicsAreEmpty() throws Exception {
    Session session = replay("none", "--kafka", kafka.bootstrapServers(), "--prefix", "nobody.");

    assertThat(session.exit()).isEqualTo(2);
    assertThat(session.complaints()).contains("topics nobody.*").contains("there is none");
    assertThat(folder.resolve("none")).doesNotExist();
  }

  /** The job's own topics would keep the time at which the broker appended a record. */
  private static void createWithTimesOfRecords(KafkaSettings settings) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", settings.brokers()))) {
      admin
          .createTopics(
              Stream.of(Input.values())
                  .map(input -> new NewTopic(settings.prefix() + input.topic(), 2, (short) 1))
                  .toList())
          .all()
          .get();
    }
  }

  private static Session replay(String out, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "replay",
                "--topology",
                inputs.resolve("topology.yaml").toString(),
                "--patterns",
                CATALOGUE,
                "--out",
                folder.resolve(out).toString()));
    arguments.addAll(List.of(more));
    return Session.run(arguments.toArray(String[]::new));
  }

  private static List<String> lines(String out, String file) throws IOException {
    return Files.readAllLines(folder.resolve(out).resolve(file + ".jsonl"));
  }

  /** As Kafka would keep it: the time of the record. */
  private static long cameAt(String line) throws IOException {
    JsonNode node = JSON.readTree(line);
    String time =
        node.hasNonNull("time")
            ? node.path("time").asText()
            : node.path("reportedAt").asText("2025-04-28T00:00:00Z");
    return OffsetDateTime.parse(time).toInstant().toEpochMilli();
  }

  private static String reading(Instant time) {
    return "{\"asset\":\"%s\",\"metric\":\"m\",\"value\":1,\"time\":\"%s\"}".formatted(ASSET, time);
  }
}
