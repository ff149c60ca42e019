// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import static java.util.Objects.requireNonNull;

import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.AssetState;
import org.jspecify.annotations.Nullable;

/**
 * One observed fact behind a situation: a member's newest state and where it is known from.
 *
 * @param at since when it is known
 * @param began when it began, by a report that says so; else {@code at}
 */
public record EvidenceItem(
    String asset,
    String sector,
    AssetState state,
    long at,
    long began,
    StateChange.Evidence from,
    @Nullable String ref,
    Tlp tlp) {
  public EvidenceItem {
    requireNonNull(asset, "asset");
    requireNonNull(sector, "sector");
    requireNonNull(state, "state");
    requireNonNull(from, "from");
    requireNonNull(tlp, "tlp");
  }
}
