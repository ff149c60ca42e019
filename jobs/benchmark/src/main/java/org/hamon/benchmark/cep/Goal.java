// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark.cep;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hamon.benchmark.Spread;

/**
 * A goal and what was measured.
 *
 * @param measured median of what was asked for
 * @param atMost whether less is better
 */
record Goal(String what, double measured, double limit, boolean atMost) {

  /** With how many patterns the contenders are to be compared. */
  static final int PATTERNS = 16;

  private static final int STORM = 2_000;

  boolean isMet() {
    return atMost ? measured < limit : measured >= limit;
  }

  String line() {
    return String.format(
        Locale.ROOT,
        "%-74s %9.2f, goal %s %.1f: %s",
        what,
        measured,
        atMost ? "<" : ">=",
        limit,
        isMet() ? "met" : "not met");
  }

  /** The goals that something was measured for. */
  static List<Goal> of(List<Cell> cells, List<StormFigure> storms) {
    List<Goal> goals = new ArrayList<>();
    for (Cell cell : cells) {
      if (cell.patterns() == PATTERNS && cell.kind() == Symptoms.Kind.DENSE) {
        add(goals, cell, Contender.HOST_CEP, Contender.PLAIN_ROCKSDB, 100);
        add(goals, cell, Contender.HOST_CEP, Contender.PLAIN_HEAP, 10);
        add(goals, cell, Contender.HOST_COMPACT, Contender.PLAIN_ROCKSDB, 500);
        add(goals, cell, Contender.HOST_COMPACT, Contender.PLAIN_HEAP, 50);
        add(goals, cell, Contender.HOST_COMPACT, Contender.ESPER, 1.5);
      } else if (cell.patterns() == PATTERNS) {
        add(goals, cell, Contender.HOST_COMPACT, Contender.ESPER, 0.4);
      }
    }
    for (StormFigure storm : storms) {
      if (storm.contender().isHost() && storm.firstStages() == STORM) {
        goals.add(
            new Goal(
                String.format(
                    Locale.ROOT,
                    "storm of %,d, at most %,d partial matches: %s, seconds",
                    storm.firstStages(),
                    storm.bound(),
                    storm.contender().text()),
                storm.seconds().median(),
                1,
                true));
      }
    }
    return goals;
  }

  private static void add(
      List<Goal> goals, Cell cell, Contender one, Contender other, double limit) {
    if (cell.has(one) && cell.has(other)) {
      Spread ratio = cell.ratio(one, other);
      String kind = cell.kind().name().toLowerCase(Locale.ROOT);
      goals.add(
          new Goal(
              kind + ", " + cell.patterns() + " patterns: " + one.text() + " / " + other.text(),
              ratio.median(),
              limit,
              false));
    }
  }
}
