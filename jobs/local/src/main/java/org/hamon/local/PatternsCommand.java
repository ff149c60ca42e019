// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.hamon.patterns.language.Pattern;
import org.hamon.patterns.language.PatternReader;
import org.hamon.patterns.language.PatternTest;
import org.hamon.patterns.testkit.PatternTests;
import org.hamon.topology.Finding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** What we look for: the commands around patterns. */
@Command(
    name = "patterns",
    description = "Works with patterns: what a failure that spreads looks like.")
final class PatternsCommand implements Runnable {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Expected one of the commands of 'patterns', but there is none");
  }

  /** Reads pattern files and says what is wrong with them. */
  @Command(
      name = "check",
      description = "Reads patterns and lists what is wrong with them.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:nothing wrong",
        "1:there is an error (with --strict: or a warning)",
        "2:a path cannot be read"
      })
  static final class Check implements Callable<Integer> {
    private final Console console;

    @Parameters(
        paramLabel = "PATH",
        arity = "1..*",
        description = "YAML files, or folders of them.")
    private List<Path> paths = new ArrayList<>();

    @Option(names = "--json", description = "Print one JSON object instead of lines.")
    private boolean json;

    @Option(names = "--strict", description = "Exit with 1 on a warning, too.")
    private boolean strict;

    Check(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      List<PatternReader.Result> results = read(paths);
      List<Finding> findings = new ArrayList<>();
      results.forEach(result -> findings.addAll(result.findings()));
      return FindingReport.print(console, findings, results.size(), json, strict);
    }
  }

  /** Runs the tests that stand in pattern files. */
  @Command(
      name = "test",
      description = "Runs the tests that stand in pattern files on the engine of the job.",
      exitCodeListHeading = "%nExit codes:%n",
      exitCodeList = {
        "0:all tests pass",
        "1:a test fails",
        "2:a path cannot be read, or a pattern has an error"
      })
  static final class Test implements Callable<Integer> {
    private final Console console;

    @Parameters(
        paramLabel = "PATH",
        arity = "1..*",
        description = "YAML files, or folders of them.")
    private List<Path> paths = new ArrayList<>();

    @Option(names = "--json", description = "Print one JSON object instead of lines.")
    private boolean json;

    Test(Console console) {
      this.console = console;
    }

    @Override
    public Integer call() {
      List<PatternReader.Result> files = read(paths);
      FindingReport.refuseErrors(files.stream().flatMap(f -> f.findings().stream()).toList());
      ArrayNode tests = JsonNodeFactory.instance.arrayNode();
      long failed = 0;
      long done = 0;
      Waiting waiting = new Waiting(console);
      for (PatternReader.Result file : files) {
        Pattern pattern = file.pattern().orElseThrow();
        for (PatternTest test : pattern.tests()) {
          PatternTests.Result result = PatternTests.run(pattern, test);
          done++;
          failed += result.passed() ? 0 : 1;
          if (json) {
            tests.add(node(pattern, result));
            waiting.at(() -> "... " + tests.size() + " tests run");
          } else {
            print(pattern, result);
          }
        }
      }
      if (json) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("passed", done - failed);
        node.put("failed", failed);
        node.set("tests", tests);
        console.line(node.toString());
      } else {
        console.line((done - failed) + " passed, " + failed + " failed");
      }
      return failed > 0 ? Hamon.FOUND : Hamon.DONE;
    }

    private void print(Pattern pattern, PatternTests.Result result) {
      String line = pattern.id() + "@" + pattern.version() + ": " + result.test();
      if (result.passed()) {
        console.line(Styled.of(Console.Style.GREEN, "ok    ").and(line));
      } else {
        console.line(Styled.of(Console.Style.RED, "FAIL  ").and(line));
        result.message().lines().forEach(text -> console.line("      " + text));
      }
    }

    private static ObjectNode node(Pattern pattern, PatternTests.Result result) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("pattern", pattern.id());
      node.put("version", pattern.version());
      node.put("name", result.test());
      node.put("passed", result.passed());
      node.put("message", result.message());
      return node;
    }
  }

  /** Reads all patterns of the paths; gives up if a path is not there or holds no pattern. */
  static List<PatternReader.Result> read(List<Path> paths) {
    FindingReport.requireReadable(paths);
    List<PatternReader.Result> results = new ArrayList<>();
    for (Path path : paths) {
      List<PatternReader.Result> read = PatternReader.readAll(path);
      if (read.isEmpty()) {
        throw new UnusableInput(
            "hamon: "
                + path
                + ": expected pattern files (.yaml) in the folder, but there is none.");
      }
      results.addAll(read);
    }
    return results;
  }
}
