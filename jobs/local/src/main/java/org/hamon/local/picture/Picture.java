// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.picture;

import java.io.IOException;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.hamon.replay.scoring.IssuedWarning;
import org.jline.utils.AttributedString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A live picture of a scenario that is played: the clock, the health of the sectors, the newest
 * warnings. It has the whole terminal until it is closed; then its last frame is left standing.
 * Safe to use from several threads; what is told shows within a fraction of a second.
 */
public final class Picture implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Picture.class);

  private final Board board;
  private final Screen screen;
  private final Consumer<String> out;
  private final Redraw redraw;
  private boolean closed;

  /**
   * What the picture is of.
   *
   * @param from epoch milliseconds
   * @param until epoch milliseconds
   * @param speed seconds of event time in one second of the clock
   * @param assets how many each sector has, in the order of the table
   * @param web Flink's page
   */
  public record Subject(
      String title,
      ZoneId zone,
      long from,
      long until,
      double speed,
      Map<String, Integer> assets,
      String web) {
    public Subject {
      assets = Collections.unmodifiableMap(new LinkedHashMap<>(assets));
    }
  }

  private Picture(Subject subject, Screen screen, Consumer<String> out) {
    this.board = new Board(subject);
    this.screen = screen;
    this.out = out;
    this.redraw = new Redraw(board, screen);
  }

  /**
   * Takes the terminal of this process over.
   *
   * @param out writes text to the terminal as it is
   * @return empty if the terminal is too small or cannot show it; then nothing has changed
   */
  public static Optional<Picture> open(Subject subject, boolean colours, Consumer<String> out)
      throws IOException {
    return Screen.ofProcess(colours)
        .map(
            screen -> {
              Picture picture = new Picture(subject, screen, out);
              picture.redraw.start();
              return picture;
            });
  }

  /** Where the player stands. */
  public void played(long eventTime, long records) {
    board.played(eventTime, records);
  }

  /** All is played; the job still works on it. */
  public void allPlayed() {
    board.allPlayed();
  }

  /** Where the job stands. */
  public void jobIsAt(long eventTime) {
    board.jobIsAt(eventTime);
  }

  /**
   * A revision of a warning.
   *
   * @param news whether it is to be listed among the newest, rather than only counted
   */
  public void warning(IssuedWarning warning, boolean news) {
    board.warning(warning, news);
  }

  /** How many situations there are so far. */
  public void situations(int count) {
    board.situations(count);
  }

  /** A line of {@code sector-health}. */
  public void health(String line) {
    board.health(Health.parse(line));
  }

  /** One more line of {@code dead-letters}. */
  public void deadLetter() {
    board.deadLetter();
  }

  /** One more line of {@code late}. */
  public void late() {
    board.late();
  }

  /** How wide the terminal is, or was when the picture was closed. */
  public int columns() {
    return screen.width();
  }

  /** Gives the terminal back and leaves the last frame standing on it; once. */
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    redraw.stop();
    board.end();
    List<AttributedString> last = Frame.of(board.scene(), screen.width(), screen.height());
    try {
      screen.leave(last, out);
    } catch (IOException e) {
      LOG.warn("The terminal is not as it was", e);
    }
  }
}
