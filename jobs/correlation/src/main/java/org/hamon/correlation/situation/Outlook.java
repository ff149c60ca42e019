// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
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
 * Looks ahead: whom the failures of a cluster will hit, when and how likely, what became of what
 * was foretold before, and in which situation each impact stands. Every asset of the lane that does
 * not serve counts, whichever situation it belongs to and if it belongs to none.
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

  /** An impact moves to the situation that raises its likelihood by so much. A design value. */
  private static final double RISE = 0.05;

  /** A situation is needed by an impact whose likelihood it makes up by so much. A design value. */
  private static final double SHARE = 0.01;

  /** Of more situations in one cluster nobody finds out which ones an impact needs. */
  private static final int MOST_TOLD_APART = 8;

  /**
   * So long after its end a failure may still keep an asset out that somebody must start by hand
   * and that nobody hears.
   */
  private static final long FOLLOWS_MILLIS = 2 * HORIZON_MILLIS;

  private final LaneMemory memory;
  private final Evaluate.Listener listener;

  /** What the last look at a cluster found, by asset. */
  private record Seen(
      Collection<String> failing, Map<String, Forecast.Impact> ahead, Graph graph, long at) {}

  Outlook(LaneMemory memory, Evaluate.Listener listener) {
    this.memory = memory;
    this.listener = listener;
  }

  static Forecast.Settings settings(
      int samples,
      Function<String, List<Forecast.Reserve>> reserves,
      Function<String, Forecast.Served> served) {
    return new Forecast.Settings(samples, HORIZON_MILLIS, reserves, served);
  }

  /**
   * Brings the impacts of situations that have to do with each other up to that time.
   *
   * @param together the oldest first
   * @param failing the failing assets that they have to do with
   * @return ids of the situations of which something changed
   */
  Set<String> update(List<Situation> together, SortedSet<String> failing, Graph graph, long at) {
    Seen seen = new Seen(failing, forecast(failing, "", graph, at), graph, at);
    List<Map<String, Forecast.Impact>> without = new ArrayList<>();
    if (together.size() > 1) {
      for (Situation other : together.subList(0, Math.min(MOST_TOLD_APART, together.size()))) {
        without.add(forecast(failing, other.id(), graph, at));
      }
    }
    Set<String> assets = new TreeSet<>(seen.ahead.keySet());
    for (Situation situation : together) {
      assets.addAll(memory.impactsOf(situation).keySet());
      for (AssetNow now : memory.knownMembersOf(situation)) {
        if (!now.isNormal()) {
          assets.add(now.asset());
        }
      }
    }
    Set<String> changed = new HashSet<>();
    for (String asset : assets) {
      Impact before = memory.impactOn(asset);
      Impact judged = judge(asset, before, seen);
      if (judged != null) {
        Situation home = homeOf(judged, before, together, seen);
        Impact impact = with(judged, home, together, without);
        put(home, impact, before, at, changed);
      }
    }
    forgetWhatIsOver(seen);
    return changed;
  }

  private void put(
      Situation home, Impact impact, @Nullable Impact before, long at, Set<String> changed) {
    Situation stood = memory.standingOf(impact.asset());
    memory.put(home, impact);
    if (stood != null && before != null && !stood.id().equals(home.id())) {
      changed.add(stood.id());
      listener.impact(ImpactLine.moved(stood, before, home, at));
      before = null;
    }
    if (before == null || before.isUnsaid() || !ImpactLine.sayTheSame(before, impact)) {
      changed.add(home.id());
      listener.impact(ImpactLine.of(home, impact, at));
    }
  }

  /**
   * A situation ends: what is still foretold in it and goes on without it moves to another.
   *
   * @param others that it has to do with, the oldest first
   * @return ids of the situations that took something over
   */
  Set<String> moveOn(Situation ending, List<Situation> others, Graph graph, long at) {
    Set<String> taking = new HashSet<>();
    for (Impact impact : List.copyOf(memory.impactsOf(ending).values())) {
      if (impact.status() == Status.FORECAST) {
        for (Situation other : others) {
          if (bearsOn(other, impact.asset(), graph)) {
            put(other, impact, impact, at, taking);
            break;
          }
        }
      }
    }
    taking.remove(ending.id());
    return taking;
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

  /**
   * What failures do to whom.
   *
   * @param except the situation whose members are left out; the empty text if none
   */
  private Map<String, Forecast.Impact> forecast(
      Collection<String> failing, String except, Graph graph, long at) {
    List<Forecast.Failure> failures = new ArrayList<>();
    for (String asset : failing) {
      Situation holder = memory.situationOf(asset);
      AssetNow now = memory.asset(asset);
      if (now != null && (holder == null || !holder.id().equals(except))) {
        failures.addAll(now.failures());
      }
    }
    Map<String, Forecast.Impact> byAsset = new TreeMap<>();
    Forecast.Settings settings =
        settings(
            SAMPLES, asset -> memory.reserves().of(asset, at), asset -> served(asset, graph, at));
    for (Forecast.Impact impact : Forecast.simulate(graph, failures, at, settings)) {
      byAsset.put(impact.asset(), impact);
    }
    return byAsset;
  }

  private @Nullable Impact judge(String asset, @Nullable Impact before, Seen seen) {
    AssetNow now = memory.asset(asset);
    Forecast.Impact ahead = seen.ahead.get(asset);
    AssetState state = now == null ? AssetState.NORMAL : now.state();
    boolean foretold = ahead != null && ahead.likelihood() >= NEGLIGIBLE;
    boolean wasForetold = before != null && before.status() == Status.FORECAST;
    Impacts impacts = new Impacts(seen.graph, asset, now, before);
    if (isRemoved(asset, seen.graph)) {
      return before == null ? null : impacts.over(Status.REMOVED, AssetState.UNKNOWN);
    }
    if (now != null && state.isOut()) {
      return impacts.confirmed(ahead);
    }
    boolean due = before != null && wasForetold && before.p10() <= seen.at;
    if (now != null && state == AssetState.UNKNOWN && (due || wasFailing(before))) {
      return impacts.confirmed(ahead);
    }
    if (ahead != null && foretold) {
      boolean unheard = now == null && ahead.p50() <= seen.at;
      return impacts.foretold(ahead, unheard ? AssetState.UNKNOWN : state);
    }
    if (now != null && state == AssetState.DEGRADED && memory.situationOf(asset) != null) {
      return impacts.confirmed(ahead);
    }
    if (before == null) {
      return null;
    }
    Status status = before.status();
    if (wasForetold) {
      status =
          before.p50() > seen.at && cameBackInTime(asset, seen) ? Status.AVERTED : Status.EXPIRED;
    }
    return impacts.over(status, state);
  }

  /** Whether it counted as failed when it was last looked at: silence since then is no recovery. */
  private static boolean wasFailing(@Nullable Impact before) {
    return before != null
        && before.status() == Status.CONFIRMED
        && before.state() != AssetState.NORMAL
        && before.state() != AssetState.RECOVERING;
  }

  /** Whether something that was heard to fail and bears on the asset serves again. */
  private boolean cameBackInTime(String asset, Seen seen) {
    for (String failing : seen.failing) {
      AssetNow now = memory.asset(failing);
      if (now != null
          && !failing.equals(asset)
          && now.hasEndedSpells()
          && memory.clusters().bearsOn(failing, asset, seen.graph)) {
        return true;
      }
    }
    return false;
  }

  /** An asset that stands for a sector in a region is in no topology. */
  static boolean isRemoved(String asset, Graph graph) {
    int at = asset.indexOf('@');
    boolean isPlace = at > 0 && graph.sectors().contains(asset.substring(0, at));
    return !isPlace && graph.asset(asset).isEmpty();
  }

  /** In which situation the impact stands from now on. */
  private Situation homeOf(
      Impact impact, @Nullable Impact before, List<Situation> together, Seen seen) {
    Situation stood = memory.standingOf(impact.asset());
    Situation holder = memory.situationOf(impact.asset());
    if (holder != null && impact.status() != Status.FORECAST) {
      return holder;
    }
    if (together.size() == 1) {
      return together.get(0);
    }
    boolean isNew = before == null || before.status() != Status.FORECAST || stood == null;
    if (isNew || (before != null && impact.likelihood() >= before.likelihood() + RISE)) {
      Situation raising = raising(impact, together, seen.graph);
      if (raising != null) {
        return raising;
      }
    }
    if (stood != null) {
      return stood;
    }
    for (Situation situation : together) {
      if (bearsOn(situation, impact.asset(), seen.graph)) {
        return situation;
      }
    }
    return together.get(0);
  }

  /** Of the situations that changed that whose change raised it; null if none bears on it. */
  private @Nullable Situation raising(Impact impact, List<Situation> together, Graph graph) {
    Situation first = null;
    Situation source = sourceOf(impact, graph);
    for (Situation situation : together) {
      if (situation.isChanged() && bearsOn(situation, impact.asset(), graph)) {
        if (source != null && source.id().equals(situation.id())) {
          return situation;
        }
        if (first == null || situation.changedAt() < first.changedAt()) {
          first = situation;
        }
      }
    }
    return first;
  }

  /** The situation of the failure that its path begins at. */
  private @Nullable Situation sourceOf(Impact impact, Graph graph) {
    return impact.path().isEmpty()
        ? null
        : graph
            .dependency(impact.path().get(0))
            .map(dependency -> memory.situationOf(dependency.provider()))
            .orElse(null);
  }

  private boolean bearsOn(Situation situation, String asset, Graph graph) {
    for (String member : memory.members(situation)) {
      if (memory.clusters().bearsOn(member, asset, graph)) {
        return true;
      }
    }
    return false;
  }

  /** The same with the situations besides its own without which it would be less likely. */
  private static Impact with(
      Impact impact,
      Situation home,
      List<Situation> together,
      List<Map<String, Forecast.Impact>> without) {
    if (impact.status() != Status.FORECAST || without.isEmpty()) {
      return impact;
    }
    Set<String> needed = new LinkedHashSet<>();
    for (int i = 0; i < without.size(); i++) {
      Forecast.Impact alone = without.get(i).get(impact.asset());
      double likelihood = alone == null ? 0 : alone.likelihood();
      if (!together.get(i).id().equals(home.id()) && likelihood < impact.likelihood() - SHARE) {
        needed.add(together.get(i).id());
      }
    }
    return impact.needing(List.copyOf(needed));
  }

  /** Failures that are over are forgotten once nothing follows from them any more. */
  private void forgetWhatIsOver(Seen seen) {
    Clusters clusters = memory.clusters();
    List<AssetNow> over = new ArrayList<>();
    for (String asset : seen.failing) {
      AssetNow now = memory.asset(asset);
      if (now != null && now.hasEndedSpells() && !isNeeded(now, seen, clusters)) {
        over.add(now.withoutEndedSpells());
      }
    }
    for (AssetNow now : over) {
      if (now.isForgettable() && memory.situationOf(now.asset()) == null) {
        memory.forget(now.asset());
      } else {
        memory.put(now);
      }
    }
  }

  /** Whether it may have hit what is out unheard, or came back although others bear on it. */
  private static boolean isNeeded(AssetNow now, Seen seen, Clusters clusters) {
    if (now.cameBack() < seen.at - FOLLOWS_MILLIS
        && now.spells().stream().noneMatch(Spell::isOpen)) {
      return false;
    }
    for (String other : seen.failing) {
      if (!other.equals(now.asset()) && clusters.bearsOn(other, now.asset(), seen.graph)) {
        return true;
      }
    }
    for (Forecast.Impact impact : seen.ahead.values()) {
      if (impact.p10() <= seen.at && clusters.bearsOn(now.asset(), impact.asset(), seen.graph)) {
        return true;
      }
    }
    return false;
  }

  /** What is said of an asset whose silence is a symptom of a match, unless it was foretold. */
  static Impact silent(AssetNow now, Graph graph) {
    return new Impacts(graph, now.asset(), now, null).confirmed(null);
  }

  /**
   * What is known of an asset's service by its own word. One that is expected to be heard served
   * until the news of a hit would have come; silence is found no sooner than it is expected to be
   * heard. Of one that nobody expects to hear its last word counts, and nothing if there is none.
   */
  private Forecast.Served served(String asset, Graph graph, long at) {
    AssetNow now = memory.asset(asset);
    if (now != null && (now.state().isOut() || now.state() == AssetState.UNKNOWN)) {
      return Forecast.Served.UNKNOWN;
    }
    long every = graph.asset(asset).map(Asset::everyMillis).orElse(0L);
    if (every > 0) {
      return Forecast.Served.until(at - Math.max(GRACE_MILLIS, every));
    }
    return now == null ? Forecast.Served.UNKNOWN : Forecast.Served.until(now.since());
  }
}
