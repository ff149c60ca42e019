// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.language;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.List;
import org.hamon.topology.AssetState;
import org.jspecify.annotations.Nullable;

/**
 * One stage of a sequence: where, what, how often.
 *
 * @param name unique in its pattern; free text
 * @param states the change is into one of them; empty for any
 * @param condition the change is of this condition; null for changes of state (or any, if {@code
 *     states} is empty too)
 * @param on with a condition: it goes on, else off
 * @param causes one of them; empty for any
 * @param flapping null if it does not matter
 * @param atLeast completes at so many distinct assets, at least 1
 * @param atMost one asset more kills the match; 0 for no limit
 * @param not forbids its event between its neighbours
 * @param strict its first event directly follows the stage before, within the pattern's own view
 */
public record Stage(
    String name,
    Place place,
    Selector selector,
    List<AssetState> states,
    @Nullable String condition,
    boolean on,
    List<Cause> causes,
    @Nullable Boolean flapping,
    int atLeast,
    int atMost,
    boolean not,
    boolean strict,
    boolean optional,
    @Nullable Condition where)
    implements Serializable {

  public Stage {
    requireNonNull(name, "name");
    requireNonNull(place, "place");
    requireNonNull(selector, "selector");
    states = List.copyOf(states);
    causes = List.copyOf(causes);
  }

  /**
   * Whether the change is of the stage's shape: everything but {@code where} and how often. That a
   * cause has become known is news only for a stage that asks for causes.
   */
  public boolean accepts(Symptom symptom) {
    StateChange change = symptom.change();
    return place.holds(symptom)
        && isWanted(change)
        && selector.accepts(change.sector(), change.kind())
        && (causes.isEmpty() ? !change.isCauseOnly() : causes.contains(change.cause()))
        && (flapping == null || flapping == change.flapping());
  }

  private boolean isWanted(StateChange change) {
    if (condition != null) {
      return condition.equals(change.condition())
          && on == change.on()
          && (states.isEmpty() || states.contains(change.state()));
    }
    return states.isEmpty() || (!change.isCondition() && states.contains(change.state()));
  }
}
