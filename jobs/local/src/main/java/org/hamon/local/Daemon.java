// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;

/** Work beside the command that does not keep the process from ending. */
final class Daemon {

  private Daemon() {}

  /** Does one thing after another, at times, in a thread of that name. */
  static ScheduledExecutorService clock(String name) {
    return new ScheduledThreadPoolExecutor(
        1,
        task -> {
          Thread thread = new Thread(task, name);
          thread.setDaemon(true);
          return thread;
        });
  }
}
