// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

/**
 * When a situation is looked at again though nothing is heard of it: when the next foretold hit is
 * due or overdue, but neither too soon nor too late.
 */
final class NextLook {

  /** A warning lapses after this long unless it is renewed (contract: at most 4 h ahead). */
  private static final long AT_MOST_MILLIS = 4 * 3_600_000L;

  /** Without news, no situation is looked at more often than this. */
  private static final long AT_LEAST_MILLIS = 600_000;

  /** Nor more often than its age divided by this: an old one moves slowly. */
  private static final int OF_ITS_AGE = 10;

  private NextLook() {}

  /**
   * When something next happens to what is foretold, after that time.
   *
   * @return {@link Long#MAX_VALUE} if nothing does
   */
  static long event(long at, long p10, long p50, long p90) {
    long next = Long.MAX_VALUE;
    long overdue = p90 + Aftermath.GRACE_MILLIS + 1;
    next = p10 > at ? p10 : next;
    next = p50 > at ? Math.min(next, p50) : next;
    return overdue > at ? Math.min(next, overdue) : next;
  }

  /**
   * The time of the next look.
   *
   * @param at the time of this one
   * @param opened when the situation opened
   * @param event the next event of all that is foretold in it
   */
  static long after(long at, long opened, long event) {
    long patience = Math.max(AT_LEAST_MILLIS, (at - opened) / OF_ITS_AGE);
    long latest = at + AT_MOST_MILLIS;
    return Math.min(Math.max(Math.min(event, latest), at + patience), latest);
  }
}
