// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import java.util.Comparator;
import org.hamon.correlation.notice.Notice;
import org.hamon.patterns.language.Match;
import org.hamon.patterns.language.Reserve;
import org.hamon.patterns.language.StateChange;
import org.jspecify.annotations.Nullable;

/**
 * What situations hear: a change, a match, a notice or a reserve, exactly one of them.
 *
 * @param withheld a change under maintenance, which alarms nobody
 */
public record Signal(
    @Nullable StateChange change,
    @Nullable StateChange withheld,
    @Nullable Match match,
    @Nullable Notice notice,
    @Nullable Reserve reserve) {

  /**
   * Time, then notices, reserves, changes under maintenance, then changes before the matches they
   * complete, then the order of each.
   */
  static final Comparator<Signal> ORDER =
      Comparator.comparingLong(Signal::time)
          .thenComparing(Signal::notice, Comparator.nullsLast(Notice.ORDER))
          .thenComparing(Signal::reserve, Comparator.nullsLast(Reserve.ORDER))
          .thenComparing(Signal::withheld, Comparator.nullsLast(StateChange.ORDER))
          .thenComparing(Signal::change, Comparator.nullsLast(StateChange.ORDER))
          .thenComparing(Signal::match, Comparator.nullsFirst(Match.ORDER));

  public Signal {
    int parts = (change == null ? 0 : 1) + (match == null ? 0 : 1) + (notice == null ? 0 : 1);
    parts += (reserve == null ? 0 : 1) + (withheld == null ? 0 : 1);
    if (parts != 1) {
      throw new IllegalArgumentException(
          "Expected a change, a match, a notice or a reserve, but got " + parts + " of them");
    }
  }

  /** A change as a signal. */
  public static Signal of(StateChange change) {
    return new Signal(change, null, null, null, null);
  }

  /** A change under maintenance as a signal. */
  public static Signal withheld(StateChange change) {
    return new Signal(null, change, null, null, null);
  }

  /** A match as a signal. */
  public static Signal of(Match match) {
    return new Signal(null, null, match, null, null);
  }

  /** A notice as a signal. */
  public static Signal of(Notice notice) {
    return new Signal(null, null, null, notice, null);
  }

  /** News of a reserve as a signal. */
  public static Signal of(Reserve reserve) {
    return new Signal(null, null, null, null, reserve);
  }

  /** The same, but a notice counts from that time on at the earliest. */
  Signal notBefore(long earliest) {
    return notice == null ? this : of(notice.notBefore(earliest));
  }

  long time() {
    if (reserve != null) {
      return reserve.time();
    }
    if (notice != null) {
      return notice.time();
    }
    if (change != null) {
      return change.time();
    }
    if (withheld != null) {
      return withheld.time();
    }
    return match == null ? Long.MIN_VALUE : match.at();
  }

  /** The lane it belongs to. */
  public String lane() {
    if (reserve != null) {
      return reserve.lane();
    }
    if (notice != null) {
      return notice.lane();
    }
    if (change != null) {
      return change.lane();
    }
    if (withheld != null) {
      return withheld.lane();
    }
    return match == null ? "" : match.lane();
  }
}
