// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance.oracle;

import java.util.Random;

/** Chance, always the same for a seed. */
final class Dice {

  static final long SECOND = 1_000;
  static final long MINUTE = 60 * SECOND;
  static final long HOUR = 60 * MINUTE;

  private final Random random;

  Dice(long seed) {
    this.random = new Random(seed);
  }

  /** From 0 on. */
  int below(int end) {
    return random.nextInt(end);
  }

  /** In whole seconds, both ends included. */
  long between(long from, long to) {
    return from + random.nextInt((int) ((to - from) / SECOND) + 1) * SECOND;
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** In hundredths. */
  double share(double from, double to) {
    return Math.round(100 * (from + (to - from) * random.nextDouble())) / 100.0;
  }
}
