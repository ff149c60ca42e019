// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.language;

import java.util.Locale;
import java.util.Optional;

/** Classes of cause of the 2005 policy. */
public enum Cause {
  CYBER('C'),
  SYSTEM('S'),
  HUMAN('H'),
  OUTSOURCING('O'),
  NATURAL('N'),
  UNKNOWN('U');

  private final String word = name().toLowerCase(Locale.ROOT);
  private final char letter;

  Cause(char letter) {
    this.letter = letter;
  }

  /** The word that stands in inputs and outputs. */
  public String word() {
    return word;
  }

  /** The letter of the classification code. */
  public char letter() {
    return letter;
  }

  /** The cause of that word; empty if there is none. */
  public static Optional<Cause> of(String word) {
    for (Cause cause : values()) {
      if (cause.word.equals(word)) {
        return Optional.of(cause);
      }
    }
    return Optional.empty();
  }
}
