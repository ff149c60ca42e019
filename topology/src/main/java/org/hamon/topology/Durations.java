// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Durations as people write them. Read are ISO 8601 ({@code PT4H}, {@code P1DT30M}, {@code P2W}) or
 * short ({@code 30s}, {@code 10m}, {@code 4h}, {@code 2d}, {@code 500ms}, also one after the other
 * as in {@code 1h30m}). Never negative nor longer than a hundred years; months and years, which
 * have no fixed length, are none.
 */
public final class Durations {

  private static final Pattern SHORT =
      Pattern.compile("\\s*(\\d{1,18}(?:\\.\\d{1,9})?)(ms|[smhd])");
  private static final Pattern WEEKS = Pattern.compile("P(\\d{1,9})W");
  private static final int LONGEST_TEXT = 64;

  /** A hundred years: no sum of a time and a few durations can overflow. */
  private static final long LONGEST_MILLIS = 36_525L * 86_400_000;

  private Durations() {}

  /** The duration in milliseconds; empty if the text is none. */
  public static OptionalLong millis(String text) {
    String trimmed = text.strip();
    if (trimmed.isEmpty() || trimmed.length() > LONGEST_TEXT) {
      return OptionalLong.empty();
    }
    try {
      OptionalLong millis =
          trimmed.charAt(0) == 'P' || trimmed.charAt(0) == 'p' ? iso(trimmed) : shortForm(trimmed);
      return millis.orElse(0) > LONGEST_MILLIS ? OptionalLong.empty() : millis;
    } catch (ArithmeticException | DateTimeParseException e) {
      return OptionalLong.empty();
    }
  }

  /**
   * The duration as people write it, in its two largest units: {@code 2d3h}, {@code 59m}, {@code
   * 12s}, {@code 250ms}.
   */
  public static String text(Duration duration) {
    List<String> units =
        Stream.of(
                part(duration.toDays(), "d"),
                part(duration.toHoursPart(), "h"),
                part(duration.toMinutesPart(), "m"),
                part(duration.toSecondsPart(), "s"),
                part(duration.toMillisPart(), "ms"))
            .dropWhile(String::isEmpty)
            .limit(2)
            .toList();
    return units.isEmpty() ? "0s" : String.join("", units);
  }

  private static String part(long count, String unit) {
    return count == 0 ? "" : count + unit;
  }

  private static OptionalLong iso(String text) {
    Matcher weeks = WEEKS.matcher(text);
    Duration duration =
        weeks.matches()
            ? Duration.ofDays(Math.multiplyExact(7L, Long.parseLong(weeks.group(1))))
            : Duration.parse(text);
    return duration.isNegative() || text.indexOf('-') >= 0
        ? OptionalLong.empty()
        : OptionalLong.of(duration.toMillis());
  }

  private static OptionalLong shortForm(String text) {
    Matcher part = SHORT.matcher(text);
    long sum = 0;
    int end = 0;
    while (end < text.length()) {
      part.region(end, text.length());
      if (!part.lookingAt()) {
        return OptionalLong.empty();
      }
      BigDecimal millis =
          new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(millisOf(part.group(2))));
      sum = Math.addExact(sum, millis.setScale(0, RoundingMode.HALF_UP).longValueExact());
      end = part.end();
    }
    return OptionalLong.of(sum);
  }

  private static long millisOf(String unit) {
    return switch (unit) {
      case "ms" -> 1L;
      case "s" -> 1_000L;
      case "m" -> 60_000L;
      case "h" -> 3_600_000L;
      default -> 86_400_000L;
    };
  }
}
