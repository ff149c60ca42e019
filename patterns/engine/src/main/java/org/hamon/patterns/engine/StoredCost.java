// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import static java.util.Objects.requireNonNull;

/** {@link PatternCosts} in a checkpoint; public since Flink serializes it. */
public record StoredCost(
    String pattern,
    int version,
    long matches,
    long dropped,
    long faults,
    long openMillis,
    long nanos) {
  public StoredCost {
    requireNonNull(pattern, "pattern");
  }
}
