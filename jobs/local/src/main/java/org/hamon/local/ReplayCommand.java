// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.hamon.correlation.CorrelationPipeline;
import org.hamon.correlation.JobSettings;
import org.hamon.correlation.Outlet;
import org.hamon.correlation.Output;
import org.hamon.correlation.config.Knowledge;
import org.hamon.local.report.ReportPage;
import org.hamon.patterns.engine.PatternCost;
import org.hamon.replay.History;
import org.hamon.replay.ReplayFeeds;
import org.hamon.replay.SortedFileSink;
import org.hamon.replay.scoring.Buffers;
import org.hamon.replay.scoring.Evaluation;
import org.hamon.replay.scoring.InvalidLabelException;
import org.hamon.replay.scoring.Label;
import org.hamon.replay.scoring.LeadTable;
import org.hamon.replay.scoring.Scorecard;
import org.hamon.replay.scoring.SituationEnds;
import org.hamon.topology.Graph;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the job over history. */
@Command(
    name = "replay",
    description =
        "Runs the same job over history, event time only. The same input gives the same bytes at"
            + " every parallelism.")
final class ReplayCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Option(
      names = "--topology",
      paramLabel = "PATH",
      required = true,
      description = "What exists: a YAML file or a folder.")
  private Path topology = Path.of("");

  @Option(
      names = "--input",
      paramLabel = "DIR",
      required = true,
      description =
          "What was heard: telemetry.jsonl, failure-reports.jsonl, topology-changes.jsonl, plain or"
              + " .gz.")
  private Path input = Path.of("");

  @Option(
      names = "--patterns",
      paramLabel = "DIR",
      required = true,
      description = "What to look for: a folder of patterns.")
  private Path patterns = Path.of("");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Where the outputs are written.")
  private Path out = Path.of("");

  @Option(
      names = "--labels",
      paramLabel = "FILE",
      description = "What happened: compare, and write scorecard.json and report.html.")
  private @Nullable Path labels;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Of the job (default: the number of processors, at most 8).")
  private int parallelism = Math.min(8, Runtime.getRuntime().availableProcessors());

  @Option(
      names = "--from",
      paramLabel = "TIME",
      description = "Readings and reports before it are left out.")
  private @Nullable String from;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "The end of history (default: the time of the last record).")
  private @Nullable String until;

  @Option(
      names = "--kafka",
      paramLabel = "BROKERS",
      description = "Read history from topics instead (not yet).")
  private @Nullable String kafka;

  @Option(names = "--json", description = "Print one JSON object instead of lines.")
  private boolean json;

  ReplayCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    if (kafka != null) {
      throw new UnusableInput(
          "hamon: --kafka: a replay reads files only so far. Give them with --input.");
    }
    if (parallelism < 1) {
      throw new ParameterException(
          spec.commandLine(), "Expected --parallelism to be above 0, but it is " + parallelism);
    }
    OptionalLong start = time("--from", from);
    OptionalLong end = time("--until", until);
    FindingReport.requireReadable(
        Stream.of(topology, input, patterns, labels).filter(path -> path != null).toList());
    List<Label> known = readLabels();
    Knowledge knowledge = Setups.knowledge(topology, patterns);
    Graph graph = Graph.of(knowledge.topology());
    History history = History.in(input, start, end, graph.sectors());
    if (history.start().isEmpty()) {
      throw new UnusableInput(
          "hamon: "
              + input
              + ": expected a folder with records in telemetry.jsonl, failure-reports.jsonl or"
              + " topology-changes.jsonl (or .gz), but there is none.");
    }
    Map<String, PatternCost> costs;
    long began = System.nanoTime();
    try (Resources resources = new Resources()) {
      costs = run(resources, knowledge, history);
    }
    double seconds = Math.max(1e-3, (System.nanoTime() - began) / 1e9);
    report(known, graph, costs, seconds);
    return Hamon.DONE;
  }

  private Map<String, PatternCost> run(Resources resources, Knowledge knowledge, History history)
      throws IOException {
    Waiting waiting = new Waiting(console);
    EmbeddedFlink flink =
        resources.add(
            EmbeddedFlink.start(
                EmbeddedFlink.Options.of(parallelism)
                    .withCheckpointsEvery(Duration.ZERO)
                    .withoutRestarts()));
    StreamExecutionEnvironment env = flink.environment(parallelism);
    JobSettings settings = knowledge.settings(history.start().orElseThrow());
    CorrelationPipeline.define(
            env,
            new ReplayFeeds(history, settings.bound()),
            Outlet.of(new SortedFileSink(out)),
            settings)
        .setParallelism(1);
    BoundedJob job = new BoundedJob(flink, flink.submit(env, "hamon replay"));
    resources.add(job::cancel);
    return PatternCost.in(job.awaitEnd(waiting));
  }

  private void report(
      List<Label> known, Graph graph, Map<String, PatternCost> costs, double seconds)
      throws IOException {
    List<ObjectNode> books = new ArrayList<>();
    for (String line : lines(Output.BOOKS)) {
      JsonNode node = JSON.readTree(line);
      if (node instanceof ObjectNode object) {
        books.add(object);
      }
    }
    long records = books.stream().mapToLong(book -> book.path("in").asLong()).sum();
    Evaluation evaluation =
        Evaluation.of(
            known,
            new Evaluation.Outputs(
                lines(Output.WARNINGS),
                lines(Output.SITUATIONS),
                lines(Output.ASSET_STATE),
                records,
                costs),
            graph,
            label -> Buffers.of(graph, label));
    Map<String, Integer> perSector = new TreeMap<>();
    evaluation.score().loads().forEach((sector, load) -> perSector.put(sector, load.warnings()));
    SituationEnds situations = evaluation.situations();

    Verdict verdict = null;
    if (!known.isEmpty()) {
      verdict = Verdict.of(evaluation);
      write("scorecard.json", Scorecard.of(evaluation).toPrettyString() + "\n");
      write("report.html", ReportPage.html(evaluation, EventTime.of(known).zone()));
    }
    if (json) {
      printJson(books, perSector, situations, records, seconds, verdict);
    } else {
      print(books, perSector, situations, records, seconds, verdict);
    }
  }

  private void print(
      List<ObjectNode> books,
      Map<String, Integer> perSector,
      SituationEnds situations,
      long records,
      double seconds,
      @Nullable Verdict verdict) {
    List<String> columns = List.of("in", "used", "late", "repeated", "deadLettered", "waiting");
    List<List<String>> rows = new ArrayList<>();
    rows.add(Stream.concat(Stream.of("input"), columns.stream()).toList());
    for (ObjectNode book : books) {
      List<String> row = new ArrayList<>(List.of(book.path("input").asText()));
      columns.forEach(
          column -> row.add(String.format(Locale.ROOT, "%,d", book.path(column).asLong())));
      rows.add(row);
    }
    Text.table(rows).forEach(console::line);
    console.line("");
    console.line(
        Text.count(situations.count(), "situation")
            + (situations.merged() > 0
                ? " (" + situations.merged() + " more merged into them)"
                : ""));
    perSector.forEach((sector, n) -> console.line(Text.pad(sector, 12) + Text.count(n, "warning")));
    if (verdict != null) {
      EventTime clock =
          EventTime.of(verdict.leads().rows().stream().map(LeadTable.Row::label).toList());
      verdict.print(console, clock, Integer.MAX_VALUE);
    }
    console.line(
        String.format(
            Locale.ROOT,
            "%,d records in %.1f s (%,.0f/s); outputs in %s",
            records,
            seconds,
            records / seconds,
            Home.shown(out)));
  }

  private void printJson(
      List<ObjectNode> books,
      Map<String, Integer> perSector,
      SituationEnds situations,
      long records,
      double seconds,
      @Nullable Verdict verdict) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("records", records);
    node.put("seconds", Math.round(seconds * 1_000) / 1_000.0);
    node.put("readingsPerSecond", Math.round(records / seconds));
    ArrayNode array = node.putArray("books");
    books.forEach(array::add);
    ObjectNode sectors = node.putObject("warnings");
    perSector.forEach(sectors::put);
    node.put("situations", situations.count());
    node.put("out", out.toString());
    if (verdict != null) {
      node.set("leads", verdict.json());
    }
    console.line(node.toString());
  }

  /** Not there before it is whole. */
  private void write(String name, String content) throws IOException {
    Path part = out.resolve("." + name + ".part");
    Files.writeString(part, content);
    Files.move(part, out.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  private List<String> lines(String stream) throws IOException {
    Path file = out.resolve(stream + ".jsonl");
    return Files.exists(file) ? Files.readAllLines(file) : List.of();
  }

  private List<Label> readLabels() throws IOException {
    Path file = labels;
    try {
      return file == null ? List.of() : Label.read(file);
    } catch (InvalidLabelException e) {
      throw new UnusableInput("hamon: " + e.getMessage());
    }
  }

  private OptionalLong time(String option, @Nullable String text) {
    if (text == null) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(OffsetDateTime.parse(text).toInstant().toEpochMilli());
    } catch (DateTimeException e) {
      throw new ParameterException(
          spec.commandLine(),
          "Expected "
              + option
              + " to be a time with offset such as 2018-09-06T03:07:00+09:00, but found '"
              + text
              + "'");
    }
  }
}
