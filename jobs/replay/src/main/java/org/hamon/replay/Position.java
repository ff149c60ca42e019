// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay;

import static java.util.Objects.requireNonNull;

import org.hamon.correlation.decode.Decoded;

/**
 * How far a part of history was read.
 *
 * @param behind what lies before the next record to leave the source, as {@link Part#start}
 * @param latest the largest event time up to there
 * @param lastSeen the event time seen last up to there, of records that were left out too
 */
record Position(Part part, long behind, long latest, long lastSeen) {
  Position {
    requireNonNull(part, "part");
  }

  /** Nothing was read yet. */
  static Position startOf(Part part) {
    return new Position(part, part.start(), Decoded.NO_TIME, Decoded.NO_TIME);
  }

  /** All of it was read. */
  static Position endOf(Part part, long latest) {
    return new Position(part, Long.MAX_VALUE, latest, latest);
  }

  boolean isEnd() {
    return behind == Long.MAX_VALUE;
  }
}
