// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.heed;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hamon.patterns.language.StateChange;
import org.hamon.topology.AssetState;
import org.jspecify.annotations.Nullable;

/**
 * What later stages know of one asset, and what is withheld from them.
 *
 * @param state the last one that was passed on
 * @param conditions that are on as far as later stages know
 * @param held the last change of state, if it is withheld
 * @param heldConditions that went on and are withheld
 * @param decided ids of the controls under which something was withheld, with their ends
 */
public record Passed(
    AssetState state,
    List<String> conditions,
    @Nullable StateChange held,
    List<StateChange> heldConditions,
    Map<String, Long> decided) {

  static final Passed NORMAL = new Passed(AssetState.NORMAL, List.of(), null, List.of(), Map.of());

  public Passed {
    requireNonNull(state, "state");
    conditions = List.copyOf(conditions);
    heldConditions = List.copyOf(heldConditions);
    decided = Map.copyOf(decided);
  }

  boolean withholds() {
    return held != null || !heldConditions.isEmpty();
  }

  /** All that is withheld, in the order in which it is to be told. */
  List<StateChange> withheld() {
    List<StateChange> all = new ArrayList<>(heldConditions);
    if (held != null) {
      all.add(held);
    }
    all.sort(
        Comparator.comparing(
            StateChange::condition, Comparator.nullsFirst(Comparator.naturalOrder())));
    return all;
  }

  Passed withhold(StateChange change) {
    if (!change.isCondition()) {
      return new Passed(state, conditions, change, heldConditions, decided);
    }
    List<StateChange> more = new ArrayList<>(without(heldConditions, change.condition()));
    more.add(change);
    return new Passed(state, conditions, held, more, decided);
  }

  /** A change was passed on; whatever was withheld of its kind is overtaken. */
  Passed pass(StateChange change) {
    String condition = change.condition();
    if (condition == null) {
      return new Passed(change.state(), conditions, null, heldConditions, decided);
    }
    List<String> on = new ArrayList<>(conditions);
    on.remove(condition);
    if (change.on()) {
      on.add(condition);
    }
    return new Passed(state, on, held, without(heldConditions, condition), decided);
  }

  /** What was withheld is over without ever having been told. */
  Passed drop(StateChange change) {
    return change.isCondition()
        ? new Passed(state, conditions, held, without(heldConditions, change.condition()), decided)
        : new Passed(state, conditions, null, heldConditions, decided);
  }

  boolean holdsCondition(@Nullable String condition) {
    return heldConditions.stream().anyMatch(one -> one.isCondition() && isOf(one, condition));
  }

  Passed decided(String control, long until) {
    Map<String, Long> more = new TreeMap<>(decided);
    more.put(control, until);
    return new Passed(state, conditions, held, heldConditions, more);
  }

  /** Without the controls that have ended by then. */
  Passed at(long time) {
    Map<String, Long> left = new TreeMap<>(decided);
    left.values().removeIf(until -> until <= time);
    return left.size() == decided.size()
        ? this
        : new Passed(state, conditions, held, heldConditions, left);
  }

  private static List<StateChange> without(List<StateChange> held, @Nullable String condition) {
    return held.stream().filter(one -> !isOf(one, condition)).toList();
  }

  private static boolean isOf(StateChange one, @Nullable String condition) {
    return condition != null && condition.equals(one.condition());
  }
}
