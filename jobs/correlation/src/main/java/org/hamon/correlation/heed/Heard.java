// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.heed;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import org.hamon.correlation.Output;
import org.hamon.patterns.language.StateChange;
import org.jspecify.annotations.Nullable;

/** A change of an asset, or the line on {@code asset-state} that tells it (exactly one). */
public record Heard(@Nullable StateChange change, @Nullable Output line) {

  /** The order within an instant of one asset. */
  static final Comparator<Heard> ORDER =
      Comparator.comparing(Heard::change, Comparator.nullsLast(StateChange.ORDER))
          .thenComparing(Heard::line, Comparator.nullsFirst(Output.ORDER));

  public Heard {
    if ((change == null) == (line == null)) {
      throw new IllegalArgumentException("Expected a change or a line, but got both or neither");
    }
  }

  static Heard of(StateChange change) {
    return new Heard(change, null);
  }

  static Heard of(Output line) {
    return new Heard(null, line);
  }

  long time() {
    return change != null ? change.time() : requireNonNull(line).time();
  }

  /** Lane and asset. Neither holds such a character. */
  String key() {
    return change != null
        ? change.lane() + '\u0000' + change.asset()
        : requireNonNull(line).lane() + '\u0000' + requireNonNull(line).key();
  }
}
