// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark.topology;

import java.util.List;
import org.hamon.benchmark.Spread;
import org.jspecify.annotations.Nullable;

/**
 * What was measured with one nation.
 *
 * @param loadSeconds from the CSV folder to a graph that knows its service at rest, by round
 * @param heapMiB what that graph takes
 * @param changeMillis one change to a graph that answers, by quantile
 * @param serviceMillis the same until the service at rest is known too
 * @param forecasts of one failure, by blast radius
 * @param stormSeconds a forecast of {@code stormFailures} at once, by round
 * @param peer null if it was not asked for
 */
record Figures(
    int assets,
    int dependencies,
    int links,
    Spread loadSeconds,
    double heapMiB,
    Quantiles changeMillis,
    Quantiles serviceMillis,
    List<Forecasts> forecasts,
    int stormFailures,
    int stormReach,
    Spread stormSeconds,
    @Nullable PeerFigures peer) {

  /** Milliseconds of many runs. */
  record Quantiles(int count, double p50, double p99, double max) {}

  /**
   * Forecasts of failures whose blast radius, in dependencies, is above one bound and at most
   * another.
   */
  record Forecasts(int above, int atMost, double meanRadius, Quantiles millis) {}

  /**
   * JGraphT's graph beside ours.
   *
   * @param walkRatio how many times as long its walk downstream takes, round by round
   */
  record PeerFigures(double heapMiB, double heapRatio, Spread walkRatio) {}
}
