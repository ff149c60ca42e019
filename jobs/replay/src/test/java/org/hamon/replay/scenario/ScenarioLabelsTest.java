// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.hamon.replay.scoring.Label;
import org.hamon.replay.scoring.Label.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels of incidents that are no blackout of one region. */
class ScenarioLabelsTest {

  @TempDir Path folder;

  @Test
  void exampleUsage() throws IOException {
    assertThat(labels("osaka-2022"))
        .filteredOn(label -> label.kind() != Kind.UNAFFECTED)
        .extracting(Label::sector, Label::region, Label::pattern)
        .containsOnly(tuple("medical", "JP-27", "common-cause"));
  }

  @Test
  void aPlaceIsTheFactsOwnOrTheRegionThatStandsForIt() throws IOException {
    assertThat(labels("crowdstrike-2024"))
        .filteredOn(label -> label.sector().equals("aviation"))
        .extracting(Label::region)
        .containsExactlyInAnyOrder("AU-NSW", "DE-BE", "US-GA");
  }

  @Test
  void whatTheRecordGivesNoPlaceHasNone() throws IOException {
    assertThat(labels("kddi-2022"))
        .filteredOn(label -> label.region() != null)
        .extracting(Label::sector)
        .containsExactlyInAnyOrder("finance", "aviation");
  }

  @Test
  void withoutMainsNobodyReportsLostVoltage() throws IOException {
    labels("kddi-2022");
    assertThat(folder.resolve("failure-reports.jsonl"))
        .content()
        .doesNotContain("No voltage")
        .contains("op-aoba-mobile");
    assertThat(Files.readAllLines(folder.resolve("telemetry.jsonl")))
        .hasSizeLessThan(60_000)
        .noneMatch(line -> line.contains("demand"));
  }

  private List<Label> labels(String scenario) throws IOException {
    Scenario.open(scenario).writeInputs(folder);
    return Label.read(folder.resolve("labels.jsonl"));
  }
}
