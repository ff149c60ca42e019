// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.picture;

import org.hamon.local.visible.Visible;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.WCWidth;

/**
 * A line that grows to the right, never beyond its width in columns of the terminal. Characters
 * that a terminal would act on are made {@linkplain Visible visible}: what is shown was sent by
 * others.
 */
final class Line {
  private static final String ELLIPSIS = "…";

  private final AttributedStringBuilder text = new AttributedStringBuilder();
  private final int width;
  private int used;

  Line(int width) {
    this.width = Math.max(0, width);
  }

  /** Blanks up to the column; a line that is already there gets none. */
  Line to(int column) {
    while (used < Math.min(column, width)) {
      text.append(' ');
      used++;
    }
    return this;
  }

  /** As much of the words as there is room for. */
  Line add(AttributedStyle style, String words) {
    String shown = cut(words, width - used);
    text.append(shown, style);
    used += columns(shown);
    return this;
  }

  /** The words in a field of so many columns, cut or filled up. */
  Line left(AttributedStyle style, String words, int columns) {
    int end = used + columns;
    return add(style, cut(words, columns)).to(end);
  }

  /** The words at the right end of a field of so many columns. */
  Line right(AttributedStyle style, String words, int columns) {
    String shown = cut(words, columns);
    return to(used + columns - columns(shown)).add(style, shown);
  }

  /** The words at the right edge of the line, if there is room for all of them. */
  Line atEdge(AttributedStyle style, String words) {
    int start = width - 1 - columns(words);
    return start > used ? to(start).add(style, words) : this;
  }

  AttributedString end() {
    return text.toAttributedString();
  }

  /** How many columns the words take; 2 for a wide character. */
  static int columns(String words) {
    return Visible.of(words)
        .codePoints()
        .map(codePoint -> Math.max(0, WCWidth.wcwidth(codePoint)))
        .sum();
  }

  /** The words, with an ellipsis in place of what does not fit. */
  static String cut(String text, int columns) {
    if (columns <= 0) {
      return "";
    }
    String words = Visible.of(text);
    boolean whole = columns(words) <= columns;
    int room = whole ? columns : columns - 1;
    StringBuilder shown = new StringBuilder();
    for (int at = 0; at < words.length(); at += Character.charCount(words.codePointAt(at))) {
      int codePoint = words.codePointAt(at);
      room -= Math.max(0, WCWidth.wcwidth(codePoint));
      if (room < 0) {
        break;
      }
      shown.appendCodePoint(codePoint);
    }
    return whole ? shown.toString() : shown + ELLIPSIS;
  }
}
