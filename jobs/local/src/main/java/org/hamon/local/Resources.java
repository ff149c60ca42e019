// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a command started and must stop again, last first: at its end, and also when the user ends
 * the process.
 */
final class Resources implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Resources.class);

  private static volatile boolean processEnds;

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final Thread atExit =
      new Thread(
          () -> {
            processEnds = true;
            closeAll();
          },
          "stop");

  Resources() {
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Whether the user is ending the process: what then fails fails because it was stopped. */
  static boolean processEnds() {
    return processEnds;
  }

  /** Takes it over; hands it back for use. */
  synchronized <T extends AutoCloseable> T add(T resource) {
    open.push(resource);
    return resource;
  }

  @Override
  public void close() {
    closeAll();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      // The process is ending; the hook runs and finds nothing left.
    }
  }

  private synchronized void closeAll() {
    while (!open.isEmpty()) {
      AutoCloseable resource = open.pop();
      try {
        resource.close();
      } catch (Exception e) {
        // The others must be stopped all the same.
        LOG.warn("{} does not stop", resource.getClass().getSimpleName(), e);
      }
    }
  }
}
