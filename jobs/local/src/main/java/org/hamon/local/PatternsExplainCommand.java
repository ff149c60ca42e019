// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.hamon.patterns.engine.Engine;
import org.hamon.patterns.engine.Explanation;
import org.hamon.patterns.engine.PatternEngine;
import org.hamon.patterns.language.Pattern;
import org.hamon.patterns.language.PatternReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says in sentences what patterns mean and what they cost at most. */
@Command(
    name = "explain",
    description = {
      "Says in sentences what patterns mean: their stages, when they match, how long they wait, how"
          + " far they look, and what a root can make them hold at most."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:explained", "2:a path cannot be read, or a pattern has an error"})
final class PatternsExplainCommand implements Callable<Integer> {
  private final Console console;

  @Parameters(paramLabel = "PATH", arity = "1..*", description = "YAML files, or folders of them.")
  private List<Path> paths = new ArrayList<>();

  @Option(names = "--json", description = "Print one JSON object instead of lines.")
  private boolean json;

  @Option(
      names = "--pages",
      paramLabel = "DIR",
      description =
          "Write a page of Markdown for each pattern and a table of all into the folder instead;"
              + " pages that are there and of no pattern are removed.")
  private @Nullable Path pages;

  PatternsExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    List<PatternReader.Result> files = PatternsCommand.read(paths);
    FindingReport.refuseErrors(files.stream().flatMap(f -> f.findings().stream()).toList());
    List<Pattern> patterns = files.stream().map(f -> f.pattern().orElseThrow()).toList();
    if (pages != null) {
      write(PatternPages.of(patterns, pages), pages);
    } else if (json) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      ArrayNode all = node.putArray("patterns");
      patterns.forEach(pattern -> all.add(node(pattern)));
      console.line(node.toString());
    } else {
      for (int i = 0; i < patterns.size(); i++) {
        if (i > 0) {
          console.line("");
        }
        print(patterns.get(i));
      }
    }
    return Hamon.DONE;
  }

  private void write(Map<String, String> all, Path folder) throws IOException {
    Files.createDirectories(folder);
    try (DirectoryStream<Path> there = Files.newDirectoryStream(folder, "*.md")) {
      for (Path page : there) {
        if (!all.containsKey(String.valueOf(page.getFileName()))) {
          Files.delete(page);
        }
      }
    }
    for (Map.Entry<String, String> page : all.entrySet()) {
      Files.writeString(folder.resolve(page.getKey()), page.getValue());
    }
    console.line(Text.count(all.size(), "page") + " in " + folder);
  }

  private void print(Pattern pattern) {
    Explanation explanation = Explanation.of(pattern);
    console.line(
        Styled.of(Console.Style.BOLD, pattern.idAndVersion() + ": " + pattern.title())
            .and(" (" + pattern.status().word() + ", " + pattern.failure().word())
            .and(", severity " + pattern.severity() + ")"));
    console.line(explanation.root());
    int number = 1;
    for (String stage : explanation.stages()) {
      console.line("  " + number++ + ". " + stage);
    }
    explanation.end().forEach(console::line);
    console.line(cost(explanation));
  }

  private static String cost(Explanation explanation) {
    String looks =
        "Waits "
            + Text.duration(Duration.ofMillis(explanation.longestWaitMillis()))
            + " at most and looks "
            + Text.count(explanation.hops(), "hop")
            + " downstream. ";
    Engine engine = explanation.engine();
    if (engine == null) {
      return looks + "Holds one change for each asset in the window.";
    }
    return looks
        + (engine == Engine.COMPACT
            ? "Runs on the compact engine. "
            : "Branches, so it runs on flink-cep's NFA. ")
        + "Of one root it holds at most "
        + PatternEngine.Settings.MAX_PARTIAL_MATCHES
        + " open matches, that is "
        + Text.count(explanation.mostEvents(), "event")
        + "; beyond that the oldest are dropped.";
  }

  private static ObjectNode node(Pattern pattern) {
    Explanation explanation = Explanation.of(pattern);
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("pattern", pattern.id());
    node.put("version", pattern.version());
    node.put("root", explanation.root());
    ArrayNode stages = node.putArray("stages");
    explanation.stages().forEach(stages::add);
    ArrayNode end = node.putArray("end");
    explanation.end().forEach(end::add);
    node.put("longestWaitSeconds", explanation.longestWaitMillis() / 1000);
    node.put("hops", explanation.hops());
    Engine engine = explanation.engine();
    node.put(
        "engine", engine == null ? "count" : engine == Engine.COMPACT ? "compact" : "flink-cep");
    node.put("mostEventsPerRoot", explanation.mostEvents());
    return node;
  }
}
