// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.hamon.patterns.language.StateChange;
import org.hamon.topology.AssetState;
import org.hamon.topology.Forecast;
import org.hamon.topology.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * A time in which an asset was, by its own word, not normal or under a condition.
 *
 * @param condition that was on; null if it is the state that was not normal
 * @param until when its own word ended it, epoch milliseconds; {@link Forecast.Failure#OPEN} if it
 *     has not. Silence ends nothing
 */
public record Spell(@Nullable String condition, AssetState state, long from, long until) {

  /** Of an asset that comes and goes no more than this are kept that are over. */
  private static final int MOST_ENDED = 16;

  public Spell {
    requireNonNull(state, "state");
  }

  /** The spells of an asset after a change, given those before; oldest first. */
  static List<Spell> after(List<Spell> before, StateChange change) {
    List<Spell> after = new ArrayList<>();
    boolean goesOn = false;
    for (Spell spell : before) {
      if (spell.isOpen() && spell.isEndedBy(change)) {
        if (change.time() > spell.from) {
          after.add(new Spell(spell.condition, spell.state, spell.from, change.time()));
        }
      } else {
        goesOn |= spell.isOpen() && spell.isWhat(change);
        after.add(spell);
      }
    }
    if (begins(change) && !goesOn) {
      after.add(
          new Spell(
              change.condition(), change.state(), began(change, after), Forecast.Failure.OPEN));
    }
    while (after.stream().filter(spell -> !spell.isOpen()).count() > MOST_ENDED) {
      after.remove(after.stream().filter(spell -> !spell.isOpen()).findFirst().orElseThrow());
    }
    return List.copyOf(after);
  }

  /** When what changed began; not before what was otherwise by then was over. */
  private static long began(StateChange change, List<Spell> before) {
    long began = change.began();
    for (Spell spell : before) {
      boolean isOfState = spell.condition == null && !change.isCondition();
      if (isOfState && !spell.isOpen()) {
        began = Math.max(began, spell.until);
      }
    }
    return Math.min(began, change.time());
  }

  private static boolean begins(StateChange change) {
    return change.isCondition() ? change.on() : change.state() != AssetState.NORMAL;
  }

  private boolean isEndedBy(StateChange change) {
    if (change.isCondition() || condition != null) {
      return change.isCondition() && Objects.equals(change.condition(), condition) && !change.on();
    }
    return change.state() != AssetState.UNKNOWN && !isWhat(change);
  }

  /** Whether the change says of the asset what the spell says: stopped and unusable are one. */
  private boolean isWhat(StateChange change) {
    if (change.isCondition() || condition != null) {
      return change.isCondition() && Objects.equals(change.condition(), condition);
    }
    return change.state() == state || (change.state().isOut() && state.isOut());
  }

  boolean isOpen() {
    return until == Forecast.Failure.OPEN;
  }

  /** Whether it takes its asset out. */
  boolean isOut() {
    return condition == null && state.isOut();
  }

  /** Whether a dependency with that trigger is hit by it. */
  boolean meets(Trigger trigger) {
    return condition == null ? trigger.isMetBy(state) : condition.equals(trigger.condition());
  }

  Forecast.Failure failureOf(String asset) {
    return new Forecast.Failure(asset, from, condition, state, until);
  }
}
