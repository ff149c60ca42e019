// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hamon.local.EmbeddedFlink;
import org.hamon.replay.scenario.Scenario;
import org.hamon.replay.scoring.IssuedWarning;
import org.hamon.replay.scoring.LeadTable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every documented incident, replayed from its files by the whole job. */
class IncidentsITCase {

  private static EmbeddedFlink flink;

  @BeforeAll
  static void start() throws Exception {
    flink =
        EmbeddedFlink.start(
            EmbeddedFlink.Options.of(2).withCheckpointsEvery(Duration.ZERO).withoutRestarts());
  }

  @AfterAll
  static void stop() throws Exception {
    flink.close();
  }

  /** But for that of {@link ReplayITCase}, and those that are played in noise. */
  static Stream<String> incidents() {
    return Scenario.names().stream()
        .filter(name -> !name.equals("hokkaido-2018") && !name.endsWith("noise"));
  }

  @ParameterizedTest
  @MethodSource("incidents")
  void thePatternsMatchThatTheScenarioNamesAndNoSectorIsFlooded(String name, @TempDir Path folder)
      throws Exception {
    Scenario scenario = Scenario.open(name);
    Path inputs = folder.resolve("inputs");
    scenario.writeInputs(inputs);
    Ground ground = Ground.in(scenario.writeTopology(folder.resolve("topology")));
    Replayed replayed =
        Replayed.of(
            flink, ground, inputs, folder.resolve("out"), scenario.from(), scenario.until(), 1);

    Set<String> matched = new TreeSet<>();
    replayed
        .lines("situations")
        .forEach(
            situation ->
                situation
                    .path("patterns")
                    .forEach(id -> matched.add(id.asText().replaceAll("@.*", ""))));
    assertThat(matched).containsExactlyInAnyOrderElementsOf(scenario.matches());
    assertThat(replayed.text("dead-letters")).isEmpty();
    List<IssuedWarning> warnings =
        replayed.text("warnings").lines().map(IssuedWarning::parse).toList();
    assertThat(LeadTable.mostNewWarnings(warnings).values())
        .isNotEmpty()
        .allSatisfy(most -> assertThat(most).isLessThanOrEqualTo(10));
  }
}
