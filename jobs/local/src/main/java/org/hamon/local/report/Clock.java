// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times and spans as the report writes them. */
record Clock(ZoneId zone) {

  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);

  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("d MMM HH:mm:ss", Locale.ENGLISH);

  private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH);

  /** {@code 6 Sep 03:25}. */
  String minute(long millis) {
    return MINUTE.format(Instant.ofEpochMilli(millis).atZone(zone));
  }

  /** {@code 6 Sep 03:25:18}. */
  String second(long millis) {
    return SECOND.format(Instant.ofEpochMilli(millis).atZone(zone));
  }

  /** {@code JST}, {@code UTC}. */
  String name() {
    String name = NAME.format(Instant.EPOCH.atZone(zone));
    return name.equals("Z") ? "UTC" : name;
  }

  /** {@code 3 h 20 min}, {@code 12 min}, {@code 7 s}. */
  static String span(Duration span) {
    long minutes = span.abs().toMinutes();
    String size =
        minutes >= 600
            ? Math.round(minutes / 60.0) + " h"
            : minutes >= 60
                ? minutes / 60 + " h " + minutes % 60 + " min"
                : minutes >= 2 ? minutes + " min" : span.abs().toSeconds() + " s";
    return span.isNegative() ? size + " after" : size;
  }
}
