// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scenario;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Readings of one metric of one asset along straight lines between points.
 *
 * @param every usual distance of readings
 * @param noise standard deviation around the line, in the unit of the metric; none where the line
 *     is at zero
 * @param close where readings are closer
 * @param silent where there are none
 */
record Curve(
    String asset,
    String metric,
    Duration every,
    double noise,
    @Nullable List<Close> close,
    @Nullable List<Silent> silent,
    List<Point> points) {

  /** Readings are closer for a while. */
  record Close(Instant from, Instant until, Duration every) {}

  /** Nobody tells. */
  record Silent(Instant from, Instant until) {}

  /**
   * The metric is exactly this then.
   *
   * @param fact the documented fact that the point stands for
   */
  record Point(Instant at, double value, @Nullable String fact) {}

  Curve {
    requireNonNull(asset, "asset");
    requireNonNull(metric, "metric");
    requireNonNull(every, "every");
    points = List.copyOf(points);
  }

  /** Value of the line; before the first and after the last point, that point's. */
  double valueAt(long time) {
    Point before = points.get(0);
    for (Point after : points) {
      long at = after.at().toEpochMilli();
      if (at >= time) {
        long start = before.at().toEpochMilli();
        double share = at == start ? 1 : (double) (time - start) / (at - start);
        return time < start
            ? before.value()
            : before.value() + (after.value() - before.value()) * share;
      }
      before = after;
    }
    return before.value();
  }

  boolean isSilentAt(long time) {
    return silent != null
        && silent.stream()
            .anyMatch(
                span -> span.from().toEpochMilli() <= time && time <= span.until().toEpochMilli());
  }

  /** When the reading after one at {@code time} is due. */
  long next(long time) {
    long next = time + every.toMillis();
    if (close != null) {
      for (Close span : close) {
        long from = span.from().toEpochMilli();
        if (from <= time && time < span.until().toEpochMilli()) {
          return time + span.every().toMillis();
        }
        if (time < from && from < next) {
          next = from;
        }
      }
    }
    return next;
  }
}
