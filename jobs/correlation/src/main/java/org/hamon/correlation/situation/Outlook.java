// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.hamon.correlation.situation.Prospect.Ahead;
import org.hamon.patterns.language.Reserve;
import org.hamon.topology.Asset;
import org.hamon.topology.AssetState;
import org.hamon.topology.Forecast;
import org.hamon.topology.Graph;

/**
 * What follows from all failures of a cluster, whichever situation they belong to, at one instant.
 */
final class Outlook {

  /** Samples of one forecast (design, section 5). */
  static final int SAMPLES = 1_024;

  /** Nothing later than this is foretold. */
  static final long HORIZON_MILLIS = 72 * 3_600_000L;

  /** A forecast below this likelihood has expired. */
  static final double NEGLIGIBLE = 0.02;

  /** A situation is needed by an impact whose likelihood it makes up by so much. A design value. */
  private static final double SHARE = 0.01;

  /** Of more situations in one cluster nobody finds out which ones an impact needs. */
  private static final int MOST_TOLD_APART = 8;

  private final Picture picture;
  private final Map<String, AssetNow> known;
  private final Map<String, List<Reserve>> reserves = new HashMap<>();
  private final Graph graph;
  private final long at;

  /**
   * @param known the assets of the picture, by id
   */
  Outlook(Picture picture, Map<String, AssetNow> known, Graph graph, long at) {
    this.picture = picture;
    this.known = known;
    this.graph = graph;
    this.at = at;
    for (Reserve reserve : picture.reserves()) {
      reserves.computeIfAbsent(reserve.asset(), asset -> new ArrayList<>()).add(reserve);
    }
  }

  static Forecast.Settings settings(
      int samples,
      Function<String, List<Forecast.Reserve>> reserves,
      Function<String, Forecast.Served> served) {
    return new Forecast.Settings(samples, HORIZON_MILLIS, reserves, served);
  }

  /**
   * Whom the failures hit, by asset. One forecast of {@value #SAMPLES} samples, and one more for
   * each of the first {@value #MOST_TOLD_APART} situations where there are several.
   */
  List<Ahead> ahead() {
    Map<String, Forecast.Impact> all = without(Set.of());
    Map<String, Map<String, Forecast.Impact>> apart = new TreeMap<>();
    List<SituationNow> situations = picture.situations();
    List<SituationNow> toldApart =
        situations.size() < 2
            ? List.of()
            : situations.subList(0, Math.min(MOST_TOLD_APART, situations.size()));
    for (SituationNow situation : toldApart) {
      apart.put(situation.id(), without(Set.copyOf(situation.members())));
    }
    List<Ahead> ahead = new ArrayList<>(all.size());
    for (Forecast.Impact impact : all.values()) {
      List<String> needed = new ArrayList<>();
      for (SituationNow situation : toldApart) {
        Forecast.Impact alone = apart.getOrDefault(situation.id(), Map.of()).get(impact.asset());
        double likelihood = alone == null ? 0 : alone.likelihood();
        if (likelihood < impact.likelihood() - SHARE) {
          needed.add(situation.id());
        }
      }
      ahead.add(new Ahead(impact, needed));
    }
    return ahead;
  }

  /** What the failures do to whom, if these assets had not failed. */
  private Map<String, Forecast.Impact> without(Set<String> assets) {
    List<Forecast.Failure> failures = new ArrayList<>();
    for (AssetNow now : picture.assets()) {
      if (!assets.contains(now.asset())) {
        failures.addAll(now.failures());
      }
    }
    Map<String, Forecast.Impact> byAsset = new TreeMap<>();
    Forecast.Settings settings = settings(SAMPLES, this::reservesOf, this::served);
    for (Forecast.Impact impact : Forecast.simulate(graph, failures, at, settings)) {
      byAsset.put(impact.asset(), impact);
    }
    return byAsset;
  }

  /** What the asset has left. What was told to stand stands until it should be told again. */
  private List<Forecast.Reserve> reservesOf(String asset) {
    List<Forecast.Reserve> left = new ArrayList<>();
    for (Reserve one : reserves.getOrDefault(asset, List.of())) {
      long stands = one.time() + one.standsForMillis();
      long from = one.running() ? one.time() : Math.max(one.time(), Math.min(at, stands));
      left.add(new Forecast.Reserve(one.time(), from, one.millis(), one.running()));
    }
    return left;
  }

  /**
   * What is known of an asset's service by its own word. One that is expected to be heard served
   * until the news of a hit would have come; silence is found no sooner than it is expected to be
   * heard. Of one that nobody expects to hear its last word counts, and nothing if there is none.
   */
  private Forecast.Served served(String asset) {
    AssetNow now = known.get(asset);
    if (now != null && (now.state().isOut() || now.state() == AssetState.UNKNOWN)) {
      return Forecast.Served.UNKNOWN;
    }
    long every = graph.asset(asset).map(Asset::everyMillis).orElse(0L);
    if (every > 0) {
      return Forecast.Served.until(at - Math.max(Aftermath.GRACE_MILLIS, every));
    }
    return now == null ? Forecast.Served.UNKNOWN : Forecast.Served.until(now.since());
  }
}
