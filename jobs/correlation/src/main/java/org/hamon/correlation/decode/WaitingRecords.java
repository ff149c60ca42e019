// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Records that name a sector which nobody has declared yet, in the order of arrival: so many at
 * most. Counts the bytes that they hold. Not thread-safe.
 */
final class WaitingRecords {

  private final int most;
  private final ArrayList<WaitingRecord> waiting = new ArrayList<>();
  private long bytes;

  WaitingRecords(int most) {
    this.most = most;
  }

  /** Whether one more would be too many. */
  boolean isFull() {
    return waiting.size() >= most;
  }

  void add(WaitingRecord record) {
    waiting.add(record);
    bytes += sizeOf(record);
  }

  /** Takes away those of which that holds, in the order of arrival. {@code O(n)}. */
  List<WaitingRecord> remove(Predicate<WaitingRecord> which) {
    List<WaitingRecord> removed = new ArrayList<>();
    waiting.removeIf(record -> which.test(record) && removed.add(record));
    removed.forEach(record -> bytes -= sizeOf(record));
    return removed;
  }

  /** Takes away those that are given up by then, in the order of their ends. {@code O(n log n)}. */
  List<WaitingRecord> removeUntil(long time) {
    List<WaitingRecord> over = remove(record -> record.until() <= time);
    over.sort(Comparator.comparingLong(WaitingRecord::until));
    return over;
  }

  /** All that wait. */
  List<WaitingRecord> all() {
    return Collections.unmodifiableList(waiting);
  }

  /** Bytes of all that wait, as they came. */
  long bytes() {
    return bytes;
  }

  private static int sizeOf(WaitingRecord record) {
    return requireNonNull(record.record().raw()).bytes().length;
  }
}
