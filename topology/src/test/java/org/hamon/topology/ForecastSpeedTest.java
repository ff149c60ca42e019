// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.List;
import java.util.Random;
import org.hamon.topology.Forecast.Failure;
import org.hamon.topology.Forecast.Impact;
import org.hamon.topology.Forecast.Settings;
import org.junit.jupiter.api.Test;

/** A guard against losing an order of magnitude; the benchmarks measure. */
class ForecastSpeedTest {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final long HOUR = 3_600_000;

  @Test
  void threeHundredAssetsTakeMilliseconds() {
    Random random = new Random(7);
    Sketch sketch = new Sketch().source("a0");
    for (int i = 1; i < 300; i++) {
      sketch.asset(Sketch.asset("a" + i, i % 20 == 0));
    }
    for (int i = 0; i < 600; i++) {
      int dependent = 1 + random.nextInt(299);
      sketch.dependency(
          Sketch.dependency(
              "d" + i,
              "a" + random.nextInt(dependent),
              "a" + dependent,
              i % 3 == 0 ? "g" : null,
              1,
              0.85,
              new Buffer(HOUR, 4 * HOUR, 24 * HOUR)));
    }
    for (int i = 1; i < 40; i++) {
      sketch.link("a" + (i - 1), "a" + i);
    }
    Graph graph = sketch.graph();
    List<Failure> failures = List.of(Failure.stopped("a0", 0), Failure.stopped("a1", 0));

    long best = Long.MAX_VALUE;
    List<Impact> impacts = List.of();
    for (int i = 0; i < 8; i++) {
      long begin = THREADS.getCurrentThreadCpuTime();
      impacts = Forecast.simulate(graph, failures, 0, Settings.DEFAULT);
      best = Math.min(best, THREADS.getCurrentThreadCpuTime() - begin);
    }

    assertThat(impacts).hasSizeGreaterThan(200);
    assertThat(best / 1_000_000).as("milliseconds of processor time").isLessThan(500);
  }
}
