// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hamon.topology.Asset;
import org.hamon.topology.AssetState;
import org.hamon.topology.Topology;
import org.hamon.topology.reading.TopologyReader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioOnTopologyTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Script SCRIPT =
      ScenarioFiles.yaml("/scenarios/hokkaido-2018/made-up.yaml", Script.class);
  private static final long BLACKOUT = Instant.parse("2018-09-05T18:25:00Z").toEpochMilli();

  @TempDir static Path folder;
  private static Scenario scenario;
  private static Topology topology;
  private static Map<String, Asset> assets;
  private static final List<JsonNode> reports = new ArrayList<>();

  /** When each asset was heard, in order. */
  private static final Map<String, List<Long>> heard = new TreeMap<>();

  @BeforeAll
  static void writeBoth() throws IOException {
    scenario = Scenario.open("hokkaido-2018");
    scenario.writeInputs(folder);
    topology =
        TopologyReader.read(scenario.writeTopology(folder.resolve("topology")))
            .topology()
            .orElseThrow();
    assets = topology.assets().stream().collect(Collectors.toMap(Asset::id, asset -> asset));
    for (String line : Files.readAllLines(folder.resolve("failure-reports.jsonl"))) {
      reports.add(JSON.readTree(line));
    }
    for (String line : Files.readAllLines(folder.resolve("telemetry.jsonl"))) {
      JsonNode reading = JSON.readTree(line);
      heard
          .computeIfAbsent(reading.get("asset").asText(), asset -> new ArrayList<>())
          .add(Instant.parse(reading.get("time").asText()).toEpochMilli());
    }
    heard.values().forEach(times -> times.sort(null));
  }

  @Test
  void exampleUsage() {
    assertThat(topology.id()).isEqualTo("hokkaido");
    assertThat(heard).isNotEmpty();
  }

  @Test
  void readingsAndReportsNameAssetsThatExist() {
    assertThat(assets.keySet()).containsAll(heard.keySet());
    assertThat(reports)
        .allSatisfy(
            report -> {
              assertThat(assets).containsKey(report.get("asset").asText());
              assertThat(AssetState.of(report.get("state").asText())).isPresent();
            });
  }

  @Test
  void everyAssetThatShouldBeHeardIsHeardInTimeUntilTheBlackout() {
    for (Asset asset : topology.assets()) {
      if (asset.everyMillis() > 0) {
        long last = scenario.from().toEpochMilli();
        assertThat(heard).containsKey(asset.id());
        for (long time : heard.get(asset.id())) {
          if (last <= BLACKOUT) {
            assertThat(Math.min(time, BLACKOUT) - last)
                .as(asset.id())
                .isLessThanOrEqualTo(asset.everyMillis());
          }
          last = time;
        }
      }
    }
  }

  @Test
  void aSiteIsSilentOnlyBecauseItsStoreIsEmptyOrItsMainsAreGone() {
    Set<String> mayFallSilent = new HashSet<>(Set.of("grid-hokkaido"));
    SCRIPT.stores().forEach(store -> mayFallSilent.add(store.asset()));
    SCRIPT.beats().stream()
        .filter(beat -> beat.mains() != null)
        .forEach(beat -> mayFallSilent.addAll(beat.assets()));
    for (Asset asset : topology.assets()) {
      if (asset.everyMillis() > 0 && !mayFallSilent.contains(asset.id())) {
        List<Long> times = heard.get(asset.id());
        long longest = 0;
        for (int i = 1; i < times.size(); i++) {
          longest = Math.max(longest, times.get(i) - times.get(i - 1));
        }
        assertThat(longest).as(asset.id()).isLessThanOrEqualTo(asset.everyMillis());
      }
    }
  }

  @Test
  void thePeopleWithPowerAgainAreTheDocumentedShareAtEachTime() {
    assertThat(restoredBy("2018-09-06T17:00:00+09:00")).isBetween(0.10, 0.13);
    assertThat(restoredBy("2018-09-07T04:00:00+09:00")).isBetween(0.40, 0.45);
    assertThat(restoredBy("2018-09-07T09:25:00+09:00")).isBetween(0.48, 0.55);
    assertThat(restoredBy("2018-09-08T19:00:00+09:00")).isBetween(0.97, 0.999);
  }

  @Test
  void allReportedAssetsAreReportedNormalInTheEndButTheDocumentedStragglers() {
    Map<String, String> last = new HashMap<>();
    reports.forEach(report -> last.put(report.get("asset").asText(), report.get("state").asText()));
    Set<String> down =
        last.entrySet().stream()
            .filter(entry -> !entry.getValue().equals("normal"))
            .map(Map.Entry::getKey)
            .collect(Collectors.toSet());
    assertThat(down)
        .containsExactlyInAnyOrder(
            "area-iburi-east",
            "plant-tomato-atsuma-1",
            "plant-tomato-atsuma-2",
            "plant-tomato-atsuma-4",
            "sub-minami-hayakita",
            "water-plant-atsuma",
            "pump-abira",
            "pump-mukawa",
            "bts-atsuma",
            "bts-abira",
            "bts-mukawa",
            "bts-sapporo-kiyota",
            "ex-muroran",
            "ex-obihiro");
  }

  @Test
  void sitesThatNeedAPersonAreThoseThatTheTopologySaysDoNotRestart() {
    Set<String> manual =
        topology.dependencies().stream()
            .filter(dependency -> dependency.manualRestart())
            .map(dependency -> dependency.dependent())
            .collect(Collectors.toSet());
    Set<String> stay =
        SCRIPT.stores().stream()
            .filter(store -> !store.comesBack())
            .map(Script.Store::asset)
            .collect(Collectors.toSet());
    assertThat(manual).containsAll(stay);
  }

  @Test
  void theBaseIsNotChangedInTheEvent() {
    assertThat(folder.resolve("topology-changes.jsonl")).isEmptyFile();
    assertThat(Duration.between(scenario.from(), scenario.until()))
        .isEqualTo(Duration.ofMinutes(3_990));
  }

  private static double restoredBy(String time) {
    Instant until = OffsetDateTime.parse(time).toInstant();
    double people = 0;
    double back = 0;
    for (String substation : SCRIPT.mains().substations()) {
      long fed = assets.get(substation).people();
      people += fed;
      Instant at = SCRIPT.mains().back().get(substation);
      back += at != null && !at.isAfter(until) ? fed : 0;
    }
    return back / people;
  }
}
