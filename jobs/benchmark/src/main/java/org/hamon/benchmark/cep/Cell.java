// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark.cep;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.hamon.benchmark.Spread;

/**
 * All runs over one kind of stream with one number of patterns, but those to warm up; they found
 * the same matches.
 */
record Cell(Symptoms.Kind kind, int patterns, List<Run> runs) {

  Cell {
    runs = List.copyOf(runs);
  }

  /** Compares the matches first. */
  static Cell of(Symptoms.Kind kind, int patterns, List<Run> runs) throws IOException {
    requireSame(runs);
    return new Cell(kind, patterns, runs);
  }

  /** Each run with the one that came next further, up to where the former came: so all with all. */
  private static void requireSame(List<Run> runs) throws IOException {
    List<Run> byLength = byLength(runs);
    for (int i = 1; i < byLength.size(); i++) {
      Run less = byLength.get(i - 1);
      Run more = byLength.get(i);
      if (!less.told().isLike(more.told(), less.upTo())) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "expected the same matches of the first %,d symptoms, but %s found %,d and %s %,d%s",
                less.symptoms(),
                less.contender().text(),
                less.told().count(less.upTo()),
                more.contender().text(),
                more.told().count(less.upTo()),
                less.told().count(less.upTo()) == more.told().count(less.upTo()) ? " others" : ""));
      }
    }
  }

  private static List<Run> byLength(List<Run> runs) {
    return runs.stream().sorted(Comparator.comparingLong(Run::upTo)).toList();
  }

  /** How many matches all contenders were compared by. */
  int comparedByAll() {
    Run shortest = byLength(runs).get(0);
    return shortest.told().count(shortest.upTo());
  }

  /** How many matches the two were compared by that came furthest. */
  int comparedByTwo() {
    List<Run> byLength = byLength(runs);
    Run second = byLength.get(Math.max(0, byLength.size() - 2));
    return second.told().count(second.upTo());
  }

  List<Run> of(Contender contender) {
    return runs.stream().filter(run -> run.contender() == contender).toList();
  }

  boolean has(Contender contender) {
    return !of(contender).isEmpty();
  }

  /** Symptoms a second. */
  Spread rate(Contender contender) {
    return Spread.of(of(contender), Run::perSecond);
  }

  /** Processor time of the process for each symptom, microseconds. */
  Spread cpuMicros(Contender contender) {
    return Spread.of(of(contender), Run::cpuMicros);
  }

  /** The rate of the one over that of the other, round by round. */
  Spread ratio(Contender one, Contender other) {
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < Math.min(of(one).size(), of(other).size()); round++) {
      ratios.add(of(one).get(round).perSecond() / of(other).get(round).perSecond());
    }
    return Spread.of(ratios, Double::doubleValue);
  }
}
