// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay;

import java.io.IOException;
import org.hamon.correlation.decode.Decoded;
import org.hamon.correlation.decode.Input;
import org.hamon.correlation.decode.RecordParser;
import org.jspecify.annotations.Nullable;

/**
 * Reads one part of history record by record and shows the next one before it is taken, with its
 * place in time: its event time. The place is another where that cannot be trusted: a record that
 * tells no usable time, is {@linkplain LookAhead#isAhead ahead} or {@linkplain
 * LookAhead#standsAlone stands alone}, stands at the largest event time before it, a reading from
 * before history at its beginning; neither moves time. A part whose first record is not yet taken
 * is not kept open: there may be thousands.
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
  private final HistorySpan span;
  private final long from;
  private final LookAhead next = new LookAhead();

  private @Nullable RecordLog log;
  private @Nullable RecordParser parser;
  private boolean allRead;
  private long readBehind;

  private @Nullable Decoded head;
  private long headTime;
  private boolean headMovesTime;
  private long behind;
  private long latest;
  private long lastSeen;
  private long passed;

  /** Looks for the first record behind a position. */
  HistoryReader(History history, HistorySpan span, Position position) throws IOException {
    this.history = history;
    this.part = position.part();
    this.span = span;
    this.from = History.holdsOn(part.input()) ? Long.MIN_VALUE : history.from();
    this.behind = position.behind();
    this.readBehind = behind;
    this.latest = position.latest();
    this.lastSeen = position.lastSeen();
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

  /** The time by which the next record is sorted: its place. */
  long headTime() {
    return headTime;
  }

  /** Whether the next record moves time: it tells one, and one that can be right. */
  boolean headMovesTime() {
    return headMovesTime;
  }

  /** Whether most of what follows the next record lies a month or more after it. */
  boolean headIsLongBefore() {
    return next.isLongBefore();
  }

  /** Whether no record that tells a time follows the next one. */
  boolean headIsAlone() {
    return next.isAlone();
  }

  /** Whether a few records are left at most, all of that asset, or without one of that input. */
  boolean hasLeftOnly(Decoded like) {
    return allRead && next.tellsOnlyOf(like);
  }

  /** The largest event time of the part, with that of the next record. */
  long latest() {
    return headMovesTime ? Math.max(latest, headTime) : latest;
  }

  /** Whether no record was taken yet. */
  boolean isAtStart() {
    return behind == part.start();
  }

  /** Takes the next record. */
  void advance() throws IOException {
    latest = latest();
    take();
  }

  /** Takes the next record, and time does not move. */
  void advanceWithoutTime() throws IOException {
    take();
  }

  /** How far the records were taken. */
  Position position() {
    return head == null
        ? Position.endOf(part, latest)
        : new Position(part, behind, latest, lastSeen);
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

  private void take() throws IOException {
    behind = next.behind();
    next.removeFirst();
    read();
  }

  private void read() throws IOException {
    try {
      if (!find()) {
        head = null;
        headMovesTime = false;
        next.clear();
        passed = part.size();
        close();
      }
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  private boolean find() throws IOException {
    for (lookAhead(); !next.isEmpty(); lookAhead()) {
      long time = next.time();
      boolean ahead = next.isAhead(span.bound());
      boolean alone = !ahead && next.standsAlone(span.bound(), latest);
      if (time != Decoded.NO_TIME && !ahead && !alone) {
        lastSeen = time;
        if (part.isPartition() && time - ENOUGH_BEHIND_THE_END > history.until()) {
          return false;
        }
      }
      if (time == Decoded.NO_TIME || isWithin(lastSeen)) {
        show(alone ? next.first().unconfirmed() : next.first(), time, ahead || alone);
        return true;
      }
      next.removeFirst();
    }
    return false;
  }

  /** A record that tells no usable time is of every time: it is never left out. */
  private boolean isWithin(long time) {
    return time == Decoded.NO_TIME || (time >= from && time <= history.until());
  }

  private void show(Decoded record, long time, boolean distrusted) {
    boolean beforeHistory =
        part.input() == Input.TELEMETRY
            && time != Decoded.NO_TIME
            && time + span.bound() < span.start();
    head = record;
    headMovesTime = time != Decoded.NO_TIME && !distrusted && !beforeHistory;
    if (headMovesTime) {
      headTime = time;
    } else if (latest != Decoded.NO_TIME) {
      headTime = latest;
    } else {
      headTime =
          distrusted ? next.earliestFollowing(span.start()) : beforeHistory ? span.start() : latest;
    }
    passed = next.passed();
  }

  private void lookAhead() throws IOException {
    if (allRead || next.isFull()) {
      return;
    }
    RecordLog records = open();
    RecordParser parse = parser;
    if (parse == null) {
      parse = new RecordParser(records.clock());
      parser = parse;
    }
    while (!next.isFull()) {
      if (!records.advance()) {
        allRead = true;
        close();
        return;
      }
      Decoded record = records.read(parse, part);
      readBehind = records.behind();
      next.add(record, readBehind, records.passed());
    }
  }

  private RecordLog open() throws IOException {
    RecordLog records = log;
    if (records == null) {
      records = history.archive().open(part, readBehind);
      log = records;
    }
    return records;
  }
}
