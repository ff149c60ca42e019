// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TopologyShowCommandTest {

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private Path folder;

  @SuppressWarnings("NullAway.Init")
  private String path;

  @BeforeEach
  void writeTopology() throws Exception {
    path =
        Files.writeString(
                folder.resolve("topology.yaml"),
                """
                topology: town
                version: 1
                assets:
                  - {id: plant, sector: electricity, kind: plant, source: true}
                  - {id: sub, name: North substation, sector: electricity, kind: substation, people: 900}
                  - {id: bts, sector: ict, kind: site, region: JP-01, people: 700, operator: op-m}
                  - {id: pump, sector: water, people: 50, region: JP-02}
                  - {id: quake, sector: area}
                dependencies:
                  - {id: d1, provider: sub, dependent: bts, type: physical, group: power, buffer: {p10: 1h, p50: 4h, p90: 1d}}
                  - {id: d2, provider: bts, dependent: pump, type: cyber, strength: 0.5, recovery: 30m}
                  - {id: d3, provider: quake, dependent: bts, type: geographic, strength: 0.1}
                links:
                  - {id: l1, a: plant, b: sub}
                """)
            .toString();
  }

  @Test
  void exampleUsage() {
    Session session = run();

    assertThat(session.exit()).isZero();
    assertThat(session.complaints()).isEmpty();
    assertThat(session.out())
        .contains("town 1: 5 assets, 3 dependencies (cyber 1, geographic 1, physical 1), 1 link")
        .containsPattern("electricity +2 +1 +900 +plant 1, substation 1")
        .containsPattern("electricity +\\. +100")
        .containsPattern("\nsub +electricity +1,650 +3 +2 +2 +0\n")
        .containsPattern("\nbts +ict +50 +1 +water\n")
        .contains("regions: (none) 3, JP-01 1, JP-02 1");
  }

  @Test
  void allOfItIsThereForPrograms() throws Exception {
    JsonNode node = json();

    assertThat(node.path("assets").asInt()).isEqualTo(5);
    assertThat(node.path("people").asLong()).isEqualTo(1_650);
    assertThat(node.path("matrix")).hasSize(3);
    assertThat(node.path("matrix").get(0).path("provider").asText()).isEqualTo("electricity");
    assertThat(node.path("matrix").get(0).path("share").asDouble()).isEqualTo(1);
    assertThat(node.path("critical")).hasSize(5);
    assertThat(node.path("weakPoints").get(0).path("parts")).hasSize(2);
  }

  @Test
  void anAssetIsShownWithWhatIsAroundIt() throws Exception {
    Session session = run("--asset", "bts");
    JsonNode node = json("--asset", "bts");

    assertThat(session.out())
        .contains("ict, site, JP-01, run by op-m, 700 people")
        .contains("If it alone fails and stays out, 1 other asset with 50 people lose service.")
        .containsPattern(
            "power \\(none spare\\) +sub +electricity +physical +1.00 +4h 0m \\(1h 0m..1d 0h\\)"
                + " +stopped")
        .containsPattern("pump +water +50 +cyber +0.50 +none +nobody");
    assertThat(node.path("groups").get(0).path("group").asText()).isEqualTo("power");
    assertThat(node.path("losingWithoutIt").get(0).asText()).isEqualTo("pump");
    assertThat(run("--asset", "sub").out()).contains("Links:\n  plant  [l1]");
  }

  @Test
  void repairsAreOrderedByPeoplePerHour() throws Exception {
    Session session = run("--restore", "pump,sub", "--hours", "sub=2h");
    JsonNode node = json("--restore", "sub,pump", "--hours", "sub=2h");

    assertThat(session.out())
        .contains("3 assets with 1,650 people without service. For one crew:")
        .containsPattern("1 +sub +2h 0m +2h 0m +1,600 +2 +50 +800 people per hour")
        .containsPattern("2 +pump +30m 0s +2h 30m +50 +1 +0");
    assertThat(node.path("steps").get(0).path("asset").asText()).isEqualTo("sub");
    assertThat(node.path("steps").get(0).path("regained")).hasSize(2);
    assertThat(node.path("steps").get(1).path("doneAfterHours").asDouble()).isEqualTo(2.5);
  }

  @Test
  void whatGoesWithAPlaceOrAnOperatorIsShown() throws Exception {
    Session place = run("--blast", "quake");
    JsonNode operator = json("--blast", "op-m");

    assertThat(place.out())
        .contains("If area quake fails: 2 assets out, 1 more lose service if it lasts, 0 of them")
        .containsPattern("ict +1 +1 +0 +700");
    assertThat(operator.path("kind").asText()).isEqualTo("operator");
    assertThat(operator.path("losing").get(0).asText()).isEqualTo("pump");
    assertThat(json("--blast", "JP-02").path("failing").get(0).asText()).isEqualTo("pump");
  }

  @ParameterizedTest
  @ValueSource(strings = {"town.svg", "new/folder/town.html"})
  void aPictureIsWrittenToTheFile(String name) throws Exception {
    Path file = folder.resolve(name);

    Session session = run("--picture", file.toString());

    assertThat(session.exit()).isZero();
    assertThat(session.out()).isEqualTo(file + ": a picture of 5 assets" + System.lineSeparator());
    assertThat(Files.readString(file)).contains("<svg").contains("North substation");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--asset", "--blast", "--restore"})
  void anUnknownIdIsRefusedWithASuggestion(String option) {
    Session session = run(option, "pumpe");

    assertThat(session.exit()).isEqualTo(2);
    assertThat(session.out()).isEmpty();
    assertThat(session.complaints())
        .hasLineCount(1)
        .contains("hamon: " + option + ": expected an asset")
        .contains("did you mean 'pump'?");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--asset sub --blast sub",
        "--top -1",
        "--picture town.png",
        "--restore sub --repair soon",
        "--nonsense"
      })
  void badUsageIsOneLineAndExitTwo(String line) {
    Session session = run(line.split(" ", -1));

    assertThat(session.exit()).isEqualTo(2);
    assertThat(session.complaints()).hasLineCount(1).startsWith("hamon: ").contains("--help");
  }

  private Session run(String... options) {
    List<String> words = new ArrayList<>(List.of("topology", "show", path));
    words.addAll(List.of(options));
    return Session.run(words.toArray(String[]::new));
  }

  private JsonNode json(String... options) throws Exception {
    List<String> words = new ArrayList<>(List.of(options));
    words.add("--json");
    Session session = run(words.toArray(String[]::new));
    assertThat(session.complaints()).isEmpty();
    assertThat(session.exit()).isZero();
    return new ObjectMapper().readTree(session.out());
  }
}
