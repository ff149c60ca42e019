// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.hamon.correlation.decode.Decode;
import org.hamon.correlation.kafka.Delivery;
import org.hamon.correlation.kafka.LiveTime;
import org.hamon.local.EmbeddedKafka;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One asset's clock, and the whole job between live topics: two assets share one partition. */
class LiveClocksITCase {

  private static final String TOPOLOGY =
      """
      topology: clocks
      version: "1"
      assets:
        - {id: feeder-1, name: Feeder 1, sector: electricity, region: JP-01}
        - {id: feeder-2, name: Feeder 2, sector: electricity, region: JP-01}
        - {id: mast-1, name: Mast 1, sector: ict, region: JP-01}
      dependencies:
        - {id: d1, provider: feeder-1, dependent: mast-1, buffer: 4h}
      serviceLevels:
        - {id: volts, sector: electricity, metric: voltage, unit: kV, stopped: {below: 1},
           degraded: {below: 60}}
      """;

  @TempDir Path folder;

  @Test
  void aReadingNearlyAnHourAheadBlindsNobody_andItsTimeComesAfterARestart() throws Exception {
    Ground ground = Ground.in(Files.writeString(folder.resolve("topology.yaml"), TOPOLOGY));
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        Topics topics =
            Topics.create(kafka.bootstrapServers(), "clocks.", Set.of("electricity", "ict"), 1)) {
      LiveRun first = start(topics, ground, null);
      topics.reading("feeder-2", "voltage", 66, Instant.now());
      topics.reading("feeder-2", "voltage", 0.1, Instant.now().plus(Duration.ofMinutes(59)));
      // the clock of this one comes to its time soon
      topics.reading("feeder-2", "voltage", 50, Instant.now().plus(Duration.ofSeconds(40)));
      topics.reading("feeder-1", "voltage", 0.1, Instant.now());
      first.awaitThat("the stop is seen", () -> says(topics, "asset-state", "feeder-1", "stopped"));
      first.awaitThat("others are warned", () -> !topics.read("warnings-ict").isEmpty());
      first.awaitThat(
          "the clock is named", () -> says(topics, "feed-health", "feeder-2", "\"ahead\""));
      topics.reading("feeder-2", "voltage", 65, Instant.now());
      URI checkpoint = first.checkpoint();
      assertThat(topics.read("late")).isEmpty();
      first.kill();
      try (LiveRun job = start(topics, ground, checkpoint)) {
        job.awaitThat(
            "its time has come", () -> says(topics, "asset-state", "feeder-2", "degraded"));
        assertThat(topics.read("late")).isEmpty();
        assertThat(says(topics, "asset-state", "feeder-2", "stopped")).isFalse();
      }
    }
  }

  private LiveRun start(Topics topics, Ground ground, @Nullable URI restore) throws Exception {
    LiveRun run =
        LiveRun.start(
            topics,
            ground,
            Instant.now().toEpochMilli(),
            2,
            LiveTime.auto(Decode.DEFAULT_BOUND),
            Files.createDirectories(folder.resolve("checkpoints")).toUri(),
            restore,
            Delivery.AT_LEAST_ONCE);
    run.awaitRunning();
    return run;
  }

  private static boolean says(Topics topics, String topic, String asset, String word) {
    return topics.read(topic).stream()
        .map(ConsumerRecord::value)
        .anyMatch(line -> line.contains(asset) && line.contains(word));
  }
}
