// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.hamon.correlation.Ids;
import org.hamon.local.EmbeddedFlink;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people tell the job, controls and advisories, replayed from files by the whole job. */
class NoticesITCase {

  private static final String SITUATION = situation("sub-1", "18:10");
  private static final String ICT = Ids.ofWarning(SITUATION, "ict", "");
  private static final String MEDICAL = Ids.ofWarning(SITUATION, "medical", "");

  @TempDir static Path folder;

  private static final Map<Integer, Replayed> RUNS = new TreeMap<>();

  @BeforeAll
  static void replay() throws Exception {
    Ground ground = Ground.in(Story.writeTopology(folder));
    Path inputs = Files.createDirectories(folder.resolve("inputs"));
    write(inputs);
    try (EmbeddedFlink flink =
        EmbeddedFlink.start(
            EmbeddedFlink.Options.of(4).withCheckpointsEvery(Duration.ZERO).withoutRestarts())) {
      for (int parallelism : new int[] {1, 2, 4}) {
        RUNS.put(
            parallelism,
            Replayed.of(
                flink,
                ground,
                inputs,
                folder.resolve("out-" + parallelism),
                at("18:00"),
                at("22:00"),
                parallelism));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void anyParallelismGivesTheSameBytes(int parallelism) {
    assertThat(RUNS.get(parallelism).files()).isEqualTo(run().files());
  }

  @Test
  void booksBalance() {
    assertThat(run().lines("books"))
        .extracting(book -> book.path("input").asText(), NoticesITCase::balance)
        .contains(
            tuple("controls", "in 12 used 9 repeated 1 deadLettered 1 waiting 1"),
            tuple("advisories", "in 4 used 3 repeated 0 deadLettered 1 waiting 0"));
    for (JsonNode book : run().lines("books")) {
      long accounted =
          Stream.of("used", "late", "repeated", "deadLettered", "waiting")
              .mapToLong(column -> book.path(column).asLong())
              .sum();
      assertThat(accounted).as(book.toString()).isEqualTo(book.path("in").asLong());
    }
    assertThat(run().lines("dead-letters"))
        .extracting(letter -> letter.path("reason").asText())
        .containsExactlyInAnyOrder("UNKNOWN_KIND", "EXPIRES_BEFORE_AT");
  }

  @Test
  void assetUnderMaintenanceIsMonitored_andHeardWhenItEnds() {
    assertThat(run().lines("asset-state"))
        .filteredOn(line -> line.path("asset").asText().equals("sub-2"))
        .extracting(
            line -> line.path("at").asText().substring(11, 16),
            line -> line.path("state").asText(),
            line -> line.path("maintenance").asText(""),
            line -> line.path("from").asText())
        .containsExactly(
            tuple("18:12", "stopped", "m1", "report"),
            tuple("19:30", "normal", "", "operator"),
            tuple("20:00", "stopped", "", "report"));
    assertThat(run().lines("decisions"))
        .filteredOn(line -> line.path("rule").asText().equals("maintenance"))
        .singleElement()
        .satisfies(line -> assertThat(line.path("choice").asText()).isEqualTo("suppressed"));
    assertThat(run().lines("situations"))
        .filteredOn(
            line ->
                line.toString()
                    .contains("\"sub-2\",\"sector\":\"electricity\",\"state\":\"stopped\""))
        .first()
        .satisfies(line -> assertThat(line.path("at").asText()).isEqualTo("2018-09-05T19:00:00Z"));
  }

  @Test
  void silencedSectorIsToldWhenTheSilenceEnds() {
    assertThat(first("water")).isEqualTo("2018-09-05T18:40:00Z");
    assertThat(first("ict")).isEqualTo("2018-09-05T18:10:00Z");
  }

  @Test
  void acknowledgedWarningSaysWhenAlone() {
    assertThat(warnings("ict"))
        .filteredOn(warning -> warning.path("id").asText().equals(ICT))
        .filteredOn(warning -> warning.has("acknowledged"))
        .isNotEmpty()
        .allMatch(w -> w.path("acknowledged").asText().equals("2018-09-05T18:20:00Z"));
    assertThat(warnings("medical")).noneMatch(warning -> warning.has("acknowledged"));
  }

  @Test
  void operatorsPriorityIsThatOfTheWarning() {
    assertThat(warnings("medical"))
        .filteredOn(warning -> warning.path("id").asText().equals(MEDICAL))
        .filteredOn(warning -> warning.path("issuedAt").asText().startsWith("2018-09-05T18:3"))
        .isNotEmpty()
        .allMatch(warning -> warning.path("priority").asText().equals("P1"));
  }

  @Test
  void falseAlarmCancelsEveryWarningOfTheSituation() {
    Map<String, String> last = new TreeMap<>();
    for (JsonNode warning : run().lines("warnings")) {
      if (warning.path("situation").asText().equals(SITUATION)) {
        last.put(warning.path("sector").asText(), warning.path("type").asText());
      }
    }
    assertThat(last).containsKeys("electricity", "ict", "medical", "water");
    assertThat(last.values()).containsOnly("cancel");
  }

  @Test
  void warningsCarryTheAdvisoryAndItsCause() {
    JsonNode alert = warnings("ict").get(0);

    assertThat(alert.path("advisories").toString())
        .isEqualTo(
            "[{\"id\":\"q1\",\"kind\":\"hazard\",\"at\":\"2018-09-05T18:00:00Z\","
                + "\"text\":\"ground shook\"}]");
    assertThat(alert.path("cause").asText()).isEqualTo("natural");
    assertThat(alert.path("causeFrom").asText()).isEqualTo("advisory");
  }

  @Test
  void commentStandsWithTheSituation_andNothingConfidentialInAWarning() {
    assertThat(run().text("situations")).contains("\"text\":\"our comment\"");
    run()
        .files()
        .forEach(
            (name, text) -> {
              assertThat(text).as(name).doesNotContain("secret plan");
              // what cannot be used stands in the dead letters as it came
              if (!name.equals("situations.jsonl") && !name.equals("dead-letters.jsonl")) {
                assertThat(text).as(name).doesNotContain("our comment").doesNotContain("op-y");
              }
              if (name.startsWith("warnings")) {
                assertThat(text).as(name).doesNotContain("q-terror").doesNotContain("q-red");
              }
            });
  }

  private static void write(Path inputs) throws IOException {
    List<String> telemetry = new ArrayList<>();
    for (Instant time = at("18:00"); time.isBefore(at("22:00")); time = time.plusSeconds(600)) {
      telemetry.add(
          "{\"asset\":\"clock-0\",\"metric\":\"tick\",\"value\":1,\"time\":\"" + time + "\"}");
    }
    Files.write(inputs.resolve("telemetry.jsonl"), telemetry);
    Files.write(
        inputs.resolve("failure-reports.jsonl"),
        List.of(
            report("r1", "sub-1", "stopped", "18:10"),
            report("r2", "sub-2", "stopped", "18:12"),
            report("r3", "bts-3", "stopped", "18:45")));
    Files.write(
        inputs.resolve("advisories.jsonl"),
        List.of(
            advisory(
                "q1",
                "hazard",
                "\"areas\":[\"JP-01\"],\"cause\":\"natural\","
                    + "\"tlp\":\"TLP:GREEN\",\"text\":\"ground shook\""),
            advisory("q-terror", "terror", "\"tlp\":\"TLP:CLEAR\",\"text\":\"secret plan\""),
            advisory("q-red", "threat", "\"tlp\":\"TLP:RED\",\"text\":\"secret plan\""),
            advisory("q-bad", "threat", "\"expires\":\"2018-09-05T17:00:00Z\"")));
    List<String> controls =
        List.of(
            control("m1", "18:00", "maintenance", "asset", "sub-2", window("18:05", "19:00")),
            control("m1", "18:01", "maintenance", "asset", "sub-1", window("18:05", "21:00")),
            control("s1", "18:05", "silence", "sector", "water", window("18:05", "18:40")),
            control("k1", "18:20", "acknowledge", "warning", ICT, ""),
            control("n1", "18:25", "comment", "situation", SITUATION, ",\"text\":\"our comment\""),
            event(
                control(
                    "p1",
                    "18:30",
                    "override",
                    "warning",
                    MEDICAL,
                    ",\"set\":{\"priority\":\"P1\"}")),
            control(
                "o1",
                "19:30",
                "override",
                "asset",
                "sub-2",
                ",\"until\":\"" + at("20:00") + "\",\"set\":{\"state\":\"normal\"}"),
            control("bad", "19:40", "destroy", "asset", "sub-2", ""),
            control(
                "o2",
                "19:45",
                "override",
                "asset",
                "unheard-of",
                ",\"set\":{\"state\":\"stopped\"}"),
            control("k2", "19:50", "acknowledge", "situation", "s-nowhere", ""),
            control(
                "f1",
                "20:30",
                "override",
                "situation",
                SITUATION,
                ",\"set\":{\"verdict\":\"false-alarm\"}"),
            control("n2", "20:40", "comment", "situation", SITUATION, ",\"text\":\"our comment\""));
    try (Writer file =
        new OutputStreamWriter(
            new GZIPOutputStream(Files.newOutputStream(inputs.resolve("controls.jsonl.gz"))),
            StandardCharsets.UTF_8)) {
      for (String control : controls) {
        file.write(control + "\n");
      }
    }
  }

  private static String report(String id, String asset, String state, String time) {
    return "{\"id\":\"%s\",\"asset\":\"%s\",\"state\":\"%s\",\"reportedAt\":\"%s\",\"tlp\":\"TLP:AMBER\"}"
        .formatted(id, asset, state, at(time));
  }

  private static String advisory(String id, String kind, String more) {
    return "{\"id\":\"%s\",\"kind\":\"%s\",\"at\":\"%s\",%s}"
        .formatted(id, kind, at("18:00"), more);
  }

  private static String control(
      String id, String time, String kind, String target, String selected, String more) {
    return "{\"id\":\"%s\",\"kind\":\"%s\",\"at\":\"%s\",\"by\":\"op-y\",\"selector\":{\"%s\":\"%s\"}%s}"
        .formatted(id, kind, at(time), target, selected, more);
  }

  private static String window(String from, String until) {
    return ",\"from\":\"" + at(from) + "\",\"until\":\"" + at(until) + "\"";
  }

  private static String event(String data) {
    return "{\"specversion\":\"1.0\",\"id\":\"1\",\"source\":\"urn:desk\",\"type\":\"control\",\"data\":"
        + data
        + "}";
  }

  private static String situation(String asset, String time) {
    return "s-" + Ids.hash("actual", asset, Long.toString(at(time).toEpochMilli()));
  }

  private static Instant at(String time) {
    return Instant.parse("2018-09-05T" + time + ":00Z");
  }

  private static Replayed run() {
    return RUNS.get(1);
  }

  private static List<JsonNode> warnings(String sector) {
    return run().lines("warnings-" + sector);
  }

  private static String first(String sector) {
    return warnings(sector).get(0).path("issuedAt").asText();
  }

  private static String balance(JsonNode book) {
    StringBuilder text = new StringBuilder("in " + book.path("in"));
    for (String column : List.of("used", "repeated", "deadLettered", "waiting")) {
      text.append(' ').append(column).append(' ').append(book.path(column));
    }
    return text.toString();
  }
}
