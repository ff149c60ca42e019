// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.health;

import org.hamon.topology.AssetState;

/**
 * What is shown of a state that changes to and fro. The third change within ten minutes (t - 10
 * min, t], if the last three went worse, better, worse or the reverse, is flapping: from then the
 * worst state of those three is shown, and a worse one as soon as it comes, until there has been no
 * change for ten minutes; then the state as it is. Changes in one direction never flap.
 */
final class Flapping {

  static final long WINDOW_MILLIS = 10 * 60_000L;
  static final int CHANGES = 3;

  /** The state that others see. */
  AssetState shown = AssetState.NORMAL;

  /** Whether {@link #shown} is held. */
  boolean on;

  /** The last changes, the oldest first: when, to what, and whether for the worse. */
  final long[] times = new long[CHANGES];

  final AssetState[] states = {AssetState.NORMAL, AssetState.NORMAL, AssetState.NORMAL};
  final boolean[] worse = new boolean[CHANGES];
  int changes;

  /** The state has changed; returns whether that is to be said. */
  boolean change(long time, AssetState from, AssetState to) {
    if (ends() <= time) {
      on = false;
      changes = 0;
    }
    remember(time, from, to);
    if (on) {
      if (!to.worseThan(shown)) {
        return false;
      }
      shown = to;
      return true;
    }
    if (isToAndFro(time)) {
      on = true;
      shown = AssetState.worst(states[0], AssetState.worst(states[1], states[2]));
      return true;
    }
    boolean differs = shown != to;
    shown = to;
    return differs;
  }

  /** When it ends if nothing changes until then; {@link LevelChannel#NEVER} if it is not on. */
  long ends() {
    return on ? times[changes - 1] + WINDOW_MILLIS : LevelChannel.NEVER;
  }

  /** It has ended; returns whether the state as it is is to be said. */
  boolean end(AssetState state) {
    on = false;
    changes = 0;
    boolean differs = shown != state;
    shown = state;
    return differs;
  }

  /** Somebody who knows has spoken: what was before is no sign of anything. */
  boolean settle(AssetState state) {
    return end(state);
  }

  private void remember(long time, AssetState from, AssetState to) {
    if (changes == CHANGES) {
      for (int i = 1; i < CHANGES; i++) {
        times[i - 1] = times[i];
        states[i - 1] = states[i];
        worse[i - 1] = worse[i];
      }
      changes--;
    }
    times[changes] = time;
    states[changes] = to;
    worse[changes] = to.worseThan(from);
    changes++;
  }

  private boolean isToAndFro(long time) {
    return changes == CHANGES
        && times[0] > time - WINDOW_MILLIS
        && worse[0] != worse[1]
        && worse[1] != worse[2];
  }
}
