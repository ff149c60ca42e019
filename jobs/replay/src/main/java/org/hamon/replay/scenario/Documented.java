// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scenario;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is documented of one incident: the content of {@code facts.yaml}.
 *
 * @param region of the labels; null if the incident hit more than one region
 * @param demand published series of the demand, where there is one
 */
record Documented(
    String incident,
    String title,
    @Nullable String region,
    List<Fact> facts,
    @Nullable Demand demand,
    List<String> unaffected) {

  /** Published means over five minutes each. */
  record Demand(List<String> sources, List<Slot> slots) {
    Demand {
      sources = List.copyOf(sources);
      slots = List.copyOf(slots);
    }
  }

  /**
   * One mean.
   *
   * @param at when its five minutes begin
   */
  record Slot(Instant at, double value) {}

  Documented {
    requireNonNull(incident, "incident");
    requireNonNull(title, "title");
    facts = List.copyOf(facts);
    unaffected = List.copyOf(unaffected);
  }

  Fact fact(String id) {
    return facts.stream()
        .filter(fact -> fact.id().equals(id))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Expected the id of a fact of " + incident + ", but '" + id + "' is none."));
  }
}
