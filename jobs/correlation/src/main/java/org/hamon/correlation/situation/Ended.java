// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import static java.util.Objects.requireNonNull;

/**
 * A situation that has ended and is opened again if one of its roots fails soon.
 *
 * @param until it is opened again before that time, epoch milliseconds
 */
public record Ended(Situation situation, long until) {

  /** So long after its end a situation may be opened again. */
  static final long REOPENING_MILLIS = 3_600_000;

  public Ended {
    requireNonNull(situation, "situation");
  }
}
