// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

/**
 * When something happens in a sample, packed into a long whose order is that of time: milliseconds
 * from the start of the forecast and, within one instant, the round. What follows without delay
 * from what happens in one round happens in the next. In the first half of the rounds of an instant
 * things are lost, in the second half they come back.
 */
final class Moment {

  /** Later than all that happens. */
  static final long NEVER = Long.MAX_VALUE;

  private static final int ROUND_BITS = 20;

  private static final long RETURNS = 1L << (ROUND_BITS - 1);

  /** The longest time after the start, in milliseconds; 139 years. */
  static final long LONGEST = 1L << 42;

  private Moment() {}

  /** The first round of an instant, 0 to {@link #LONGEST}, in which things are lost. */
  static long at(long time) {
    return time << ROUND_BITS;
  }

  /** The first round of an instant in which things come back: all losses are behind. */
  static long returning(long time) {
    return at(time) + RETURNS;
  }

  /** Whether things come back at that moment. */
  static boolean isReturn(long moment) {
    return (moment & RETURNS) != 0;
  }

  static long time(long moment) {
    return moment >>> ROUND_BITS;
  }

  /** When that loss happens at {@code time} which follows from something at a moment. */
  static long following(long moment, long time) {
    return time == time(moment) ? moment + 1 : at(time);
  }

  /** When that comes back which needs so long after another return. */
  static long returningAfter(long moment, long millis) {
    return millis == 0 ? moment + 1 : returning(time(moment) + millis);
  }
}
