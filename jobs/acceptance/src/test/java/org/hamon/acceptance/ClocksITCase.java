// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.util.stream.Collectors;
import org.hamon.local.EmbeddedFlink;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One asset's clock, and the whole job over history. */
class ClocksITCase {

  private static final Instant START = Instant.parse("2019-02-03T04:00:00Z");
  private static final Instant END = START.plus(Duration.ofHours(3));
  private static final Duration STEP = Duration.ofSeconds(30);

  private static final String TOPOLOGY =
      """
      topology: clocks
      version: "1"
      assets:
        - {id: feeder-1, name: Feeder 1, sector: electricity, region: JP-01, every: 2m}
        - {id: feeder-2, name: Feeder 2, sector: electricity, region: JP-01, every: 2m}
        - {id: mast-1, name: Mast 1, sector: ict, region: JP-01}
        - {id: clinic-1, name: Clinic 1, sector: medical, region: JP-01}
        - {id: gauge-1, name: Gauge 1, sector: water, region: JP-02}
      dependencies:
        - {id: d1, provider: feeder-1, dependent: mast-1, type: physical, group: power, strength: 0.9,
           buffer: {p10: 10m, p50: 1h, p90: 4h}, trigger: {state: stopped}}
        - {id: d2, provider: mast-1, dependent: clinic-1, type: cyber, group: calls, strength: 0.9,
           trigger: {state: stopped}}
      serviceLevels:
        - {id: volts, sector: electricity, metric: voltage, unit: kV,
           stopped: {below: 1}, degraded: {below: 60}}
      """;

  @TempDir static Path folder;

  private static EmbeddedFlink flink;

  @BeforeAll
  static void startFlink() throws IOException {
    flink =
        EmbeddedFlink.start(
            EmbeddedFlink.Options.of(2).withCheckpointsEvery(Duration.ZERO).withoutRestarts());
  }

  @AfterAll
  static void stopFlink() throws IOException {
    flink.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void whatAThirdOfTheRecordsSayOfTimeChangesNothingForOthers(int seed) throws Exception {
    Random random = new Random(seed);
    Duration lead = Duration.ofMinutes(15).plusMillis(random.nextInt(86_400_000));
    List<String> honest = new ArrayList<>();
    List<String> all = new ArrayList<>();
    int sinceFast = 0;
    Instant stops = START.plus(Duration.ofMinutes(30 + random.nextInt(60)));
    for (Instant time = START; time.isBefore(END); time = time.plus(STEP)) {
      boolean isLast = !time.plus(STEP).isBefore(END);
      for (int feeder = 1; feeder <= 2; feeder++) {
        double volts = feeder == 1 && time.isAfter(stops) ? 0.2 : 66;
        String line = reading("feeder-" + feeder, "voltage", volts, time.plusMillis(feeder));
        honest.add(line);
        all.add(line);
        sinceFast++;
        if (sinceFast >= 2 && !(isLast && feeder == 2) && random.nextInt(2) == 0) {
          sinceFast = 0;
          all.add(reading("gauge-1", "level", 3, time.plus(lead)));
        }
      }
    }
    Path base = folder.resolve("seed-" + seed);
    Path without = inputs(base.resolve("without"), honest);
    Path with = inputs(base.resolve("with"), all);
    Ground ground = Ground.in(topology(base));

    Map<String, String> expected = others(replay(ground, without, base, 1));
    Replayed one = replay(ground, with, base, 1);
    Replayed two = replay(ground, with, base, 2);

    assertThat(others(one)).isEqualTo(expected);
    assertThat(two.files()).isEqualTo(one.files());
    assertThat(one.text("late")).isEmpty();
    assertThat(one.lines("asset-state"))
        .anyMatch(
            line ->
                line.path("asset").asText().equals("feeder-1")
                    && line.path("state").asText().equals("stopped"));
    assertThat(one.lines("feed-health"))
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.path("asset").asText()).isEqualTo("gauge-1");
              assertThat(line.path("status").asText()).isEqualTo("ahead");
            });
    assertBooksBalance(one, all.size());
  }

  /** Too little for the records that follow to say that the clock is wrong. */
  @ParameterizedTest
  @ValueSource(ints = {2_500, 5_000, 9_900})
  void aLeadOfSecondsChangesNothingForOthersEither(int lead) throws Exception {
    List<String> honest = new ArrayList<>();
    List<String> all = new ArrayList<>();
    int step = 1_800;
    for (int i = 0; i < 900; i++) {
      Instant time = START.plusMillis((long) i * step);
      if (i % 3 == 1) {
        all.add(reading("gauge-1", "level", 3, time.plusMillis(lead)));
      } else {
        String feeder = i % 3 == 0 ? "feeder-1" : "feeder-2";
        double volts = i > 450 && i % 3 == 0 ? 0.2 : 66;
        honest.add(reading(feeder, "voltage", volts, time));
        all.add(honest.get(honest.size() - 1));
      }
    }
    Path base = folder.resolve("lead-" + lead);
    Path without = inputs(base.resolve("without"), honest);
    Path with = inputs(base.resolve("with"), all);
    Ground ground = Ground.in(topology(base));

    Map<String, String> expected = others(replay(ground, without, base, 1));
    Replayed one = replay(ground, with, base, 1);
    Replayed two = replay(ground, with, base, 2);

    assertThat(others(one)).isEqualTo(expected);
    assertThat(two.files()).isEqualTo(one.files());
    assertThat(one.text("late")).isEmpty();
    assertThat(one.lines("asset-state"))
        .anyMatch(
            line ->
                line.path("asset").asText().equals("feeder-1")
                    && line.path("state").asText().equals("stopped"));
  }

  @Test
  void whatIsPlannedForAfterTheEndOfHistoryNeverHappens() throws Exception {
    Path base = folder.resolve("planned");
    Path in = inputs(base.resolve("in"), List.of());
    Files.writeString(
        in.resolve("failure-reports.jsonl"),
        report("r1", "feeder-1", START) + report("r2", "clinic-1", START.plusSeconds(600)));
    Files.writeString(
        in.resolve("controls.jsonl"),
        """
        {"id":"c1","kind":"maintenance","at":"2019-02-03T04:05:00Z","by":"desk",\
        "selector":{"asset":"mast-1"},"from":"2019-03-03T00:00:00Z","until":"2019-03-03T04:00:00Z"}
        {"id":"c2","kind":"override","at":"2019-02-03T04:05:00Z","by":"desk",\
        "selector":{"asset":"gauge-1"},"set":{"state":"stopped"},"from":"2019-03-03T00:00:00Z"}
        """);
    Files.writeString(
        in.resolve("topology-changes.jsonl"),
        """
        {"validFrom":"2019-02-03T04:01:00Z","op":"upsert-asset",\
        "value":{"id":"new-1","name":"New 1","sector":"ict","region":"JP-01"}}
        """);
    Replayed replayed = replay(Ground.in(topology(base)), in, base, 2);

    assertThat(replayed.lines("warnings")).isNotEmpty();
    for (String stream : List.of("warnings", "situations", "asset-state", "sector-health")) {
      for (JsonNode line : replayed.lines(stream)) {
        String at = line.path(stream.equals("warnings") ? "issuedAt" : "at").asText();
        assertThat(Instant.parse(at)).as(line.toString()).isBeforeOrEqualTo(END);
      }
    }
  }

  private static Replayed replay(Ground ground, Path in, Path base, int parallelism)
      throws Exception {
    Path out = base.resolve(in.getFileName() + "-out-" + parallelism);
    return Replayed.of(flink, ground, in, out, START, END, parallelism);
  }

  /** All lines that neither name nor count the asset whose clock is wrong. */
  private static Map<String, String> others(Replayed replayed) {
    Map<String, String> others = new TreeMap<>();
    replayed
        .files()
        .forEach(
            (file, text) -> {
              if (!file.startsWith("books")) {
                others.put(
                    file,
                    text.lines()
                        .filter(line -> !line.contains("gauge-1") && !line.contains("\"water\""))
                        .collect(Collectors.joining("\n")));
              }
            });
    return others;
  }

  private static void assertBooksBalance(Replayed replayed, int readings) {
    for (JsonNode book : replayed.lines("books")) {
      long accounted = 0;
      for (String column : List.of("used", "late", "repeated", "deadLettered", "waiting")) {
        accounted += book.required(column).asLong();
      }
      assertThat(accounted).as(book.toString()).isEqualTo(book.required("in").asLong());
      if (book.path("input").asText().equals("telemetry")) {
        assertThat(book.required("in").asLong()).isEqualTo(readings);
        assertThat(book.required("waiting").asLong()).isPositive();
      }
    }
  }

  private static Path topology(Path base) throws IOException {
    Files.createDirectories(base);
    return Files.writeString(base.resolve("topology.yaml"), TOPOLOGY);
  }

  private static Path inputs(Path in, List<String> readings) throws IOException {
    Files.createDirectories(in);
    Files.write(in.resolve("telemetry.jsonl"), readings);
    return in;
  }

  private static String reading(String asset, String metric, double value, Instant time) {
    return "{\"asset\":\"%s\",\"metric\":\"%s\",\"value\":%s,\"time\":\"%s\"}"
        .formatted(asset, metric, value, time);
  }

  private static String report(String id, String asset, Instant time) {
    return "{\"id\":\"%s\",\"asset\":\"%s\",\"state\":\"stopped\",\"reportedAt\":\"%s\"}%n"
        .formatted(id, asset, time);
  }
}
