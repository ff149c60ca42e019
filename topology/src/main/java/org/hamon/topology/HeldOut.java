// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

/**
 * What is left of the draws of a dependency once its dependent has held out for a while: strength
 * and delay given that it was not hit so far. With the chance s to be hit at all and the share f of
 * the delays that are over, it is still to be hit with s (1 - f) / (1 - s f), after one of the
 * delays that are not over.
 *
 * @param hitting how many of the strata hit
 * @param over how many of the delays, the shortest ones, are over
 */
record HeldOut(int hitting, int over) {

  /**
   * Given that it has held out for {@code millis}.
   *
   * @param hitting how many of so many strata hit if nothing is known
   * @param delays in ascending order
   * @return {@code O(log delays)}
   */
  static HeldOut after(long millis, int hitting, int strata, long[] delays) {
    int over = countBelow(delays, millis);
    if (over == 0) {
      return new HeldOut(hitting, 0);
    }
    long ahead = (long) hitting * (delays.length - over);
    long possible = (long) strata * delays.length - (long) hitting * over;
    long left = possible == 0 ? 0 : Math.round((double) strata * ahead / possible);
    return new HeldOut((int) left, over);
  }

  /** The delay of a stratum, of as many as there are delays; of the only one if there is one. */
  long delay(long[] delays, int stratum) {
    int left = delays.length - over;
    return delays[over + (int) ((long) stratum * left / delays.length)];
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
