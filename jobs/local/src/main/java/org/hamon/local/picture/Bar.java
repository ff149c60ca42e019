// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.picture;

/** A share between 0 and 1 as a bar, to the eighth of a column. */
final class Bar {
  private static final String EIGHTHS = " ▏▎▍▌▋▊▉";
  private static final char FULL = '█';

  private Bar() {}

  /** The filled part; anything above 0 shows. */
  static String of(double share, int columns) {
    double bounded = Math.max(0, Math.min(1, share));
    long eighths = (long) Math.floor(bounded * columns * 8);
    if (eighths == 0 && bounded > 0) {
      eighths = 1;
    }
    int full = (int) (eighths / 8);
    int rest = (int) (eighths % 8);
    return String.valueOf(FULL).repeat(full) + (rest == 0 ? "" : EIGHTHS.charAt(rest));
  }

  /** What is left of the columns. */
  static String rest(String filled, int columns) {
    return "░".repeat(Math.max(0, columns - filled.length()));
  }
}
