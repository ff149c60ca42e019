// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.hamon.topology.Graph;
import org.hamon.topology.reading.TopologyReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineTest {

  private static final List<String> STATES =
      List.of(
          state("sub", "electricity", "stopped", "03:00"),
          state("site", "ict", "degraded", "03:30"),
          state("site", "ict", "unusable", "04:00"),
          state("site", "ict", "stopped", "04:10"),
          state("site", "ict", "normal", "06:00"),
          state("sub", "electricity", "normal", "05:00"),
          state("sub", "electricity", "stopped", "09:00"));

  @TempDir private Path folder;

  private Graph graph;

  @BeforeEach
  void readTopology() throws IOException {
    Path file = folder.resolve("topology.yaml");
    Files.writeString(
        file,
        """
        topology: town
        version: "1"
        assets:
          - {id: sub, name: Substation, sector: electricity, kind: substation, region: JP-01}
          - {id: site, name: Site, sector: ict, kind: site, region: JP-02}
          - {id: works, name: Works, sector: water, kind: works, region: JP-03}
        dependencies:
          - {id: d1, provider: sub, dependent: site, type: physical, strength: 1}
        """);
    graph = Graph.of(TopologyReader.read(file).topology().orElseThrow());
  }

  @Test
  void failuresGoFromStoppedOrUnusableToNeither() {
    assertThat(AssetFailure.of(STATES))
        .extracting(AssetFailure::asset, AssetFailure::at, AssetFailure::until)
        .containsExactly(
            tuple("sub", at("03:00"), at("05:00")),
            tuple("site", at("04:00"), at("06:00")),
            tuple("sub", at("09:00"), Long.MAX_VALUE));
  }

  @Test
  void everybodyIsToldOfEveryFailure() {
    Baseline.Told told = Baseline.EVERYBODY.tell(AssetFailure.of(STATES), graph);

    assertThat(told.warnings()).hasSize(9);
    assertThat(told.warnings()).filteredOn(w -> w.sector().equals("water")).hasSize(3);
    assertThat(told.situations().count()).isEqualTo(2);
  }

  @Test
  void sectorsAreToldOfThoseThatTheyDependOn() {
    Baseline.Told told = Baseline.SECTORS.tell(AssetFailure.of(STATES), graph);

    assertThat(told.warnings())
        .extracting(IssuedWarning::sector, IssuedWarning::issuedAt)
        .containsExactly(
            tuple("electricity", at("03:00")),
            tuple("ict", at("03:00")),
            tuple("ict", at("04:00")),
            tuple("electricity", at("09:00")),
            tuple("ict", at("09:00")));
  }

  @Test
  void withoutForecastOnlyItsOwnFailureWarnsASector() {
    Label ict = new Label("I", "ict", "JP-02", null, at("04:00"), Label.Kind.FAIL, null, null);
    Label early = new Label("I", "ict", "JP-02", null, at("03:50"), Label.Kind.FAIL, null, null);

    Score own =
        Baseline.NO_FORECAST.score(List.of(ict), AssetFailure.of(STATES), graph, label -> true);
    Score late =
        Baseline.NO_FORECAST.score(List.of(early), AssetFailure.of(STATES), graph, label -> true);

    assertThat(own.recall()).isEqualTo(1);
    assertThat(own.precision()).isEqualTo(1);
    assertThat(late.recall()).isZero();
    assertThat(own.warnings()).isEqualTo(3);
  }

  private static String state(String asset, String sector, String state, String clock) {
    return """
        {"lane":"actual","asset":"%s","sector":"%s","state":"%s","at":"%s"}"""
        .formatted(asset, sector, state, Instant.ofEpochMilli(at(clock)));
  }

  private static long at(String clock) {
    return Instant.parse("2018-09-06T" + clock + ":00Z").toEpochMilli();
  }
}
