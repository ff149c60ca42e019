// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import org.hamon.correlation.decode.Decoded;
import org.jspecify.annotations.Nullable;

/**
 * The records of all files as one sequence by event time, then order of files, then line: {@code
 * O(log files)} a record. Each file keeps its own order; a late record comes when its file comes to
 * it.
 */
final class Merge implements AutoCloseable {

  private record Entry(HistoryReader reader, int order) {}

  private static final Comparator<Entry> BY_HEAD =
      Comparator.comparingLong((Entry entry) -> entry.reader().headTime())
          .thenComparingInt(Entry::order);

  private final List<HistoryReader> readers = new ArrayList<>();
  private final PriorityQueue<Entry> heads = new PriorityQueue<>(BY_HEAD);
  private long latest = Decoded.NO_TIME;
  private long time = Decoded.NO_TIME;

  Merge(History history, List<FilePosition> positions) throws IOException {
    try {
      for (FilePosition position : positions) {
        HistoryReader reader = history.open(position);
        latest = Math.max(latest, position.latest());
        readers.add(reader);
        if (reader.head() != null) {
          heads.add(new Entry(reader, readers.size()));
        }
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /** Takes the next record; null when all files have ended. */
  @Nullable Decoded next() throws IOException {
    Entry first = heads.poll();
    if (first == null) {
      return null;
    }
    HistoryReader reader = first.reader();
    Decoded record = reader.head();
    time = reader.headTime();
    latest = Math.max(latest, reader.latest());
    reader.advance();
    if (reader.head() != null) {
      heads.add(first);
    }
    return record;
  }

  /** The time by which the record taken last was sorted. */
  long time() {
    return time;
  }

  /** The largest event time of all records taken. */
  long latest() {
    return latest;
  }

  /**
   * The smallest of the largest times of the files that have not ended: no record to come can lie
   * further behind it than the disorder bound and not be late. {@link Long#MAX_VALUE} at the end.
   */
  long reached() {
    long reached = Long.MAX_VALUE;
    for (Entry head : heads) {
      reached = Math.min(reached, head.reader().latest());
    }
    return reached;
  }

  List<FilePosition> positions() {
    return readers.stream().map(HistoryReader::position).toList();
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
