// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.hamon.correlation.Output;
import org.hamon.local.EmbeddedKafka;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The largest blackout there is: one report on an asset that all others hang on. Set the system
 * property {@code hamon.dependents} for a larger one.
 */
class GreatDisasterITCase {

  private static final int DEPENDENTS = Integer.getInteger("hamon.dependents", 20_000);
  private static final List<String> SECTORS =
      List.of(
          "electricity",
          "ict",
          "gas",
          "water",
          "medical",
          "finance",
          "government",
          "logistics",
          "railway",
          "aviation");
  private static final Instant BEGINS = Instant.parse("2018-09-05T18:00:00Z");

  @TempDir private static Path folder;

  @Test
  void everySectorIsWarned_andNoLineIsTooLong() throws Exception {
    Ground ground = Ground.in(writeTopology());
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        Topics topics =
            Topics.create(kafka.bootstrapServers(), "hamon.", ground.graph().sectors(), 1);
        LiveRun live =
            LiveRun.start(
                topics,
                ground,
                BEGINS.toEpochMilli(),
                1,
                Duration.ofSeconds(2),
                Files.createDirectories(folder.resolve("checkpoints")).toUri(),
                null)) {
      live.awaitRunning();
      long sent = System.nanoTime();
      topics.report("r1", "n-0", "stopped", BEGINS.plusSeconds(60), "");
      topics.tick(BEGINS.plusSeconds(120));
      live.awaitThat(
          "each sector is warned",
          () -> SECTORS.stream().noneMatch(sector -> topics.read("warnings-" + sector).isEmpty()));
      System.out.printf(
          "%,d dependents: all sectors warned after %.1f s; %,d MiB of heap in use%n",
          DEPENDENTS,
          (System.nanoTime() - sent) / 1e9,
          (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20);
      live.checkpoint();

      Outputs outputs = Outputs.of(topics);
      JsonNode situation = outputs.nodes("situations").get(0);
      assertThat(situation.path("impactsTotal").asInt()).isEqualTo(DEPENDENTS + 1);
      assertThat(situation.path("forecast")).hasSize(200);
      for (String topic : outputs.topics()) {
        for (ConsumerRecord<String, String> record : topics.read(topic)) {
          assertThat(record.value().getBytes(UTF_8).length)
              .as(topic)
              .isLessThanOrEqualTo(Output.MOST_BYTES);
        }
      }
      assertThat(topics.read("impacts").stream().map(ConsumerRecord::key).distinct())
          .hasSize(DEPENDENTS + 1);
    }
  }

  private static Path writeTopology() throws IOException {
    Path file = folder.resolve("tree.yaml");
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      out.write("topology: tree\nversion: 1\nassets:\n");
      out.write("  - {id: clock-0, sector: government, kind: clock}\n");
      for (int i = 0; i <= DEPENDENTS; i++) {
        out.write(
            "  - {id: n-%d, sector: %s, kind: node, region: JP-01, people: 10}\n"
                .formatted(i, SECTORS.get(i % SECTORS.size())));
      }
      out.write("dependencies:\n");
      for (int i = 1; i <= DEPENDENTS; i++) {
        out.write(
            "  - {id: d-%d, provider: n-%d, dependent: n-%d, type: physical, buffer: 1h}\n"
                .formatted(i, (i - 1) / 4, i));
      }
    }
    return file;
  }
}
