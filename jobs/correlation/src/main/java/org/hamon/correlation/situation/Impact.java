// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.hamon.topology.AssetState;

/**
 * What a situation does, or will do, to one asset.
 *
 * @param kind and {@code region}: empty if the asset has none
 * @param state the asset's state now
 * @param likelihood that it is hit within the horizon, given it is not hit yet; 1 once it failed
 * @param p10 and {@code p50, p90}: when, epoch milliseconds; all equal once it failed
 * @param path ids of the dependencies through which it is hit, from the failed provider on; empty
 *     if through links or by itself
 * @param centrality share of the topology downstream of it, 0 to 1
 * @param failedBefore whether it failed in its situation before what is said of it now
 * @param with other open situations without whose failures it would be less likely, the oldest
 *     first
 * @param isUnsaid whether it came from a situation that ended, and no line has said so of the one
 *     in which it stands now
 */
public record Impact(
    String asset,
    String sector,
    String kind,
    String region,
    Status status,
    AssetState state,
    double likelihood,
    long p10,
    long p50,
    long p90,
    List<String> path,
    long people,
    double substitutability,
    double centrality,
    boolean failedBefore,
    List<String> with,
    boolean isUnsaid) {

  /** The life of a forecast. */
  public enum Status {
    FORECAST,
    /** It failed. */
    CONFIRMED,
    /** The provider came back in time. */
    AVERTED,
    /** The likelihood fell below 0.02 or the horizon passed. */
    EXPIRED,
    /** The asset was taken out of the topology. */
    REMOVED
  }

  public Impact {
    requireNonNull(asset, "asset");
    requireNonNull(sector, "sector");
    requireNonNull(kind, "kind");
    requireNonNull(region, "region");
    requireNonNull(status, "status");
    requireNonNull(state, "state");
    path = List.copyOf(path);
    with = List.copyOf(with);
  }

  /** One that needs no other situation. */
  public Impact(
      String asset,
      String sector,
      String kind,
      String region,
      Status status,
      AssetState state,
      double likelihood,
      long p10,
      long p50,
      long p90,
      List<String> path,
      long people,
      double substitutability,
      double centrality,
      boolean failedBefore) {
    this(
        asset,
        sector,
        kind,
        region,
        status,
        state,
        likelihood,
        p10,
        p50,
        p90,
        path,
        people,
        substitutability,
        centrality,
        failedBefore,
        List.of(),
        false);
  }

  /** Whether it failed in its situation, now or before. */
  boolean hasFailed() {
    return failedBefore || status == Status.CONFIRMED;
  }

  /** The same, which the failures of these other situations make likelier. */
  Impact needing(List<String> situations) {
    return with(situations, isUnsaid);
  }

  /** The same in another situation, of which it has not been said yet. */
  Impact unsaid() {
    return with(with, true);
  }

  private Impact with(List<String> situations, boolean unsaid) {
    return new Impact(
        asset,
        sector,
        kind,
        region,
        status,
        state,
        likelihood,
        p10,
        p50,
        p90,
        path,
        people,
        substitutability,
        centrality,
        failedBefore,
        situations,
        unsaid);
  }
}
