// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.visible;

/**
 * Text from outside as it may be shown to people. A character that a terminal, a browser or an
 * editor would act on instead of showing it stands there as its escape, such as <code>&#92;u001b
 * </code>, the way JSON writes it; so JSON stays the same JSON.
 */
public final class Visible {
  private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
  private static final int ZERO_WIDTH_JOINER = 0x200D;

  private Visible() {}

  /**
   * The text with its control characters, line ends, changes of direction and halves of characters
   * spelled out. Done twice it changes nothing more. {@code O(length)}.
   */
  public static String of(String text) {
    if (text.codePoints().noneMatch(Visible::acts)) {
      return text;
    }
    StringBuilder shown = new StringBuilder(text.length() + 16);
    text.codePoints()
        .forEach(
            codePoint -> {
              if (acts(codePoint)) {
                for (char unit : Character.toChars(codePoint)) {
                  shown.append(String.format("\\u%04x", (int) unit));
                }
              } else {
                shown.appendCodePoint(codePoint);
              }
            });
    return shown.toString();
  }

  /** The two joiners shape letters of several scripts and do nothing else. */
  private static boolean acts(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      case Character.FORMAT -> codePoint != ZERO_WIDTH_NON_JOINER && codePoint != ZERO_WIDTH_JOINER;
      default -> (codePoint & 0xFFFE) == 0xFFFE; // no characters, and XML cannot hold them
    };
  }
}
