// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.language;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;

/**
 * How much is left of an asset's battery or fuel, told when that is news: no change of its state,
 * so patterns never see it.
 *
 * @param metric {@link #BATTERY} or {@link #FUEL}
 * @param time of the reading, epoch milliseconds
 * @param millis left then
 * @param running whether it runs down
 * @param tlp never TLP:RED
 */
public record Reserve(
    String lane, String asset, String metric, long time, long millis, boolean running, Tlp tlp) {

  public static final String BATTERY = "battery";
  public static final String FUEL = "fuel_remaining";

  private static final long STANDS_AT_LEAST_MILLIS = 600_000;

  /** Total over the reserves of one lane: of one metric at one time only one is told. */
  public static final Comparator<Reserve> ORDER =
      Comparator.comparingLong(Reserve::time)
          .thenComparing(Reserve::asset)
          .thenComparing(Reserve::metric);

  public Reserve {
    requireNonNull(lane, "lane");
    requireNonNull(asset, "asset");
    requireNonNull(metric, "metric");
    requireNonNull(tlp, "tlp");
  }

  /** How long one that stands is left without a word while its feed is alive. */
  public long standsForMillis() {
    return standsFor(millis);
  }

  /** The same for one with so many milliseconds left. */
  public static long standsFor(long millis) {
    return Math.max(STANDS_AT_LEAST_MILLIS, millis / 2);
  }

  /** Whether readings of the metric are minutes left. */
  public static boolean isOf(String metric) {
    return metric.equals(BATTERY) || metric.equals(FUEL);
  }
}
