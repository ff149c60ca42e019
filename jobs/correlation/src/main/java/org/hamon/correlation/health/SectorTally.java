// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.health;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.TreeMap;
import org.hamon.topology.AssetState;

/**
 * How many assets of one sector in one region stand how, and what they weigh; and what is to be
 * added second by second behind the watermark. Whole numbers only, so the order of additions makes
 * no difference. The one value that {@link SectorHealth} keeps for a key.
 */
final class SectorTally {

  static final int STATES = Codes.STATES.size();
  static final long SECOND_MILLIS = 1000;

  /**
   * Twentieths of the health of an asset in each state: normal 1, recovering 0.75, degraded and
   * unknown 0.5, unusable 0.1, stopped 0. Unknown hides nothing that is less than 0.5, so silence
   * never raises the index.
   */
  private static final int[] HEALTH = {20, 15, 10, 10, 2, 0};

  /** In the order of {@link Codes#STATES}, as everything here. */
  final long[] counts = new long[STATES];

  final long[] weights = new long[STATES];

  /** By the last millisecond of the second. */
  final TreeMap<Long, Second> seconds = new TreeMap<>();

  /** What one second adds. */
  static final class Second {
    final long[] counts = new long[STATES];
    final long[] weights = new long[STATES];

    /** When there was news last; {@link Long#MIN_VALUE} if there was none. */
    long changed = Long.MIN_VALUE;

    boolean addsNothing() {
      for (int i = 0; i < STATES; i++) {
        if (counts[i] != 0 || weights[i] != 0) {
          return false;
        }
      }
      return true;
    }
  }

  /** The last millisecond of the second in which that time lies. */
  static long endOfSecond(long time) {
    return Math.floorDiv(time, SECOND_MILLIS) * SECOND_MILLIS + SECOND_MILLIS - 1;
  }

  /** Remembers it for the end of its second; what was since ever counts at once. */
  void add(Standing standing) {
    if (standing.time() == Long.MIN_VALUE) {
      add(standing, counts, weights);
      return;
    }
    Second second = seconds.computeIfAbsent(endOfSecond(standing.time()), end -> new Second());
    add(standing, second.counts, second.weights);
    if (standing.isNews()) {
      second.changed = Math.max(second.changed, standing.time());
    }
  }

  private static void add(Standing standing, long[] counts, long[] weights) {
    AssetState previous = standing.previous();
    if (previous != null) {
      counts[place(previous)]--;
      weights[place(previous)] -= standing.weight();
    }
    AssetState state = standing.state();
    if (state != null) {
      counts[place(state)]++;
      weights[place(state)] += standing.weight();
    }
  }

  /** Adds all seconds that end by then. */
  void fold(long until) {
    while (!seconds.isEmpty() && seconds.firstKey() <= until) {
      Second second = seconds.pollFirstEntry().getValue();
      for (int i = 0; i < STATES; i++) {
        counts[i] += second.counts[i];
        weights[i] += second.weights[i];
      }
    }
  }

  boolean isEmpty() {
    for (long count : counts) {
      if (count != 0) {
        return false;
      }
    }
    return seconds.isEmpty();
  }

  private static int place(AssetState state) {
    return Codes.STATES.indexOf(state);
  }

  /** How many assets stand in that state. */
  long count(AssetState state) {
    return counts[place(state)];
  }

  /** {@code 100 x sum(weight x health) / sum(weight)}, to one decimal. */
  BigDecimal index() {
    BigDecimal healthy = BigDecimal.ZERO;
    for (int i = 0; i < STATES; i++) {
      healthy = healthy.add(BigDecimal.valueOf(weights[i]).multiply(BigDecimal.valueOf(HEALTH[i])));
    }
    return share(healthy.multiply(BigDecimal.valueOf(5)), 1, 100);
  }

  /** {@code 1 - weight unknown / weight}, to three decimals. */
  BigDecimal known() {
    long unknown = weights[place(AssetState.UNKNOWN)];
    return share(BigDecimal.valueOf(weight() - unknown), 3, 1);
  }

  private BigDecimal share(BigDecimal part, int decimals, int ofNone) {
    long weight = weight();
    return weight <= 0
        ? BigDecimal.valueOf(ofNone).setScale(decimals, RoundingMode.UNNECESSARY)
        : part.divide(BigDecimal.valueOf(weight), decimals, RoundingMode.HALF_UP);
  }

  private long weight() {
    long sum = 0;
    for (long weight : weights) {
      sum += weight;
    }
    return sum;
  }

  /** The index in a word. */
  static String level(BigDecimal index) {
    if (index.compareTo(BigDecimal.valueOf(95)) >= 0) {
      return "normal";
    }
    if (index.compareTo(BigDecimal.valueOf(80)) >= 0) {
      return "strained";
    }
    return index.compareTo(BigDecimal.valueOf(50)) >= 0 ? "impaired" : "critical";
  }
}
