// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.Arrays;

/** What happens next: numbers with times, the earliest first. A binary heap of packed longs. */
final class TimeHeap {

  private static final int NUMBER_BITS = 23;

  /** The largest number. */
  static final int MOST = (1 << NUMBER_BITS) - 1;

  /** The longest time after the start; about 34 years. */
  static final long LONGEST = (1L << (63 - NUMBER_BITS)) - 1;

  private long[] heap = new long[64];
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  void clear() {
    size = 0;
  }

  /** Adds a number; {@code time} counts from a start, 0 to {@link #LONGEST}. */
  void add(long time, int number) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, size * 2);
    }
    long item = (time << NUMBER_BITS) | number;
    int at = size++;
    while (at > 0) {
      int above = (at - 1) >>> 1;
      if (heap[above] <= item) {
        break;
      }
      heap[at] = heap[above];
      at = above;
    }
    heap[at] = item;
  }

  /** The time of the earliest. */
  long time() {
    return heap[0] >>> NUMBER_BITS;
  }

  /** Takes the number of the earliest out. */
  int remove() {
    int number = (int) (heap[0] & MOST);
    long item = heap[--size];
    int at = 0;
    for (int below = 1; below < size; below = 2 * at + 1) {
      if (below + 1 < size && heap[below + 1] < heap[below]) {
        below++;
      }
      if (item <= heap[below]) {
        break;
      }
      heap[at] = heap[below];
      at = below;
    }
    heap[at] = item;
    return number;
  }
}
