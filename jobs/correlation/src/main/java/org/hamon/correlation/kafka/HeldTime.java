// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import java.util.ArrayDeque;

/**
 * What time it is in one partition, held until it may be said: when all that was in the logs of
 * idle partitions by then has been handed on, so that it passes over nothing there. Not
 * thread-safe.
 */
final class HeldTime {

  /** As many are kept apart at most; beyond that the newest takes the place of the one before. */
  private static final int MOST = 64;

  private final ArrayDeque<Held> held = new ArrayDeque<>();
  private long newest = SplitClock.NONE;

  /** That watermark became known then. */
  private record Held(long since, long watermark) {}

  /** At that instant it was known that time has come so far. */
  void hold(long watermark, long now) {
    if (watermark <= newest) {
      return;
    }
    newest = watermark;
    if (held.size() == MOST) {
      held.removeLast();
    }
    held.add(new Held(now, watermark));
  }

  /**
   * The largest watermark that may be said now and was not yet; {@link SplitClock#NONE} if there is
   * none.
   *
   * @param readUpTo all that was in the logs of idle partitions at that instant is handed on
   */
  long release(long readUpTo) {
    long watermark = SplitClock.NONE;
    while (!held.isEmpty() && held.getFirst().since() <= readUpTo) {
      watermark = held.removeFirst().watermark();
    }
    return watermark;
  }

  /** Whether all has been said. */
  boolean isEmpty() {
    return held.isEmpty();
  }
}
