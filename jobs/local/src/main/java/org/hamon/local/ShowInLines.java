// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import org.hamon.replay.scoring.IssuedWarning;

/** A line for each warning, and one now and then for where the player stands. */
final class ShowInLines implements Show {
  private final WarningLines lines;
  private final PlayProgress progress;

  ShowInLines(WarningLines lines, PlayProgress progress) {
    this.lines = lines;
    this.progress = progress;
  }

  @Override
  public void warning(IssuedWarning warning) {
    lines.print(warning);
  }

  @Override
  public void situations(int count) {
    // The table at the end tells.
  }

  @Override
  public void at(long eventTime, long sent) {
    progress.at(eventTime, sent);
  }

  @Override
  public void allPlayed() {
    // The last line of progress says so.
  }

  @Override
  public int columns() {
    return Integer.MAX_VALUE;
  }

  @Override
  public void close() {
    // What is printed is printed.
  }
}
