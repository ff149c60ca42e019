// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

/**
 * What is left of the draws of a dependency once its dependent has held out for a while: strength
 * and delay given that it was not hit while it is known to have served. With the chance s to be hit
 * at all and the share f of the delays that end in that time, it is still to be hit with s (1 - f)
 * / (1 - s f), after one of the other delays.
 */
final class HeldOut {

  private final int hitting;

  /** The delays that are ruled out, by place: from, behind the last, from and so on. */
  private final int[] over;

  private final int left;

  private HeldOut(int hitting, int[] over, int left) {
    this.hitting = hitting;
    this.over = over;
    this.left = left;
  }

  /** Nothing is known: so many strata hit, after any of so many delays. */
  static HeldOut notAtAll(int hitting, int delays) {
    return new HeldOut(hitting, new int[0], delays);
  }

  /**
   * Given that it was not hit in those times.
   *
   * @param served from (inclusive), until (exclusive), from and so on, in milliseconds after the
   *     loss
   * @param hitting how many of so many strata hit if nothing is known
   * @param delays in ascending order
   * @return {@code O(times x log delays)}
   */
  static HeldOut during(long[] served, int hitting, int strata, long[] delays) {
    int[] over = new int[served.length];
    int left = delays.length;
    for (int i = 0; i < served.length; i += 2) {
      over[i] = countBelow(delays, served[i]);
      over[i + 1] = countBelow(delays, served[i + 1]);
      left -= over[i + 1] - over[i];
    }
    if (left == delays.length) {
      return notAtAll(hitting, left);
    }
    long ahead = (long) hitting * left;
    long possible = (long) strata * delays.length - (long) hitting * (delays.length - left);
    long still = possible == 0 ? 0 : Math.round((double) strata * ahead / possible);
    return new HeldOut((int) still, over, left);
  }

  /** How many of the strata hit. */
  int hitting() {
    return hitting;
  }

  /** The delay of a stratum, of as many as there are delays; of the only one if there is one. */
  long delay(long[] delays, int stratum) {
    int at = (int) ((long) stratum * left / delays.length);
    for (int i = 0; i < over.length; i += 2) {
      at += at >= over[i] ? over[i + 1] - over[i] : 0;
    }
    return delays[at];
  }

  private static int countBelow(long[] ascending, long value) {
    int from = 0;
    int to = ascending.length;
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (ascending[middle] < value) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from;
  }
}
