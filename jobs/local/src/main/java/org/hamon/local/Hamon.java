// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * The command line. Exit codes: 0 done; 1 the check ran and found something; 2 bad usage or
 * unusable input, said in one line on standard error.
 */
@Command(
    name = "hamon",
    versionProvider = Version.class,
    description =
        "Early warning for infrastructures that depend on each other: hears many sectors at once,"
            + " sees a failure start to ripple, and tells each sector what will reach it, and when.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:the check ran and found something",
      "2:bad usage or unusable input, named on standard error"
    })
public final class Hamon implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Hamon.class);

  static final int DONE = 0;
  static final int FOUND = 1;
  static final int UNUSABLE = 2;

  @CommandLine.Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Say what the command does and which options it has.")
  @SuppressWarnings("UnusedVariable") // it is enough that picocli knows it
  private boolean help;

  @CommandLine.Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Say which version this is.")
  @SuppressWarnings("UnusedVariable") // it is enough that picocli knows it
  private boolean version;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  public static void main(String[] arguments) {
    System.exit(run(Console.ofProcess(), arguments));
  }

  /** Runs one command; returns its exit code. */
  static int run(Console console, String... arguments) {
    CommandLine commands = commands(console);
    try {
      return commands.execute(arguments);
    } catch (OutOfMemoryError e) {
      // what filled the memory is out of reach by now
      LOG.error("The memory does not suffice", e);
      console.note(
          "hamon: Expected to get by with "
              + Runtime.getRuntime().maxMemory() / (1 << 20)
              + " MiB of memory, but it is not enough. Give it"
              + " more: HAMON_JAVA_OPTS=-Xmx8g");
      return UNUSABLE;
    }
  }

  private static CommandLine commands(Console console) {
    return new CommandLine(new Hamon())
        .addSubcommand(new DemoCommand(console))
        .addSubcommand(new RunCommand(console))
        .addSubcommand(new ReplayCommand(console))
        .addSubcommand(new ScenarioCommand(console))
        .addSubcommand(
            new CommandLine(new PatternsCommand())
                .addSubcommand(new PatternsCommand.Check(console))
                .addSubcommand(new PatternsCommand.Test(console))
                .addSubcommand(new PatternsExplainCommand(console))
                .addSubcommand(new PatternsPublishCommand(console)))
        .addSubcommand(
            new CommandLine(new TopologyCommand())
                .addSubcommand(new TopologyCommand.Check(console))
                .addSubcommand(new TopologyImpactCommand(console))
                .addSubcommand(new TopologyShowCommand(console))
                .addSubcommand(new TopologyDiffCommand(console))
                .addSubcommand(new TopologyImportCommand(console)))
        .addSubcommand(new BenchCommand())
        .setOut(console.outWriter())
        .setErr(console.errWriter())
        .setColorScheme(
            CommandLine.Help.defaultColorScheme(
                console.colours() ? CommandLine.Help.Ansi.ON : CommandLine.Help.Ansi.OFF))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(false)
        .setUsageHelpWidth(100)
        .setParameterExceptionHandler((e, unused) -> refuse(console, e))
        .setExecutionExceptionHandler((e, unused, parsed) -> fail(console, e));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Expected a command, but there is none");
  }

  private static int refuse(Console console, ParameterException e) {
    console.note(
        "hamon: "
            + oneLine(e)
            + ". See '"
            + e.getCommandLine().getCommandSpec().qualifiedName()
            + " --help'.");
    return UNUSABLE;
  }

  private static int fail(Console console, Exception e) {
    if (Resources.processEnds()) {
      return DONE;
    }
    if (e instanceof UnusableInput unusable) {
      unusable.lines().forEach(console::note);
    } else {
      LOG.error("A command failed", e);
      console.note("hamon: " + oneLine(e) + ". More in " + Home.log() + ".");
    }
    return UNUSABLE;
  }

  private static String oneLine(Exception e) {
    String message = e.getMessage();
    String text = message == null || message.isBlank() ? e.getClass().getSimpleName() : message;
    String line = text.strip().replaceAll("\\s*\\R\\s*", "; ");
    return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
  }
}
