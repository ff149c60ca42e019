// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

/**
 * When something happens in a sample, packed into a long whose order is that of time: milliseconds
 * from the start of the forecast and, within one instant, the round. What follows without delay
 * from what happens in one round happens in the next.
 */
final class Moment {

  /** Later than all that happens. */
  static final long NEVER = Long.MAX_VALUE;

  private static final int ROUND_BITS = 20;

  /** The longest time after the start, in milliseconds; 139 years. */
  static final long LONGEST = 1L << 42;

  private Moment() {}

  /** The first round of an instant, 0 to {@link #LONGEST}. */
  static long at(long time) {
    return time << ROUND_BITS;
  }

  static long time(long moment) {
    return moment >>> ROUND_BITS;
  }

  /** When that happens at {@code time} which follows from something at a moment. */
  static long following(long moment, long time) {
    return time == time(moment) ? moment + 1 : at(time);
  }
}
