// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hamon.correlation.situation.Impact.Status;
import org.hamon.correlation.situation.Prospect.Ahead;
import org.hamon.topology.AssetState;
import org.hamon.topology.Forecast;
import org.hamon.topology.Graph;
import org.hamon.topology.Spread;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of what was foretold: confirmed, averted, expired, removed, or foretold still; and
 * in which situation it stands.
 */
final class LifeOfImpacts {

  /** An impact moves to the situation that raises its likelihood by so much. A design value. */
  private static final double RISE = 0.05;

  private static final int REMEMBERED = 4_096;

  private static final int[] NOTHING = {};

  private final ToldSoFar told;
  private final Sayings sayings;

  /** What failing assets may bear on, as long as the graph is the same. */
  private final Map<Set<Forecast.Failure>, int[]> spreads =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Set<Forecast.Failure>, int[]> eldest) {
          return size() > REMEMBERED;
        }
      };

  private @Nullable Graph spreadIn;

  LifeOfImpacts(ToldSoFar told, Sayings sayings) {
    this.told = told;
    this.sayings = sayings;
  }

  /**
   * Brings all that is said of the cluster up to date.
   *
   * @return ids of the situations of which something changed
   */
  Set<String> update(Seen seen) {
    Set<String> assets = new TreeSet<>(seen.ahead().keySet());
    for (SituationNow part : seen.situations()) {
      assets.addAll(told.impactsOf(part.id()).keySet());
      for (AssetNow now : seen.membersOf(part)) {
        if (!now.isNormal()) {
          assets.add(now.asset());
        }
      }
    }
    Set<String> changed = new HashSet<>();
    for (String asset : assets) {
      Impact before = told.impactOn(asset);
      Impact judged = judge(asset, before, seen);
      if (judged != null) {
        SituationNow home = homeOf(judged, before, seen);
        put(home, needing(judged, home, seen), before, seen.at(), changed);
      }
    }
    return changed;
  }

  /**
   * A situation ends: what is still foretold in it and goes on without it moves to another.
   *
   * @param others that it has to do with, the oldest first
   * @return ids of the situations that took something over
   */
  Set<String> moveOn(SituationNow ending, List<SituationNow> others, Seen seen) {
    Set<String> taking = new HashSet<>();
    for (Impact impact : List.copyOf(told.impactsOf(ending.id()).values())) {
      if (impact.status() == Status.FORECAST) {
        for (SituationNow other : others) {
          if (bearsOn(other, impact.asset(), seen)) {
            put(other, impact, impact, seen.at(), taking);
            break;
          }
        }
      }
    }
    taking.remove(ending.id());
    return taking;
  }

  /** What is said in a situation stands in its successor from now on. */
  void moveAll(SituationNow from, String successor, long at) {
    for (Impact impact : List.copyOf(told.impactsOf(from.id()).values())) {
      sayings.impact(ImpactLine.moved(from.id(), from.situation().lane(), impact, successor, at));
      told.put(successor, impact.unsaid());
    }
  }

  private void put(
      SituationNow home, Impact impact, @Nullable Impact before, long at, Set<String> changed) {
    String stood = told.standingOf(impact.asset());
    told.put(home.id(), impact);
    Impact said = before;
    if (stood != null && before != null && !stood.equals(home.id())) {
      changed.add(stood);
      sayings.impact(ImpactLine.moved(stood, home.situation().lane(), before, home.id(), at));
      said = null;
    }
    if (said == null || said.isUnsaid() || !ImpactLine.sayTheSame(said, impact)) {
      changed.add(home.id());
      sayings.impact(ImpactLine.of(home.situation(), impact, at));
    }
  }

  private @Nullable Impact judge(String asset, @Nullable Impact before, Seen seen) {
    AssetNow now = seen.known().get(asset);
    Ahead next = seen.ahead().get(asset);
    Forecast.Impact ahead = next == null ? null : next.impact();
    AssetState state = now == null ? AssetState.NORMAL : now.state();
    boolean wasForetold = before != null && before.status() == Status.FORECAST;
    Impacts impacts = new Impacts(seen.graph(), asset, now, before);
    if (LaneMemory.isRemoved(asset, seen.graph())) {
      return before == null ? null : impacts.over(Status.REMOVED, AssetState.UNKNOWN);
    }
    if (now != null && state.isOut()) {
      return impacts.confirmed(ahead);
    }
    boolean due = before != null && wasForetold && before.p10() <= seen.at();
    if (now != null
        && state == AssetState.UNKNOWN
        && (due || wasFailing(before) || (before == null && now.isSymptom()))) {
      return impacts.confirmed(ahead);
    }
    if (ahead != null && ahead.likelihood() >= Outlook.NEGLIGIBLE) {
      boolean unheard = now == null && ahead.p50() <= seen.at();
      return impacts.foretold(ahead, unheard ? AssetState.UNKNOWN : state);
    }
    if (now != null && state == AssetState.DEGRADED && seen.holders().containsKey(asset)) {
      return impacts.confirmed(ahead);
    }
    if (before == null) {
      return null;
    }
    Status status = before.status();
    if (wasForetold) {
      status =
          before.p50() > seen.at() && cameBackInTime(asset, seen) ? Status.AVERTED : Status.EXPIRED;
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
    for (AssetNow failing : seen.known().values()) {
      if (failing.hasEndedSpells()
          && !failing.asset().equals(asset)
          && bearsOn(failing, asset, seen)) {
        return true;
      }
    }
    return false;
  }

  /** In which situation the impact stands from now on. */
  private SituationNow homeOf(Impact impact, @Nullable Impact before, Seen seen) {
    SituationNow holder = seen.holders().get(impact.asset());
    if (holder != null && impact.status() != Status.FORECAST) {
      return holder;
    }
    List<SituationNow> together = seen.situations();
    if (together.size() == 1) {
      return together.get(0);
    }
    SituationNow stood = standing(impact.asset(), together);
    boolean isNew = before == null || before.status() != Status.FORECAST || stood == null;
    double was = before == null ? 0 : before.likelihood();
    if (isNew || impact.likelihood() >= was + RISE) {
      SituationNow raising = raising(impact, seen);
      if (raising != null) {
        return raising;
      }
    }
    if (stood != null) {
      return stood;
    }
    return together.stream()
        .filter(part -> bearsOn(part, impact.asset(), seen))
        .findFirst()
        .orElse(together.get(0));
  }

  private @Nullable SituationNow standing(String asset, List<SituationNow> together) {
    String stood = told.standingOf(asset);
    return together.stream().filter(part -> part.id().equals(stood)).findFirst().orElse(null);
  }

  /** Of the situations that changed that whose change raised it; null if none bears on it. */
  private @Nullable SituationNow raising(Impact impact, Seen seen) {
    SituationNow first = null;
    SituationNow source = sourceOf(impact, seen);
    for (SituationNow part : seen.situations()) {
      Situation situation = part.situation();
      if (!seen.prospect().isLook()
          && situation.isChanged()
          && bearsOn(part, impact.asset(), seen)) {
        if (source != null && part.id().equals(source.id())) {
          return part;
        }
        if (first == null || situation.changedAt() < first.situation().changedAt()) {
          first = part;
        }
      }
    }
    return first;
  }

  /** The situation of the failure that its path begins at. */
  private static @Nullable SituationNow sourceOf(Impact impact, Seen seen) {
    return impact.path().isEmpty()
        ? null
        : seen.graph()
            .dependency(impact.path().get(0))
            .map(dependency -> seen.holders().get(dependency.provider()))
            .orElse(null);
  }

  private boolean bearsOn(SituationNow part, String asset, Seen seen) {
    for (AssetNow member : seen.membersOf(part)) {
      if (bearsOn(member, asset, seen)) {
        return true;
      }
    }
    return false;
  }

  private boolean bearsOn(AssetNow failing, String asset, Seen seen) {
    int[] spread = seen.spreads().computeIfAbsent(failing.asset(), id -> spreadOf(failing, seen));
    return Spread.reaches(seen.graph(), spread, asset);
  }

  private int[] spreadOf(AssetNow failing, Seen seen) {
    Graph graph = seen.graph();
    if (graph != spreadIn) {
      spreads.clear();
      spreadIn = graph;
    }
    Set<Forecast.Failure> kinds = failing.kindsOfFailure();
    return kinds.isEmpty()
        ? NOTHING
        : spreads.computeIfAbsent(kinds, key -> Spread.of(graph, failing.asset(), key));
  }

  /** The same with the situations besides its own without which it would be less likely. */
  private static Impact needing(Impact impact, SituationNow home, Seen seen) {
    Ahead ahead = seen.ahead().get(impact.asset());
    if (impact.status() != Status.FORECAST || ahead == null || ahead.needed().isEmpty()) {
      return impact;
    }
    return impact.needing(
        ahead.needed().stream().filter(needed -> !needed.equals(home.id())).toList());
  }
}
