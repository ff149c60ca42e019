// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.hamon.correlation.StreamNames;
import org.hamon.correlation.StreamOwner;
import org.hamon.local.EmbeddedKafka;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lanes and recipients are called stops nobody: a real broker takes every name. */
class HostileNamesITCase {

  private static final String LONGEST = "q".repeat(64);

  @TempDir private static Path folder;

  private static EmbeddedKafka kafka;

  @BeforeAll
  static void start() throws Exception {
    kafka = EmbeddedKafka.start();
  }

  @AfterAll
  static void stop() throws Exception {
    kafka.close();
  }

  @Test
  void brokerCreatesATopicForEachName() throws Exception {
    List<StreamOwner> owners = new ArrayList<>();
    for (String community :
        List.of(
            "東日本通信", "西日本通信", "north/1", "north-1", "a.b", "a_b", "A-B", " ", "q".repeat(200))) {
      owners.add(new StreamOwner("ict", community));
    }
    owners.add(new StreamOwner("current", ""));
    owners.add(new StreamOwner("ict-north-1", ""));
    Set<String> streams = new HashSet<>(StreamNames.of(owners).byOwner().values());
    assertThat(streams).hasSize(owners.size());
    streams.addAll(List.of("warnings-current", "late"));
    String prefix = "p._-".repeat(50);
    List<NewTopic> topics = new ArrayList<>();
    for (String lane : lanes()) {
      for (String stream : streams) {
        String name = StreamNames.inLane(lane, stream, StreamNames.roomBehind(prefix));
        topics.add(new NewTopic(prefix + name, 1, (short) 1));
      }
    }
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      admin.createTopics(topics).all().get();

      assertThat(admin.listTopics().names().get()).hasSizeGreaterThanOrEqualTo(topics.size());
    }
  }

  @Test
  void exercisesOfAnyNameRun_andTheActualLaneGoesOn() throws Exception {
    Instant time = Instant.parse("2018-09-05T18:00:00Z");
    Ground ground = Ground.in(Story.writeTopology(folder));
    try (Topics topics =
            Topics.create(kafka.bootstrapServers(), "p.".repeat(100), ground.graph().sectors(), 1);
        LiveRun live = begin(topics, ground, time)) {
      int n = 0;
      for (String lane : lanes()) {
        String more = ",\"lane\":\"" + lane + "\"";
        topics.report("x" + n++, "sub-1", "stopped", time.plusSeconds(10 + n), more);
      }
      topics.report("end", "clock-0", "degraded", time.plusSeconds(60), "");
      topics.tick(time.plusSeconds(120));

      Map<String, String> files = new TreeMap<>();
      await()
          .atMost(Duration.ofMinutes(2))
          .failFast("the job has ended", live::hasEnded)
          .until(
              () -> {
                for (JsonNode line : Outputs.of(topics).nodes("topics")) {
                  if (line.at("/owner/output").asText().equals("asset-state")) {
                    files.put(line.at("/owner/lane").asText(), line.path("name").asText());
                  }
                }
                return files.keySet().containsAll(lanes())
                    && files.values().stream().noneMatch(name -> topics.read(name).isEmpty());
              });
      for (String lane : lanes()) {
        assertThat(Outputs.of(topics).nodes(files.get(lane)))
            .extracting(line -> line.path("lane").asText())
            .containsOnly(lane);
      }
    }
  }

  private static List<String> lanes() {
    return List.of(
        "actual",
        "test",
        "exercise/drill.1",
        "exercise/drill_1",
        "exercise/drill-1",
        "exercise/DRILL-1",
        "exercise/a",
        "exercise/a-warnings",
        "exercise/" + LONGEST);
  }

  private static LiveRun begin(Topics topics, Ground ground, Instant time) throws Exception {
    return LiveRun.start(
        topics,
        ground,
        time.toEpochMilli(),
        1,
        Duration.ofSeconds(1),
        Files.createDirectories(folder.resolve("checkpoints")).toUri(),
        null);
  }
}
