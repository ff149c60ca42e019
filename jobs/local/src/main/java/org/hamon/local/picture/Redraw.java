// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.picture;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jline.utils.Signals;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Draws a new frame a few times a second, if anything has changed. */
final class Redraw {
  private static final Logger LOG = LoggerFactory.getLogger(Redraw.class);
  private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(200);
  private static final String RESIZED = "WINCH";

  private final Board board;
  private final Screen screen;
  private final AtomicBoolean resized = new AtomicBoolean();
  private final Thread thread = new Thread(this::draw, "picture");
  private volatile boolean stopping;

  Redraw(Board board, Screen screen) {
    this.board = board;
    this.screen = screen;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** Returns when nothing is drawn any more. */
  void stop() {
    stopping = true;
    LockSupport.unpark(thread);
    try {
      thread.join(Duration.ofSeconds(2).toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void draw() {
    Object before = Signals.register(RESIZED, () -> resized.set(true));
    try {
      long shown = -1;
      while (!stopping) {
        boolean anew = resized.getAndSet(false);
        if (anew) {
          screen.measure();
        }
        long changes = board.changes();
        if (anew || changes != shown) {
          screen.draw(Frame.of(board.scene(), screen.width(), screen.height()));
          shown = changes;
        }
        LockSupport.parkNanos(PAUSE);
      }
    } catch (RuntimeException | java.io.IOError e) {
      // The terminal is gone. The play goes on; the files have everything.
      LOG.warn("The picture cannot be drawn any more", e);
    } finally {
      Signals.unregister(RESIZED, before);
    }
  }
}
