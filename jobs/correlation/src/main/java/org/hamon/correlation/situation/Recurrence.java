// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

/**
 * How often a root has failed of late. From its third failure within six hours on it is recurring,
 * until it has been quiet for as long as it used to be between two failures.
 *
 * @param since when it failed the first of these times
 * @param times how often since then
 * @param recent the last failures, at most three, the newest last
 * @param longest the longest time from one failure to the next, milliseconds
 * @param isRecurring whether it has failed three times within six hours
 */
public record Recurrence(
    String asset, long since, int times, List<Long> recent, long longest, boolean isRecurring) {

  static final long WITHIN_MILLIS = 6 * 3_600_000L;

  private static final int OFTEN = 3;

  public Recurrence {
    requireNonNull(asset, "asset");
    recent = List.copyOf(recent);
  }

  static Recurrence first(String asset, long time) {
    return new Recurrence(asset, time, 1, List.of(time), 0, false);
  }

  /** It has failed again; after more than six hours that is the first time. */
  Recurrence again(long time) {
    if (time - last() > WITHIN_MILLIS && !isRecurring) {
      return first(asset, time);
    }
    List<Long> last = new ArrayList<>(recent);
    last.add(time);
    if (last.size() > OFTEN) {
      last.remove(0);
    }
    boolean often = last.size() == OFTEN && time - last.get(0) <= WITHIN_MILLIS;
    return new Recurrence(
        asset, since, times + 1, last, Math.max(longest, time - last()), isRecurring || often);
  }

  /** When it failed last. */
  long last() {
    return recent.get(recent.size() - 1);
  }

  /** When it will have been quiet for long enough, if it has served since then. */
  long quietUntil(long back) {
    return Math.max(back, last()) + Math.min(longest, WITHIN_MILLIS);
  }
}
