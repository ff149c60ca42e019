// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hamon.patterns.language.StateChange;

/**
 * The exercise lanes that are in use, at most so many at a time: each costs topics and state, and
 * anybody who may write to an input could name new ones for ever. A lane that was not heard for a
 * day gives its place free. The actual lane and {@code test} are always there.
 */
final class Lanes {

  static final long QUIET_MILLIS = Duration.ofHours(24).toMillis();

  private static final String TEST = "test";

  private final int most;
  private final Map<String, Long> heard = new HashMap<>();
  private long newest = Decoded.NO_TIME;

  Lanes(int most) {
    this.most = most;
  }

  /** Whether a record of that lane may be used; {@link Decoded#NO_TIME} if it tells none. */
  boolean admit(String lane, long time) {
    newest = Math.max(newest, time);
    if (isPermanent(lane)) {
      return true;
    }
    if (!heard.containsKey(lane) && heard.size() >= most) {
      heard.values().removeIf(last -> last + QUIET_MILLIS < newest);
      if (heard.size() >= most) {
        return false;
      }
    }
    heard.merge(lane, time == Decoded.NO_TIME ? newest : time, Math::max);
    return true;
  }

  /** Whether the lane is one that has a place. */
  boolean isInUse(String lane) {
    return isPermanent(lane) || heard.containsKey(lane);
  }

  private static boolean isPermanent(String lane) {
    return lane.equals(StateChange.ACTUAL) || lane.equals(TEST);
  }

  void restore(LaneTime entry) {
    heard.merge(entry.lane(), entry.time(), Math::max);
    newest = Math.max(newest, entry.time());
  }

  List<LaneTime> entries() {
    List<LaneTime> entries = new ArrayList<>();
    heard.forEach((lane, time) -> entries.add(new LaneTime(lane, time)));
    return entries;
  }
}
