// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.picture;

import static java.util.Objects.requireNonNull;

import java.time.ZoneId;
import java.util.List;
import org.hamon.replay.scoring.IssuedWarning;
import org.jspecify.annotations.Nullable;

/**
 * All that one frame shows. Times are event time in epoch milliseconds.
 *
 * @param now the played clock
 * @param speed seconds of event time in one second of the clock
 * @param behind how far the job was behind the played clock when it was last asked; null: not known
 * @param sectors in the order of the table
 * @param newest warnings, newest first
 * @param web Flink's page
 */
record Scene(
    String title,
    ZoneId zone,
    long from,
    long until,
    long now,
    double speed,
    @Nullable Long behind,
    Stage stage,
    List<SectorRow> sectors,
    List<IssuedWarning> newest,
    Totals totals,
    String web) {

  /** Where the play stands. */
  enum Stage {
    PLAYING,
    /** All is played; the job works on it. */
    CATCHING_UP,
    OVER,
    /** Ended before all was played. */
    STOPPED;

    boolean isEnd() {
      return this == OVER || this == STOPPED;
    }
  }

  /**
   * What came so far.
   *
   * @param records played
   * @param revisions of all warnings
   * @param deadLetters records that the job could not use
   * @param late records that came too late to be used
   */
  record Totals(
      long records, long warnings, long revisions, long situations, long deadLetters, long late) {}

  Scene {
    requireNonNull(title, "title");
    sectors = List.copyOf(sectors);
    newest = List.copyOf(newest);
  }

  /** Share of the span that is played, 0 to 1. */
  double share() {
    return until <= from ? 1 : Math.max(0, Math.min(1, (now - from) / (double) (until - from)));
  }
}
