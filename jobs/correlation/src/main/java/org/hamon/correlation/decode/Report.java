// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import static java.util.Objects.requireNonNull;

import org.hamon.patterns.language.Cause;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.AssetState;
import org.jspecify.annotations.Nullable;

/**
 * A failure report, without what must not travel: reporter and text are dropped in decode.
 *
 * @param reportedAt and {@code occurredAt}: epoch milliseconds; equal where the report names only
 *     the first
 * @param severity 0 to 4; -1 if the report names none
 */
public record Report(
    String id,
    AssetState state,
    long reportedAt,
    long occurredAt,
    Cause cause,
    int severity,
    Tlp tlp,
    @Nullable String pseudoSector,
    @Nullable String pseudoRegion) {
  public Report {
    requireNonNull(id, "id");
    requireNonNull(state, "state");
    requireNonNull(cause, "cause");
    requireNonNull(tlp, "tlp");
  }
}
