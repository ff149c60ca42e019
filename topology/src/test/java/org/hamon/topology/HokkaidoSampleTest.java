// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hamon.topology.lint.TopologyLint;
import org.hamon.topology.reading.TopologyReader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class HokkaidoSampleTest {

  private static final long UNIT_TRIPS = Instant.parse("2018-09-05T18:08:05Z").toEpochMilli();

  /** What stretches over several areas. */
  private static final String[] UNPLACED = {
    "grid-hokkaido", "line-east-1", "line-east-2", "line-east-3"
  };

  private static TopologyReader.Result read;
  private static Topology topology;
  private static Graph graph;

  @BeforeAll
  static void readTheSample() {
    read = TopologyReader.read(Path.of("samples/hokkaido"));
    topology = read.topology().orElseThrow();
    graph = Graph.of(topology);
  }

  @Test
  void exampleUsage() {
    assertThat(read.findings()).isEmpty();
    assertThat(topology.id()).isEqualTo("hokkaido");
    assertThat(graph.asset("plant-tomato-atsuma-2")).isPresent();
  }

  @Test
  void nothingIsDoubtfulAboutIt() {
    assertThat(TopologyLint.check(topology, read.origin()).findings())
        .filteredOn(finding -> finding.severity() != Finding.Severity.INFO)
        .isEmpty();
  }

  @Test
  void hasThreeHundredAssetsOfAllTenSectors() {
    Map<String, Long> perSector =
        topology.assets().stream()
            .collect(Collectors.groupingBy(Asset::sector, Collectors.counting()));
    assertThat(topology.assets()).hasSizeGreaterThanOrEqualTo(300);
    assertThat(perSector).containsKeys(Topology.TEN_SECTORS.toArray(String[]::new));
    assertThat(perSector.values()).allSatisfy(count -> assertThat(count).isGreaterThan(1));
    assertThat(perSector).containsEntry(Asset.PROVIDER, 3L);
  }

  @Test
  void threeProvidersServeSeveralSectorsEach() {
    Map<String, Set<String>> served = new TreeMap<>();
    topology
        .dependencies()
        .forEach(
            dependency -> {
              if (sector(dependency.provider()).equals(Asset.PROVIDER)) {
                served
                    .computeIfAbsent(dependency.provider(), provider -> new HashSet<>())
                    .add(sector(dependency.dependent()));
              }
            });
    assertThat(served).hasSize(3);
    assertThat(served.values())
        .allSatisfy(sectors -> assertThat(sectors).hasSizeGreaterThanOrEqualTo(4));
  }

  @Test
  void everyAssetStandsInAnArea() {
    Set<String> placed =
        topology.dependencies().stream()
            .filter(dependency -> sector(dependency.provider()).equals(Asset.AREA))
            .map(Dependency::dependent)
            .collect(Collectors.toSet());
    assertThat(ofSector(Asset.AREA)).hasSizeGreaterThanOrEqualTo(6);
    assertThat(topology.assets())
        .filteredOn(asset -> !asset.sector().equals(Asset.AREA))
        .filteredOn(asset -> !placed.contains(asset.id()))
        .extracting(Asset::id)
        .containsExactlyInAnyOrder(UNPLACED);
  }

  @Test
  void everyAssetLiesInHokkaido() {
    assertThat(topology.assets())
        .allSatisfy(
            asset -> {
              assertThat(asset.region()).isEqualTo("JP-01");
              assertThat(asset.lat()).isBetween(41.3, 45.6);
              assertThat(asset.lon()).isBetween(139.3, 145.9);
            });
  }

  @Test
  void theSubstationsTogetherFeedTheFivePointThreeMillion() {
    assertThat(ofKind("substation").stream().mapToLong(Asset::people).sum())
        .isBetween(5_200_000L, 5_400_000L);
  }

  @Test
  void everyAssetButTheAreasIsReachedFromTomatoAtsuma() {
    Set<String> reached =
        graph.descendants("plant-tomato-atsuma-2", topology.hopLimit()).stream()
            .map(Reach::asset)
            .collect(Collectors.toCollection(HashSet::new));
    assertThat(topology.assets())
        .filteredOn(asset -> !asset.sector().equals(Asset.AREA))
        .filteredOn(asset -> !reached.contains(asset.id()))
        .extracting(Asset::id)
        .containsExactlyInAnyOrder(
            "plant-tomato-atsuma-2",
            "gas-gen-ishikari-a",
            "gas-gen-ishikari-b",
            "gas-gen-hakodate-a",
            "gas-gen-hakodate-b");
  }

  @Test
  void noSinglePlantOrLineTakesTheGridDown() {
    for (Asset asset : topology.assets()) {
      if (asset.sector().equals("electricity")
          && List.of("plant", "wind-farm", "line", "hvdc").contains(asset.kind())) {
        assertThat(likeliest(List.of(Forecast.Failure.stopped(asset.id(), UNIT_TRIPS))))
            .as(asset.id())
            .doesNotContainKeys("railway", "aviation", "logistics", "medical", "ict", "water");
      }
    }
  }

  @Test
  void theTripOfTwoUnitsIsForecastToReachSixSectorsButNotGas() {
    assertThatSixSectorsAreWarned(
        likeliest(
            List.of(
                Forecast.Failure.stopped("plant-tomato-atsuma-2", UNIT_TRIPS),
                Forecast.Failure.stopped("plant-tomato-atsuma-4", UNIT_TRIPS))));
  }

  @Test
  void theStoppedGridIsForecastToReachSixSectorsButNotGas() {
    assertThatSixSectorsAreWarned(
        likeliest(List.of(Forecast.Failure.stopped("grid-hokkaido", UNIT_TRIPS))));
  }

  @Test
  void theLowFrequencyItselfStopsTrains() {
    assertThat(
            likeliest(
                List.of(Forecast.Failure.condition("grid-hokkaido", UNIT_TRIPS, "frequency-low"))))
        .containsKey("railway");
  }

  private static void assertThatSixSectorsAreWarned(Map<String, Double> likeliest) {
    for (String sector : List.of("railway", "aviation", "logistics", "medical", "ict", "water")) {
      assertThat(likeliest.get(sector)).as(sector).isGreaterThanOrEqualTo(0.5);
    }
    assertThat(likeliest.getOrDefault("gas", 0.0)).isLessThan(0.1);
  }

  /** The highest likelihood of each sector. */
  private static Map<String, Double> likeliest(List<Forecast.Failure> failures) {
    Map<String, Double> likeliest = new TreeMap<>();
    for (Forecast.Impact impact :
        Forecast.simulate(graph, failures, UNIT_TRIPS, Forecast.Settings.DEFAULT)) {
      String sector = graph.asset(impact.asset()).orElseThrow().sector();
      likeliest.merge(sector, impact.likelihood(), Math::max);
    }
    return likeliest;
  }

  private static String sector(String asset) {
    return graph.asset(asset).orElseThrow().sector();
  }

  private static List<Asset> ofSector(String sector) {
    return topology.assets().stream().filter(asset -> asset.sector().equals(sector)).toList();
  }

  private static List<Asset> ofKind(String kind) {
    return topology.assets().stream().filter(asset -> kind.equals(asset.kind())).toList();
  }
}
