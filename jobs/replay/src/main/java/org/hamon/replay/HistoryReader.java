// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay;

import java.io.IOException;
import java.util.Set;
import org.hamon.correlation.decode.Decoded;
import org.hamon.correlation.decode.Origin;
import org.hamon.correlation.decode.RecordParser;
import org.jspecify.annotations.Nullable;

/**
 * Reads one part of history record by record and shows the next one before it is taken. A record
 * that tells no usable time counts as of the largest time before it. A part whose first record is
 * not yet taken is not kept open: there may be thousands.
 */
final class HistoryReader implements AutoCloseable {

  /**
   * A partition is read to its end, or to a record that lies further behind the end of history than
   * this: what comes after it would be late, or news of a later time, and there may be months of
   * it.
   */
  private static final long ENOUGH_BEHIND_THE_END = 3_600_000;

  private final History history;
  private final Part part;
  private final long from;
  private final Set<String> sectors;

  private @Nullable RecordLog log;
  private @Nullable RecordParser parser;
  private @Nullable Decoded head;
  private long headTime;
  private long headBehind;
  private long behind;
  private long latest;
  private long latestWithHead;
  private long lastSeen;
  private long passed;

  /** Looks for the first record behind a position. */
  HistoryReader(History history, Position position) throws IOException {
    this.history = history;
    this.part = position.part();
    this.from = History.holdsOn(part.input()) ? Long.MIN_VALUE : history.from();
    this.sectors = history.sectors();
    this.behind = position.behind();
    this.headBehind = behind;
    this.latest = position.latest();
    this.latestWithHead = latest;
    this.lastSeen = latest;
    if (position.isEnd()) {
      passed = part.size();
      return;
    }
    read();
    if (isAtStart()) {
      close();
      parser = null;
    }
  }

  /** The next record; null at the end. */
  @Nullable Decoded head() {
    return head;
  }

  /** The time by which the next record is sorted. */
  long headTime() {
    return headTime;
  }

  /** The largest event time of the part, with that of the next record. */
  long latest() {
    return latestWithHead;
  }

  /** Whether no record was taken yet. */
  boolean isAtStart() {
    return behind == part.start();
  }

  /** Takes the next record. */
  void advance() throws IOException {
    behind = headBehind;
    latest = latestWithHead;
    read();
  }

  /** How far the records were taken. */
  Position position() {
    return head == null ? Position.endOf(part, latest) : new Position(part, behind, latest);
  }

  /** How much of the part is read, of its size. */
  long passed() {
    return passed;
  }

  @Override
  public void close() throws IOException {
    if (log != null) {
      log.close();
      log = null;
    }
  }

  private void read() throws IOException {
    try {
      RecordLog records = open();
      if (!find(records)) {
        head = null;
        passed = part.size();
        close();
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private RecordLog open() throws IOException {
    RecordLog records = log;
    if (records == null) {
      records = history.archive().open(part, headBehind);
      log = records;
    }
    return records;
  }

  private boolean find(RecordLog records) throws IOException {
    RecordParser parse = parser;
    if (parse == null) {
      parse = new RecordParser(sectors, records.clock());
      parser = parse;
    }
    while (records.advance()) {
      Decoded record =
          parse.parse(
              part.input(),
              new Origin(part.name(), part.partition(), records.number()),
              records.buffer(),
              records.start(),
              records.length());
      headBehind = records.behind();
      long time = record.timeToAdvanceBy();
      if (time != Decoded.NO_TIME) {
        lastSeen = time;
        if (part.isPartition() && time - ENOUGH_BEHIND_THE_END > history.until()) {
          return false;
        }
      }
      if (lastSeen != Decoded.NO_TIME && (lastSeen < from || lastSeen > history.until())) {
        continue;
      }
      head = record;
      headTime = time == Decoded.NO_TIME ? latest : time;
      latestWithHead = Math.max(latest, headTime);
      passed = records.passed();
      return true;
    }
    return false;
  }
}
