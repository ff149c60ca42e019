// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hamon.local.visible.Visible;

/** Numbers and tables as people read them. */
final class Text {
  private Text() {}

  /** {@code 1 file}, {@code 2 files}. */
  static String count(long n, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", n, noun, n == 1 ? "" : "s");
  }

  /** The two largest units: {@code 2d 3h}, {@code 11h 34m}, {@code 9m 5s}, {@code 12s}. */
  static String duration(Duration duration) {
    String sign = duration.isNegative() ? "-" : "";
    Duration size = duration.abs();
    if (size.toDays() > 0) {
      return sign + size.toDays() + "d " + size.toHoursPart() + "h";
    }
    if (size.toHours() > 0) {
      return sign + size.toHours() + "h " + size.toMinutesPart() + "m";
    }
    if (size.toMinutes() > 0) {
      return sign + size.toMinutes() + "m " + size.toSecondsPart() + "s";
    }
    return sign + size.toSeconds() + "s";
  }

  /** The text, cut to the width with an ellipsis if need be. */
  static String cut(String text, int width) {
    return text.length() <= width ? text : text.substring(0, Math.max(0, width - 1)) + "…";
  }

  /** The text and blanks up to the width. */
  static String pad(String text, int width) {
    return text.length() >= width ? text : text + " ".repeat(width - text.length());
  }

  /** Rows as lines of aligned columns; the first row is the heading, with a rule below. */
  static List<String> table(List<List<String>> cells) {
    List<List<String>> rows =
        cells.stream().map(row -> row.stream().map(Visible::of).toList()).toList();
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        line.append(i == 0 ? "" : "  ").append(pad(row.get(i), widths[i]));
      }
      lines.add(line.toString().stripTrailing());
      if (lines.size() == 1) {
        int width = 2 * (columns - 1);
        for (int w : widths) {
          width += w;
        }
        lines.add("-".repeat(width));
      }
    }
    return lines;
  }
}
