// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Says on standard error what the command is at, once that takes longer than two seconds and then
 * every ten: for work that is one call and cannot tell how far it is. Close it when done.
 */
final class Patience implements AutoCloseable {
  private static final Duration FIRST = Duration.ofSeconds(2);
  private static final Duration EVERY = Duration.ofSeconds(10);

  private final ScheduledExecutorService clock;
  private volatile String doing;

  private Patience(Console console, String doing) {
    this.doing = doing;
    clock = Daemon.clock("patience");
    long began = System.nanoTime();
    var unused =
        clock.scheduleAtFixedRate(
            () ->
                console.progress(
                    "... "
                        + this.doing
                        + ", "
                        + Text.duration(Duration.ofNanos(System.nanoTime() - began))),
            FIRST.toMillis(),
            EVERY.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  /**
   * Begins to wait.
   *
   * @param doing such as {@code reading the topology}
   */
  static Patience with(Console console, String doing) {
    return new Patience(console, doing);
  }

  /** What comes next. */
  void now(String next) {
    doing = next;
  }

  @Override
  public void close() {
    clock.shutdownNow();
  }
}
