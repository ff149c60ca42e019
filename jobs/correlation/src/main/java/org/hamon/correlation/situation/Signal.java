// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import java.util.Comparator;
import org.hamon.patterns.language.Match;
import org.hamon.patterns.language.StateChange;
import org.jspecify.annotations.Nullable;

/** What situations hear: a change or a match, exactly one of them. */
public record Signal(@Nullable StateChange change, @Nullable Match match) {

  /** Time, then changes before the matches they complete, then the order of either. */
  static final Comparator<Signal> ORDER =
      Comparator.comparingLong(Signal::time)
          .thenComparing(Signal::change, Comparator.nullsLast(StateChange.ORDER))
          .thenComparing(Signal::match, Comparator.nullsFirst(Match.ORDER));

  public Signal {
    if ((change == null) == (match == null)) {
      throw new IllegalArgumentException("Expected a change or a match, but got both or neither");
    }
  }

  /** A change as a signal. */
  public static Signal of(StateChange change) {
    return new Signal(change, null);
  }

  /** A match as a signal. */
  public static Signal of(Match match) {
    return new Signal(null, match);
  }

  long time() {
    if (change != null) {
      return change.time();
    }
    return match == null ? Long.MIN_VALUE : match.at();
  }

  /** The lane it belongs to. */
  public String lane() {
    if (change != null) {
      return change.lane();
    }
    return match == null ? "" : match.lane();
  }
}
