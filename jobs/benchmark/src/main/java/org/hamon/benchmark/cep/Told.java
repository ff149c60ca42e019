// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark.cep;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The matches of a run that are told, to be compared: sums over them by event time. Who finds all
 * matches is reduced to those that the language tells (see {@link #ofAll}).
 */
final class Told {

  private final long[] at;

  /** Sum of the hashes of all matches up to that one: it does not depend on their order. */
  private final long[] sums;

  private Told(List<Finding> told) {
    Finding[] sorted = told.toArray(new Finding[0]);
    Arrays.sort(sorted, Comparator.comparingLong(Finding::at));
    at = new long[sorted.length];
    sums = new long[sorted.length];
    long sum = 0;
    for (int i = 0; i < sorted.length; i++) {
      Finding finding = sorted[i];
      at[i] = finding.at();
      sum += hash(finding);
      sums[i] = sum;
    }
  }

  private static long hash(Finding finding) {
    long hash = 31L * finding.pattern().hashCode() + finding.root().hashCode();
    hash = hash * 0x9E3779B97F4A7C15L + finding.start();
    hash = (hash ^ (hash >>> 32)) * 0xBF58476D1CE4E5B9L + finding.at();
    return (hash ^ (hash >>> 29)) * 0x94D049BB133111EBL;
  }

  /** Of a contender that applies the rule itself. */
  static Told of(List<Finding> told) {
    return new Told(told);
  }

  /**
   * Of a contender that finds all matches: of one pattern and root that which completes first is
   * told (of several, the one that began first), those that began up to its last event are dropped,
   * and nothing is told until its window is over.
   *
   * @param within milliseconds, by pattern
   */
  static Told ofAll(List<Finding> all, Map<String, Long> within) {
    Map<String, List<Finding>> byRoot = new HashMap<>();
    for (Finding finding : all) {
      byRoot
          .computeIfAbsent(finding.pattern() + '\u0000' + finding.root(), k -> new ArrayList<>())
          .add(finding);
    }
    List<Finding> told = new ArrayList<>();
    for (List<Finding> ofOne : byRoot.values()) {
      ofOne.sort(Comparator.comparingLong(Finding::at).thenComparingLong(Finding::start));
      long droppedUpTo = Long.MIN_VALUE;
      long mutedUntil = Long.MIN_VALUE;
      for (Finding finding : ofOne) {
        if (finding.start() > droppedUpTo) {
          droppedUpTo = finding.last();
          if (finding.at() >= mutedUntil) {
            told.add(finding);
            mutedUntil = finding.start() + within.getOrDefault(finding.pattern(), 0L);
          }
        }
      }
    }
    return new Told(told);
  }

  /** How many are told up to that event time. */
  int count(long time) {
    int place = Arrays.binarySearch(at, time + 1);
    place = place < 0 ? -place - 1 : place;
    while (place > 0 && at[place - 1] > time) {
      place--;
    }
    return place;
  }

  /** Whether the same matches are told up to that event time. */
  boolean isLike(Told other, long time) {
    int count = count(time);
    return count == other.count(time) && (count == 0 || sums[count - 1] == other.sums[count - 1]);
  }
}
