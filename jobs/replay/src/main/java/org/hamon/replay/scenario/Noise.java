// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scenario;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an ordinary working day sounds like, with the blips of one that nobody wants to be woken
 * for: the content of {@code noise.yaml}, where it is explained. All of it is made up.
 *
 * @param duplicateOneIn one reading in so many is sent twice
 * @param delayedOneIn one in so many arrives behind its place, by at most {@code delay}
 */
record Noise(
    String title,
    String region,
    String topology,
    long seed,
    Instant from,
    Instant until,
    List<String> unaffected,
    List<Ordinary> ordinary,
    List<Dip> dips,
    List<Silence> silences,
    List<Slight> slight,
    int duplicateOneIn,
    int delayedOneIn,
    Duration delay) {

  /** Which assets; without kinds, all of the sector. */
  record Which(String sector, @Nullable List<String> kinds) {
    Which {
      requireNonNull(sector, "sector");
    }

    boolean accepts(String ofSector, @Nullable String kind) {
      return sector.equals(ofSector) && (kinds == null || (kind != null && kinds.contains(kind)));
    }
  }

  /**
   * Readings of one metric that wander around normal.
   *
   * @param daily how far it rises to the afternoon and falls to the small hours
   * @param wander standard deviation of its slow wandering
   * @param jitter standard deviation of the sensor
   * @param most no reading is above, as of a percentage
   */
  record Ordinary(
      Which of,
      String metric,
      double mean,
      double daily,
      double wander,
      double jitter,
      Duration every,
      @Nullable Double most) {
    Ordinary {
      requireNonNull(of, "of");
      requireNonNull(metric, "metric");
      requireNonNull(every, "every");
    }
  }

  /**
   * A metric is around {@code value} for a while and told every {@code every}, then back.
   *
   * @param count how many a day
   */
  record Dip(
      Which of,
      String metric,
      double value,
      Duration shortest,
      Duration longest,
      Duration every,
      int count) {
    Dip {
      requireNonNull(of, "of");
      requireNonNull(metric, "metric");
      requireNonNull(shortest, "shortest");
      requireNonNull(longest, "longest");
      requireNonNull(every, "every");
    }
  }

  /** An asset is not heard for a while. */
  record Silence(Duration shortest, Duration longest, int count) {
    Silence {
      requireNonNull(shortest, "shortest");
      requireNonNull(longest, "longest");
    }
  }

  /** An operator reports something slight of one asset as degraded, and later as normal. */
  record Slight(Which of, String text, Duration shortest, Duration longest, int count) {
    Slight {
      requireNonNull(of, "of");
      requireNonNull(text, "text");
      requireNonNull(shortest, "shortest");
      requireNonNull(longest, "longest");
    }
  }

  Noise {
    requireNonNull(title, "title");
    requireNonNull(region, "region");
    requireNonNull(topology, "topology");
    requireNonNull(from, "from");
    requireNonNull(until, "until");
    unaffected = List.copyOf(unaffected);
    ordinary = List.copyOf(ordinary);
    dips = List.copyOf(dips);
    silences = List.copyOf(silences);
    slight = List.copyOf(slight);
    requireNonNull(delay, "delay");
  }

  /** The same noise over another time. */
  Noise over(Instant newFrom, Instant newUntil) {
    return new Noise(
        title,
        region,
        topology,
        seed,
        newFrom,
        newUntil,
        unaffected,
        ordinary,
        dips,
        silences,
        slight,
        duplicateOneIn,
        delayedOneIn,
        delay);
  }
}
