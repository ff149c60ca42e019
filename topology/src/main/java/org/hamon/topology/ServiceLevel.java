// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * What readings of a metric say about an asset's service. Applies to assets of the sector and, if
 * given, of the kind or with the id.
 *
 * @param degraded at least one of the three thresholds is given
 * @param holdMillis a threshold counts once readings were beyond it for this long
 * @param deadband how far a reading must return before a threshold no longer counts, in the unit of
 *     the metric
 */
public record ServiceLevel(
    String id,
    String sector,
    String metric,
    @Nullable String kind,
    @Nullable String asset,
    @Nullable String unit,
    @Nullable Threshold degraded,
    @Nullable Threshold unusable,
    @Nullable Threshold stopped,
    long holdMillis,
    double deadband) {

  public ServiceLevel {
    requireNonNull(id, "id");
    requireNonNull(sector, "sector");
    requireNonNull(metric, "metric");
  }

  /** Whether the level applies to the asset. */
  public boolean appliesTo(Asset candidate) {
    return sector.equals(candidate.sector())
        && (kind == null || kind.equals(candidate.kind()))
        && (asset == null || asset.equals(candidate.id()));
  }
}
