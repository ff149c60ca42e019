// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

/** Makes a text that came from outside one that every output can hold. */
final class Prose {

  private Prose() {}

  /** Whether no surrogate of UTF-16 stands without the other one: else it has no UTF-8. */
  static boolean isWhole(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isSurrogate(c)) {
        if (!isPair(text, i)) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  /**
   * The text with U+FFFD for each half of a character, and not longer than that many characters:
   * what is cut ends in an ellipsis.
   */
  static String of(String text, int most) {
    int end = text.length();
    if (end > most) {
      end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
    }
    StringBuilder whole = null;
    for (int i = 0; i < end; i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (isPair(text, i)) {
          i++;
        } else {
          whole = whole == null ? new StringBuilder(text) : whole;
          whole.setCharAt(i, '\uFFFD');
        }
      }
    }
    String all = whole == null ? text : whole.toString();
    return end == all.length() ? all : all.substring(0, end) + "…";
  }

  private static boolean isPair(String text, int at) {
    return Character.isHighSurrogate(text.charAt(at))
        && at + 1 < text.length()
        && Character.isLowSurrogate(text.charAt(at + 1));
  }
}
