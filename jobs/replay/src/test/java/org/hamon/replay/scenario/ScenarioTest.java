// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hamon.topology.Topology;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ScenarioTest {

  private static final Instant UNIT_TRIPS = Instant.parse("2018-09-05T18:08:00Z");
  private static final Instant BLACKOUT = Instant.parse("2018-09-05T18:25:00Z");

  @TempDir static Path folder;
  private static final Map<String, Played> PLAYED = new HashMap<>();

  /** Hokkaido 2018. */
  private static Scenario scenario;

  private static List<JsonNode> telemetry;
  private static List<JsonNode> labels;

  @BeforeAll
  static void writeInputs() {
    Played.incidents().forEach(name -> PLAYED.put(name, Played.in(folder, name)));
    Played hokkaido = played("hokkaido-2018");
    scenario = hokkaido.scenario();
    telemetry = hokkaido.telemetry();
    labels = hokkaido.labels();
  }

  static Stream<String> incidents() {
    return Played.incidents().stream();
  }

  @Test
  void exampleUsage() throws IOException {
    assertThat(Scenario.names()).contains("hokkaido-2018");
    assertThat(scenario.title()).contains("blackout");
    assertThat(played("hokkaido-2018").folder())
        .isDirectoryContaining("glob:**telemetry.jsonl")
        .isDirectoryContaining("glob:**failure-reports.jsonl")
        .isDirectoryContaining("glob:**topology-changes.jsonl")
        .isDirectoryContaining("glob:**labels.jsonl");
    assertThat(scenario.writeTopology(folder.resolve("topology"))).isNotEmptyFile();
  }

  @Test
  void anUnknownNameIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> Scenario.open("hokaido"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("hokkaido-2018");
  }

  @ParameterizedTest
  @MethodSource("incidents")
  void theSameBytesInEveryRun(String name, @TempDir Path other) throws IOException {
    Scenario.open(name).writeInputs(other);
    for (String file :
        List.of(
            "telemetry.jsonl", "failure-reports.jsonl", "topology-changes.jsonl", "labels.jsonl")) {
      assertThat(other.resolve(file)).hasSameBinaryContentAs(played(name).folder().resolve(file));
    }
  }

  @ParameterizedTest
  @MethodSource("incidents")
  void ordinaryTimeComesBefore_andChangesNothingAfterIt(String name, @TempDir Path longer)
      throws IOException {
    Scenario whole = Scenario.open(name).after(Duration.ofDays(3));
    whole.writeInputs(longer);

    Played usual = played(name);
    assertThat(whole.from()).isEqualTo(usual.scenario().from().minus(Duration.ofDays(3)));
    for (String file : List.of("failure-reports.jsonl", "labels.jsonl")) {
      assertThat(longer.resolve(file)).hasSameBinaryContentAs(usual.folder().resolve(file));
    }
    List<String> readings = Files.readAllLines(longer.resolve("telemetry.jsonl"));
    List<String> before = Files.readAllLines(usual.folder().resolve("telemetry.jsonl"));
    int more = readings.size() - before.size();
    assertThat(readings.subList(more, readings.size())).isEqualTo(before);
    assertThat(more).isGreaterThan(5_000);
  }

  @Test
  void ordinaryTimeIsNotNegative() {
    assertThatThrownBy(() -> scenario.after(Duration.ofHours(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("PT-1H");
  }

  @ParameterizedTest
  @MethodSource("incidents")
  void smallEnoughForADemonstration(String name) {
    assertThat(played(name).telemetry()).hasSizeBetween(1_000, 200_000);
    assertThat(played(name).reports()).hasSizeBetween(10, 250);
  }

  @ParameterizedTest
  @MethodSource("incidents")
  void readingsAreInOrderUpToTheDisorderBound(String name) {
    long newest = Long.MIN_VALUE;
    int overtaken = 0;
    long furthest = 0;
    for (JsonNode reading : played(name).telemetry()) {
      long time = time(reading, "time").toEpochMilli();
      if (time < newest) {
        overtaken++;
        furthest = Math.max(furthest, newest - time);
      }
      newest = Math.max(newest, time);
    }
    assertThat(overtaken).isPositive();
    assertThat(furthest).isLessThanOrEqualTo(2_000);
  }

  @ParameterizedTest
  @MethodSource("incidents")
  void timeAdvancesWithoutGapsOfAMinute(String name) {
    Instant last = played(name).scenario().from();
    Duration longest = Duration.ZERO;
    for (JsonNode reading : played(name).telemetry()) {
      Instant time = time(reading, "time");
      longest = longest(longest, Duration.between(last, time));
      last = time;
    }
    longest = longest(longest, Duration.between(last, played(name).scenario().until()));
    assertThat(longest).isLessThan(Duration.ofMinutes(1));
  }

  @ParameterizedTest
  @MethodSource("incidents")
  void everythingLiesWithinTheScenariosTime(String name) {
    List<Instant> times =
        played(name).telemetry().stream().map(reading -> time(reading, "time")).sorted().toList();
    assertThat(times.get(0)).isAfterOrEqualTo(played(name).scenario().from());
    assertThat(times.get(times.size() - 1)).isBeforeOrEqualTo(played(name).scenario().until());
    assertThat(played(name).reports())
        .allSatisfy(
            report ->
                assertThat(time(report, "reportedAt"))
                    .isBetween(played(name).scenario().from(), played(name).scenario().until()));
  }

  @ParameterizedTest
  @MethodSource("incidents")
  void reportsAreInOrderAndOccurredBeforeTheyWereReported(String name) {
    Instant last = played(name).scenario().from();
    for (JsonNode report : played(name).reports()) {
      assertThat(time(report, "reportedAt")).isAfterOrEqualTo(last);
      last = time(report, "reportedAt");
      if (report.has("occurredAt")) {
        assertThat(time(report, "occurredAt")).isBeforeOrEqualTo(last);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("incidents")
  void someReportsAreSentTwiceUnderTheSameId(String name) {
    List<String> ids =
        played(name).reports().stream().map(report -> report.get("id").asText()).toList();
    assertThat(ids.size() - Set.copyOf(ids).size()).isBetween(1, 30);
  }

  @Test
  void theFrequencyHasItsDocumentedNadirAndComesBackBeforeItCollapses() {
    List<JsonNode> frequency = readings("grid-hokkaido", "frequency");
    JsonNode nadir =
        frequency.stream()
            .filter(reading -> time(reading, "time").isBefore(BLACKOUT))
            .min((a, b) -> Double.compare(a.get("value").asDouble(), b.get("value").asDouble()))
            .orElseThrow();
    assertThat(nadir.get("value").asDouble()).isEqualTo(46.13);
    assertThat(time(nadir, "time")).isBetween(UNIT_TRIPS, UNIT_TRIPS.plusSeconds(59));
    assertThat(valueAt(frequency, "2018-09-05T18:11:00Z")).isCloseTo(50, within(0.1));
    assertThat(valueAt(frequency, "2018-09-05T18:26:00Z")).isZero();
  }

  @Test
  void theDemandIsThePublishedSeries() {
    assertThat(readings("grid-hokkaido", "demand"))
        .extracting(reading -> reading.get("value").asInt())
        .containsExactly(2920, 2790, 1880, 1930, 1810, 1430, 360);
  }

  @Test
  void thirteenHundredMegawattsAreLostWithTheTwoUnits() {
    double before =
        valueAt(readings("plant-tomato-atsuma-2", "output"), "2018-09-05T18:08:03Z")
            + valueAt(readings("plant-tomato-atsuma-4", "output"), "2018-09-05T18:08:04Z");
    assertThat(before).isEqualTo(1300);
    assertThat(valueAt(readings("plant-tomato-atsuma-2", "output"), "2018-09-05T18:08:04Z"))
        .isZero();
    assertThat(valueAt(readings("plant-tomato-atsuma-4", "output"), "2018-09-05T18:08:05Z"))
        .isZero();
  }

  @ParameterizedTest
  @MethodSource("incidents")
  void everyFactThatAWarningShouldPrecedeIsReportedAndNeverBeforeItsTime(String name) {
    Script script = played(name).script();
    for (Fact fact : played(name).scenario().facts()) {
      if (fact.label() != null) {
        List<Instant> reported = new ArrayList<>();
        for (Script.Announcement entry : script.reports()) {
          if (fact.id().equals(entry.fact())) {
            entry.assets().forEach(asset -> reported.add(reportedAt(name, entry.id(), asset)));
          }
        }
        assertThat(reported)
            .as(fact.id())
            .isNotEmpty()
            .allSatisfy(
                at -> assertThat(at).isBetween(fact.at(), fact.at().plus(Duration.ofMinutes(5))));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("incidents")
  void theMadeUpPartCitesOnlyFactsThatExist(String name) {
    Script script = played(name).script();
    Set<String> known =
        played(name).scenario().facts().stream().map(Fact::id).collect(Collectors.toSet());
    Set<String> cited = new TreeSet<>();
    script.reports().forEach(entry -> addIfCited(cited, entry.fact()));
    script
        .curves()
        .forEach(curve -> curve.points().forEach(point -> addIfCited(cited, point.fact())));
    if (script.mains() != null) {
      addIfCited(cited, script.mains().fact());
    }
    assertThat(known).containsAll(cited);
    assertThat(script.reports())
        .allSatisfy(entry -> assertThat(entry.fact() != null || entry.at() != null).isTrue());
  }

  @Test
  void batteriesThatRunOutFallSilentAndThoseThatNeedAPersonStaySilent() {
    List<JsonNode> kiyota = readings("bts-sapporo-kiyota", "battery");
    JsonNode last = kiyota.get(kiyota.size() - 1);
    assertThat(last.get("value").asInt()).isZero();
    assertThat(time(last, "time")).isBefore(Instant.parse("2018-09-05T23:00:00Z"));
    List<JsonNode> ebetsu = readings("bts-ebetsu", "battery");
    assertThat(time(ebetsu.get(ebetsu.size() - 1), "time"))
        .isAfter(scenario.until().minus(Duration.ofMinutes(10)));
  }

  @ParameterizedTest
  @MethodSource("incidents")
  void labelsAreOfTheTenSectorsAndSayWhereTheyComeFrom(String name) {
    assertThat(played(name).labels())
        .isNotEmpty()
        .allSatisfy(
            label -> assertThat(Topology.TEN_SECTORS).contains(label.get("sector").asText()))
        .filteredOn(label -> !label.has("unaffected"))
        .isNotEmpty()
        .allSatisfy(
            label -> {
              assertThat(label.get("kind").asText()).isIn("fail", "degrade");
              assertThat(label.get("row").asText()).isNotBlank();
              assertThat(label.get("source").asText()).isNotBlank();
            });
  }

  @ParameterizedTest
  @MethodSource("incidents")
  void factsAreInOrderAndEachHasASourceThatIsNotMemory(String name) {
    assertThat(played(name).scenario().facts())
        .isSortedAccordingTo(Comparator.comparing(Fact::at))
        .allSatisfy(
            fact -> assertThat(fact.sources()).anyMatch(source -> !source.startsWith("M-")));
  }

  @Test
  void twelveLabelsFollowTheTripsAndGasIsUnaffected() {
    List<String> sectors =
        labels.stream()
            .filter(label -> !label.has("unaffected"))
            .map(label -> label.get("sector").asText())
            .toList();
    assertThat(sectors)
        .containsExactly(
            "electricity",
            "electricity",
            "railway",
            "aviation",
            "logistics",
            "medical",
            "ict",
            "ict",
            "water",
            "ict",
            "medical",
            "ict");
    assertThat(labels)
        .filteredOn(label -> !label.has("unaffected"))
        .allSatisfy(
            label -> {
              assertThat(time(label, "at")).isAfter(UNIT_TRIPS);
              assertThat(label.get("region").asText()).isEqualTo("JP-01");
              assertThat(label.get("kind").asText()).isIn("fail", "degrade");
              assertThat(label.get("row").asText()).isNotBlank();
              assertThat(label.get("source").asText()).isNotBlank();
              assertThat(Topology.TEN_SECTORS).contains(label.get("sector").asText());
            });
    assertThat(labels)
        .filteredOn(label -> label.has("unaffected"))
        .extracting(label -> label.get("sector").asText())
        .containsExactly("gas");
  }

  private static Played played(String name) {
    return PLAYED.get(name);
  }

  private static void addIfCited(Set<String> cited, @Nullable String fact) {
    if (fact != null) {
      cited.add(fact);
    }
  }

  private static Duration longest(Duration a, Duration b) {
    return a.compareTo(b) > 0 ? a : b;
  }

  private static Instant reportedAt(String name, String entry, String asset) {
    return played(name).reports().stream()
        .filter(report -> report.get("id").asText().equals("r-" + entry + "-" + asset))
        .map(report -> time(report, "reportedAt"))
        .findFirst()
        .orElseThrow();
  }

  private static List<JsonNode> readings(String asset, String metric) {
    return telemetry.stream()
        .filter(
            reading ->
                reading.get("asset").asText().equals(asset)
                    && reading.get("metric").asText().equals(metric))
        .toList();
  }

  private static double valueAt(List<JsonNode> readings, String time) {
    return readings.stream()
        .filter(reading -> time(reading, "time").equals(Instant.parse(time)))
        .findFirst()
        .orElseThrow()
        .get("value")
        .asDouble();
  }

  private static Instant time(JsonNode line, String key) {
    return Instant.parse(line.get(key).asText());
  }
}
