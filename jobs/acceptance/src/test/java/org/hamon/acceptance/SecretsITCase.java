// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hamon.local.EmbeddedFlink;
import org.hamon.local.chart.Chart;
import org.hamon.local.report.ReportPage;
import org.hamon.replay.scenario.Scenario;
import org.hamon.replay.scoring.Evaluation;
import org.hamon.replay.scoring.Label;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who reported what, who operates it and in whose words it was told is not known to a sector, not
 * even by the order of lines: two runs that differ in nothing else give the same bytes.
 */
class SecretsITCase {

  private static final Instant CASCADE = Instant.parse("2025-04-28T10:00:00Z");

  @TempDir static Path folder;

  private static EmbeddedFlink flink;
  private static LogLines log;

  @BeforeAll
  static void start() throws Exception {
    log = LogLines.listen();
    flink =
        EmbeddedFlink.start(
            EmbeddedFlink.Options.of(2)
                .withCheckpointsEvery(Duration.ZERO)
                .withoutRestarts()
                .with(MetricNames.settings()));
  }

  @AfterAll
  static void stop() throws Exception {
    flink.close();
    log.close();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void whoToldItAndInWhatWordsChangesNothing(long seed) throws Exception {
    Path first = folder.resolve("first-" + seed);
    SecretHistory.write(first, seed, List.of());
    List<String> situations =
        replay(first).lines("situations").stream()
            .map(line -> line.path("situation").asText())
            .distinct()
            .toList();
    Path one = folder.resolve("one-" + seed);
    Path other = folder.resolve("other-" + seed);
    SecretHistory.write(one, seed, situations);
    SecretHistory.exchange(one, other);

    Replayed told = replay(one);
    Replayed toldOtherwise = replay(other);

    assertThat(told.lines("warnings")).isNotEmpty();
    assertThat(told.text("exercise-x-warnings")).isNotEmpty();
    assertThat(told.text("dead-letters")).containsPattern("who-[0-9]+-zz");
    assertThat(told.text("situations")).contains("\"comments\"");
    keepsSecrets(told, toldOtherwise);
    assertThat(Chart.of(Ground.in(one.resolve("town.yaml")).graph()).html())
        .isEqualTo(Chart.of(Ground.in(other.resolve("town.yaml")).graph()).html());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 4})
  void whatARedRecordSaysIsNowhere_notEvenInDecisions(long seed) throws Exception {
    Path one = folder.resolve("one-red-" + seed);
    Path other = folder.resolve("other-red-" + seed);
    SecretHistory.write(one, seed, List.of());
    int red = SecretHistory.retell(one, other, "TLP:RED");

    Replayed told = replay(one);

    assertThat(red).isGreaterThan(10);
    assertThat(told.lines("warnings")).isNotEmpty();
    assertThat(whatASectorMayRead(replay(other))).isEqualTo(whatASectorMayRead(told));
  }

  @Test
  void aDocumentedCascadeIsTheSameWhoeverToldIt() throws Exception {
    Path one = folder.resolve("one-cascade");
    Path other = folder.resolve("other-cascade");
    Scenario scenario = Scenario.open("iberia-2025");
    scenario.writeInputs(one);
    SecretHistory.hide(one);
    scenario.writeTopology(one);
    SecretHistory.exchange(one, other);

    Replayed told = replay(one);
    Replayed toldOtherwise = replay(other);

    assertThat(told.lines("warnings")).isNotEmpty();
    keepsSecrets(told, toldOtherwise);
    String page = page(told, one);
    assertThat(SecretHistory.tells(page)).isFalse();
    assertThat(page).isEqualTo(page(toldOtherwise, other));
  }

  private static void keepsSecrets(Replayed told, Replayed toldOtherwise) throws IOException {
    Map<String, String> read = whatASectorMayRead(told);
    Map<String, String> readOtherwise = whatASectorMayRead(toldOtherwise);
    assertThat(readOtherwise.keySet()).isEqualTo(read.keySet());
    for (Map.Entry<String, String> file : read.entrySet()) {
      assertThat(SecretHistory.tells(file.getValue())).as(file.getKey()).isFalse();
      assertThat(readOtherwise.getOrDefault(file.getKey(), "").lines().toList())
          .as(file.getKey())
          .isEqualTo(file.getValue().lines().toList());
    }
    assertThat(log.all()).isNotEmpty().noneMatch(SecretHistory::tells);
    assertThat(MetricNames.all()).isNotEmpty().noneMatch(SecretHistory::tells);
  }

  /** All but what is for those alone who run the job. */
  private static Map<String, String> whatASectorMayRead(Replayed run) throws IOException {
    Map<String, String> files = new TreeMap<>();
    for (Map.Entry<String, String> file : run.files().entrySet()) {
      String name = file.getKey();
      if (name.endsWith("situations.jsonl")) {
        files.put(name, withoutComments(file.getValue()));
      } else if (!name.endsWith("dead-letters.jsonl") && !name.endsWith("late.jsonl")) {
        files.put(name, file.getValue());
      }
    }
    return files;
  }

  private static String withoutComments(String lines) {
    StringBuilder text = new StringBuilder();
    for (JsonNode line : Replayed.parsed(lines)) {
      ((ObjectNode) line).remove("comments");
      text.append(line).append('\n');
    }
    return text.toString();
  }

  private static String page(Replayed run, Path inputs) throws IOException {
    Evaluation evaluation =
        Evaluation.of(
            Label.read(inputs.resolve("labels.jsonl")),
            new Evaluation.Outputs(
                run.text("warnings").lines().toList(),
                run.text("situations").lines().toList(),
                run.text("asset-state").lines().toList(),
                1,
                Map.of()),
            Ground.in(topology(inputs)).graph(),
            label -> true);
    return ReportPage.html(evaluation, ZoneId.of("UTC"));
  }

  private static Path topology(Path inputs) {
    Path town = inputs.resolve("town.yaml");
    return Files.exists(town) ? town : inputs.resolve("topology.yaml");
  }

  private static Replayed replay(Path inputs) throws Exception {
    boolean town = Files.exists(inputs.resolve("town.yaml"));
    return Replayed.of(
        flink,
        Ground.in(topology(inputs)),
        inputs,
        folder.resolve("out-" + inputs.getFileName()),
        town ? SecretHistory.BEGINS : CASCADE,
        town ? SecretHistory.ENDS : CASCADE.plus(Duration.ofHours(6)),
        2);
  }
}
