// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import java.util.List;
import org.hamon.correlation.situation.Impact.Status;
import org.hamon.topology.Asset;
import org.hamon.topology.AssetState;
import org.hamon.topology.Forecast;
import org.hamon.topology.Graph;
import org.jspecify.annotations.Nullable;

/**
 * Makes impacts on one asset.
 *
 * @param now what is known of it; null if nothing is
 * @param before what was said of it before; null if nothing was
 */
record Impacts(Graph graph, String id, @Nullable AssetNow now, @Nullable Impact before) {

  /** It failed, or is silent when it was due. */
  Impact confirmed(Forecast.@Nullable Impact ahead) {
    List<String> path = List.of();
    if (before != null) {
      path = before.path();
    } else if (ahead != null) {
      path = ahead.path();
    }
    long when = now == null ? 0 : now.failedAt();
    AssetState state = now == null ? AssetState.UNKNOWN : now.state();
    return of(Status.CONFIRMED, state, 1, when, when, when, path);
  }

  /** It will or may fail, or has if nobody hears it. */
  Impact foretold(Forecast.Impact ahead, AssetState state) {
    return of(
        Status.FORECAST,
        state,
        ahead.likelihood(),
        ahead.p10(),
        ahead.p50(),
        ahead.p90(),
        ahead.path());
  }

  /** What was said of it is over, or has been for a while. */
  Impact over(Status status, AssetState state) {
    if (before == null) {
      throw new IllegalStateException(
          "Expected something said of " + id + " before, but found none");
    }
    double likelihood = status == Status.CONFIRMED ? 1 : 0;
    return of(status, state, likelihood, before.p10(), before.p50(), before.p90(), before.path());
  }

  private Impact of(
      Status status,
      AssetState state,
      double likelihood,
      long p10,
      long p50,
      long p90,
      List<String> path) {
    Asset asset = graph.asset(id).orElse(null);
    return new Impact(
        id,
        sector(asset),
        asset == null || asset.kind() == null ? "" : asset.kind(),
        region(asset),
        status,
        state,
        likelihood,
        p10,
        p50,
        p90,
        path,
        asset == null ? 0 : asset.people(),
        asset == null ? 0 : asset.substitutability(),
        asset == null ? 0 : graph.centrality(id),
        before != null && before.hasFailed());
  }

  private String sector(@Nullable Asset asset) {
    if (asset != null) {
      return asset.sector();
    }
    if (now != null) {
      return now.sector();
    }
    return before == null ? Asset.AREA : before.sector();
  }

  private String region(@Nullable Asset asset) {
    String region = asset != null ? asset.region() : now != null ? now.region() : null;
    return region == null ? "" : region;
  }
}
