// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.time.Duration;
import java.util.Locale;
import org.hamon.replay.scenario.Scenario;

/** Says how far the scenario is: often on a terminal, every tenth of it elsewhere. */
final class PlayProgress {
  private static final long OFTEN = Duration.ofMillis(500).toNanos();
  private static final long TENTHS = 10;

  private final Console console;
  private final EventTime clock;
  private final long from;
  private final long until;
  private long shownAt = Long.MIN_VALUE;
  private long shownTenths;

  PlayProgress(Console console, EventTime clock, Scenario scenario) {
    this.console = console;
    this.clock = clock;
    this.from = scenario.from().toEpochMilli();
    this.until = scenario.until().toEpochMilli();
  }

  void at(long eventTime, long sent) {
    double share = Math.min(1, (eventTime - from) / (double) (until - from));
    long tenths = (long) (share * TENTHS);
    long now = System.nanoTime();
    boolean due =
        console.liveProgress()
            ? shownAt == Long.MIN_VALUE || now - shownAt > OFTEN
            : tenths > shownTenths;
    if (due) {
      shownAt = now;
      shownTenths = tenths;
      console.progress(
          String.format(
              Locale.ROOT,
              "... %s %s, %,d records played, %.0f %%",
              clock.localMinute(eventTime),
              clock.zoneName(),
              sent,
              100 * share));
    }
  }
}
