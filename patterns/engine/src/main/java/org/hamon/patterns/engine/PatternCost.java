// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * What one version of a pattern did in a run that came to its end, and what it cost.
 *
 * @param matches that were told
 * @param openMillis event time for which partial matches were open, summed over these; like the
 *     matches the same at every parallelism
 * @param nanos time that the tasks spent on it, estimated from one symptom of 64
 */
public record PatternCost(long matches, long openMillis, long nanos) {

  private static final String PREFIX = "pattern-cost ";
  private static final String MATCHES = " matches";
  private static final String OPEN = " open-millis";
  private static final String NANOS = " nanos";

  /** Nothing. */
  public static final PatternCost NONE = new PatternCost(0, 0, 0);

  /** Open matches times minutes. */
  public double openMinutes() {
    return openMillis / 60_000.0;
  }

  private PatternCost plus(PatternCost other) {
    return new PatternCost(
        matches + other.matches, openMillis + other.openMillis, nanos + other.nanos);
  }

  /** Reads them from the accumulators of a job, by {@code id@version}. */
  public static Map<String, PatternCost> in(Map<String, ?> accumulators) {
    Map<String, PatternCost> costs = new TreeMap<>();
    accumulators.forEach(
        (name, value) -> {
          if (name.startsWith(PREFIX) && value instanceof Long amount) {
            int end = name.lastIndexOf(' ');
            String pattern = name.substring(PREFIX.length(), end);
            costs.merge(pattern, part(name.substring(end), amount), PatternCost::plus);
          }
        });
    return costs;
  }

  private static PatternCost part(String what, long amount) {
    return switch (what) {
      case MATCHES -> new PatternCost(amount, 0, 0);
      case OPEN -> new PatternCost(0, amount, 0);
      default -> new PatternCost(0, 0, amount);
    };
  }

  /** Tells a task's share under the names that {@link #in} reads. */
  static void tell(PatternCosts costs, BiConsumer<String, Long> accumulator) {
    String name = PREFIX + costs.pattern + "@" + costs.version;
    accumulator.accept(name + MATCHES, costs.matches);
    accumulator.accept(name + OPEN, costs.openMillis);
    accumulator.accept(name + NANOS, costs.nanos);
  }
}
