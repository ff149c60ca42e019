// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import org.jspecify.annotations.Nullable;

/**
 * How long a dependent holds out, by the draw: a two-piece log-normal through the median of a
 * buffer, as steep below and above it as its other quantiles ask for. Quantiles are floored at one
 * second; a fixed buffer lasts as long as it says, none no time.
 */
record Delay(double median, double sigmaBelow, double sigmaAbove) {

  /** The standard normal quantile of 0.9. */
  private static final double NORMAL_P90 = 1.2816;

  private static final double LONGEST_MILLIS = 1e15;

  static Delay of(@Nullable Buffer buffer) {
    if (buffer == null || buffer.isFixed()) {
      return new Delay(buffer == null ? 0 : buffer.p50Millis(), 0, 0);
    }
    double p10 = Math.max(1_000, buffer.p10Millis());
    double p50 = Math.max(1_000, buffer.p50Millis());
    double p90 = Math.max(1_000, buffer.p90Millis());
    return new Delay(
        p50, StrictMath.log(p50 / p10) / NORMAL_P90, StrictMath.log(p90 / p50) / NORMAL_P90);
  }

  boolean isFixed() {
    return sigmaBelow == 0 && sigmaAbove == 0;
  }

  /** Milliseconds. */
  long at(double normal) {
    double factor = StrictMath.exp((normal < 0 ? sigmaBelow : sigmaAbove) * normal);
    return Math.round(Math.min(LONGEST_MILLIS, median * factor));
  }

  /** Milliseconds, where it is fixed. */
  long fixed() {
    return Math.round(Math.min(LONGEST_MILLIS, median));
  }
}
