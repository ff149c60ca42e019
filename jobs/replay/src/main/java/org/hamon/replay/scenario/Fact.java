// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scenario;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One documented fact of an incident.
 *
 * @param kind FAIL, DEGRADE, RECOVER, MEASURE, ACTION or PRECURSOR
 * @param sources ids of the sources, as in the scenario's page
 * @param certainty of the fact and its minute: H, M or L
 * @param words ours, not the source's
 * @param value a documented number, where there is one
 * @param region where it happened, if the record names a place; else null: that of the incident
 * @param label {@code fail} or {@code degrade} where a warning should have come before; else null
 */
public record Fact(
    String id,
    Instant at,
    String sector,
    String kind,
    List<String> sources,
    String certainty,
    String words,
    @Nullable Double value,
    @Nullable String region,
    @Nullable String label) {
  public Fact {
    requireNonNull(id, "id");
    requireNonNull(at, "at");
    requireNonNull(sector, "sector");
    requireNonNull(kind, "kind");
    requireNonNull(certainty, "certainty");
    requireNonNull(words, "words");
    sources = List.copyOf(sources);
  }
}
