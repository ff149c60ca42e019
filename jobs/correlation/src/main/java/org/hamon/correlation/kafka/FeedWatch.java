// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whether records come from one feed, as told by where its partitions end. Not thread-safe; time is
 * handed in.
 */
final class FeedWatch {

  /** How a feed is. */
  enum Status {
    /** Records come, or need not. */
    HEARD("heard", 0),
    /** None came for a while, from a feed that always speaks. */
    SILENT("silent", 1),
    /** The broker says nothing of some partition. */
    UNREACHABLE("unreachable", 2);

    private final String word;
    private final int code;

    Status(String word, int code) {
      this.word = word;
      this.code = code;
    }

    /** The number in metrics. */
    int code() {
      return code;
    }

    /** The word in outputs. */
    String word() {
      return word;
    }
  }

  /** From {@code since} on the feed has been like that; known {@code at}. */
  record Turn(Status status, long since, long at) {}

  private final long silentAfter;
  private final long unreachableAfter;
  private final Map<Integer, Long> ends = new HashMap<>();
  private final Map<Integer, Long> answered = new HashMap<>();
  private Status status = Status.HEARD;
  private long lastNews;

  /**
   * @param silentAfter milliseconds without a record; {@link Long#MAX_VALUE} for a feed that may be
   *     silent
   * @param unreachableAfter milliseconds without an answer
   */
  FeedWatch(long silentAfter, long unreachableAfter, long now) {
    this.silentAfter = silentAfter;
    this.unreachableAfter = unreachableAfter;
    this.lastNews = now;
    answered.put(0, now);
  }

  /** The broker was asked then, and said that the partition ends there. */
  void ends(int partition, long askedAt, long end) {
    answered.merge(partition, askedAt, Math::max);
    Long before = ends.put(partition, end);
    if (before != null && end != before) {
      lastNews = Math.max(lastNews, askedAt);
    }
  }

  /** The topic has so many partitions now: for those that are gone nobody waits. */
  void partitions(int count) {
    answered.keySet().removeIf(partition -> partition >= count);
    ends.keySet().removeIf(partition -> partition >= count);
  }

  /** The topic was made anew: the broker has just told of it, and its logs are others. */
  void startsAnew(long now) {
    answered.replaceAll((partition, last) -> now);
    ends.clear();
  }

  /** What has become of the feed since it was last asked; empty if nothing. */
  Optional<Turn> look(long now) {
    Status before = status;
    long since = lastNews;
    long lastAnswer = Math.min(unheardSince(), now);
    if (now - lastAnswer >= unreachableAfter) {
      status = Status.UNREACHABLE;
      since = lastAnswer;
    } else if (silentAfter != Long.MAX_VALUE && now - lastNews >= silentAfter) {
      status = Status.SILENT;
    } else {
      status = Status.HEARD;
    }
    return status == before ? Optional.empty() : Optional.of(new Turn(status, since, now));
  }

  /** When the broker was asked last that told of it at all. */
  long lastHeard() {
    return answered.values().stream().mapToLong(Long::longValue).max().orElse(Long.MIN_VALUE);
  }

  /** Since when the broker says nothing of some partition. */
  long unheardSince() {
    return answered.values().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE);
  }

  /** How it was when it was last looked at. */
  Status status() {
    return status;
  }
}
