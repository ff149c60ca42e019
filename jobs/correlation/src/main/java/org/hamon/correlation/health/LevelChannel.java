// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.health;

import java.util.function.Consumer;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.AssetState;
import org.hamon.topology.ServiceLevel;
import org.hamon.topology.Threshold;
import org.jspecify.annotations.Nullable;

/**
 * What the readings of one metric say by one service level. It holds the newest reading by event
 * time; an older one changes nothing, of two at one time the later arrival wins.
 *
 * <p>A threshold is on when a reading is strictly beyond it, and stays on until one has returned by
 * the deadband. {@code hold} delays a threshold from going on, never from going off: its clock
 * starts at the first reading beyond it, is cleared by a reading that is not, and the threshold is
 * on from exactly first-beyond + hold, whether a timer finds that or the next reading. The channel
 * says the worst threshold that is on; its condition is its first threshold.
 */
final class LevelChannel {

  static final long NEVER = Long.MAX_VALUE;
  private static final AssetState[] STATES = {
    AssetState.DEGRADED, AssetState.UNUSABLE, AssetState.STOPPED
  };
  static final int THRESHOLDS = STATES.length;

  /** Event time of the newest reading. */
  long newest = Long.MIN_VALUE;

  /** Its label. */
  Tlp tlp = Tlp.AMBER;

  final boolean[] on = new boolean[THRESHOLDS];

  /** Event time of the first reading beyond each threshold that is not on yet. */
  final long[] beyondSince = {NEVER, NEVER, NEVER};

  /** Returns whether something may be {@link #due} sooner than before, or an edge was found. */
  boolean read(long time, double value, Tlp label, ServiceLevel level, Consumer<Edge> edges) {
    if (time < newest) {
      return false;
    }
    if (isOrdinary() && !isBeyondAny(value, level)) {
      newest = time;
      tlp = label;
      return false;
    }
    findDue(time, level, edges);
    newest = time;
    tlp = label;
    AssetState before = state();
    boolean conditionBefore = condition(level);
    for (int i = 0; i < THRESHOLDS; i++) {
      Threshold threshold = threshold(level, i);
      if (threshold == null) {
        continue;
      }
      if (on[i]) {
        on[i] = threshold.isStillBeyond(value, level.deadband());
      } else if (!threshold.isBeyond(value)) {
        beyondSince[i] = NEVER;
      } else if (level.holdMillis() == 0) {
        on[i] = true;
      } else if (beyondSince[i] == NEVER) {
        beyondSince[i] = time;
      }
    }
    say(time, before, conditionBefore, level, edges);
    return true;
  }

  /** No threshold is on or about to be. */
  private boolean isOrdinary() {
    for (int i = 0; i < THRESHOLDS; i++) {
      if (on[i] || beyondSince[i] != NEVER) {
        return false;
      }
    }
    return true;
  }

  private static boolean isBeyondAny(double value, ServiceLevel level) {
    for (int i = 0; i < THRESHOLDS; i++) {
      Threshold threshold = threshold(level, i);
      if (threshold != null && threshold.isBeyond(value)) {
        return true;
      }
    }
    return false;
  }

  /** Finds the thresholds whose hold has ended by then, each at its own time. */
  void findDue(long limit, ServiceLevel level, Consumer<Edge> edges) {
    for (long due = due(level); due <= limit; due = due(level)) {
      AssetState before = state();
      boolean conditionBefore = condition(level);
      for (int i = 0; i < THRESHOLDS; i++) {
        if (beyondSince[i] != NEVER && beyondSince[i] + level.holdMillis() <= due) {
          on[i] = true;
          beyondSince[i] = NEVER;
        }
      }
      say(due, before, conditionBefore, level, edges);
    }
  }

  /** When the next hold ends; {@link #NEVER} if no threshold waits. */
  long due(ServiceLevel level) {
    long first = Math.min(beyondSince[0], Math.min(beyondSince[1], beyondSince[2]));
    return first == NEVER ? NEVER : first + level.holdMillis();
  }

  /**
   * The level is another one from then on: thresholds that it has no more are off, and no hold has
   * ended before.
   */
  void change(long time, ServiceLevel from, ServiceLevel to, Consumer<Edge> edges) {
    AssetState before = state();
    boolean conditionBefore = condition(from);
    for (int i = 0; i < THRESHOLDS; i++) {
      if (threshold(to, i) == null) {
        on[i] = false;
        beyondSince[i] = NEVER;
      } else if (beyondSince[i] != NEVER) {
        beyondSince[i] = Math.max(beyondSince[i], time - to.holdMillis());
      }
    }
    say(Math.max(time, newest), before, conditionBefore, to, edges);
  }

  /** The level is gone from then on. */
  void end(long time, String level, Consumer<Edge> edges) {
    if (state() != AssetState.NORMAL) {
      edges.accept(Edge.ofLevel(Math.max(time, newest), level, AssetState.NORMAL, false, tlp));
    }
  }

  AssetState state() {
    for (int i = THRESHOLDS - 1; i >= 0; i--) {
      if (on[i]) {
        return STATES[i];
      }
    }
    return AssetState.NORMAL;
  }

  boolean condition(ServiceLevel level) {
    for (int i = 0; i < THRESHOLDS; i++) {
      if (threshold(level, i) != null) {
        return on[i];
      }
    }
    return false;
  }

  private void say(
      long time,
      AssetState before,
      boolean conditionBefore,
      ServiceLevel level,
      Consumer<Edge> edges) {
    AssetState after = state();
    boolean condition = condition(level);
    if (after != before || condition != conditionBefore) {
      edges.accept(Edge.ofLevel(time, level.id(), after, condition, tlp));
    }
  }

  private static @Nullable Threshold threshold(ServiceLevel level, int index) {
    return switch (index) {
      case 0 -> level.degraded();
      case 1 -> level.unusable();
      default -> level.stopped();
    };
  }
}
