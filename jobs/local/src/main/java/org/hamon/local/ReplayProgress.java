// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.hamon.replay.ReplayFeeds;

/**
 * How far a replay has come.
 *
 * @param records read since it was started
 * @param began how much of {@code size} was read when it was started
 * @param passed how much of {@code size} is read, in the same unit, whatever it is
 * @param reached event time up to which all is read; {@link Long#MIN_VALUE} at the beginning
 */
record ReplayProgress(long records, long began, long passed, long size, long reached) {

  /** The gauges of the source that tell it. */
  static final List<String> GAUGES =
      List.of(
          ReplayFeeds.RECORDS,
          ReplayFeeds.BEGAN,
          ReplayFeeds.PASSED,
          ReplayFeeds.SIZE,
          ReplayFeeds.REACHED);

  /** From the gauges' values; empty if the source has not begun. */
  static Optional<ReplayProgress> of(Map<String, Long> gauges) {
    ReplayProgress progress =
        new ReplayProgress(
            gauges.getOrDefault(ReplayFeeds.RECORDS, 0L),
            gauges.getOrDefault(ReplayFeeds.BEGAN, 0L),
            gauges.getOrDefault(ReplayFeeds.PASSED, 0L),
            gauges.getOrDefault(ReplayFeeds.SIZE, 0L),
            gauges.getOrDefault(ReplayFeeds.REACHED, Long.MIN_VALUE));
    return progress.size() > 0 ? Optional.of(progress) : Optional.empty();
  }

  /**
   * In a line.
   *
   * @param seconds since the start
   */
  String text(double seconds) {
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "... %d %% of history", 100 * passed / size));
    if (reached != Long.MIN_VALUE) {
      text.append(", up to ").append(Instant.ofEpochMilli(reached).truncatedTo(ChronoUnit.SECONDS));
    }
    text.append(String.format(Locale.ROOT, ": %,d records (%,.0f/s)", records, records / seconds));
    double passedPerSecond = (passed - began) / seconds;
    if (passedPerSecond > 0) {
      long left = Math.round((size - passed) / passedPerSecond);
      text.append(", about ").append(Text.duration(Duration.ofSeconds(left))).append(" left");
    }
    return text.toString();
  }
}
