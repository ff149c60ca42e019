// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.hamon.topology.analysis.DiffMeaning;
import org.hamon.topology.analysis.TopologyDiff;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What differs between two topologies. */
@Command(
    name = "diff",
    description = {
      "Says what was added, removed and changed from one topology to another, and what it means:",
      "single points of failure, redundancy, people behind."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:they differ (with --exit-code)",
      "2:bad usage or a topology with an error"
    })
final class TopologyDiffCommand implements Callable<Integer> {
  private final Console console;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "A", description = "The first topology, as it was.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path first;

  @Parameters(index = "1", paramLabel = "B", description = "The second topology, as it is to be.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path second;

  @Option(
      names = "--changes",
      paramLabel = "FILE",
      description = "Write the topology changes (JSON lines) that turn A into B.")
  private Optional<Path> changes = Optional.empty();

  @Option(
      names = "--valid-from",
      paramLabel = "TIME",
      description = "With --changes: from when they hold (RFC 3339). Default: now, to the second.")
  private Optional<String> validFrom = Optional.empty();

  @Option(names = "--exit-code", description = "Exit with 1 if they differ.")
  private boolean exitCode;

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "How many rows of each list to print. Default: ${DEFAULT-VALUE}; 0 for all.")
  private int top = 40;

  @Option(names = "--json", description = "Print one JSON object instead of text.")
  private boolean json;

  TopologyDiffCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (top < 0) {
      throw misuse("Expected --top to be at least 0, but found " + top);
    }
    long from = validFrom.map(this::time).orElseGet(TopologyDiffCommand::now);
    FindingReport.requireReadable(List.of(first, second));
    TopologyDiff diff;
    try (Patience patience = Patience.with(console, "reading " + first)) {
      TopologyFile a = TopologyFile.read(first);
      patience.now("reading " + second);
      TopologyFile b = TopologyFile.read(second);
      patience.now("comparing");
      diff = TopologyDiff.of(a.graph().topology(), b.graph().topology());
      DiffView view =
          new DiffView(
              a.graph().topology(),
              b.graph().topology(),
              diff,
              DiffMeaning.of(a.graph(), b.graph()));
      if (json) {
        console.line(view.json().toString());
      } else {
        view.lines(top == 0 ? Integer.MAX_VALUE : top).forEach(console::line);
      }
    }
    changes.ifPresent(file -> write(file, diff, from));
    return exitCode && !diff.differences().isEmpty() ? Hamon.FOUND : Hamon.DONE;
  }

  private void write(Path file, TopologyDiff diff, long from) {
    List<String> lines = diff.changes(from).stream().map(Object::toString).toList();
    try {
      Files.write(file, lines);
    } catch (IOException e) {
      throw Unwritable.input(file, e);
    }
    console.note(file + ": " + Text.count(lines.size(), "change"));
    int others = diff.differences().size() - lines.size();
    if (others > 0) {
      console.note(
          "hamon: "
              + Text.count(others, "difference")
              + " of sharing or of the hop limit cannot be a topology change; the job needs a new"
              + " base topology for that.");
    }
  }

  private long time(String text) {
    return FailureWords.time(text)
        .orElseThrow(
            () ->
                misuse(
                    "Expected an RFC 3339 time like 2018-09-05T18:25:04Z for --valid-from, but found '"
                        + text
                        + "'"));
  }

  private static long now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toEpochMilli();
  }

  private ParameterException misuse(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
