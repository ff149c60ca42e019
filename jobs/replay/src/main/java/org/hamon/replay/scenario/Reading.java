// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scenario;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;

/** One line of telemetry, before it is written. */
record Reading(long time, String asset, String metric, double value) {

  static final Comparator<Reading> ORDER =
      Comparator.comparingLong(Reading::time)
          .thenComparing(Reading::asset)
          .thenComparing(Reading::metric);

  Reading {
    requireNonNull(asset, "asset");
    requireNonNull(metric, "metric");
  }
}
