// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * What becomes of the matches that are open in a version of a pattern when a new one takes over.
 */
public enum Replaced {
  /** They go on and may complete inside their window; nothing begins in the old version. */
  DRAINS,

  /** They are dropped. */
  DROPS;

  /** The word in configurations. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What that word says; empty if nothing. */
  public static Optional<Replaced> of(String word) {
    return Arrays.stream(values()).filter(replaced -> replaced.word().equals(word)).findAny();
  }
}
