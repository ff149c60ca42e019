// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

/**
 * How long a dependent holds out once its group of providers is down, as three quantiles of a
 * two-piece log-normal; one value three times for a fixed duration. Milliseconds, {@code 0 <= p10
 * <= p50 <= p90}.
 */
public record Buffer(long p10Millis, long p50Millis, long p90Millis) {

  /** A buffer that always lasts equally long. */
  public static Buffer fixed(long millis) {
    return new Buffer(millis, millis, millis);
  }

  /** Whether it always lasts equally long. */
  public boolean isFixed() {
    return p10Millis == p90Millis;
  }
}
