// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.hamon.topology.Finding;
import org.hamon.topology.reading.TopologyReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What exists: the commands around a topology. */
@Command(name = "topology", description = "Works with what exists and what depends on what.")
final class TopologyCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Expected one of the commands of 'topology', but there is none");
  }

  /** Reads topologies and says what is wrong with them. */
  @Command(
      name = "check",
      description =
          "Reads topologies and lists what is wrong with them, or doubtful. What the codes mean"
              + " stands in docs/topology-lint.md.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:nothing wrong",
        "1:there is an error (with --strict: or a warning)",
        "2:a path cannot be read"
      })
  static final class Check implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "PATH", arity = "1..*", description = "YAML files or folders.")
    private List<Path> paths = new ArrayList<>();

    @Option(names = "--json", description = "Print one JSON object instead of lines.")
    private boolean json;

    @Option(names = "--strict", description = "Exit with 1 on a warning, too.")
    private boolean strict;

    @Option(
        names = "--level",
        defaultValue = "warning",
        description = "List what is at least as bad: error, warning or info (${DEFAULT-VALUE}).")
    private Finding.Severity level = Finding.Severity.WARNING;

    Check(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      FindingReport.requireReadable(paths);
      TopologyReport report = new TopologyReport();
      for (Path path : paths) {
        FileSizes.sayIfLarge(console, path);
        report.add(path, TopologyReader.read(path));
      }
      return report.print(console, level, json, strict);
    }
  }
}
