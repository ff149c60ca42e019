// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import org.HdrHistogram.Histogram;

/**
 * How long records of a partition take from their event to the reader: what was usual in the last
 * one to two minutes of records. Records without news leave it as it was.
 */
final class UsualDelay {

  /** Records that lie further back than this in the middle are no live feed: history is played. */
  static final long LIVE_MILLIS = 10 * 60_000;

  private static final long TURN_MILLIS = 60_000;
  private static final long MOST = 24 * 3_600_000;
  private static final int DIGITS = 2;
  private static final double USUAL = 99;

  private Histogram before = new Histogram(MOST, DIGITS);
  private Histogram since = new Histogram(MOST, DIGITS);
  private long turnedAt = Long.MIN_VALUE;
  private boolean changed;
  private boolean live;
  private long millis;

  /** A fresh record came at {@code now}, so long after its event. */
  void add(long delayMillis, long now) {
    if (turnedAt == Long.MIN_VALUE) {
      turnedAt = now;
    } else if (now - turnedAt >= TURN_MILLIS) {
      Histogram oldest = before;
      before = since;
      since = oldest;
      since.reset();
      turnedAt = now;
    }
    since.recordValue(Math.min(MOST, Math.max(0, delayMillis)));
    changed = true;
  }

  boolean isKnown() {
    return before.getTotalCount() + since.getTotalCount() > 0;
  }

  /** Whether records come soon after their events. */
  boolean isLive() {
    reckon();
    return live;
  }

  /** The 99th percentile, in milliseconds; 0 if nothing is known. */
  long millis() {
    reckon();
    return millis;
  }

  private void reckon() {
    if (changed) {
      Histogram both = before.copy();
      both.add(since);
      live = both.getValueAtPercentile(50) <= LIVE_MILLIS;
      millis = both.getValueAtPercentile(USUAL);
      changed = false;
    }
  }
}
