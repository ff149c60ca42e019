// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import org.hamon.replay.scoring.Label;
import org.jspecify.annotations.Nullable;

/** Event times as people read them: on the clock of where things happen. */
final class EventTime {
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss'Z'", Locale.ROOT);
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("d MMM HH:mm:ss", Locale.ENGLISH);
  private static final DateTimeFormatter LOCAL_MINUTE =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH);

  private final ZoneId zone;

  private EventTime(ZoneId zone) {
    this.zone = zone;
  }

  /** On the clock of that region (ISO 3166-2), as far as known; else in UTC. */
  static EventTime of(@Nullable String region) {
    return new EventTime(
        region != null && (region.equals("JP") || region.startsWith("JP-"))
            ? ZoneId.of("Asia/Tokyo")
            : ZoneOffset.UTC);
  }

  /** On the clock of the first region that a label names. */
  static EventTime of(Collection<Label> labels) {
    return of(labels.stream().map(Label::region).filter(Objects::nonNull).findFirst().orElse(null));
  }

  static String utc(long millis) {
    return UTC.format(Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC));
  }

  /** {@code 6 Sep 03:25:18}. */
  String local(long millis) {
    return LOCAL.format(at(millis));
  }

  /** {@code 6 Sep 03:25}. */
  String localMinute(long millis) {
    return LOCAL_MINUTE.format(at(millis));
  }

  ZoneId zone() {
    return zone;
  }

  /** {@code JST}. */
  String zoneName() {
    return DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH).format(at(0));
  }

  private ZonedDateTime at(long millis) {
    return Instant.ofEpochMilli(millis).atZone(zone);
  }
}
