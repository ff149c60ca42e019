// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

/**
 * Reads times of RFC 3339 without making an object: {@code 2018-09-05T18:25:04.123+09:00}. Digits
 * of a second beyond the third are cut; the leap second, which is the last of a day in UTC, is the
 * next second.
 */
public final class Rfc3339 {

  /** What {@link #parse} returns for a text that is no time. */
  public static final long MALFORMED = Long.MIN_VALUE;

  private static final int MINUTES_OF_A_DAY = 24 * 60;

  private static final int[] DAYS_BEFORE_MONTH = {
    0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365
  };

  private Rfc3339() {}

  /** Epoch milliseconds of the text, or {@link #MALFORMED}. */
  public static long parse(String text) {
    return parse(text.toCharArray(), 0, text.length());
  }

  /** Epoch milliseconds of the text, or {@link #MALFORMED}. */
  public static long parse(char[] text, int from, int length) {
    if (length < 20
        || text[from + 4] != '-'
        || text[from + 7] != '-'
        || (text[from + 10] != 'T' && text[from + 10] != 't')
        || text[from + 13] != ':'
        || text[from + 16] != ':') {
      return MALFORMED;
    }
    int century = twoDigits(text, from);
    int yearOfCentury = twoDigits(text, from + 2);
    int month = twoDigits(text, from + 5);
    int day = twoDigits(text, from + 8);
    int hour = twoDigits(text, from + 11);
    int minute = twoDigits(text, from + 14);
    int second = twoDigits(text, from + 17);
    if ((century | yearOfCentury | month | day | hour | minute | second) < 0) {
      return MALFORMED;
    }
    int year = century * 100 + yearOfCentury;
    if (month < 1
        || month > 12
        || day < 1
        || day > daysOfMonth(year, month)
        || hour > 23
        || minute > 59
        || second > 60) {
      return MALFORMED;
    }
    int end = from + length;
    int at = from + 19;
    int millis = 0;
    if (text[at] == '.') {
      int weight = 100;
      int first = ++at;
      for (; at < end && text[at] >= '0' && text[at] <= '9'; at++) {
        millis += (text[at] - '0') * weight;
        weight /= 10;
      }
      if (at == first) {
        return MALFORMED;
      }
    }
    int offsetMinutes = offsetMinutes(text, at, end);
    if (offsetMinutes == Integer.MIN_VALUE) {
      return MALFORMED;
    }
    if (second == 60
        && Math.floorMod(hour * 60 + minute - offsetMinutes, MINUTES_OF_A_DAY)
            != MINUTES_OF_A_DAY - 1) {
      return MALFORMED;
    }
    long seconds = ((epochDay(year, month, day) * 24 + hour) * 60 + minute - offsetMinutes) * 60;
    return (seconds + second) * 1000 + millis;
  }

  private static int offsetMinutes(char[] text, int at, int end) {
    if (at + 1 == end && (text[at] == 'Z' || text[at] == 'z')) {
      return 0;
    }
    if (at + 6 != end || text[at + 3] != ':' || (text[at] != '+' && text[at] != '-')) {
      return Integer.MIN_VALUE;
    }
    int hours = twoDigits(text, at + 1);
    int minutes = twoDigits(text, at + 4);
    if ((hours | minutes) < 0 || hours > 23 || minutes > 59) {
      return Integer.MIN_VALUE;
    }
    int offset = hours * 60 + minutes;
    return text[at] == '-' ? -offset : offset;
  }

  private static int twoDigits(char[] text, int at) {
    int tens = text[at] - '0';
    int ones = text[at + 1] - '0';
    return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -1 : tens * 10 + ones;
  }

  private static int daysOfMonth(int year, int month) {
    int days = DAYS_BEFORE_MONTH[month] - DAYS_BEFORE_MONTH[month - 1];
    return month == 2 && isLeap(year) ? days + 1 : days;
  }

  private static boolean isLeap(int year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  }

  private static long epochDay(int year, int month, int day) {
    long yearsBefore = year - 1L;
    long leapDays =
        Math.floorDiv(yearsBefore, 4L)
            - Math.floorDiv(yearsBefore, 100L)
            + Math.floorDiv(yearsBefore, 400L);
    int dayOfYear = DAYS_BEFORE_MONTH[month - 1] + (month > 2 && isLeap(year) ? 1 : 0) + day;
    // 719163 days lie between the first day of year 1 and that of 1970, the latter counted in
    return yearsBefore * 365 + leapDays + dayOfYear - 719_163;
  }
}
