// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.Arrays;

/** What happens next: events with moments, the earliest first. A binary heap in two arrays. */
final class MomentHeap {

  private long[] moments = new long[64];
  private int[] events = new int[64];
  private int size;

  boolean isEmpty() {
    return size == 0;
  }

  void clear() {
    size = 0;
  }

  void add(long moment, int event) {
    if (size == moments.length) {
      moments = Arrays.copyOf(moments, size * 2);
      events = Arrays.copyOf(events, size * 2);
    }
    int at = size++;
    while (at > 0) {
      int above = (at - 1) >>> 1;
      if (moments[above] <= moment) {
        break;
      }
      put(at, above);
      at = above;
    }
    moments[at] = moment;
    events[at] = event;
  }

  /** The moment of the earliest. */
  long moment() {
    return moments[0];
  }

  /** Takes the earliest event out. */
  int remove() {
    int event = events[0];
    size--;
    long moment = moments[size];
    int at = 0;
    for (int below = 1; below < size; below = 2 * at + 1) {
      if (below + 1 < size && moments[below + 1] < moments[below]) {
        below++;
      }
      if (moment <= moments[below]) {
        break;
      }
      put(at, below);
      at = below;
    }
    moments[at] = moment;
    events[at] = events[size];
    return event;
  }

  private void put(int at, int from) {
    moments[at] = moments[from];
    events[at] = events[from];
  }
}
