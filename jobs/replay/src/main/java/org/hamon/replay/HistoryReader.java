// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.hamon.correlation.decode.Decoded;
import org.hamon.correlation.decode.Origin;
import org.hamon.correlation.decode.RecordParser;
import org.jspecify.annotations.Nullable;

/**
 * Reads one file of history record by record and shows the next one before it is taken. A record
 * that tells no usable time counts as of the largest time before it.
 */
final class HistoryReader implements AutoCloseable {

  private final HistoryFile file;
  private final long from;
  private final long until;
  private final RecordParser parser;
  private final Lines lines;

  private @Nullable Decoded head;
  private long headTime;
  private long line;
  private long latest;
  private long latestWithHead;
  private long lastSeen;

  /**
   * Opens a file at a position; records before {@code from} and after {@code until} are left out.
   */
  HistoryReader(FilePosition position, long from, long until, Set<String> sectors)
      throws IOException {
    this.file = position.file();
    this.from = History.holdsOn(file.input()) ? Long.MIN_VALUE : from;
    this.until = until;
    this.parser = new RecordParser(sectors, null);
    this.latest = position.latest();
    this.latestWithHead = latest;
    this.lastSeen = latest;
    try {
      this.lines = Lines.open(Path.of(file.path()), RecordParser.MAX_BYTES);
    } catch (IOException e) {
      throw unreadable(1, e);
    }
    try {
      while (lines.number() < position.line()) {
        if (!nextLine()) {
          throw new IOException(
              "Expected "
                  + file.path()
                  + " to have "
                  + position.line()
                  + " lines as before, but it has "
                  + lines.number());
        }
      }
      line = position.line();
      read();
    } catch (IOException e) {
      lines.close();
      throw e;
    }
  }

  /** The next record; null at the end of the file. */
  @Nullable Decoded head() {
    return head;
  }

  /** The time by which the next record is sorted. */
  long headTime() {
    return headTime;
  }

  /** The largest event time of the file, with that of the next record. */
  long latest() {
    return latestWithHead;
  }

  /** Takes the next record. */
  void advance() throws IOException {
    line = lines.number();
    latest = latestWithHead;
    read();
  }

  /** How far the records were taken. */
  FilePosition position() {
    return new FilePosition(file, line, latest);
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  private void read() throws IOException {
    while (nextLine()) {
      if (lines.isBlank()) {
        continue;
      }
      Decoded record =
          parser.parse(
              file.input(),
              new Origin(file.name(), 0, lines.number()),
              lines.buffer(),
              lines.start(),
              lines.length());
      long time = record.timeToAdvanceBy();
      if (time != Decoded.NO_TIME) {
        lastSeen = time;
      }
      if (lastSeen != Decoded.NO_TIME && (lastSeen < from || lastSeen > until)) {
        continue;
      }
      head = record;
      headTime = time == Decoded.NO_TIME ? latest : time;
      latestWithHead = Math.max(latest, headTime);
      return;
    }
    head = null;
  }

  private boolean nextLine() throws IOException {
    try {
      return lines.advance();
    } catch (IOException e) {
      throw unreadable(lines.number() + 1, e);
    }
  }

  private IOException unreadable(long at, IOException cause) {
    String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return new IOException(
        "Expected to read " + file.path() + ", but it failed at line " + at + ": " + why, cause);
  }
}
