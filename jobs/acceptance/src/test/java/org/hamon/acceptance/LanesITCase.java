// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.hamon.correlation.Ids;
import org.hamon.local.EmbeddedFlink;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An exercise beside what really happens: whatever is played there, in any input, leaves every
 * output of the actual lane as it is, to the byte; and says what it says when it is played alone.
 */
class LanesITCase {

  private static final Instant BEGINS = Instant.parse("2018-09-05T18:00:00Z");
  private static final Instant ENDS = BEGINS.plus(Duration.ofHours(4));
  private static final List<String> ASSETS =
      List.of("sub-1", "sub-2", "bts-1", "bts-3", "hospital-1", "pump-1", "cloud-1", "bank-1");
  private static final List<String> STATES =
      List.of("stopped", "degraded", "normal", "unusable", "recovering");

  @TempDir static Path folder;

  private static EmbeddedFlink flink;
  private static Ground ground;

  @BeforeAll
  static void start() throws Exception {
    ground = Ground.in(Story.writeTopology(folder));
    flink =
        EmbeddedFlink.start(
            EmbeddedFlink.Options.of(2).withCheckpointsEvery(Duration.ZERO).withoutRestarts());
  }

  @AfterAll
  static void stop() throws Exception {
    flink.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void lanesDoNotSeeEachOther(long seed) throws Exception {
    Map<String, List<String>> actual = records("actual", new Random(seed));
    Map<String, List<String>> exercise = records("exercise/x", new Random(-seed));

    Replayed alone = replay(seed + "-actual", Map.of("", actual));
    Replayed exerciseAlone = replay(seed + "-exercise", Map.of("-x", exercise));
    Replayed both = replay(seed + "-both", Map.of("", actual, "-x", exercise));

    assertThat(alone.lines("warnings")).isNotEmpty();
    assertThat(exerciseAlone.text("exercise-x-warnings")).isNotEmpty();
    assertThat(exerciseAlone.ofLane("").keySet()).doesNotContain("warnings.jsonl");
    same(both.ofLane(""), alone.ofLane(""));
    same(both.ofLane("exercise-x-"), exerciseAlone.ofLane("exercise-x-"));
  }

  private static void same(Map<String, String> actual, Map<String, String> expected) {
    assertThat(actual.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (name, text) ->
            assertThat(actual.getOrDefault(name, "").lines().toList())
                .as(name)
                .isEqualTo(text.lines().toList()));
  }

  private static Replayed replay(String name, Map<String, Map<String, List<String>>> played)
      throws Exception {
    Path inputs = Files.createDirectories(folder.resolve("in-" + name));
    for (Map.Entry<String, Map<String, List<String>>> part : played.entrySet()) {
      write(inputs, part.getKey(), part.getValue());
    }
    return Replayed.of(flink, ground, inputs, folder.resolve("out-" + name), BEGINS, ENDS, 2);
  }

  private static void write(Path inputs, String ending, Map<String, List<String>> records)
      throws IOException {
    for (Map.Entry<String, List<String>> file : records.entrySet()) {
      Files.write(inputs.resolve(file.getKey() + ending + ".jsonl"), file.getValue());
    }
  }

  /** Random records of every input; the ids are the same in all lanes. */
  private static Map<String, List<String>> records(String lane, Random random) {
    Map<String, List<String>> records = new TreeMap<>();
    for (String input : List.of("telemetry", "failure-reports", "advisories", "controls")) {
      List<String> lines = new ArrayList<>();
      records.put(input, lines);
      Instant time = BEGINS;
      for (int n = 0; n < 25; n++) {
        time = time.plusMillis(1 + random.nextInt(500_000));
        String line = record(input, n, time, random);
        lines.add(line.substring(0, line.length() - 1) + ",\"lane\":\"" + lane + "\"}");
      }
      lines.add("{\"id\":\"" + input + "\",\"lane\":\"" + lane + "\"}");
    }
    // something that is sure to be told, and spoken of
    String opened = BEGINS.plusSeconds(60).toString();
    records
        .get("failure-reports")
        .add(
            0,
            "{\"id\":\"first\",\"asset\":\"sub-1\",\"state\":\"stopped\",\"tlp\":\"TLP:AMBER\","
                + "\"reportedAt\":\""
                + opened
                + "\",\"lane\":\""
                + lane
                + "\"}");
    return records;
  }

  private static String record(String input, int n, Instant time, Random random) {
    String asset = ASSETS.get(random.nextInt(ASSETS.size()));
    String state = STATES.get(random.nextInt(STATES.size()));
    return switch (input) {
      case "telemetry" ->
          "{\"asset\":\"%s\",\"metric\":\"battery\",\"value\":%d,\"time\":\"%s\"}"
              .formatted(random.nextInt(9) == 0 ? "nobody" : asset, random.nextInt(90), time);
      case "failure-reports" ->
          "{\"id\":\"r%d\",\"asset\":\"%s\",\"state\":\"%s\",\"reportedAt\":\"%s\",\"tlp\":\"TLP:%s\"}"
              .formatted(n, asset, state, time, random.nextBoolean() ? "AMBER" : "GREEN");
      case "advisories" ->
          "{\"id\":\"q%d\",\"kind\":\"%s\",\"at\":\"%s\",\"cause\":\"natural\",\"tlp\":\"TLP:GREEN\"}"
              .formatted(
                  random.nextInt(20), random.nextBoolean() ? "hazard" : "crime-report", time);
      default -> control(random.nextInt(40), time, asset, state, random);
    };
  }

  private static String control(int n, Instant time, String asset, String state, Random random) {
    Instant until = time.plusSeconds(60 + random.nextInt(3_000));
    String situation =
        "s-"
            + Ids.hash(
                random.nextBoolean() ? "actual" : "exercise/x",
                "sub-1",
                Long.toString(BEGINS.plusSeconds(60).toEpochMilli()));
    String kind =
        switch (random.nextInt(6)) {
          case 0 -> "\"kind\":\"maintenance\",\"selector\":{\"asset\":\"%s\"}".formatted(asset);
          case 1 -> "\"kind\":\"silence\",\"selector\":{\"sector\":\"ict\"}";
          case 2 ->
              "\"kind\":\"acknowledge\",\"selector\":{\"situation\":\"%s\"}".formatted(situation);
          case 3 ->
              "\"kind\":\"override\",\"selector\":{\"asset\":\"%s\"},\"set\":{\"state\":\"%s\"}"
                  .formatted(asset, state);
          case 4 ->
              "\"kind\":\"override\",\"selector\":{\"situation\":\"%s\"},\"set\":{\"root\":\"grid\"}"
                  .formatted(situation);
          default ->
              "\"kind\":\"comment\",\"selector\":{\"situation\":\"%s\"},\"text\":\"x\""
                  .formatted(situation);
        };
    return "{\"id\":\"m%d\",\"at\":\"%s\",\"until\":\"%s\",%s}".formatted(n, time, until, kind);
  }
}
