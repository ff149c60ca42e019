// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.hamon.correlation.Output;
import org.hamon.topology.Durations;
import org.jspecify.annotations.Nullable;

/**
 * Whose clocks are ahead: a line of {@code feed-health} when one begins to be, and one when it is
 * right again. A clock is right again once a few records in a row could be right, so that one that
 * goes to and fro is not told again and again. Not thread-safe.
 */
final class ClockWatch {

  /** So many in a row show that a clock is right again. A design value. */
  private static final int RIGHT_AGAIN = 3;

  /** So many assets are named at a time: nobody reads more, and anybody can invent ids. */
  private static final int MOST_NAMED = 1_000;

  private record Whose(Input input, String lane, String asset) {}

  private final Map<Whose, ClockFault> faults = new HashMap<>();

  /**
   * A record is ahead; returns the line that tells so, unless that is told already.
   *
   * @param reached event time at which it came
   */
  @Nullable Output ahead(Decoded record, long reached) {
    String asset = record.asset();
    if (asset == null) {
      return null; // a plan, or an announcement
    }
    Whose whose = new Whose(record.input(), record.lane(), asset);
    boolean isNew = !faults.containsKey(whose);
    if (isNew && faults.size() >= MOST_NAMED) {
      return null;
    }
    faults.put(whose, new ClockFault(record.input(), record.lane(), asset, 0, 0));
    return isNew
        ? line(record, asset, "ahead", Duration.ofMillis(record.time() - reached), reached, reached)
        : null;
  }

  /** A record may be right; returns the line that tells that a clock is right again, if it is. */
  @Nullable Output right(Decoded record, long reached) {
    String asset = record.asset();
    if (faults.isEmpty() || asset == null) {
      return null;
    }
    Whose whose = new Whose(record.input(), record.lane(), asset);
    ClockFault fault = faults.get(whose);
    if (fault == null) {
      return null;
    }
    int right = fault.right() + 1;
    long since = right == 1 ? reached : fault.rightSince();
    if (right < RIGHT_AGAIN) {
      faults.put(whose, new ClockFault(fault.input(), fault.lane(), asset, right, since));
      return null;
    }
    faults.remove(whose);
    return line(record, asset, "heard", null, since, reached);
  }

  /** Takes up what an earlier one knew. */
  void restore(ClockFault fault) {
    faults.put(new Whose(fault.input(), fault.lane(), fault.asset()), fault);
  }

  /** What a later one has to know. */
  Collection<ClockFault> entries() {
    return faults.values();
  }

  private static Output line(
      Decoded record, String asset, String status, @Nullable Duration ahead, long since, long at) {
    String feed = record.input().topic();
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("feed", feed).put("asset", asset).put("status", status);
    if (ahead != null) {
      line.put("ahead", Durations.text(ahead));
    }
    line.put("since", Instant.ofEpochMilli(since).toString());
    line.put("at", Instant.ofEpochMilli(at).toString());
    return new Output(
        Output.FEED_HEALTH,
        record.lane(),
        feed,
        at,
        0,
        Output.FEED_HEALTH_TYPE,
        feed,
        line.toString());
  }
}
