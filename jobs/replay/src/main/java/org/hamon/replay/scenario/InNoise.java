// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scenario;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * A scenario inside the noise of another: the content of {@code in-noise.yaml}.
 *
 * @param from when the noise begins, and with it all
 * @param until when the noise ends; the scenario may go on
 */
record InNoise(String scenario, String noise, Instant from, Instant until) {
  InNoise {
    requireNonNull(scenario, "scenario");
    requireNonNull(noise, "noise");
    requireNonNull(from, "from");
    requireNonNull(until, "until");
  }
}
