// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scenario;

import java.util.Random;

/**
 * Randomness of one purpose, the same in every run: it depends on the scenario's seed and on what
 * it is for, never on the order in which others draw.
 */
final class Chance {

  private final Random random;

  Chance(long seed, String purpose) {
    random = new Random(spread(seed * 31 + purpose.hashCode()));
  }

  /** Neighbouring seeds would draw nearly the same first number: the finaliser of MurmurHash3. */
  private static long spread(long seed) {
    long bits = (seed ^ (seed >>> 33)) * 0xff51afd7ed558ccdL;
    bits = (bits ^ (bits >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return bits ^ (bits >>> 33);
  }

  /** A moment within so many milliseconds, in whole milliseconds; 0 if there are none. */
  long within(long millis) {
    return (long) (random.nextDouble() * millis);
  }

  double noise(double deviation) {
    return random.nextGaussian() * deviation;
  }

  boolean oneIn(int count) {
    return random.nextInt(count) == 0;
  }
}
