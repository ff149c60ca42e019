// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hamon.topology.Finding;
import org.hamon.topology.Finding.Severity;
import org.hamon.topology.Topology;
import org.hamon.topology.lint.TopologyLint;
import org.hamon.topology.reading.TopologyReader;
import org.jspecify.annotations.Nullable;

/**
 * What was found in topologies, grouped by code: the worst first, and of each code how many there
 * are, also where not all of them are listed.
 */
final class TopologyReport {

  /** More of the same than a person reads; {@code --json} has more. */
  private static final int MOST_LINES = 20;

  private final List<Finding> findings = new ArrayList<>();
  private final Map<String, Long> counts = new TreeMap<>();
  private final Map<Severity, Long> bySeverity = new EnumMap<>(Severity.class);
  private final List<String> sizes = new ArrayList<>();
  private int paths;

  /** Takes up what reading found, and what the lint does if the topology can be used. */
  void add(Path path, TopologyReader.Result read) {
    paths++;
    for (Finding finding : read.findings()) {
      findings.add(finding);
      count(finding.code(), finding.severity(), 1L);
    }
    read.topology()
        .ifPresent(
            topology -> {
              TopologyLint.Report lint = TopologyLint.check(topology, read.origin());
              findings.addAll(lint.findings());
              Map<String, Severity> severities = new HashMap<>();
              lint.findings().forEach(f -> severities.put(f.code(), f.severity()));
              severities.forEach((code, worth) -> count(code, worth, lint.counts().get(code)));
              sizes.add(path + ": " + size(topology));
            });
  }

  /** {@code 340 assets, 957 dependencies, 63 links}. */
  static String size(Topology topology) {
    return String.join(
        ", ",
        Text.count(topology.assets().size(), "asset"),
        dependencies(topology.dependencies().size()),
        Text.count(topology.links().size(), "link"));
  }

  private static String dependencies(int n) {
    return n == 1 ? "1 dependency" : Text.count(n, "dependencie");
  }

  private void count(String code, Severity severity, @Nullable Long count) {
    long more = count == null ? 0 : count;
    counts.merge(code, more, Long::sum);
    bySeverity.merge(severity, more, Long::sum);
  }

  /** Prints what is at least as bad as the level; returns the exit code. */
  int print(Console console, Severity level, boolean json, boolean strict) {
    List<Finding> shown =
        findings.stream().filter(finding -> finding.severity().compareTo(level) <= 0).toList();
    if (json) {
      console.line(node(shown).toString());
    } else {
      print(console, shown);
    }
    return count(Severity.ERROR) > 0 || (strict && count(Severity.WARNING) > 0)
        ? Hamon.FOUND
        : Hamon.DONE;
  }

  private long count(Severity severity) {
    return bySeverity.getOrDefault(severity, 0L);
  }

  private void print(Console console, List<Finding> shown) {
    sizes.forEach(console::line);
    Map<String, List<Finding>> byCode = new LinkedHashMap<>();
    for (Severity severity : Severity.values()) {
      for (Finding finding : shown) {
        if (finding.severity() == severity) {
          byCode.computeIfAbsent(finding.code(), code -> new ArrayList<>()).add(finding);
        }
      }
    }
    byCode.forEach((code, all) -> print(console, code, all));
    if (!shown.isEmpty()) {
      console.line("");
    }
    long hidden =
        shown.stream().noneMatch(f -> f.severity() == Severity.INFO) ? count(Severity.INFO) : 0;
    console.line(
        Text.count(paths, "file")
            + " checked: "
            + Text.count(count(Severity.ERROR), "error")
            + ", "
            + Text.count(count(Severity.WARNING), "warning")
            + ", "
            + Text.count(count(Severity.INFO), "info")
            + (hidden > 0 ? " (--level info lists them)" : ""));
  }

  private void print(Console console, String code, List<Finding> all) {
    long count = counts.getOrDefault(code, 0L);
    List<Finding> listed =
        all.get(0).isError() ? all : all.subList(0, Math.min(all.size(), MOST_LINES));
    console.line("");
    console.line(
        Styled.of(Console.Style.BOLD, code)
            .and(": " + Text.count(count, all.get(0).severity().word()))
            .and(count > listed.size() ? ", of which " + listed.size() + " are listed" : ""));
    listed.forEach(finding -> console.line(FindingReport.styled(finding)));
  }

  private ObjectNode node(List<Finding> shown) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("files", paths);
    node.put("errors", count(Severity.ERROR));
    node.put("warnings", count(Severity.WARNING));
    node.put("infos", count(Severity.INFO));
    ObjectNode codes = node.putObject("counts");
    counts.forEach(codes::put);
    ArrayNode array = node.putArray("findings");
    shown.forEach(finding -> array.add(FindingReport.node(finding)));
    return node;
  }
}
