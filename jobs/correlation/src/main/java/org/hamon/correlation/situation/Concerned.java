// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Whom a situation has been told to.
 *
 * @param sectors that hear until its end, or again if it is opened again; sorted
 * @param nextLook when it is told again although nothing changes, epoch milliseconds
 * @param until when this is forgotten; {@link #OPEN} while the situation is open
 */
public record Concerned(String situation, List<String> sectors, long nextLook, long until) {

  static final long OPEN = Long.MAX_VALUE;

  public Concerned {
    requireNonNull(situation, "situation");
    sectors = List.copyOf(sectors);
  }

  /** The situation has ended then, and may be opened again for a while. */
  Concerned ended(long time) {
    return new Concerned(situation, sectors, nextLook, time + Ended.REOPENING_MILLIS + 1);
  }
}
