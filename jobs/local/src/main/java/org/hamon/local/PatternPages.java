// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hamon.local.visible.Visible;
import org.hamon.patterns.engine.Explanation;
import org.hamon.patterns.language.Count;
import org.hamon.patterns.language.Pattern;
import org.hamon.patterns.language.PatternTest;
import org.hamon.patterns.language.Stage;

/** Patterns as pages that people read: one each, and a table of all. Markdown. */
final class PatternPages {

  private static final String INDEX = "README.md";
  private static final java.util.regex.Pattern TAG =
      java.util.regex.Pattern.compile("<(?=[A-Za-z/!?])");

  /** Where a page's folder stands, seen from the page. */
  private final String root;

  private PatternPages(String root) {
    this.root = root;
  }

  /**
   * Pages by file name.
   *
   * @param folder where they will stand, below the project's folder if relative
   */
  static Map<String, String> of(List<Pattern> patterns, Path folder) {
    PatternPages pages = new PatternPages("../".repeat(folder.normalize().getNameCount()));
    Map<String, String> all = new TreeMap<>();
    patterns.forEach(pattern -> all.put(pattern.id() + ".md", pages.page(pattern)));
    all.put(INDEX, index(patterns));
    return all;
  }

  private String page(Pattern pattern) {
    Explanation explanation = Explanation.of(pattern);
    List<String> lines = new ArrayList<>();
    lines.add("# " + pattern.title());
    lines.add("");
    lines.add(
        String.format(
            "`%s`, %s, %s, severity %d of 4. [All patterns](%s)",
            pattern.idAndVersion(),
            pattern.status().word(),
            pattern.failure().word(),
            pattern.severity(),
            INDEX));
    lines.add("");
    if (pattern.description() != null) {
      pattern.description().strip().lines().forEach(lines::add);
      lines.add("");
    }
    lines.add("## What it looks for");
    lines.add("");
    lines.add(explanation.root());
    lines.add("");
    explanation.stages().forEach(stage -> lines.add("1. " + stage));
    lines.add("");
    lines.add(String.join(" ", explanation.end()));
    String instruction = pattern.emit().instruction();
    if (instruction != null) {
      section(lines, "What to do");
      lines.add(
          (pattern.emit().phase() == null ? "" : "*" + pattern.emit().phase() + ":* ")
              + instruction.strip().replaceAll("\\s*\\R\\s*", " "));
    }
    if (pattern.runbook() != null) {
      lines.add("");
      lines.add("[Runbook](" + root + pattern.runbook() + ")");
    }
    list(lines, "When it is wrong", pattern.falsepositives());
    list(lines, "Where this is known from", pattern.references());
    list(lines, "What its tests show", pattern.tests().stream().map(PatternTest::name).toList());
    lines.add("");
    return page(lines);
  }

  /** In what others wrote, no line makes another and no word is a tag. */
  private static String page(List<String> lines) {
    return lines.stream()
        .map(line -> TAG.matcher(Visible.of(line)).replaceAll("&lt;"))
        .collect(Collectors.joining("\n"));
  }

  private static void section(List<String> lines, String title) {
    lines.add("");
    lines.add("## " + title);
    lines.add("");
  }

  private static void list(List<String> lines, String title, List<String> items) {
    if (!items.isEmpty()) {
      section(lines, title);
      items.forEach(item -> lines.add("* " + item));
    }
  }

  private static String index(List<Pattern> patterns) {
    List<String> lines = new ArrayList<>();
    lines.add("# The patterns of the catalogue");
    lines.add("");
    lines.add(
        "Written by `./hamon patterns explain patterns/catalogue --pages docs/patterns` from the files in"
            + " `patterns/catalogue`. By where it begins, then by how long it waits.");
    lines.add("");
    lines.add("| begins in | pattern | hits | kind of failure | severity | within | status |");
    lines.add("|---|---|---|---|---|---|---|");
    patterns.stream()
        .sorted(
            Comparator.comparing(PatternPages::rootSectors)
                .thenComparing(Pattern::withinMillis)
                .thenComparing(Pattern::id))
        .forEach(pattern -> lines.add(row(pattern)));
    lines.add("");
    return page(lines);
  }

  private static String row(Pattern pattern) {
    return String.format(
        "| %s | [%s](%s.md) | %s | %s | %d | %s | %s |",
        rootSectors(pattern),
        pattern.title().replace("|", "\\|"),
        pattern.id(),
        hitSectors(pattern),
        pattern.failure().word(),
        pattern.severity(),
        Text.duration(Duration.ofMillis(pattern.withinMillis())),
        pattern.status().word());
  }

  private static String rootSectors(Pattern pattern) {
    List<String> sectors = pattern.root().sectors();
    return sectors.isEmpty() ? "any" : String.join(", ", sectors);
  }

  private static String hitSectors(Pattern pattern) {
    TreeSet<String> sectors = new TreeSet<>();
    boolean any = false;
    for (Stage stage : pattern.sequence()) {
      if (!stage.not() && stage.place().toHops() > 0) {
        any |= stage.selector().sectors().isEmpty();
        sectors.addAll(stage.selector().sectors());
      }
    }
    Count count = pattern.count();
    if (count != null) {
      any |= count.selector().sectors().isEmpty();
      sectors.addAll(count.selector().sectors());
    }
    return any ? "any" : String.join(", ", sectors);
  }
}
