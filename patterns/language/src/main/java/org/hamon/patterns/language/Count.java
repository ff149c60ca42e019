// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.language;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.List;
import org.hamon.topology.AssetState;

/**
 * So many distinct assets changed within the window, in any order.
 *
 * @param states an asset counts while its latest change in the window is into one of them
 * @param causes one of them; empty for any
 * @param atLeast so many distinct assets
 * @param sectors of so many distinct sectors, at least 1
 * @param pathBetween false: an asset that another counted one reaches by a dependency path is left
 *     out
 */
public record Count(
    Place place,
    Selector selector,
    List<AssetState> states,
    List<Cause> causes,
    int atLeast,
    int sectors,
    boolean pathBetween)
    implements Serializable {

  public Count {
    requireNonNull(place, "place");
    requireNonNull(selector, "selector");
    states = List.copyOf(states);
    causes = List.copyOf(causes);
  }

  /** Whether the window must know of the change: it may count, or end an earlier one's counting. */
  public boolean sees(Symptom symptom) {
    return !symptom.change().isCondition()
        && !(causes.isEmpty() && symptom.change().isCauseOnly())
        && place.holds(symptom)
        && selector.accepts(symptom.change().sector(), symptom.change().kind());
  }

  /** Whether the change, as the latest of its asset in the window, counts. */
  public boolean counts(Symptom symptom) {
    return sees(symptom)
        && states.contains(symptom.change().state())
        && (causes.isEmpty() || causes.contains(symptom.change().cause()));
  }
}
