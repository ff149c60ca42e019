// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hamon.local.EmbeddedFlink;
import org.hamon.replay.scenario.Scenario;
import org.hamon.replay.scenario.Variation;
import org.hamon.replay.scoring.AssetFailure;
import org.hamon.replay.scoring.Buffers;
import org.hamon.replay.scoring.Evaluation;
import org.hamon.replay.scoring.IssuedWarning;
import org.hamon.replay.scoring.Label;
import org.hamon.topology.Graph;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every documented incident of the library, by the whole job and the whole catalogue, as it was and
 * told otherwise: what the project asks of its warnings.
 */
class LibraryITCase {

  private static final double RECALL = 0.9;
  private static final double PRECISION = 0.8;
  private static final int FLOOD = 10;
  private static final long FIRST_WARNING = Duration.ofSeconds(10).toMillis();

  /** The blackout of 2018 has a test of its own; noise is no incident. */
  private static final Set<String> ELSEWHERE = Set.of("hokkaido-2018");

  private static final Variation AS_IT_WAS = Variation.NONE;

  /**
   * Months later, somewhat slower, a fifth of the readings lost, some doubled, most out of order.
   */
  private static final Variation OTHERWISE =
      new Variation(Duration.ofDays(100), 1.1, 0.2, Duration.ofMillis(1_500), 0.1, 7);

  @TempDir static Path folder;

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

  static List<String> incidents() {
    return Scenario.names().stream()
        .filter(name -> !name.contains("noise") && !ELSEWHERE.contains(name))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("incidents")
  void warnsAsItShould(String name) throws Exception {
    Played played = play(name, AS_IT_WAS, "was");

    assertThat(played.deadLetters()).isEmpty();
    assertThat(played.matched()).containsExactlyInAnyOrderElementsOf(played.scenario().matches());
    meetsTheGoals(played.evaluation());
  }

  @ParameterizedTest
  @MethodSource("incidents")
  void warnsWhenItIsToldOtherwise(String name) throws Exception {
    meetsTheGoals(play(name, OTHERWISE, "otherwise").evaluation());
  }

  @ParameterizedTest
  @MethodSource("incidents")
  void ordinaryDaysBeforeItWarnNobody(String name) throws Exception {
    Scenario scenario = Scenario.open(name).after(Duration.ofDays(2));
    Path its = folder.resolve(name + "-before");
    Path inputs = its.resolve("inputs");
    scenario.writeInputs(inputs);
    Ground ground = Ground.in(scenario.writeTopology(its.resolve("topology")));
    Instant until = Scenario.open(name).from();

    Replayed replayed =
        Replayed.of(flink, ground, inputs, its.resolve("out"), scenario.from(), until, 2);

    assertThat(replayed.text("situations")).isEmpty();
    assertThat(replayed.text("warnings")).isEmpty();
    assertThat(replayed.text("books")).doesNotContain("\"telemetry\",\"in\":0");
  }

  private static void meetsTheGoals(Evaluation run) {
    assertThat(run.situations().count()).as("situations").isOne();
    assertThat(run.score().recall()).as("recall").isGreaterThanOrEqualTo(RECALL);
    assertThat(run.score().precision()).as("precision").isGreaterThanOrEqualTo(PRECISION);
    assertThat(run.score().mostWarnings()).as("most in 10 minutes").isLessThanOrEqualTo(FLOOD);
    assertThat(run.falseCalms()).as("told that it is over, and hit within the hour").isEmpty();
    long failed = run.failures().stream().mapToLong(AssetFailure::at).min().orElseThrow();
    long warned = run.warnings().stream().mapToLong(IssuedWarning::issuedAt).min().orElseThrow();
    assertThat(warned - failed).as("first warning after").isLessThanOrEqualTo(FIRST_WARNING);
  }

  /** One run. */
  private record Played(
      Scenario scenario, Evaluation evaluation, Set<String> matched, String deadLetters) {}

  private static Played play(String name, Variation variation, String as) throws Exception {
    Scenario scenario = Scenario.open(name);
    Path its = folder.resolve(name + "-" + as);
    Path inputs = its.resolve("inputs");
    scenario.writeInputs(inputs, variation);
    Ground ground = Ground.in(scenario.writeTopology(its.resolve("topology")));
    Instant from = scenario.from().plus(variation.shift());
    double lasts = Duration.between(scenario.from(), scenario.until()).toMillis();
    Instant until = from.plusMillis(Math.round(lasts * variation.stretch()));
    Replayed replayed = Replayed.of(flink, ground, inputs, its.resolve("out"), from, until, 2);
    Graph graph = ground.graph();
    Evaluation evaluation =
        Evaluation.of(
            Label.read(inputs.resolve("labels.jsonl")),
            new Evaluation.Outputs(
                replayed.text("warnings").lines().toList(),
                replayed.text("situations").lines().toList(),
                replayed.text("asset-state").lines().toList(),
                0,
                Map.of()),
            graph,
            label -> Buffers.of(graph, label));
    Set<String> matched = new TreeSet<>();
    for (JsonNode situation : replayed.lines("situations")) {
      situation.path("patterns").forEach(id -> matched.add(id.asText().replaceAll("@.*", "")));
    }
    return new Played(scenario, evaluation, matched, replayed.text("dead-letters"));
  }
}
