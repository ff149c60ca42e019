// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.hamon.correlation.situation.Impact.Status;

/**
 * How likely it is that something is hit soon, by what is foretold of it.
 *
 * <p>Hits by way of the same dependency from the failed provider on come together or not at all, so
 * the likeliest of them counts; others are taken as independent.
 */
final class Threat {

  static final long WITHIN_MILLIS = 3_600_000L;

  /** Where nine of ten lie of a standard normal distribution. */
  private static final double NINE_TENTHS = 1.2816;

  private Threat() {}

  /** The likelihood that any of them is hit within the next 60 minutes. */
  static double of(Collection<Impact> impacts, long at) {
    Map<String, Double> byWay = new HashMap<>();
    for (Impact impact : impacts) {
      if (impact.status() == Status.FORECAST && !impact.state().isOut()) {
        String way = impact.path().isEmpty() ? "asset " + impact.asset() : impact.path().get(0);
        byWay.merge(way, impact.likelihood() * within(impact, at), Math::max);
      }
    }
    return 1 - byWay.values().stream().sorted().reduce(1.0, (none, hit) -> none * (1 - hit));
  }

  /**
   * The share of the foretold hits that lie within the next 60 minutes: of the two-piece log-normal
   * of the time from now that has the quantiles of the forecast. What is overdue may come any time.
   */
  private static double within(Impact impact, long at) {
    double middle = seconds(impact.p50() - at);
    double limit = seconds(WITHIN_MILLIS);
    double tail = limit < middle ? seconds(impact.p10() - at) : seconds(impact.p90() - at);
    double sigma = Math.abs(Math.log(tail / middle)) / NINE_TENTHS;
    return sigma == 0 ? (middle <= limit ? 1 : 0) : normal(Math.log(limit / middle) / sigma);
  }

  private static double seconds(long millis) {
    return Math.max(1, millis / 1000.0);
  }

  /** The standard normal distribution, to within 0.0002 (Hastings, 1955). */
  private static double normal(double z) {
    double x = Math.abs(z);
    double polynomial = 1 + x * (0.196854 + x * (0.115194 + x * (0.000344 + x * 0.019527)));
    double above = 0.5 / (polynomial * polynomial * polynomial * polynomial);
    return z < 0 ? above : 1 - above;
  }
}
