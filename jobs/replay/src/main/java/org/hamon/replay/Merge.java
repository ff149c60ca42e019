// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.Stream;
import org.hamon.correlation.decode.Decoded;
import org.jspecify.annotations.Nullable;

/**
 * The records of all parts as one sequence by event time, then order of parts, then their order in
 * it: {@code O(log parts)} a record. Each part keeps its own order; a late record comes when its
 * part comes to it. Open at a time are the parts that have begun and not ended.
 */
final class Merge implements AutoCloseable {

  private record Entry(HistoryReader reader, int order) {}

  private static final Comparator<Entry> BY_HEAD =
      Comparator.comparingLong((Entry entry) -> entry.reader().headTime())
          .thenComparingInt(Entry::order);

  /**
   * Where nobody says how far history goes, it does not end in a few records of one asset that lie
   * so far behind all others.
   */
  private static final long STRAY = Duration.ofDays(366).toMillis();

  private final List<HistoryReader> readers = new ArrayList<>();
  private final Deque<Entry> waiting;
  private final PriorityQueue<Entry> begun = new PriorityQueue<>(BY_HEAD);
  private final long size;
  private final boolean isOpenEnded;
  private long latest = Decoded.NO_TIME;
  private long time = Decoded.NO_TIME;

  Merge(History history, HistorySpan span, List<Position> positions) throws IOException {
    isOpenEnded = history.until() == Long.MAX_VALUE;
    List<Entry> later = new ArrayList<>();
    try {
      for (Position position : positions) {
        HistoryReader reader = new HistoryReader(history, span, position);
        latest = Math.max(latest, position.latest());
        readers.add(reader);
        if (reader.head() != null) {
          Entry entry = new Entry(reader, readers.size());
          if (reader.isAtStart()) {
            later.add(entry);
          } else {
            begun.add(entry);
          }
        }
      }
    } catch (IOException e) {
      close();
      throw e;
    }
    later.sort(BY_HEAD);
    waiting = new ArrayDeque<>(later);
    size = positions.stream().mapToLong(position -> position.part().size()).sum();
  }

  /** Takes the next record; null when all parts have ended. */
  @Nullable Decoded next() throws IOException {
    Entry first = first();
    if (first == null) {
      return null;
    }
    HistoryReader reader = first.reader();
    Decoded record = reader.head();
    if (isStray(reader)) {
      time = latest;
      reader.advanceWithoutTime();
    } else {
      time = reader.headTime();
      latest = Math.max(latest, reader.latest());
      reader.advance();
    }
    if (reader.head() != null) {
      begun.add(first);
    }
    return record;
  }

  private boolean isStray(HistoryReader next) {
    Decoded record = next.head();
    if (record == null
        || !isOpenEnded
        || !next.headMovesTime()
        || latest == Decoded.NO_TIME
        || next.headTime() - STRAY <= latest) {
      return false;
    }
    return next.hasLeftOnly(record)
        && Stream.concat(waiting.stream(), begun.stream())
            .allMatch(entry -> entry.reader().hasLeftOnly(record));
  }

  private @Nullable Entry first() {
    return isNextWaiting() ? waiting.poll() : begun.poll();
  }

  private boolean isNextWaiting() {
    Entry next = waiting.peek();
    Entry going = begun.peek();
    return next != null && (going == null || BY_HEAD.compare(next, going) < 0);
  }

  /**
   * The place in time of the record taken last: its own time or, if that is ahead of what is told
   * around it or is none, an earlier one.
   */
  long time() {
    return time;
  }

  /** The largest event time of all records taken. */
  long latest() {
    return latest;
  }

  /**
   * The smallest of the largest times of the parts that have not ended: no record to come can lie
   * further behind it than the disorder bound and not be late. {@link Long#MAX_VALUE} at the end.
   * {@code O(parts that have begun)}.
   */
  long reached() {
    Entry first = isNextWaiting() ? waiting.peek() : begun.peek();
    if (first != null && isStray(first.reader())) {
      return latest;
    }
    Entry next = waiting.peek();
    long reached = next == null ? Long.MAX_VALUE : next.reader().latest();
    for (Entry going : begun) {
      reached = Math.min(reached, going.reader().latest());
    }
    return reached;
  }

  List<Position> positions() {
    return readers.stream().map(HistoryReader::position).toList();
  }

  /** How much of all parts is read, of {@link #size}. */
  long passed() {
    return readers.stream().mapToLong(HistoryReader::passed).sum();
  }

  long size() {
    return size;
  }

  @Override
  public void close() throws IOException {
    IOException failure = null;
    for (HistoryReader reader : readers) {
      try {
        reader.close();
      } catch (IOException e) {
        failure = e;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }
}
