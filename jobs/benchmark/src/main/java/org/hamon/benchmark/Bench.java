// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import org.hamon.benchmark.cep.CepCommand;
import org.hamon.benchmark.replay.ReplayCommand;
import org.hamon.benchmark.topology.TopologyCommand;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The benchmarks, {@code ./hamon bench [NAME]}; all of them without a name. Exit 0: measured,
 * whether or not a goal is met; 2: bad usage, or nothing could be measured.
 */
@Command(
    name = "hamon bench",
    description =
        "Measures Hamon, each thing against its peers or its limit in the same run. Without a"
            + " name: all of them.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:measured, whether or not a goal is met",
      "2:bad usage, or nothing could be measured"
    })
public final class Bench implements Callable<Integer> {

  static final int MEASURED = 0;
  static final int UNUSABLE = 2;

  private static final Logger LOG = LoggerFactory.getLogger(Bench.class);

  @CommandLine.Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Say what is measured, how, and which options there are.")
  @SuppressWarnings("UnusedVariable") // it is enough that picocli knows it
  private boolean help;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandLine.Model.CommandSpec spec;

  @SuppressWarnings("SystemOut") // the command line
  public static void main(String[] arguments) {
    System.exit(
        run(
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            arguments));
  }

  /** Runs what the arguments ask for; returns the exit code. */
  static int run(PrintWriter out, PrintWriter err, String... arguments) {
    return new CommandLine(new Bench())
        .addSubcommand(new TelemetryCommand())
        .addSubcommand(new TopologyCommand())
        .addSubcommand(new CepCommand())
        .addSubcommand(new ReplayCommand())
        .setOut(out)
        .setErr(err)
        .setUsageHelpAutoWidth(false)
        .setUsageHelpWidth(100)
        .setParameterExceptionHandler(
            (e, unused) -> {
              err.println("hamon: " + e.getMessage() + ". See 'hamon bench --help'.");
              return UNUSABLE;
            })
        .setExecutionExceptionHandler(
            (e, unused, parsed) -> {
              LOG.error("A benchmark failed", e);
              err.println("hamon: " + e.getMessage());
              return UNUSABLE;
            })
        .execute(arguments);
  }

  @Override
  public Integer call() {
    int worst = MEASURED;
    for (CommandLine benchmark : spec.subcommands().values()) {
      worst = Math.max(worst, benchmark.execute());
    }
    return worst;
  }
}
