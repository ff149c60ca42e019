// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.hamon.correlation.decode.Decode;
import org.hamon.correlation.kafka.Delivery;
import org.hamon.correlation.kafka.LiveTime;
import org.hamon.local.EmbeddedKafka;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody deletes the topic of one sector while the job runs: that is nobody else's matter. */
class OutputTopicGoneITCase {

  private static final Instant BEGINS = Instant.parse("2018-09-05T18:00:00Z");

  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(value = Delivery.class, names = "AT_LEAST_ONCE")
  void topicIsMadeAgain_checkpointsAreTaken_andItIsSaid(Delivery delivery) throws Exception {
    Ground ground = Ground.in(Story.writeTopology(folder));
    LiveTime time = LiveTime.ofRecords(Decode.DEFAULT_BOUND, Duration.ofSeconds(1));
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
        Topics topics =
            Topics.create(kafka.bootstrapServers(), "hamon.", ground.graph().sectors(), 1);
        LiveRun live =
            LiveRun.start(
                topics,
                ground,
                BEGINS.toEpochMilli(),
                1,
                time,
                Files.createDirectories(folder.resolve("checkpoints")).toUri(),
                null,
                delivery)) {
      live.awaitRunning();
      topics.report("r1", "sub-1", "stopped", BEGINS.plusSeconds(60), "");
      topics.tick(BEGINS.plusSeconds(90));
      live.awaitThat("ict is warned", () -> !topics.read("warnings-ict").isEmpty());

      admin.deleteTopics(List.of("hamon.warnings-ict")).all().get();
      topics.report("r2", "bts-1", "stopped", BEGINS.plusSeconds(120), "");
      topics.report("r3", "hospital-1", "stopped", BEGINS.plusSeconds(121), "");
      topics.tick(BEGINS.plusSeconds(240));

      live.awaitThat(
          "the topic is there again, with what was said meanwhile",
          () -> topics.names().contains("warnings-ict") && !topics.read("warnings-ict").isEmpty());
      live.checkpoint();
      live.awaitThat(
          "others are warned",
          () ->
              topics.read("warnings-medical").stream()
                  .anyMatch(line -> line.value().contains("\"confirmed\"")));
      live.awaitThat(
          "it is said",
          () ->
              List.of("missing", "written").stream()
                  .allMatch(
                      status ->
                          topics.read("feed-health").stream()
                              .anyMatch(
                                  line ->
                                      line.key().equals("warnings-ict")
                                          && line.value()
                                              .contains("\"status\":\"" + status + "\""))));
      assertThat(live.hasEnded()).isFalse();
    }
  }
}
