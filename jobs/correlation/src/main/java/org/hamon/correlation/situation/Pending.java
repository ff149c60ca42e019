// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * What waits for the watermark, in order. On the heap for reading, each written through to a {@link
 * Store} under a number of its own, so that many of one millisecond cost no more than few.
 */
final class Pending<T> {

  /** Where each that waits is written to; null deletes. */
  interface Store<T> {
    void pending(long number, @Nullable T waiting);
  }

  private record Waiting<T>(long number, T thing) {}

  private final Store<T> store;
  private final ToLongFunction<T> time;
  private final Comparator<T> order;
  private final TreeMap<Long, List<Waiting<T>>> byTime = new TreeMap<>();
  private long next;

  /**
   * @param time of each, epoch milliseconds
   * @param order of those of one time
   */
  Pending(Store<T> store, ToLongFunction<T> time, Comparator<T> order) {
    this.store = store;
    this.time = time;
    this.order = order;
  }

  /** Takes over what a store held; writes nothing. */
  void load(Iterable<Map.Entry<Long, T>> stored) {
    for (Map.Entry<Long, T> entry : stored) {
      next = Math.max(next, entry.getKey() + 1);
      keep(new Waiting<>(entry.getKey(), entry.getValue()));
    }
  }

  void add(T thing) {
    Waiting<T> waiting = new Waiting<>(next++, thing);
    store.pending(waiting.number, thing);
    keep(waiting);
  }

  /** Those of that time, in order; they wait no longer. */
  List<T> takeAt(long when) {
    List<Waiting<T>> moment = byTime.remove(when);
    List<T> taken = new ArrayList<>();
    if (moment != null) {
      for (Waiting<T> waiting : moment) {
        store.pending(waiting.number, null);
        taken.add(waiting.thing);
      }
    }
    taken.sort(order);
    return taken;
  }

  /** Time of the first one; {@link Long#MAX_VALUE} if there is none. */
  long nextTime() {
    return byTime.isEmpty() ? Long.MAX_VALUE : byTime.firstKey();
  }

  /** Time of the last such one; {@link Long#MIN_VALUE} if there is none. */
  long lastTime(Predicate<T> isSuch) {
    for (Map.Entry<Long, List<Waiting<T>>> moment : byTime.descendingMap().entrySet()) {
      for (Waiting<T> waiting : moment.getValue()) {
        if (isSuch.test(waiting.thing)) {
          return moment.getKey();
        }
      }
    }
    return Long.MIN_VALUE;
  }

  boolean isEmpty() {
    return byTime.isEmpty();
  }

  private void keep(Waiting<T> waiting) {
    byTime.computeIfAbsent(time.applyAsLong(waiting.thing), at -> new ArrayList<>()).add(waiting);
  }
}
