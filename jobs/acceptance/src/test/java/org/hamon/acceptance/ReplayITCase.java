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
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.hamon.correlation.CorrelationPipeline;
import org.hamon.correlation.JobSettings;
import org.hamon.correlation.Outlet;
import org.hamon.local.EmbeddedFlink;
import org.hamon.replay.History;
import org.hamon.replay.ReplayFeeds;
import org.hamon.replay.SortedFileSink;
import org.hamon.replay.scenario.Scenario;
import org.hamon.replay.scoring.Buffers;
import org.hamon.replay.scoring.Evaluation;
import org.hamon.replay.scoring.IssuedWarning;
import org.hamon.replay.scoring.Label;
import org.hamon.replay.scoring.LeadTable;
import org.hamon.replay.scoring.SituationEnds;
import org.hamon.topology.Graph;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The documented blackout of 2018, replayed from its files by the whole job. */
class ReplayITCase {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int[] PARALLELISMS = {1, 2, 4};
  private static final Set<String> INFORMED =
      Set.of("railway", "aviation", "logistics", "medical", "ict", "water");

  @TempDir static Path folder;

  private static Scenario scenario;
  private static Graph graph;
  private static List<Label> labels;
  private static List<IssuedWarning> warnings;
  private static SituationEnds situations;
  private static final Map<Integer, Map<String, String>> OUTPUTS = new TreeMap<>();

  @BeforeAll
  static void replay() throws Exception {
    scenario = Scenario.open("hokkaido-2018");
    Path inputs = folder.resolve("inputs");
    scenario.writeInputs(inputs);
    Ground ground = Ground.in(scenario.writeTopology(folder.resolve("topology")));
    graph = ground.graph();
    labels = Label.read(inputs.resolve("labels.jsonl"));
    History history = History.in(inputs, OptionalLong.empty(), OptionalLong.empty());
    try (EmbeddedFlink flink =
        EmbeddedFlink.start(
            EmbeddedFlink.Options.of(4).withCheckpointsEvery(Duration.ZERO).withoutRestarts())) {
      for (int parallelism : PARALLELISMS) {
        Path out = folder.resolve("out-" + parallelism);
        JobSettings settings = ground.settings("replay", history.start().orElseThrow());
        StreamExecutionEnvironment env = flink.environment(parallelism);
        CorrelationPipeline.define(
                env,
                new ReplayFeeds(history, settings.bound(), settings.start()),
                Outlet.of(new SortedFileSink(out)),
                settings)
            .setParallelism(1);
        flink
            .result(flink.submit(env, "replay"))
            .get(5, TimeUnit.MINUTES)
            .toJobExecutionResult(ReplayITCase.class.getClassLoader());
        OUTPUTS.put(parallelism, contents(out));
      }
    }
    warnings = lines("warnings").stream().map(IssuedWarning::parse).toList();
    situations = new SituationEnds();
    lines("situations").forEach(situations::take);
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4})
  void anyParallelismGivesTheSameBytes(int parallelism) {
    Map<String, String> one = outputs();
    Map<String, String> more = OUTPUTS.getOrDefault(parallelism, Map.of());

    assertThat(more).containsOnlyKeys(one.keySet());
    one.forEach(
        (file, text) -> {
          String other = more.getOrDefault(file, "");
          assertThat(firstDifference(other, text)).as(file).isEqualTo("none");
          assertThat(other.equals(text)).as(file).isTrue();
        });
  }

  @Test
  void writesEveryOutput() {
    assertThat(outputs())
        .containsKeys(
            "warnings.jsonl",
            "warnings-ict.jsonl",
            "situations.jsonl",
            "asset-state.jsonl",
            "sector-health.jsonl",
            "decisions.jsonl",
            "books.jsonl");
    assertThat(lines("warnings")).isNotEmpty();
  }

  @Test
  void booksBalance() throws IOException {
    List<JsonNode> books = nodes("books");

    assertThat(books)
        .extracting(book -> book.path("input").asText())
        .containsExactlyInAnyOrder(
            "telemetry",
            "failure-reports",
            "topology-changes",
            "advisories",
            "controls",
            "patterns");
    for (JsonNode book : books) {
      long accounted =
          Stream.of("used", "late", "repeated", "deadLettered", "waiting")
              .mapToLong(column -> book.required(column).asLong())
              .sum();
      assertThat(accounted).as(book.toString()).isEqualTo(book.required("in").asLong());
      assertThat(book.required("in").asLong())
          .as(book.toString())
          .isEqualTo(inputLines(book.required("input").asText()));
    }
  }

  @Test
  void theBlackoutIsOneSituation() {
    assertThat(situations.count()).isOne();
  }

  @Test
  void everySectorIsWarnedInTimeOfWhatHitsIt() {
    LeadTable table = LeadTable.of(labels, warnings, situations, label -> Buffers.of(graph, label));

    Set<String> hit =
        table.rows().stream()
            .filter(LeadTable.Row::hit)
            .map(row -> row.label().sector())
            .collect(Collectors.toSet());
    assertThat(hit).containsAll(INFORMED);
    assertThat(table.hits()).isGreaterThanOrEqualTo(10);
  }

  @Test
  void thePatternsMatchThatTheScenarioNames() throws IOException {
    Set<String> matched = new TreeSet<>();
    for (JsonNode situation : nodes("situations")) {
      situation.path("patterns").forEach(id -> matched.add(id.asText().replaceAll("@.*", "")));
    }
    assertThat(matched).containsExactlyInAnyOrderElementsOf(scenario.matches());
  }

  @Test
  void noSectorIsFlooded() {
    assertThat(LeadTable.mostNewWarnings(warnings).values())
        .isNotEmpty()
        .allSatisfy(most -> assertThat(most).isLessThanOrEqualTo(10));
  }

  @Test
  void nobodyIsToldThatItIsOverAndIsHitWithinTheHour() {
    Evaluation run =
        Evaluation.of(
            labels,
            new Evaluation.Outputs(
                lines("warnings"), lines("situations"), lines("asset-state"), 0, Map.of()),
            graph,
            label -> Buffers.of(graph, label));

    assertThat(run.falseCalms()).isEmpty();
  }

  @Test
  void revisionsFollowEachOther() {
    Map<String, Integer> last = new TreeMap<>();
    for (IssuedWarning warning : warnings) {
      assertThat(warning.revision())
          .as(warning.key())
          .isEqualTo(last.getOrDefault(warning.id(), 0) + 1);
      last.put(warning.id(), warning.revision());
    }
  }

  /** Files are long: the first line that differs says enough. */
  private static String firstDifference(String actual, String expected) {
    List<String> one = actual.lines().toList();
    List<String> other = expected.lines().toList();
    for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
      if (!one.get(i).equals(other.get(i))) {
        return "line " + (i + 1) + ": " + one.get(i) + " instead of " + other.get(i);
      }
    }
    return one.size() == other.size() ? "none" : one.size() + " lines instead of " + other.size();
  }

  private static long inputLines(String input) throws IOException {
    Path file = folder.resolve("inputs/" + input + ".jsonl");
    if (!Files.exists(file)) {
      return 0;
    }
    try (Stream<String> lines = Files.lines(file)) {
      return lines.count();
    }
  }

  private static List<JsonNode> nodes(String stream) throws IOException {
    List<JsonNode> nodes = new ArrayList<>();
    for (String line : lines(stream)) {
      nodes.add(JSON.readTree(line));
    }
    return nodes;
  }

  private static List<String> lines(String stream) {
    return outputs().getOrDefault(stream + ".jsonl", "").lines().toList();
  }

  private static Map<String, String> outputs() {
    return OUTPUTS.getOrDefault(1, Map.of());
  }

  private static Map<String, String> contents(Path out) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(out)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(out.relativize(file).toString(), Files.readString(file));
      }
    }
    return contents;
  }
}
