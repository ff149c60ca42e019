// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

/**
 * How often one warning may speak: what is grave at most once a minute, what is routine at most
 * once in ten minutes, and more seldom the longer nothing grave had to be told.
 */
final class Pace {

  /** Grave followers within this time of a revision are merged into the next. */
  static final long UPDATE_INTERVAL = 60_000;

  /** Routine followers within this time of a revision are merged into the next, at the least. */
  static final long ROUTINE_INTERVAL = 10 * 60_000;

  /** Longer than this nothing that is worth telling waits. */
  static final long LONGEST_ROUTINE_INTERVAL = 60 * 60_000;

  /** A revision stands at most so long. */
  static final long LONGEST_LIFE = 4 * 3_600_000L;

  /** Routine news may wait for this part of the time since something grave was told. */
  private static final int OF_THE_QUIET_TIME = 10;

  private Pace() {}

  /** When the change may leave. */
  static long due(Told told, Change change) {
    return switch (change.haste()) {
      case AT_ONCE -> told.issuedAt();
      case WITHIN_A_MINUTE -> told.issuedAt() + UPDATE_INTERVAL;
      case ROUTINE -> told.issuedAt() + routineInterval(told.issuedAt(), told.gravelyAt());
    };
  }

  /** When a revision leaves that only renews what was told. */
  static long renewal(Told told) {
    return Math.max(told.expires(), told.issuedAt() + UPDATE_INTERVAL);
  }

  /**
   * How long a revision stands unless it is renewed: until the next re-evaluation, but not shorter
   * than routine news would wait, since nobody renews it sooner.
   *
   * @param gravelyAt when something grave was told last
   */
  static long expires(long issuedAt, long gravelyAt, long nextEvaluation) {
    long latest = issuedAt + LONGEST_LIFE;
    return nextEvaluation <= issuedAt
        ? latest
        : Math.min(
            latest, Math.max(nextEvaluation, issuedAt + routineInterval(issuedAt, gravelyAt)));
  }

  private static long routineInterval(long issuedAt, long gravelyAt) {
    long quiet = (issuedAt - gravelyAt) / OF_THE_QUIET_TIME;
    return Math.min(LONGEST_ROUTINE_INTERVAL, Math.max(ROUTINE_INTERVAL, quiet));
  }
}
