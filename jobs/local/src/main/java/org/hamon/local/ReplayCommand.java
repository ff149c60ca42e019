// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.hamon.correlation.config.Knowledge;
import org.hamon.patterns.engine.PatternCost;
import org.hamon.replay.History;
import org.hamon.replay.scoring.InvalidLabelException;
import org.hamon.replay.scoring.Label;
import org.hamon.topology.Graph;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the job over history. */
@Command(
    name = "replay",
    description = {
      "Runs the same job over history, event time only. The same input gives the same bytes at"
          + " every parallelism.",
      "The outputs appear when all is done. A replay that was stopped goes on when it is started"
          + " again with the same topology, patterns, input and times."
    })
final class ReplayCommand implements Callable<Integer> {
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
      description =
          "What was heard: telemetry*.jsonl, failure-reports*.jsonl, topology-changes*.jsonl and"
              + " so on, plain or .gz, also in folders below.")
  private @Nullable Path input;

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
      description =
          "Read what was heard from the topics of a job instead, as far as they go now. Nothing is"
              + " taken from the job.")
  private @Nullable String kafka;

  @Mixin private TopicOptions topics = new TopicOptions();

  @Option(
      names = "--checkpoint-every",
      paramLabel = "DURATION",
      defaultValue = "30s",
      description =
          "How often it notes where it stands, in case it is stopped (default: ${DEFAULT-VALUE}).")
  private String checkpointEvery = "30s";

  @Option(
      names = "--anew",
      description =
          "Begin at the beginning, though a replay of the same that was stopped could go on.")
  private boolean anew;

  @Option(names = "--json", description = "Print one JSON object instead of lines.")
  private boolean json;

  ReplayCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    if (parallelism < 1) {
      throw new ParameterException(
          spec.commandLine(), "Expected --parallelism to be above 0, but it is " + parallelism);
    }
    OptionalLong start = time("--from", from);
    OptionalLong end = time("--until", until);
    if (start.isPresent() && end.isPresent() && start.getAsLong() > end.getAsLong()) {
      throw new ParameterException(
          spec.commandLine(), "Expected --from to be before --until, but it is after it");
    }
    FindingReport.requireReadable(
        Stream.of(topology, kafka == null ? input : null, patterns, labels)
            .filter(path -> path != null)
            .toList());
    List<Label> known = readLabels();
    Knowledge knowledge = Setups.knowledge(topology, patterns);
    Graph graph = Graph.of(knowledge.topology());
    ReplayRun.Asked asked =
        new ReplayRun.Asked(
            knowledge, history(start, end), out, parallelism, checkpointEvery(), identity(), anew);
    long began = System.nanoTime();
    Map<String, PatternCost> costs = new ReplayRun(console, asked).run();
    Optional<String> refused = NothingUsed.in(out);
    if (refused.isPresent()) {
      throw new UnusableInput("hamon: " + asked.history().text() + ": " + refused.get());
    }
    double seconds = Math.max(1e-3, (System.nanoTime() - began) / 1e9);
    new ReplayReport(console, out, json).tell(known, graph, costs, seconds);
    return Hamon.DONE;
  }

  private Duration checkpointEvery() {
    Duration every =
        VariationOptions.span(spec.commandLine(), "--checkpoint-every", checkpointEvery);
    if (every.isNegative() || every.isZero()) {
      throw new ParameterException(
          spec.commandLine(),
          "Expected --checkpoint-every to be above 0, but it is " + checkpointEvery);
    }
    return every;
  }

  private History history(OptionalLong start, OptionalLong end) {
    String brokers = kafka;
    if (brokers != null) {
      if (input != null) {
        console.note("hamon: --input is not read, since history comes from --kafka");
      }
      return History.in(topics.of(brokers), start, end);
    }
    if (input == null) {
      throw new ParameterException(
          spec.commandLine(), "Expected --input or --kafka to read from, but there is neither");
    }
    return History.in(input, start, end);
  }

  /** Parallelism is not in it: it changes nothing. */
  private String identity() throws IOException {
    Fingerprint fingerprint =
        new Fingerprint()
            .addProgram()
            .addContent(topology)
            .addContent(patterns)
            .add("from " + from + " until " + until);
    if (kafka != null) {
      fingerprint.add("topics " + topics.prefix() + " of " + kafka);
    } else if (input != null) {
      fingerprint.addFiles(input);
    }
    return fingerprint.text();
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
