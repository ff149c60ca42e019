// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hamon.topology.Asset;
import org.hamon.topology.AssetState;
import org.hamon.topology.Dependency;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every incident is held to the topology that it plays on. */
class ScenarioOnTopologyTest {

  @TempDir static Path folder;
  private static final Map<String, Played> PLAYED = new HashMap<>();

  @BeforeAll
  static void writeAll() {
    Played.incidents().forEach(name -> PLAYED.put(name, Played.in(folder, name)));
  }

  static Stream<String> incidents() {
    return Played.incidents().stream();
  }

  @Test
  void exampleUsage() {
    assertThat(played("hokkaido-2018").topology().id()).isEqualTo("hokkaido");
    assertThat(played("hokkaido-2018").heard()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("incidents")
  void readingsAndReportsNameAssetsThatExist(String name) {
    Map<String, Asset> assets = assets(name);
    assertThat(assets.keySet()).containsAll(played(name).heard().keySet());
    assertThat(played(name).reports())
        .allSatisfy(
            report -> {
              assertThat(assets).containsKey(report.get("asset").asText());
              assertThat(AssetState.of(report.get("state").asText())).isPresent();
            });
  }

  @ParameterizedTest
  @MethodSource("incidents")
  void everyStoreHangsOnTheMainsThatTheTopologySaysFeedIt(String name) {
    Script script = played(name).script();
    if (script.mains() == null) {
      assertThat(script.stores()).isEmpty();
      return;
    }
    assertThat(assets(name).keySet()).containsAll(script.mains().substations());
    assertThat(script.mains().substations()).containsAll(lostApart(script));
    for (Script.Store store : script.stores()) {
      assertThat(script.mains().substations()).as(store.asset()).contains(store.mains());
      assertThat(played(name).topology().dependencies())
          .as(store.asset())
          .anyMatch(
              dependency ->
                  dependency.provider().equals(store.mains())
                      && dependency.dependent().equals(store.asset()));
    }
  }

  @ParameterizedTest
  @MethodSource("incidents")
  void everyAssetThatShouldBeHeardIsHeardInTimeUntilTheMainsAreLost(String name) {
    Played played = played(name);
    Script script = played.script();
    Instant disturbed = script.mains() == null ? script.from() : script.mains().lost();
    long lost = disturbed.toEpochMilli();
    for (Asset asset : played.topology().assets()) {
      if (asset.everyMillis() > 0) {
        long last = played.scenario().from().toEpochMilli();
        assertThat(played.heard()).containsKey(asset.id());
        for (long time : played.heard().get(asset.id())) {
          if (last <= lost) {
            assertThat(Math.min(time, lost) - last)
                .as(asset.id())
                .isLessThanOrEqualTo(asset.everyMillis());
          }
          last = time;
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("incidents")
  void aSiteIsSilentOnlyBecauseItsStoreIsEmptyOrItsMainsAreGone(String name) {
    Played played = played(name);
    Set<String> mayFallSilent = new HashSet<>();
    played.script().curves().stream()
        .filter(curve -> curve.silent() != null)
        .forEach(curve -> mayFallSilent.add(curve.asset()));
    played.script().stores().forEach(store -> mayFallSilent.add(store.asset()));
    played.script().beats().stream()
        .filter(beat -> beat.mains() != null)
        .forEach(beat -> mayFallSilent.addAll(beat.assets()));
    for (Asset asset : played.topology().assets()) {
      if (asset.everyMillis() > 0 && !mayFallSilent.contains(asset.id())) {
        List<Long> times = played.heard().get(asset.id());
        long longest = 0;
        for (int i = 1; i < times.size(); i++) {
          longest = Math.max(longest, times.get(i) - times.get(i - 1));
        }
        assertThat(longest).as(asset.id()).isLessThanOrEqualTo(asset.everyMillis());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("incidents")
  void sitesThatNeedAPersonAreThoseThatTheTopologySaysDoNotRestart(String name) {
    Set<String> manual =
        played(name).topology().dependencies().stream()
            .filter(Dependency::manualRestart)
            .map(Dependency::dependent)
            .collect(Collectors.toSet());
    Set<String> stay =
        played(name).script().stores().stream()
            .filter(store -> !store.comesBack())
            .map(Script.Store::asset)
            .collect(Collectors.toSet());
    assertThat(manual).containsAll(stay);
  }

  @ParameterizedTest
  @MethodSource("incidents")
  void everyLabelIsOfASectorThatTheTopologyHasThere(String name) {
    assertThat(played(name).labels())
        .allSatisfy(
            label ->
                assertThat(played(name).topology().assets())
                    .anyMatch(
                        asset ->
                            asset.sector().equals(label.get("sector").asText())
                                && (label.get("region").isNull()
                                    || label.get("region").asText().equals(asset.region()))));
  }

  @ParameterizedTest
  @MethodSource("incidents")
  void theBaseIsNotChangedInTheEvent(String name) {
    assertThat(played(name).folder().resolve("topology-changes.jsonl")).isEmptyFile();
  }

  @Test
  void hokkaidoLastsAsLongAsDocumented() {
    Scenario scenario = played("hokkaido-2018").scenario();
    assertThat(Duration.between(scenario.from(), scenario.until()))
        .isEqualTo(Duration.ofMinutes(3_990));
  }

  @Test
  void thePeopleOfHokkaidoWithPowerAgainAreTheDocumentedShareAtEachTime() {
    Predicate<Asset> all = asset -> true;
    assertThat(restoredBy("hokkaido-2018", "2018-09-06T17:00:00+09:00", all)).isBetween(0.10, 0.13);
    assertThat(restoredBy("hokkaido-2018", "2018-09-07T04:00:00+09:00", all)).isBetween(0.40, 0.45);
    assertThat(restoredBy("hokkaido-2018", "2018-09-07T09:25:00+09:00", all)).isBetween(0.48, 0.55);
    assertThat(restoredBy("hokkaido-2018", "2018-09-08T19:00:00+09:00", all))
        .isBetween(0.97, 0.999);
  }

  @Test
  void thePeopleOfSpainWithPowerAgainAreTheDocumentedShareAtEachTime() {
    Predicate<Asset> spain = asset -> asset.region().startsWith("ES-");
    assertThat(restoredBy("iberia-2025", "2025-04-29T06:00:00+02:00", spain)).isBetween(0.91, 0.93);
    assertThat(restoredBy("iberia-2025", "2025-04-29T07:00:00+02:00", spain)).isEqualTo(1);
  }

  @Test
  void allReportedAssetsOfHokkaidoAreReportedNormalInTheEndButTheDocumentedStragglers() {
    Map<String, String> last = new HashMap<>();
    played("hokkaido-2018")
        .reports()
        .forEach(report -> last.put(report.get("asset").asText(), report.get("state").asText()));
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

  private static Set<String> lostApart(Script script) {
    Map<String, Instant> lostAt = script.mains().lostAt();
    return lostAt == null ? Set.of() : lostAt.keySet();
  }

  private static Played played(String name) {
    return PLAYED.get(name);
  }

  private static Map<String, Asset> assets(String name) {
    return played(name).topology().assets().stream()
        .collect(Collectors.toMap(Asset::id, asset -> asset));
  }

  private static double restoredBy(String name, String time, Predicate<Asset> counted) {
    Instant until = OffsetDateTime.parse(time).toInstant();
    Script.Mains mains = played(name).script().mains();
    Map<String, Asset> assets = assets(name);
    double people = 0;
    double back = 0;
    for (String substation : mains.substations()) {
      if (counted.test(assets.get(substation))) {
        long fed = assets.get(substation).people();
        people += fed;
        Instant at = mains.back().get(substation);
        back += at != null && !at.isAfter(until) ? fed : 0;
      }
    }
    return back / people;
  }
}
