// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.hamon.correlation.situation.Impact.Status;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.Asset;
import org.hamon.topology.AssetState;
import org.hamon.topology.Forecast;
import org.hamon.topology.Graph;
import org.jspecify.annotations.Nullable;

/**
 * Looks ahead: whom the failed members of a situation will hit, when and how likely, and what
 * became of what was foretold before (contract, {@code impacts[].status}).
 */
final class Outlook {

  /** Samples of one forecast (design, section 5). */
  static final int SAMPLES = 1_024;

  /** Nothing later than this is foretold. */
  static final long HORIZON_MILLIS = 72 * 3_600_000L;

  /** A forecast below this likelihood has expired. */
  static final double NEGLIGIBLE = 0.02;

  /**
   * News of a hit takes up to this long to reach us, or as long as the asset may be silent; if it
   * is not known to have failed by then, it still serves. A design value.
   */
  static final long GRACE_MILLIS = 600_000;

  private final LaneMemory memory;

  Outlook(LaneMemory memory) {
    this.memory = memory;
  }

  static Forecast.Settings settings(
      int samples,
      Function<String, List<Forecast.Reserve>> reserves,
      Function<String, Forecast.Served> served) {
    return new Forecast.Settings(samples, HORIZON_MILLIS, reserves, served);
  }

  /** Brings the impacts of the situation up to that time; returns those that changed. */
  List<Impact> update(Situation situation, List<AssetNow> members, Graph graph, long at) {
    Map<String, Impact> before = memory.impactsOf(situation);
    Map<String, Forecast.Impact> forecast = forecast(members, before, graph, at);
    Set<String> assets = new TreeSet<>(forecast.keySet());
    assets.addAll(before.keySet());
    members.stream().filter(now -> !now.isNormal()).forEach(now -> assets.add(now.asset()));
    List<Impact> after = new ArrayList<>();
    for (String asset : assets) {
      Impact impact = judge(asset, before.get(asset), forecast.get(asset), members, graph, at);
      if (impact != null) {
        after.add(impact);
      }
    }
    List<Impact> changed =
        after.stream()
            .filter(
                impact -> {
                  Impact had = before.get(impact.asset());
                  return had == null || !ImpactLine.sayTheSame(had, impact);
                })
            .toList();
    after.forEach(impact -> memory.put(situation, impact));
    return changed;
  }

  /** The most restrictive label of the reserves that forecasts rest on; null if on none. */
  @Nullable Tlp labelOf(Situation situation) {
    Tlp label = null;
    for (Impact impact : memory.impactsOf(situation).values()) {
      Tlp own = memory.reserves().labelOf(impact.asset());
      if (own != null && impact.status() == Status.FORECAST) {
        label = label == null ? own : Tlp.mostRestrictive(label, own);
      }
    }
    return label;
  }

  private Map<String, Forecast.Impact> forecast(
      List<AssetNow> members, Map<String, Impact> before, Graph graph, long at) {
    List<Forecast.Failure> failures = new ArrayList<>();
    for (AssetNow now : members) {
      if (now.state() != AssetState.NORMAL) {
        failures.add(new Forecast.Failure(now.asset(), now.since(), null, now.state()));
      }
      new TreeMap<>(now.conditions())
          .forEach(
              (condition, on) ->
                  failures.add(new Forecast.Failure(now.asset(), on, condition, now.state())));
    }
    Map<String, Forecast.Impact> byAsset = new TreeMap<>();
    Forecast.Settings settings =
        settings(
            SAMPLES,
            asset -> memory.reserves().of(asset, at),
            asset -> served(asset, before.get(asset), graph, at));
    for (Forecast.Impact impact : Forecast.simulate(graph, failures, at, settings)) {
      byAsset.put(impact.asset(), impact);
    }
    return byAsset;
  }

  private @Nullable Impact judge(
      String asset,
      @Nullable Impact before,
      Forecast.@Nullable Impact ahead,
      List<AssetNow> members,
      Graph graph,
      long at) {
    AssetNow now = memory.asset(asset);
    AssetState state = now == null ? AssetState.NORMAL : now.state();
    if (now != null && (state.isOut() || state == AssetState.DEGRADED)) {
      return impact(graph, asset, now, Status.CONFIRMED, state, 1, now.since(), before, ahead);
    }
    boolean foretold = before != null && before.status() == Status.FORECAST;
    boolean overdue = foretold && before != null && before.p10() <= at;
    if (now != null && state == AssetState.UNKNOWN && (overdue || wasFailing(before))) {
      return impact(graph, asset, now, Status.CONFIRMED, state, 1, now.since(), before, ahead);
    }
    if (ahead != null && ahead.likelihood() >= NEGLIGIBLE) {
      return described(
          graph,
          asset,
          now,
          before,
          Status.FORECAST,
          state,
          ahead.likelihood(),
          ahead.p10(),
          ahead.p50(),
          ahead.p90(),
          ahead.path());
    }
    if (before == null) {
      return null;
    }
    Status status = before.status();
    if (foretold) {
      status = isThreatened(before, members, graph) ? Status.EXPIRED : Status.AVERTED;
    }
    return described(
        graph,
        asset,
        now,
        before,
        status,
        state,
        status == Status.CONFIRMED ? 1 : 0,
        before.p10(),
        before.p50(),
        before.p90(),
        before.path());
  }

  /** Whether it counted as failed when it was last looked at: silence since then is no recovery. */
  private static boolean wasFailing(@Nullable Impact before) {
    return before != null
        && before.status() == Status.CONFIRMED
        && before.state() != AssetState.NORMAL
        && before.state() != AssetState.RECOVERING;
  }

  /** What is said of an asset whose silence is a symptom of a match, unless it was foretold. */
  static Impact silent(AssetNow now, Graph graph) {
    return impact(
        graph, now.asset(), now, Status.CONFIRMED, now.state(), 1, now.since(), null, null);
  }

  /** Whether what threatened the asset still does: the failed provider its path begins at. */
  private boolean isThreatened(Impact before, List<AssetNow> members, Graph graph) {
    if (before.path().isEmpty()) {
      return members.stream().anyMatch(AssetNow::isFailedOrConditioned);
    }
    AssetNow source =
        graph
            .dependency(before.path().get(0))
            .map(dependency -> memory.asset(dependency.provider()))
            .orElse(null);
    return source != null && source.isFailedOrConditioned();
  }

  private static Impact impact(
      Graph graph,
      String asset,
      AssetNow now,
      Status status,
      AssetState state,
      double likelihood,
      long when,
      @Nullable Impact before,
      Forecast.@Nullable Impact ahead) {
    List<String> path = List.of();
    if (before != null) {
      path = before.path();
    } else if (ahead != null) {
      path = ahead.path();
    }
    return described(graph, asset, now, before, status, state, likelihood, when, when, when, path);
  }

  private static Impact described(
      Graph graph,
      String id,
      @Nullable AssetNow now,
      @Nullable Impact before,
      Status status,
      AssetState state,
      double likelihood,
      long p10,
      long p50,
      long p90,
      List<String> path) {
    Asset asset = graph.asset(id).orElse(null);
    String sector = asset != null ? asset.sector() : now != null ? now.sector() : Asset.AREA;
    String region = asset != null ? asset.region() : now != null ? now.region() : null;
    return new Impact(
        id,
        sector,
        asset == null || asset.kind() == null ? "" : asset.kind(),
        region == null ? "" : region,
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

  /**
   * What is not known to be out, silent or degraded served until the news of a hit would have come;
   * silence is found no sooner than the asset is expected to be heard. What failed in the situation
   * and is well again serves since then without what is still lost: another way, or a generator.
   */
  private Forecast.Served served(String asset, @Nullable Impact before, Graph graph, long at) {
    AssetNow now = memory.asset(asset);
    if (now != null && now.state() != AssetState.NORMAL && now.state() != AssetState.RECOVERING) {
      return Forecast.Served.UNKNOWN;
    }
    long every = graph.asset(asset).map(Asset::everyMillis).orElse(0L);
    long until = at - Math.max(GRACE_MILLIS, every);
    if (now != null && before != null && before.hasFailed()) {
      return new Forecast.Served(now.since(), until);
    }
    return Forecast.Served.until(until);
  }
}
