// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import java.math.BigDecimal;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads numbers as people write them; no infinity, no hexadecimal, nothing of endless length. */
final class Numbers {

  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d{1,40}(\\.\\d{0,40})?|\\.\\d{1,40})([eE][+-]?\\d{1,3})?");
  private static final int LONGEST_WHOLE = 18;

  /** Digits in groups, as YAML has them. */
  private static final Pattern GROUPED = Pattern.compile("[+-]?\\d{1,3}(_\\d{3}){1,5}");

  /** To some twelve thousand, to others twelve: it is neither then. */
  private static final Pattern THOUSANDS = Pattern.compile("[+-]?[1-9]\\d{0,2}\\.\\d{3}");

  /** Below 10^15 every whole number is a double, and so is every power of ten up to 10^15. */
  private static final int EXACT_DIGITS = 15;

  private static final double[] POWERS = new double[EXACT_DIGITS + 1];

  static {
    POWERS[0] = 1;
    for (int i = 1; i < POWERS.length; i++) {
      POWERS[i] = POWERS[i - 1] * 10;
    }
  }

  private Numbers() {}

  /** The number; not finite if the text is none. */
  static double number(String text) {
    double plain = plain(text);
    if (!Double.isNaN(plain)) {
      return plain;
    }
    return NUMBER.matcher(text).matches() ? Double.parseDouble(text) : Double.NaN;
  }

  /**
   * The whole number, also written {@code 120000.0}, {@code 1.2e5} or {@code 120_000}; empty if it
   * is none.
   */
  static OptionalLong whole(String text) {
    int length = text.length();
    boolean plain = length > 0 && length <= LONGEST_WHOLE;
    for (int i = 0; i < length && plain; i++) {
      char c = text.charAt(i);
      plain = c >= '0' && c <= '9';
    }
    if (plain) {
      return OptionalLong.of(Long.parseLong(text));
    }
    String digits = GROUPED.matcher(text).matches() ? text.replace("_", "") : text;
    if (!NUMBER.matcher(digits).matches() || THOUSANDS.matcher(digits).matches()) {
      return OptionalLong.empty();
    }
    try {
      return OptionalLong.of(new BigDecimal(digits).longValueExact());
    } catch (ArithmeticException e) {
      return OptionalLong.empty();
    }
  }

  /** A few digits with or without a point, which a single division gets exactly; else NaN. */
  private static double plain(String text) {
    int start = text.startsWith("-") ? 1 : 0;
    int point = -1;
    int length = text.length();
    if (length - start > EXACT_DIGITS + 1) {
      return Double.NaN;
    }
    long digits = 0;
    int count = 0;
    for (int i = start; i < length; i++) {
      char c = text.charAt(i);
      if (c == '.' && point < 0) {
        point = i;
      } else if (c >= '0' && c <= '9') {
        digits = digits * 10 + (c - '0');
        count++;
      } else {
        return Double.NaN;
      }
    }
    if (count == 0 || count > EXACT_DIGITS) {
      return Double.NaN;
    }
    double value = point < 0 ? digits : digits / POWERS[length - point - 1];
    return start == 1 ? -value : value;
  }
}
