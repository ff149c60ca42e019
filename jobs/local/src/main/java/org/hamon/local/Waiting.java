// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.time.Duration;
import java.util.function.Supplier;

/** Says where the work stands once it takes longer than two seconds, and then now and again. */
final class Waiting {
  private static final long PATIENCE = Duration.ofSeconds(2).toNanos();
  private static final long OFTEN = Duration.ofMillis(500).toNanos();
  private static final long SELDOM = Duration.ofSeconds(10).toNanos();

  private final Console console;
  private long next = System.nanoTime() + PATIENCE;

  Waiting(Console console) {
    this.console = console;
  }

  /** To be called often; speaks when it is time. */
  void at(Supplier<String> text) {
    long now = System.nanoTime();
    if (now - next >= 0) {
      next = now + (console.liveProgress() ? OFTEN : SELDOM);
      console.progress(text.get());
    }
  }
}
