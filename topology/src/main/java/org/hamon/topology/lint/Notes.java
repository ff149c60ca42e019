// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.lint;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.hamon.topology.Finding;
import org.hamon.topology.reading.Places;
import org.jspecify.annotations.Nullable;

/** Collects what the rules find: the first of each rule in full, all of them as a count. */
final class Notes {

  static final int MOST_PER_RULE = 100;

  private final Map<Rule, List<Finding>> findings = new EnumMap<>(Rule.class);
  private final Map<Rule, Long> counts = new EnumMap<>(Rule.class);

  /**
   * Takes up one more.
   *
   * @param thing the number of the thing among those whose places are given
   * @param message asked for only if the finding is listed
   */
  void add(
      Rule rule,
      Places places,
      int thing,
      String key,
      Supplier<String> message,
      @Nullable String suggestion) {
    if (counts.merge(rule, 1L, Long::sum) <= MOST_PER_RULE) {
      findings
          .computeIfAbsent(rule, r -> new ArrayList<>())
          .add(
              new Finding(
                  rule.severity(),
                  rule.name(),
                  places.file(thing),
                  places.line(thing, key),
                  places.place(thing, key),
                  message.get(),
                  suggestion));
    }
  }

  TopologyLint.Report report() {
    List<Finding> all = new ArrayList<>();
    findings.values().forEach(all::addAll);
    Map<String, Long> named = new TreeMap<>();
    counts.forEach((rule, count) -> named.put(rule.name(), count));
    return new TopologyLint.Report(all, named);
  }
}
