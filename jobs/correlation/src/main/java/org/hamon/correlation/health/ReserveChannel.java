// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.health;

import org.hamon.patterns.language.Reserve;

/**
 * What the readings of one battery or tank say, and which of them are news. What was told last
 * leads one to expect how much is left at any later time: a reserve that runs down a minute less
 * every minute, one that stands the same. A reading is told if
 *
 * <ul>
 *   <li>it is the first, which is taken to run down until the next say otherwise;
 *   <li>it differs from what is expected by more than a minute and more than a tenth of itself;
 *   <li>the reserve stands and was told half of itself ago, but no less than ten minutes: nobody
 *       shall believe that it was used up meanwhile.
 * </ul>
 *
 * <p>It runs down if less is left than expected, or if since the last telling it fell at least half
 * as fast as time went on. Of two readings at one time the first counts. Design values all.
 */
final class ReserveChannel {

  static final long LEAST_NEWS_MILLIS = 60_000;
  static final double SHARE = 0.1;
  private static final double MOST_MINUTES = 1e7;

  /** Event time of the newest reading. */
  long newest = Long.MIN_VALUE;

  long toldAt;
  long toldMillis;
  boolean running;

  /** Takes a reading of minutes left; returns whether it is news. */
  boolean read(long time, double minutes) {
    if (time <= newest) {
      return false;
    }
    boolean first = newest == Long.MIN_VALUE;
    newest = time;
    long millis = Math.round(Math.max(0, Math.min(MOST_MINUTES, minutes)) * 60_000);
    long since = time - toldAt;
    long expected = running ? Math.max(0, toldMillis - since) : toldMillis;
    if (!first) {
      boolean differs =
          Math.abs(millis - expected) > Math.max(LEAST_NEWS_MILLIS, Math.round(SHARE * millis));
      if (!differs && (running || since < Reserve.standsFor(toldMillis))) {
        return false;
      }
      boolean falls = 2 * (toldMillis - millis) >= since;
      running = differs && (millis < expected || falls);
    } else {
      running = true;
    }
    toldAt = time;
    toldMillis = millis;
    return true;
  }
}
