// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import java.util.ArrayList;
import java.util.List;

/**
 * When a recipient was alerted of late: what the flood guard counts.
 *
 * @param alerts event times of the newest alerts, oldest first, at most {@link #LIMIT}
 */
public record FloodState(List<Long> alerts) {

  /** So many new warnings are let through in {@link #WINDOW}. */
  static final int LIMIT = 10;

  /** Ten minutes, both ends included. */
  static final long WINDOW = 10 * 60_000 + 1;

  public FloodState {
    alerts = List.copyOf(alerts);
  }

  static FloodState fresh() {
    return new FloodState(List.of());
  }

  /** Whether one more alert is within the limit. */
  boolean hasRoom(long now) {
    return recent(now) < LIMIT;
  }

  int recent(long now) {
    return (int) alerts.stream().filter(at -> at > now - WINDOW).count();
  }

  FloodState alerted(long now) {
    List<Long> newest = new ArrayList<>(alerts);
    newest.add(now);
    return new FloodState(newest.subList(Math.max(0, newest.size() - LIMIT), newest.size()));
  }

  /** From when on there is room, if nothing more comes. */
  long roomFrom() {
    return alerts.size() < LIMIT ? Long.MIN_VALUE : alerts.get(0) + WINDOW;
  }

  /** From when on there is nothing left to remember. */
  long over() {
    return alerts.isEmpty() ? Long.MIN_VALUE : alerts.get(alerts.size() - 1) + WINDOW;
  }
}
