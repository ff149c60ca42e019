// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * To which topics lines are on the way, so that one knows what is lost when a topic is deleted. A
 * line in a transaction is on its way until a checkpoint that lies behind it is complete; any other
 * until the broker has taken it, which is certain then and assumed after a moment.
 *
 * <p>Told by the task, asked by any thread.
 */
final class LinesOnTheWay {

  /** A broker that is well takes a line sooner. */
  private static final Duration TO_ARRIVE = Duration.ofSeconds(2);

  /** The last line to a topic: behind which checkpoint, and when. */
  private record Last(long behind, long at, boolean inTransaction) {}

  private final Map<String, Last> lasts = new ConcurrentHashMap<>();
  private long checkpoint;

  /** A line leaves now. */
  void add(String topic, boolean inTransaction, long now) {
    lasts.put(topic, new Last(checkpoint, now, inTransaction));
  }

  /** What leaves from now on lies behind that checkpoint. */
  void begun(long id) {
    checkpoint = id;
  }

  /** What lies before that checkpoint has arrived. */
  void complete(long id) {
    lasts.values().removeIf(last -> last.behind() < id);
  }

  /**
   * Whether lines can only arrive if they are told again. A transaction that lost a part of what it
   * wrote cannot be completed, even if there is a topic of that name again; a line by itself can be
   * written to that one.
   *
   * @param lastSeen when the topic that was deleted was there for certain, epoch milliseconds
   * @param isBack there is a topic of that name again
   */
  boolean areLost(String topic, long lastSeen, boolean isBack) {
    Last last = lasts.get(topic);
    return last != null
        && (last.inTransaction() || (!isBack && last.at() >= lastSeen - TO_ARRIVE.toMillis()));
  }
}
