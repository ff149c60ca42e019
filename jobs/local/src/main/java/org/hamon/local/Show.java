// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import org.hamon.replay.scoring.IssuedWarning;

/** How a person is shown a demo while it plays. Told by several threads. */
interface Show extends WarningFeed.Listener, Player.Progress, AutoCloseable {

  @Override
  void warning(IssuedWarning warning);

  @Override
  void situations(int count);

  /** Where the player stands. */
  @Override
  void at(long eventTime, long sent);

  /** All is played; the job still works on it. */
  void allPlayed();

  /** How wide a line may be without breaking. */
  int columns();

  /** The terminal is as it was before, but for what was shown. May be called again. */
  @Override
  void close();
}
