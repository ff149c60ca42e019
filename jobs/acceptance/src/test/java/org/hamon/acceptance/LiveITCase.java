// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamon.acceptance.Story.at;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.hamon.correlation.decode.Input;
import org.hamon.local.EmbeddedKafka;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job as it runs for good: endless topics, partitions that fall idle. It hears what is right
 * and what is wrong, and is read by plain consumers.
 */
class LiveITCase {

  private static final Duration IDLENESS = Duration.ofSeconds(2);

  @TempDir static Path folder;

  private static Outputs outputs;
  private static Outputs whenAllWasQuiet;
  private static Outputs afterTheResume;
  private static Outputs atTheEnd;
  private static final Map<String, List<ConsumerRecord<String, String>>> RECORDS = new TreeMap<>();

  @BeforeAll
  static void run() throws Exception {
    Ground ground = Ground.in(Story.writeTopology(folder));
    URI checkpoints = Files.createDirectories(folder.resolve("checkpoints")).toUri();
    long start = Story.BEGINS.toEpochMilli();
    try (EmbeddedKafka kafka = EmbeddedKafka.start();
        Topics topics =
            Topics.create(kafka.bootstrapServers(), "hamon.", ground.graph().sectors(), 2)) {
      URI checkpoint;
      try (LiveRun live = LiveRun.start(topics, ground, start, 2, IDLENESS, checkpoints, null)) {
        live.awaitRunning();
        produce(topics);
        live.awaitTime(at("00:14:00"));
        live.checkpoint();
        outputs = Outputs.of(topics);
        RECORDS.putAll(topics.read(outputs.topics()));
        whenAllWasQuiet = staysQuiet(live, topics);
        checkpoint = live.checkpoint();
      }
      try (LiveRun again =
          LiveRun.start(topics, ground, start, 2, IDLENESS, checkpoints, checkpoint)) {
        again.awaitRunning();
        afterTheResume = staysQuiet(again, topics);
        topics.report("r9", "sub-1", "normal", at("00:14:30"), "");
        endOfTime(topics, at("00:15:00"));
        again.awaitTime(at("00:15:00"));
        again.checkpoint();
        atTheEnd = Outputs.of(topics);
      }
    }
  }

  private static void produce(Topics topics) {
    topics.reading("bts-3", "battery", 120, at("00:01:00"));
    topics.raw(Input.TELEMETRY, "bts-3", "{\"asset\":\"bts-3\",");
    topics.raw(Input.TELEMETRY, "bts-3", "[]");
    topics.raw(
        Input.TELEMETRY,
        "bts-3",
        "{\"asset\":\"bts-3\",\"metric\":\"battery\",\"value\":NaN,"
            + "\"time\":\"2018-09-05T18:01:01Z\"}");
    topics.reading("bts-3", "battery", 110, Instant.parse("2999-01-01T00:00:00Z"));
    topics.report("r1", "sub-1", "burning", at("00:01:30"), "");
    topics.reading("nobody", "battery", 1, at("00:01:40"));
    topics.report("r2", "sub-1", "stopped", at("00:02:00"), ",\"cause\":\"natural\"");
    topics.report("r2", "sub-1", "stopped", at("00:02:30"), ",\"cause\":\"natural\"");
    topics.raw(
        Input.FAILURE_REPORTS,
        "pump-1",
        "{\"specversion\":\"1.0\",\"id\":\"e1\",\"source\":\"urn:ci:water\",\"type\":\"report\","
            + "\"data\":{\"id\":\"r3\",\"asset\":\"pump-1\",\"state\":\"stopped\","
            + "\"reportedAt\":\"2018-09-05T18:03:00Z\",\"tlp\":\"TLP:AMBER\"}}");
    topics.report("x1", "sub-2", "stopped", at("00:03:00"), ",\"lane\":\"test\"");
    topics.report("x2", "sub-2", "stopped", at("00:03:10"), ",\"lane\":\"exercise/autumn\"");
    topics.reading("bts-3", "battery", 40, at("00:13:30"));
    topics.reading("bts-3", "battery", 90, at("00:13:00")); // late
    topics.reading("bts-2", "battery", 100, at("00:13:59"));
    endOfTime(topics, at("00:14:00"));
  }

  @Test
  void sectorsAreWarned() {
    assertThat(outputs.nodes("warnings"))
        .extracting(warning -> warning.path("sector").asText())
        .contains("electricity", "ict", "water");
    for (JsonNode warning : outputs.nodes("warnings")) {
      String sector = warning.path("sector").asText();
      assertThat(outputs.nodes("warnings-" + sector)).contains(warning);
    }
    assertThat(outputs.lines("warnings-railway"))
        .allMatch(line -> line.contains("\"sector\":\"railway\""));
  }

  @Test
  void recordsAreKeyedAndCarryCloudEventsHeaders() {
    for (ConsumerRecord<String, String> record : records("warnings")) {
      JsonNode warning = Outputs.parse(record.value());
      assertThat(record.key()).isEqualTo(warning.path("id").asText());
      assertThat(Outputs.header(record, "ce_id"))
          .isEqualTo(record.key() + "/" + warning.path("revision").asInt());
      assertThat(Outputs.header(record, "ce_subject"))
          .isEqualTo(warning.path("situation").asText());
      assertThat(Instant.parse(Outputs.header(record, "ce_time")))
          .isEqualTo(Instant.parse(warning.path("issuedAt").asText()));
    }
    RECORDS
        .values()
        .forEach(
            all ->
                assertThat(all)
                    .isNotEmpty()
                    .allSatisfy(
                        record -> {
                          assertThat(record.key()).isNotBlank();
                          for (String name :
                              List.of("ce_id", "ce_source", "ce_type", "ce_time", "ce_subject")) {
                            assertThat(Outputs.header(record, name)).as(name).isNotBlank();
                          }
                        }));
  }

  @Test
  void theBooksOfEachLaneAreSaidAndBalance() {
    for (String topic : List.of("books", "test-books", "exercise-autumn-books")) {
      assertThat(outputs.nodes(topic))
          .as(topic)
          .isNotEmpty()
          .allSatisfy(
              book -> {
                long sum = 0;
                for (String column :
                    List.of("used", "late", "repeated", "deadLettered", "waiting")) {
                  sum += book.path(column).asLong();
                }
                assertThat(book.path("in").asLong()).as(book.toString()).isEqualTo(sum);
              });
    }
    assertThat(outputs.find("books", "input", "failure-reports"))
        .extracting(book -> book.path("repeated").asLong())
        .contains(1L);
  }

  @Test
  void topicsThatAreMadeForTheFirstTimeAreNotCalledMissing() {
    assertThat(outputs.topics()).contains("exercise-autumn-asset-state");
    assertThat(outputs.lines("feed-health")).noneMatch(line -> line.contains("\"missing\""));
  }

  @Test
  void idsAreUsedOnce() {
    assertThat(outputs.contradictions()).isEmpty();
  }

  @Test
  void theCurrentWarningsHoldTheLastRevisionOfEach() {
    assertThat(lastByKey("warnings-current")).isEqualTo(lastByKey("warnings"));
  }

  @Test
  void whatCannotBeUsedIsSetAsideWithItsReason() {
    assertThat(outputs.nodes("dead-letters"))
        .extracting(letter -> letter.path("reason").asText())
        .containsExactlyInAnyOrder(
            "NOT_JSON",
            "NOT_AN_OBJECT",
            "NOT_A_NUMBER",
            "TIME_IN_FUTURE",
            "UNKNOWN_STATE",
            "UNKNOWN_ASSET");
    assertThat(outputs.nodes("dead-letters"))
        .allSatisfy(
            letter -> {
              assertThat(letter.path("raw").asText()).isNotEmpty();
              assertThat(letter.path("detail").asText()).isNotEmpty();
              assertThat(letter.path("topic").asText()).isIn("telemetry", "failure-reports");
              assertThat(letter.path("partition").isInt()).isTrue();
              assertThat(letter.path("offset").isNumber()).isTrue();
            });
  }

  @Test
  void lateReadingIsSetAside_andChangesNothing() {
    assertThat(outputs.nodes("late"))
        .singleElement()
        .satisfies(late -> assertThat(late.path("raw").asText()).contains("90"));
    assertThat(outputs.find("asset-state", "asset", "bts-3"))
        .extracting(line -> line.path("state").asText())
        .containsExactly("degraded");
  }

  @Test
  void repeatedReportCountsOnce() {
    assertThat(outputs.find("asset-state", "asset", "sub-1"))
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.path("state").asText()).isEqualTo("stopped");
              assertThat(line.path("at").asText()).isEqualTo("2018-09-05T18:02:00Z");
            });
  }

  @Test
  void reportInACloudEventIsUsed() {
    assertThat(outputs.find("asset-state", "asset", "pump-1"))
        .extracting(line -> line.path("state").asText())
        .contains("stopped");
  }

  @Test
  void healthOfSectorsIsTold() {
    assertThat(outputs.find("sector-health", "sector", "electricity"))
        .isNotEmpty()
        .anySatisfy(line -> assertThat(line.path("counts").path("stopped").asInt()).isEqualTo(1));
  }

  @Test
  void otherLanesAreKeptApart() {
    assertThat(outputs.find("asset-state", "asset", "sub-2")).isEmpty();
    for (String topic : outputs.topics()) {
      String lane =
          topic.startsWith("test-")
              ? "test"
              : topic.startsWith("exercise-autumn-") ? "exercise/autumn" : "actual";
      for (JsonNode line : outputs.nodes(topic)) {
        assertThat(line.path("lane").asText(lane)).as(topic).isEqualTo(lane);
      }
    }
    for (String lane : List.of("test-", "exercise-autumn-")) {
      assertThat(outputs.find(lane + "asset-state", "asset", "sub-2")).hasSize(1);
      assertThat(outputs.find(lane + "warnings", "sector", "electricity")).isNotEmpty();
      assertThat(outputs.find(lane + "situations", "status", "open")).isNotEmpty();
    }
    assertThat(outputs.lines("test-asset-state")).noneMatch(line -> line.contains("sub-1"));
  }

  @Test
  void timeStandsStillWhenAllIsQuiet() {
    assertThat(whenAllWasQuiet.byTopic()).isEqualTo(outputs.byTopic());
  }

  @Test
  void timeStandsStillWhenAllIsQuiet_alsoInAResumedRun() {
    assertThat(afterTheResume.byTopic()).isEqualTo(outputs.byTopic());
    assertThat(atTheEnd.find("asset-state", "asset", "sub-1"))
        .extracting(line -> line.path("state").asText())
        .contains("normal");
  }

  /** Advances time in one partition of each input only: the others are idle. */
  private static void endOfTime(Topics topics, Instant time) {
    topics.report("end-" + time, "clock-0", "degraded", time, "");
    topics.report("past-" + time, "clock-0", "normal", time.plusMillis(2_001), "");
    topics.reading("clock-0", "tick", 1, time.plusMillis(2_001));
  }

  /** What the job has said when all partitions have been idle for a good while. */
  private static Outputs staysQuiet(LiveRun live, Topics topics) throws Exception {
    await()
        .during(IDLENESS.multipliedBy(2))
        .atMost(Duration.ofSeconds(30))
        .until(() -> !live.hasEnded());
    live.checkpoint();
    return Outputs.of(topics);
  }

  private static Map<String, String> lastByKey(String topic) {
    Map<String, String> last = new TreeMap<>();
    records(topic).forEach(record -> last.put(record.key(), record.value()));
    return last;
  }

  private static List<ConsumerRecord<String, String>> records(String topic) {
    return RECORDS.getOrDefault(topic, List.of());
  }
}
