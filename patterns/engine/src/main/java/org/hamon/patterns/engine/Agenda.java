// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import java.util.HashMap;
import java.util.Map;
import org.apache.flink.runtime.state.heap.AbstractHeapPriorityQueueElement;
import org.apache.flink.runtime.state.heap.HeapPriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * When which key is due next: one time for each key that is due at all. Kept on the heap only, some
 * 100 bytes a key; the owner keeps each key's time in its state, too, and enters it again after a
 * restore. Flink's timers in RocksDB would be written to disk with each change, and there is one
 * with each event. O(log n).
 */
final class Agenda<K> {

  /** A key's place in the agenda. */
  static final class Entry<K> extends AbstractHeapPriorityQueueElement {

    final K key;
    private long due = RootState.NEVER;

    private Entry(K key) {
      this.key = key;
    }
  }

  private static final int INITIAL = 1024;

  private final Map<K, Entry<K>> entries = new HashMap<>();
  private final HeapPriorityQueue<Entry<K>> queue =
      new HeapPriorityQueue<>((left, right) -> Long.compare(left.due, right.due), INITIAL);

  /** The entry of a key, also of one that is not due. */
  Entry<K> of(K key) {
    Entry<K> entry = entries.get(key);
    return entry == null ? new Entry<>(key) : entry;
  }

  /** From now on the key is due at that time only; {@link RootState#NEVER} if not at all. */
  void put(Entry<K> entry, long due) {
    if (entry.due == due) {
      return;
    }
    boolean isIn = entry.due != RootState.NEVER;
    entry.due = due;
    if (due == RootState.NEVER) {
      queue.remove(entry);
      entries.remove(entry.key);
    } else if (isIn) {
      queue.adjustModifiedElement(entry);
    } else {
      queue.add(entry);
      entries.put(entry.key, entry);
    }
  }

  /** Whoever is due first, if by that time; the caller handles it and {@link #put}s it. */
  @Nullable Entry<K> first(long time) {
    Entry<K> first = queue.peek();
    return first == null || first.due > time ? null : first;
  }

  /** How many keys are due at some time. */
  int size() {
    return queue.size();
  }
}
