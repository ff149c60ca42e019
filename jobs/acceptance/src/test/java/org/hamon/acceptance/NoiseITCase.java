// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.hamon.correlation.CorrelationPipeline;
import org.hamon.correlation.JobSettings;
import org.hamon.correlation.Outlet;
import org.hamon.local.EmbeddedFlink;
import org.hamon.replay.History;
import org.hamon.replay.ReplayFeeds;
import org.hamon.replay.SortedFileSink;
import org.hamon.replay.scenario.Scenario;
import org.hamon.replay.scoring.IssuedWarning;
import org.hamon.replay.scoring.Label;
import org.hamon.replay.scoring.LeadTable;
import org.hamon.replay.scoring.SituationEnds;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The blackout of 2018 in the noise of working days is found as early as in a quiet world; the
 * noise alone wakes nobody, although it changes the state of many assets.
 */
class NoiseITCase {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> GRAVE = Set.of("P1", "P2");

  @TempDir static Path folder;

  private static Run quiet;
  private static Run inNoise;
  private static Run noise;

  /** One scenario replayed. */
  private record Run(Scenario scenario, Path inputs, Path out) {

    List<String> lines(String stream) throws IOException {
      Path file = out.resolve(stream + ".jsonl");
      return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    List<JsonNode> nodes(String stream) throws IOException {
      List<JsonNode> nodes = new ArrayList<>();
      for (String line : lines(stream)) {
        nodes.add(JSON.readTree(line));
      }
      return nodes;
    }

    List<IssuedWarning> warnings() throws IOException {
      return lines("warnings").stream().map(IssuedWarning::parse).toList();
    }

    SituationEnds situations() throws IOException {
      SituationEnds situations = new SituationEnds();
      lines("situations").forEach(situations::take);
      return situations;
    }

    List<LeadTable.Row> rows() throws IOException {
      List<Label> labels = Label.read(inputs.resolve("labels.jsonl"));
      return LeadTable.of(labels, warnings(), situations(), label -> true).rows();
    }
  }

  @BeforeAll
  static void replayAll() throws Exception {
    try (EmbeddedFlink flink =
        EmbeddedFlink.start(
            EmbeddedFlink.Options.of(2).withCheckpointsEvery(Duration.ZERO).withoutRestarts())) {
      quiet = replay(flink, "hokkaido-2018");
      inNoise = replay(flink, "hokkaido-2018-in-noise");
      noise = replay(flink, "hokkaido-noise");
    }
  }

  @Test
  void noiseAloneWakesNobody() throws IOException {
    assertThat(noise.lines("warnings")).isEmpty();
    assertThat(noise.lines("situations")).isEmpty();
    assertThat(inputs(noise)).isGreaterThanOrEqualTo(200_000);
  }

  @Test
  void noiseIsHeardAndChangesStates() throws IOException {
    Set<String> assets = new HashSet<>();
    Set<String> sectors = new HashSet<>();
    Set<String> states = new HashSet<>();
    for (JsonNode change : noise.nodes("asset-state")) {
      assets.add(change.path("asset").asText());
      sectors.add(change.path("sector").asText());
      states.add(change.path("state").asText());
    }
    assertThat(assets).hasSizeGreaterThanOrEqualTo(80);
    assertThat(sectors).hasSizeGreaterThanOrEqualTo(10);
    assertThat(states).containsExactlyInAnyOrder("degraded", "unknown", "normal");
  }

  @Test
  void inNoiseNoLeadIsShorter() throws IOException {
    List<LeadTable.Row> expected = quiet.rows();
    List<LeadTable.Row> found = inNoise.rows();
    assertThat(found).hasSameSizeAs(expected).isNotEmpty();
    for (int i = 0; i < expected.size(); i++) {
      assertThat(expected.get(i).hit()).as(expected.get(i).toString()).isTrue();
      assertThat(found.get(i).lead().orElseThrow())
          .as(found.get(i).toString())
          .isGreaterThanOrEqualTo(expected.get(i).lead().orElseThrow());
    }
  }

  @Test
  void inNoiseThereIsNoOtherSituationAndNoFlood() throws IOException {
    assertThat(inNoise.situations().count()).isOne();
    assertThat(inNoise.situations().merged()).isEqualTo(quiet.situations().merged());
    assertThat(LeadTable.mostNewWarnings(inNoise.warnings()).values())
        .isNotEmpty()
        .allSatisfy(most -> assertThat(most).isLessThanOrEqualTo(10));
  }

  @Test
  void inNoiseTheSamePatternsMatch() throws IOException {
    Set<String> matched = new TreeSet<>();
    for (JsonNode situation : inNoise.nodes("situations")) {
      situation.path("patterns").forEach(id -> matched.add(id.asText().replaceAll("@.*", "")));
    }
    assertThat(matched).containsExactlyInAnyOrderElementsOf(inNoise.scenario().matches());
  }

  @Test
  void inNoiseNobodyIsAlarmedWhomNothingReaches() throws IOException {
    for (JsonNode warning : inNoise.nodes("warnings-gas")) {
      assertThat(warning.path("priority").asText()).as(warning.toString()).isNotIn(GRAVE);
    }
  }

  @Test
  void everyRecordIsAccountedFor() throws IOException {
    for (Run run : List.of(quiet, inNoise, noise)) {
      assertThat(run.lines("late")).isEmpty();
      assertThat(run.lines("dead-letters")).isEmpty();
      for (JsonNode book : run.nodes("books")) {
        assertThat(book.path("used").asLong() + book.path("repeated").asLong())
            .as(book.toString())
            .isEqualTo(book.path("in").asLong());
      }
    }
  }

  private static long inputs(Run run) throws IOException {
    return run.nodes("books").stream().mapToLong(book -> book.path("in").asLong()).sum();
  }

  private static Run replay(EmbeddedFlink flink, String name) throws Exception {
    Scenario scenario = Scenario.open(name);
    Path inputs = folder.resolve(name);
    scenario.writeInputs(inputs);
    Ground ground = Ground.in(scenario.writeTopology(inputs));
    History history = History.in(inputs, OptionalLong.empty(), OptionalLong.empty());
    Path out = folder.resolve(name + "-out");
    JobSettings settings = ground.settings(name, history.start().orElseThrow());
    StreamExecutionEnvironment env = flink.environment(2);
    CorrelationPipeline.define(
            env,
            new ReplayFeeds(history, settings.bound(), settings.start()),
            Outlet.of(new SortedFileSink(out)),
            settings)
        .setParallelism(1);
    flink
        .result(flink.submit(env, name))
        .get(5, TimeUnit.MINUTES)
        .toJobExecutionResult(NoiseITCase.class.getClassLoader());
    return new Run(scenario, inputs, out);
  }
}
