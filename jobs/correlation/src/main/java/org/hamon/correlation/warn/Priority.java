// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

/** How soon a person should look, from P1 (now) to P4. */
public enum Priority {
  P1,
  P2,
  P3,
  P4;

  /** The priority of a score. */
  static Priority of(double score, Cuts cuts) {
    if (score >= cuts.p1()) {
      return P1;
    }
    if (score >= cuts.p2()) {
      return P2;
    }
    return score >= cuts.p3() ? P3 : P4;
  }

  /** Whether this one is to be looked at before the other. */
  boolean isAbove(Priority other) {
    return compareTo(other) < 0;
  }
}
