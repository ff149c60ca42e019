// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Records that are ahead of what is told around them, or of the clock, and wait until their time
 * comes: so many at most. {@code O(log n)} a record.
 */
final class AheadRecords {

  private static final Comparator<Decoded> ORDER =
      Comparator.comparingLong(Decoded::time)
          .thenComparing(record -> record.origin().topic())
          .thenComparingInt(record -> record.origin().partition())
          .thenComparingLong(record -> record.origin().offset());

  private final int most;
  private final TreeSet<Decoded> waiting = new TreeSet<>(ORDER);
  private long bytes;

  AheadRecords(int most) {
    this.most = most;
  }

  /** Lets one more wait; returns the one for which there is no room: the furthest ahead. */
  @Nullable Decoded add(Decoded record) {
    if (waiting.add(record)) {
      bytes += sizeOf(record);
    }
    return waiting.size() > most ? taken(waiting.pollLast()) : null;
  }

  /** Takes away those whose time has come by then, in the order of their times. */
  List<Decoded> removeUntil(long time) {
    List<Decoded> come = new ArrayList<>();
    while (!waiting.isEmpty() && waiting.first().time() <= time) {
      come.add(taken(waiting.pollFirst()));
    }
    return come;
  }

  /** When the time of the next one comes; {@link Long#MAX_VALUE} if none waits. */
  long next() {
    return waiting.isEmpty() ? Long.MAX_VALUE : waiting.first().time();
  }

  /** All that wait. */
  Collection<Decoded> all() {
    return waiting;
  }

  /** Bytes of all that wait, as they came. */
  long bytes() {
    return bytes;
  }

  private Decoded taken(@Nullable Decoded record) {
    Decoded taken = requireNonNull(record);
    bytes -= sizeOf(taken);
    return taken;
  }

  private static int sizeOf(Decoded record) {
    return requireNonNull(record.raw()).bytes().length;
  }
}
