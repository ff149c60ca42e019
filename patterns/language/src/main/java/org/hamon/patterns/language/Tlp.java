// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.language;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Traffic Light Protocol 2.0 labels, from the least to the most restrictive. */
public enum Tlp {
  CLEAR("TLP:CLEAR"),
  GREEN("TLP:GREEN"),
  AMBER("TLP:AMBER"),
  AMBER_STRICT("TLP:AMBER+STRICT"),
  RED("TLP:RED");

  /** Characters of a word that are looked at. */
  private static final int LONGEST = 256;

  private final String label;

  Tlp(String label) {
    this.label = label;
  }

  /** The label as the standard writes it. */
  public String label() {
    return label;
  }

  /**
   * The label of that text as people write it: in any case, with or without {@code TLP:}, of any
   * width, with blanks, hyphens or underscores; {@code WHITE} of TLP 1.0 is {@link #CLEAR}. Empty
   * if it is none.
   */
  public static Optional<Tlp> of(String label) {
    for (Tlp tlp : values()) {
      if (tlp.label.equals(label)) {
        return Optional.of(tlp);
      }
    }
    return Optional.ofNullable(known(word(label)));
  }

  /**
   * How a record is handled whose label nobody knows: a word with {@code RED} in it as {@link
   * #RED}, every other as {@link #AMBER_STRICT}. Not for ceilings: what a recipient may see is
   * never guessed.
   */
  public static Tlp forUnknown(String label) {
    return word(label).contains("RED") ? RED : AMBER_STRICT;
  }

  private static @Nullable Tlp known(String word) {
    return switch (word.startsWith("TLP")
        ? word.substring(word.startsWith("TLP:") ? 4 : 3)
        : word) {
      case "CLEAR", "WHITE" -> CLEAR;
      case "GREEN" -> GREEN;
      case "AMBER" -> AMBER;
      case "AMBER+STRICT", "AMBERSTRICT" -> AMBER_STRICT;
      case "RED" -> RED;
      default -> null;
    };
  }

  /** Letters of normal width in upper case, without blanks and hyphens. */
  private static String word(String label) {
    StringBuilder word = new StringBuilder();
    String narrow =
        Normalizer.normalize(
            label.length() > LONGEST ? label.substring(0, LONGEST) : label, Form.NFKC);
    for (int i = 0; i < narrow.length(); i++) {
      char c = narrow.charAt(i);
      int type = Character.getType(c);
      if (c != '_'
          && !Character.isWhitespace(c)
          && !Character.isSpaceChar(c)
          && !Character.isISOControl(c)
          && type != Character.DASH_PUNCTUATION
          && type != Character.FORMAT
          && c != '\u2212') {
        word.append(c);
      }
    }
    return word.toString().toUpperCase(Locale.ROOT);
  }

  /** The more restrictive of two labels: the high-water mark. */
  public static Tlp mostRestrictive(Tlp a, Tlp b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  /** Whether this label is more restrictive than the other. */
  public boolean exceeds(Tlp other) {
    return compareTo(other) > 0;
  }
}
