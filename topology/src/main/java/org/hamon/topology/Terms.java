// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import org.jspecify.annotations.Nullable;

/**
 * On what terms a dependent depends; shared between dependencies that have them in common. See
 * {@link Dependency}.
 */
record Terms(
    DependencyType type,
    int needs,
    double strength,
    @Nullable Buffer buffer,
    Trigger trigger,
    boolean manualRestart,
    long recoveryMillis) {

  static Terms of(Dependency dependency) {
    return new Terms(
        dependency.type(),
        dependency.needs(),
        dependency.strength(),
        dependency.buffer(),
        dependency.trigger(),
        dependency.manualRestart(),
        dependency.recoveryMillis());
  }

  /** Whether the dependency is lost when its provider stops. */
  boolean spreads() {
    return trigger.isMetBy(AssetState.STOPPED);
  }

  /** Whether the dependent fails with the dependency, for certain and without delay. */
  boolean failAtOnce() {
    return strength >= 1 && (buffer == null || buffer.p90Millis() == 0);
  }
}
