// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.hamon.correlation.decode.Decode;
import org.hamon.correlation.kafka.Delivery;
import org.hamon.correlation.kafka.LiveTime;
import org.hamon.local.EmbeddedKafka;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A blackout takes all feeds at once: that is when the job must speak. Two regions whose assets are
 * expected every four seconds speak every half second, and then nothing speaks any more, no clock
 * of the test's either.
 */
class SilenceITCase {

  private static final Duration EVERY = Duration.ofSeconds(4);
  private static final Duration SOON = Duration.ofSeconds(5);
  private static final int PARTITIONS = 4;

  /** What becomes of it says where time is; being degraded it opens nothing. */
  private static final String SENTINEL = "sentinel";

  private static final Map<String, String> SECTOR_OF =
      Map.of(
          "bts-1", "ict",
          "bts-2", "ict",
          "pump-1", "water",
          "pump-2", "water",
          "hospital-1", "medical",
          "hospital-2", "medical");

  @TempDir Path folder;

  @Test
  void firstWarningComesWithinSecondsAfterTheFirstSilenceIsDue() throws Exception {
    Ground ground = Ground.in(writeTopology());
    ScheduledExecutorService feeds = Executors.newSingleThreadScheduledExecutor();
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        Topics topics =
            Topics.create(
                kafka.bootstrapServers(), "silence.", ground.graph().sectors(), PARTITIONS)) {
      Map<String, Instant> last = new ConcurrentHashMap<>();
      feeds.scheduleAtFixedRate(() -> speak(topics, last), 0, 500, TimeUnit.MILLISECONDS);
      await().until(() -> last.size() == 2 * SECTOR_OF.size());
      try (LiveRun job = start(topics, ground)) {
        cutAllFeeds(job, topics, feeds, last);
      }
    } finally {
      feeds.shutdownNow();
    }
  }

  private static void cutAllFeeds(
      LiveRun job, Topics topics, ScheduledExecutorService feeds, Map<String, Instant> last)
      throws Exception {
    topics.report("r-1", SENTINEL, "degraded", Instant.now().plus(EVERY), "");
    job.awaitThat(
        "time has come to what is reported for a little later",
        () -> topics.read("asset-state").stream().anyMatch(r -> r.key().equals(SENTINEL)));
    assertThat(topics.read("warnings")).isEmpty();

    feeds.shutdown();
    assertThat(feeds.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    Instant firstDue = last.values().stream().min(Instant::compareTo).orElseThrow().plus(EVERY);
    job.awaitThat("a warning comes", () -> !topics.read("warnings").isEmpty());

    ConsumerRecord<String, String> first = topics.read("warnings").get(0);
    assertThat(first.value()).contains("region-falls-silent");
    assertThat(Instant.ofEpochMilli(first.timestamp()))
        .isAfter(firstDue)
        .isBefore(firstDue.plus(SOON));
    job.awaitThat(
        "each sector that fell silent is told",
        () ->
            List.of("ict", "medical", "water").stream()
                .noneMatch(sector -> topics.read("warnings-" + sector).isEmpty()));
  }

  private LiveRun start(Topics topics, Ground ground) throws IOException {
    LiveRun run =
        LiveRun.start(
            topics,
            ground,
            Instant.now().toEpochMilli(),
            2,
            LiveTime.auto(Decode.DEFAULT_BOUND),
            Files.createDirectories(folder.resolve("checkpoints")).toUri(),
            null,
            Delivery.AT_LEAST_ONCE);
    run.awaitRunning();
    return run;
  }

  private static void speak(Topics topics, Map<String, Instant> last) {
    for (String region : List.of("east", "west")) {
      for (String asset : SECTOR_OF.keySet()) {
        Instant now = Instant.now();
        topics.reading(region + "-" + asset, "load", 1, now);
        last.put(region + "-" + asset, now);
      }
    }
  }

  private Path writeTopology() throws IOException {
    StringBuilder assets = new StringBuilder("  - {id: %s, sector: ict}\n".formatted(SENTINEL));
    StringBuilder dependencies = new StringBuilder();
    for (String region : List.of("east", "west")) {
      assets.append("  - {id: %s, sector: area, kind: supply-area}\n".formatted(region));
      SECTOR_OF.forEach(
          (asset, sector) -> {
            String id = region + "-" + asset;
            assets.append(
                "  - {id: %s, sector: %s, region: JP-01, people: 1000, every: %ds}\n"
                    .formatted(id, sector, EVERY.toSeconds()));
            dependencies.append(
                "  - {id: in-%s, provider: %s, dependent: %s, type: geographic, strength: 0.1}\n"
                    .formatted(id, region, id));
          });
    }
    return Files.writeString(
        folder.resolve("regions.yaml"),
        "topology: regions\nversion: 1\nassets:\n" + assets + "dependencies:\n" + dependencies);
  }
}
