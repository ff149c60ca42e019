// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import java.util.ArrayDeque;

/**
 * What time it is in one partition, as its reader knows. Not thread-safe.
 *
 * <p>The records say it: the largest event time less the bound. And so does the clock, if the feed
 * is live: when the broker was asked at some instant where the log ends, and all up to there has
 * been handed on, then no more will come from before that instant less the usual delay. The broker
 * is asked again and again, so a partition that is read and quiet goes on with the clock, while a
 * backlog, back-pressure and a broker that does not answer all hold its time back.
 */
final class SplitClock {

  /** No such time. */
  static final long NONE = Long.MIN_VALUE;

  /** As many answers are kept at most that reading has not come up to. */
  private static final int ANSWERS = 128;

  private final LiveTime settings;
  private final UsualDelay usual = new UsualDelay();
  private final ArrayDeque<Answer> ahead = new ArrayDeque<>();

  /** The largest event time of a usable record. */
  private long largest = NONE;

  /** The offset of the next record; -1 while nobody knows. */
  private long position = -1;

  /** The end of the log in the last answer; a record from there on is fresh. */
  private long lastEnd = Long.MAX_VALUE;

  /** All that was in the log then has been handed on. */
  private long readUpTo = NONE;

  private long quietSince;
  private boolean sampled;

  /** The broker was asked then where the log ends. */
  private record Answer(long askedAt, long end) {}

  /**
   * @param now by the clock, epoch milliseconds
   */
  SplitClock(LiveTime settings, long now) {
    this.settings = settings;
    this.quietSince = now;
  }

  /**
   * A record has been handed on.
   *
   * @param time its event time, but none beyond the clock; {@link #NONE} if it tells none
   * @param now by the clock
   */
  void record(long offset, long time, long now) {
    position = offset + 1;
    quietSince = now;
    if (time == NONE) {
      return;
    }
    largest = Math.max(largest, time);
    if (!sampled && offset >= lastEnd) {
      sampled = true;
      usual.add(now - time, now);
    }
  }

  /** Everything before that offset is read or was never there. */
  void skipTo(long offset) {
    position = Math.max(position, offset);
  }

  /**
   * The log is another one than before, or was cut off: where it is read is not known until a
   * record comes or somebody looks, and nothing counts as read until then.
   */
  void startsAnew() {
    position = -1;
    lastEnd = Long.MAX_VALUE;
    ahead.clear();
  }

  /** Records used to come so long after their events before the reader started. */
  void startsAfter(long delayMillis, long now) {
    if (!usual.isKnown()) {
      usual.add(delayMillis, now);
    }
  }

  /** The broker was asked at that instant, and said that the log ends there. */
  void ends(long askedAt, long end) {
    if (lastEnd != Long.MAX_VALUE && end < lastEnd) {
      startsAnew();
    }
    lastEnd = end;
    sampled = false;
    readUpTo();
    if (ahead.size() < ANSWERS) {
      ahead.add(new Answer(askedAt, end));
    }
  }

  /** The usual delay if the partition is known to be live, else {@link #NONE}. */
  long liveDelay() {
    return usual.isLive() ? usual.millis() : NONE;
  }

  /** All that was in the log at this instant has been handed on; {@link #NONE} if unknown. */
  long readUpTo() {
    while (!ahead.isEmpty() && position >= ahead.getFirst().end()) {
      readUpTo = Math.max(readUpTo, ahead.removeFirst().askedAt());
    }
    return readUpTo;
  }

  /** The offset of the next record; -1 while nobody knows. */
  long position() {
    return position;
  }

  /** How many records wait in the log, as far as is known. */
  long lag() {
    return lastEnd == Long.MAX_VALUE || position < 0 ? 0 : Math.max(0, lastEnd - position);
  }

  /**
   * The watermark: everything up to this event time is there. {@link #NONE}: nothing is known, and
   * time must wait.
   *
   * @param others the delay of live partitions beside this one, for one that has had no record
   */
  long watermark(long others) {
    long byRecords = largest == NONE ? NONE : largest - settings.bound().toMillis() - 1;
    long read = readUpTo();
    if (read == NONE || !goesByClock(others)) {
      return byRecords;
    }
    long delay = usual.isKnown() ? usual.millis() : others == NONE ? 0 : others;
    long held = settings.bound().toMillis() + Math.min(delay, settings.mostDelay().toMillis());
    return Math.max(byRecords, read - held - 1);
  }

  /** Whether nobody should wait for this partition: all is read, and only records move it. */
  boolean isIdle(long others, long now) {
    return !goesByClock(others)
        && readUpTo() != NONE
        && ahead.isEmpty()
        && now - quietSince >= settings.idleness().toMillis();
  }

  /** Whether time goes on here without records, so that the partition is never idle. */
  boolean goesByClock(long others) {
    return switch (settings.mode()) {
      case CLOCK -> true;
      case RECORDS -> false;
      case AUTO -> usual.isKnown() ? usual.isLive() : others != NONE;
    };
  }
}
