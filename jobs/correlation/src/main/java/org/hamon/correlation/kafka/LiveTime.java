// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * How a live run tells what time it is in the world of the events (decision 0012).
 *
 * @param mode whether time goes on by the clock once everything is read
 * @param bound how far a record may lie behind the newest of its partition; the same as decode's
 * @param idleness after which a partition that is read and goes by its records alone no longer
 *     holds time back when nothing comes
 * @param mostDelay the most that the usual delay of a partition's records holds the clock back
 */
public record LiveTime(Mode mode, Duration bound, Duration idleness, Duration mostDelay)
    implements Serializable {

  /** Whose time it is. */
  public enum Mode {
    /** The clock's where the records of late came fresh, else that of the records. */
    AUTO,
    /** The clock's, from the start and whatever the records say. */
    CLOCK,
    /** That of the records alone: time stands still when none come. For history that is played. */
    RECORDS;

    /** The word in configurations. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The mode of that word; empty if there is none. */
    public static Optional<Mode> of(String word) {
      return Arrays.stream(values()).filter(mode -> mode.word().equals(word)).findFirst();
    }
  }

  /** Where nobody says otherwise. */
  public static final Duration DEFAULT_IDLENESS = Duration.ofSeconds(1);

  /** Where nobody says otherwise. */
  public static final Duration DEFAULT_MOST_DELAY = Duration.ofSeconds(10);

  public LiveTime {
    requireNonNull(mode, "mode");
    requireNonNull(bound, "bound");
    requireNonNull(idleness, "idleness");
    requireNonNull(mostDelay, "mostDelay");
  }

  /** The usual settings for records that come from the events themselves. */
  public static LiveTime auto(Duration bound) {
    return new LiveTime(Mode.AUTO, bound, DEFAULT_IDLENESS, DEFAULT_MOST_DELAY);
  }

  /** For history that is played: time goes by its records. */
  public static LiveTime ofRecords(Duration bound, Duration idleness) {
    return new LiveTime(Mode.RECORDS, bound, idleness, DEFAULT_MOST_DELAY);
  }
}
