// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import org.jspecify.annotations.Nullable;

/** A reading is beyond it when strictly below the one or strictly above the other bound. */
public record Threshold(@Nullable Double below, @Nullable Double above) {

  /** Whether the value is beyond. */
  public boolean isBeyond(double value) {
    return (below != null && value < below) || (above != null && value > above);
  }

  /** Whether the value is still beyond after it was once: it must return by {@code deadband}. */
  public boolean isStillBeyond(double value, double deadband) {
    return (below != null && value < below + deadband)
        || (above != null && value > above - deadband);
  }
}
