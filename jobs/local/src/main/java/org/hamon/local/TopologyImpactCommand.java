// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import org.hamon.topology.Durations;
import org.hamon.topology.Forecast;
import org.hamon.topology.Forecast.Failure;
import org.hamon.topology.analysis.WhatIf;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What fails, when and how likely, if something fails. */
@Command(
    name = "impact",
    description = {
      "Says what follows if assets fail: who is hit, when and how likely, and who stops at once.",
      "All that names no time happens at --at. The horizon counts from the last failure."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:done", "2:bad usage, a topology with an error, or an unknown asset"})
final class TopologyImpactCommand implements Callable<Integer> {
  private static final int MOST_SAMPLES = 1_000_000;

  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = "The topology: a YAML file or a folder. Further words are more assets to fail.")
  private List<String> words = new ArrayList<>();

  @Option(
      names = "--fail",
      paramLabel = "ASSET[@TIME]",
      description = "An asset that stops, and when (RFC 3339). May be repeated.")
  private List<String> failing = new ArrayList<>();

  @Option(
      names = "--condition",
      paramLabel = "ASSET:CONDITION[@TIME]",
      description = "A condition (id of a service level) that goes on. May be repeated.")
  private List<String> conditions = new ArrayList<>();

  @Option(
      names = "--battery",
      paramLabel = "ASSET=MINUTES",
      description =
          "What is left of battery or fuel when the first failure happens; replaces the buffer."
              + " Minutes or a duration (4h). May be repeated.")
  private List<String> batteries = new ArrayList<>();

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "When what names no time happens (RFC 3339). Default: now, to the second.")
  private Optional<String> at = Optional.empty();

  @Option(
      names = "--horizon",
      paramLabel = "DURATION",
      description = "How far to look ahead. Default: ${DEFAULT-VALUE}.")
  private String horizon = "72h";

  @Option(
      names = "--samples",
      paramLabel = "N",
      description =
          "How often to simulate. Default: 16384, fewer (at least 1024) where more than 3000 assets"
              + " and dependencies are in reach. The live job takes the first 1024 of the same.")
  private Optional<Integer> samples = Optional.empty();

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "How many rows to print. Default: ${DEFAULT-VALUE}; 0 for all. JSON has all.")
  private int top = 40;

  @Option(names = "--json", description = "Print one JSON object instead of tables.")
  private boolean json;

  TopologyImpactCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    requireUsable();
    long otherwiseAt =
        at.map(this::time)
            .orElseGet(() -> Instant.now().truncatedTo(ChronoUnit.SECONDS).toEpochMilli());
    long horizonMillis =
        Durations.millis(horizon)
            .orElseThrow(
                () ->
                    misuse(
                        "Expected a duration like 72h for --horizon, but found '" + horizon + "'"));
    String path = takePath();
    try (Patience patience = Patience.with(console, "reading " + path)) {
      TopologyFile topology = TopologyFile.read(Path.of(path));
      WhatIf question = question(topology, otherwiseAt, horizonMillis);
      patience.now("simulating " + Text.count(question.samples(), "sample"));
      ImpactReport report =
          new ImpactReport(
              topology.graph(), question, question.impacts(), question.stoppedAtOnce());
      patience.now("printing");
      if (json) {
        console.lineInParts(report::json);
      } else {
        report.lines(top == 0 ? Integer.MAX_VALUE : top).forEach(console::line);
      }
    }
    return Hamon.DONE;
  }

  private void requireUsable() {
    if (samples.isPresent() && (samples.get() < 1 || samples.get() > MOST_SAMPLES)) {
      throw misuse("Expected from 1 to " + MOST_SAMPLES + " --samples, but found " + samples.get());
    }
    if (top < 0) {
      throw misuse("Expected --top to be at least 0, but found " + top);
    }
    if (failing.isEmpty() && conditions.isEmpty()) {
      throw misuse("Expected --fail ASSET or --condition ASSET:CONDITION, but there is neither");
    }
  }

  /** The first word that is there, so that assets may follow {@code --fail} in a row before it. */
  private String takePath() {
    String path =
        words.stream().filter(TopologyImpactCommand::exists).findFirst().orElse(words.get(0));
    words.remove(path);
    return path;
  }

  private static boolean exists(String word) {
    try {
      return Files.exists(Path.of(word));
    } catch (java.nio.file.InvalidPathException e) {
      return false;
    }
  }

  private WhatIf question(TopologyFile topology, long otherwiseAt, long horizonMillis) {
    FailureWords reading = new FailureWords(topology, otherwiseAt);
    List<Failure> failures = new ArrayList<>();
    failing.forEach(word -> reading.failure("--fail", word).ifPresent(failures::add));
    words.forEach(word -> reading.failure("--fail", word).ifPresent(failures::add));
    conditions.forEach(word -> reading.condition(word).ifPresent(failures::add));
    long begin = failures.stream().mapToLong(Failure::at).min().orElse(otherwiseAt);
    Map<String, List<Forecast.Reserve>> reserves = reading.batteries(batteries, begin);
    reading.refuseWhatIsWrong();
    return new WhatIf(
        topology.graph(),
        failures,
        horizonMillis,
        samples.orElseGet(() -> WhatIf.samplesFor(topology.graph(), failures)),
        asset -> reserves.getOrDefault(asset, List.of()));
  }

  private long time(String text) {
    OptionalLong millis = FailureWords.time(text);
    return millis.orElseThrow(
        () ->
            misuse(
                "Expected an RFC 3339 time like 2018-09-05T18:25:04Z for --at, but found '"
                    + text
                    + "'"));
  }

  private ParameterException misuse(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
