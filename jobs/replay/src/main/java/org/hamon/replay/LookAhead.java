// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay;

import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.hamon.correlation.decode.Decoded;
import org.jspecify.annotations.Nullable;

/**
 * The next record of a part of history and those that follow it, which tell whether its clock can
 * be right. Not thread-safe. {@code O(records that follow)} for each record.
 */
final class LookAhead {

  /** Records behind the first that are looked at. */
  static final int FOLLOWING = 15;

  /** What stands alone at the end of a part are so many at most. */
  private static final int FEW = FOLLOWING + 1;

  /** A first reading that lies so far before the others starts no history. */
  private static final long LONG_BEFORE = Duration.ofDays(30).toMillis();

  /**
   * Records that are kept, the first with it: so many that an asset that has a third of them all
   * will not by chance have two thirds of these. A power of two.
   */
  private static final int SIZE = 64;

  /** Among fewer of its own nobody has two thirds. */
  private static final int LEAST_OF_TWO_THIRDS = 11;

  private final @Nullable Decoded[] records = new Decoded[SIZE];
  private final long[] times = new long[SIZE];
  private final long[] behind = new long[SIZE];
  private final long[] passed = new long[SIZE];
  private int first;
  private int count;

  /**
   * Adds a record behind the others.
   *
   * @param behindIt as {@link RecordLog#behind}
   * @param passedThen as {@link RecordLog#passed}
   */
  void add(Decoded record, long behindIt, long passedThen) {
    int at = place(count++);
    records[at] = record;
    times[at] = record.timeToAdvanceBy();
    behind[at] = behindIt;
    passed[at] = passedThen;
  }

  boolean isEmpty() {
    return count == 0;
  }

  boolean isFull() {
    return count == SIZE;
  }

  /** Takes the first record away. */
  void removeFirst() {
    records[first] = null;
    first = place(1);
    count--;
  }

  Decoded first() {
    Decoded record = records[first];
    if (record == null) {
      throw new IllegalStateException("Expected a record, but there is none");
    }
    return record;
  }

  /** The event time of the first record; {@link Decoded#NO_TIME} if it tells none. */
  long time() {
    return times[first];
  }

  /** What lies behind one who has read the first record. */
  long behind() {
    return behind[first];
  }

  /** How much of the part was read when the first record was. */
  long passed() {
    return passed[first];
  }

  /**
   * Whether most of those that follow the first lie more than the bound before it. With none after
   * it, it is not ahead; records that tell no time do not count.
   */
  boolean isAhead(long bound) {
    return time() != Decoded.NO_TIME && isMost(Long.MIN_VALUE + 1, time() - bound);
  }

  /**
   * Whether the first would by its asset's word alone make a later record of another asset late:
   * that one lies more than the bound before it, and neither what has moved time before nor what a
   * third asset, or that other one itself, tells in between does so too. An asset that has two
   * thirds of all that is in sight needs nobody to bear it out.
   *
   * @param moved the time to which others have moved the part; {@link Decoded#NO_TIME} if none
   */
  boolean standsAlone(long bound, long moved) {
    Decoded mine = first();
    String asset = mine.asset();
    if (time() == Decoded.NO_TIME || asset == null || nothingBefore(time() - bound)) {
      return false;
    }
    long borneOut = moved;
    for (int i = 1; i < count; i++) {
      int place = place(i);
      long time = times[place];
      Decoded other = records[place];
      if (time == Decoded.NO_TIME || other == null || !isOfAnother(other, mine)) {
        continue;
      }
      if (time < time() - bound && borneOut - bound <= time) {
        return !hasTwoThirds(mine);
      }
      borneOut = Math.max(borneOut, time);
    }
    return false;
  }

  private boolean nothingBefore(long bound) {
    for (int i = 1; i < count; i++) {
      long time = times[place(i)];
      if (time < bound && time != Decoded.NO_TIME) {
        return false;
      }
    }
    return true;
  }

  private static boolean isOfAnother(Decoded other, Decoded mine) {
    return other.asset() != null
        && !other.asset().equals(mine.asset())
        && other.lane().equals(mine.lane());
  }

  private boolean hasTwoThirds(Decoded mine) {
    int own = 0;
    int all = 0;
    for (int i = 0; i < count; i++) {
      Decoded record = records[place(i)];
      if (record != null && times[place(i)] != Decoded.NO_TIME) {
        all++;
        own += Objects.equals(record.asset(), mine.asset()) ? 1 : 0;
      }
    }
    return own >= LEAST_OF_TWO_THIRDS && 3 * own >= 2 * all;
  }

  /** Whether most of those that follow the first lie a month or more after it. */
  boolean isLongBefore() {
    return time() != Decoded.NO_TIME && isMost(time() + LONG_BEFORE, Long.MAX_VALUE);
  }

  /** Whether a reading at that time lies long before the other. */
  static boolean isLongBefore(long time, long other) {
    return time <= other - LONG_BEFORE;
  }

  /** The earliest time, from that one on, of those that follow; that one if there is none. */
  long earliestFollowing(long from) {
    long earliest = Long.MAX_VALUE;
    for (int i = 1; i < Math.min(count, FOLLOWING + 1); i++) {
      long time = times[place(i)];
      if (time != Decoded.NO_TIME && time >= from) {
        earliest = Math.min(earliest, time);
      }
    }
    return earliest == Long.MAX_VALUE ? from : earliest;
  }

  /** Whether none of those that follow the first tells a time. */
  boolean isAlone() {
    for (int i = 1; i < count; i++) {
      if (times[place(i)] != Decoded.NO_TIME) {
        return false;
      }
    }
    return true;
  }

  /** Whether they are few, and all that tell a time of its asset, or without one of its input. */
  boolean tellsOnlyOf(Decoded like) {
    if (count > FEW) {
      return false;
    }
    for (int i = 0; i < count; i++) {
      Decoded record = records[place(i)];
      if (record != null
          && times[place(i)] != Decoded.NO_TIME
          && (record.input() != like.input() || !Objects.equals(record.asset(), like.asset()))) {
        return false;
      }
    }
    return true;
  }

  void clear() {
    Arrays.fill(records, null);
    count = 0;
  }

  /** Whether most of the times behind the first lie from one time to before another. */
  private boolean isMost(long from, long before) {
    int known = 0;
    int there = 0;
    for (int i = 1; i < Math.min(count, FOLLOWING + 1); i++) {
      long time = times[place(i)];
      if (time != Decoded.NO_TIME) {
        known++;
        if (time >= from && time < before) {
          there++;
        }
      }
    }
    return 2 * there > known;
  }

  private int place(int index) {
    return (first + index) & (SIZE - 1);
  }
}
