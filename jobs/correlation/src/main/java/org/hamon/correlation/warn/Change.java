// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import static java.util.Objects.requireNonNull;

/**
 * What differs from what was told by enough to say so.
 *
 * @param rule names what differs
 * @param haste how long it may wait
 */
record Change(String rule, Haste haste) {

  /** How long news may wait. */
  enum Haste {
    /** Not at all. */
    AT_ONCE,
    /** Until a minute has passed since the last revision. */
    WITHIN_A_MINUTE,
    /** Until the next revision that something else gives rise to, or the next routine one. */
    ROUTINE
  }

  Change {
    requireNonNull(rule, "rule");
    requireNonNull(haste, "haste");
  }

  static Change atOnce(String rule) {
    return new Change(rule, Haste.AT_ONCE);
  }

  static Change withinAMinute(String rule) {
    return new Change(rule, Haste.WITHIN_A_MINUTE);
  }

  static Change routine(String rule) {
    return new Change(rule, Haste.ROUTINE);
  }

  /** The same, but it may wait. */
  Change asRoutine() {
    return routine(rule);
  }

  boolean isGrave() {
    return haste != Haste.ROUTINE;
  }
}
