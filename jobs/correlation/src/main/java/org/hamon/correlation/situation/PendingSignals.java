// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Signals that wait for the watermark, in order. On the heap for reading, each written through to a
 * {@link Store} under a number of its own, so that many of one millisecond cost no more than few.
 */
final class PendingSignals {

  /** Where each waiting signal is written to; null deletes. */
  interface Store {
    void pending(long number, @Nullable Signal signal);
  }

  private record Waiting(long number, Signal signal) {}

  private final Store store;
  private final TreeMap<Long, List<Waiting>> byTime = new TreeMap<>();
  private long next;

  PendingSignals(Store store) {
    this.store = store;
  }

  /** Takes over what a store held; writes nothing. */
  void load(Iterable<Map.Entry<Long, Signal>> stored) {
    for (Map.Entry<Long, Signal> entry : stored) {
      next = Math.max(next, entry.getKey() + 1);
      keep(new Waiting(entry.getKey(), entry.getValue()));
    }
  }

  void add(Signal signal) {
    Waiting waiting = new Waiting(next++, signal);
    store.pending(waiting.number, signal);
    keep(waiting);
  }

  /** The signals of that time, in {@link Signal#ORDER}; they wait no longer. */
  List<Signal> takeAt(long time) {
    List<Waiting> moment = byTime.remove(time);
    List<Signal> signals = new ArrayList<>();
    if (moment != null) {
      for (Waiting waiting : moment) {
        store.pending(waiting.number, null);
        signals.add(waiting.signal);
      }
    }
    signals.sort(Signal.ORDER);
    return signals;
  }

  /** Time of the first one; {@link Long#MAX_VALUE} if there is none. */
  long nextTime() {
    return byTime.isEmpty() ? Long.MAX_VALUE : byTime.firstKey();
  }

  /** Time of the last one that is no notice; {@link Long#MIN_VALUE} if there is none. */
  long lastHeard() {
    for (Map.Entry<Long, List<Waiting>> moment : byTime.descendingMap().entrySet()) {
      for (Waiting waiting : moment.getValue()) {
        if (waiting.signal.notice() == null) {
          return moment.getKey();
        }
      }
    }
    return Long.MIN_VALUE;
  }

  boolean isEmpty() {
    return byTime.isEmpty();
  }

  private void keep(Waiting waiting) {
    byTime.computeIfAbsent(waiting.signal.time(), time -> new ArrayList<>()).add(waiting);
  }
}
