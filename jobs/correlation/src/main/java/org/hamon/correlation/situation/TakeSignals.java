// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hamon.patterns.language.Match;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.AssetState;
import org.hamon.topology.Dependency;
import org.hamon.topology.Graph;
import org.hamon.topology.GroundedService;
import org.hamon.topology.Reach;
import org.hamon.topology.Spread;
import org.jspecify.annotations.Nullable;

/**
 * Decides which situation a signal belongs to: opens, takes and merges (contract, "Situations").
 *
 * <p>Beyond the contract's sentences: a failure upstream of an open situation's root belongs to
 * that situation, since it may be the true root; and what failed downstream within the hour before
 * its root did is taken along, as is what could have caused it. All of it follows from one incident
 * being one situation.
 */
final class TakeSignals {

  /** A root that was normal for this long and stops again opens a new situation. */
  static final long RESTED_MILLIS = 3_600_000;

  /** What falls out within this long and shares a direct dependent is one incident. */
  static final long TOGETHER_MILLIS = 600_000;

  /** What failed downstream within this long before its root is taken along. */
  static final long ADOPTION_MILLIS = 3_600_000;

  private final LaneMemory memory;
  private final Downstream downstream;
  private final TakingOver takingOver;

  /** Hears of each situation that another takes over. */
  interface TakingOver {
    /**
     * @param had its members as they stood before
     */
    void of(Situation situation, List<AssetNow> had, Situation successor);
  }

  TakeSignals(LaneMemory memory, Downstream downstream, TakingOver takingOver) {
    this.memory = memory;
    this.downstream = downstream;
    this.takingOver = takingOver;
  }

  void hear(StateChange change, Graph graph) {
    if (change.tlp() == Tlp.RED) {
      // Nothing that follows from it may leave, so it must not be inferable from a situation.
      return;
    }
    String asset = change.asset();
    AssetNow before = memory.asset(asset);
    AssetNow now = AssetNow.after(before, change);
    Situation holder = memory.situationOf(asset);
    if (holder != null) {
      List<AssetNow> had = List.of();
      boolean failsAgain = holder.isRoot(asset) && failsAgain(before, now);
      if (failsAgain) {
        had = memory.knownMembersOf(holder);
      }
      memory.put(now);
      countFailure(change, goesOut(before, now));
      if (failsAgain) {
        succeed(holder, had, now, change.time(), graph);
      } else {
        if (goesOut(before, now)) {
          holder = join(holder, joinedBy(now, graph));
        }
        memory.put(memory.situation(holder.id()).changed(change.time()));
      }
    } else if (now.isNormal()) {
      bearing(now, change.time(), graph);
    } else {
      memory.put(now);
      place(change, now, goesOut(before, now), graph);
      if (memory.situationOf(asset) == null) {
        bearing(now, change.time(), graph);
      }
    }
  }

  /** What is under maintenance alarms nobody and is in no situation, but the outlook counts it. */
  void hearWithheld(StateChange change, Graph graph) {
    AssetNow now = AssetNow.afterWithheld(memory.asset(change.asset()), change);
    Situation holder = memory.situationOf(change.asset());
    if (holder != null) {
      memory.put(now);
      memory.put(memory.situation(holder.id()).changed(change.time()));
    } else {
      bearing(now, change.time(), graph);
    }
  }

  /** An asset in no situation: the situations that it has to do with are looked at again. */
  private void bearing(AssetNow now, long time, Graph graph) {
    memory.put(now);
    for (String other : memory.clusters().with(List.of(now.asset()), graph)) {
      Situation situation = memory.situationOf(other);
      if (situation != null) {
        memory.put(situation.changed(time));
        return;
      }
    }
    if (now.isNormal()) {
      // nothing foretold can follow from what is over
      memory.forgetWhatIsOver(now);
    }
  }

  void hear(Match match, Graph graph) {
    if (match.shadow()) {
      return;
    }
    Map<String, Situation> holders = new TreeMap<>();
    List<String> concerned = new ArrayList<>(match.members());
    concerned.add(match.root());
    for (String asset : concerned) {
      Situation holder = memory.situationOf(asset);
      if (holder != null) {
        holders.put(holder.id(), holder);
      }
    }
    List<Situation> found = List.copyOf(holders.values());
    Situation situation =
        found.isEmpty()
            ? takerOf(match.root(), graph)
            : join(found.get(0), found.subList(1, found.size()));
    if (situation == null) {
      situation = Situation.openedBy(match.lane(), match.root(), match.at());
    }
    situation = situation.withMatch(match).changed(match.at());
    memory.put(situation);
    for (String asset : match.members()) {
      AssetNow now = memory.asset(asset);
      if (now != null && memory.situationOf(asset) == null) {
        memory.join(asset, situation);
      }
      if (now != null && now.state() == AssetState.UNKNOWN && !now.isSymptom()) {
        // one that is silent alone says nothing; that it is a symptom makes it concerned
        memory.put(now.asSymptom());
      }
    }
    addRoot(match.root(), situation, match.at(), graph);
  }

  private void place(StateChange change, AssetNow now, boolean goesOut, Graph graph) {
    List<Situation> joined = new ArrayList<>();
    if (goesOut) {
      joined.addAll(joinedBy(now, graph));
    } else {
      Situation taker = takerOf(change.asset(), graph);
      if (taker != null) {
        joined.add(taker);
      }
    }
    if (!joined.isEmpty()) {
      Situation taker = join(joined.get(0), joined.subList(1, joined.size()));
      memory.join(change.asset(), taker);
      memory.put(taker.changed(change.time()));
      if (goesOut && !downstream.of(taker, graph).assets().contains(change.asset())) {
        addRoot(change.asset(), memory.situation(taker.id()), change.time(), graph);
      }
      countFailure(change, goesOut);
    } else if (opens(change, graph)) {
      Situation before = memory.past().reopenedBy(change.asset());
      Situation situation =
          before == null
              ? Situation.openedBy(change.lane(), change.asset(), change.time())
              : before.reopened(change.time());
      memory.put(situation);
      addRoot(change.asset(), situation, change.time(), graph);
      countFailure(change, goesOut);
    }
  }

  private void countFailure(StateChange change, boolean goesOut) {
    Situation holder = memory.situationOf(change.asset());
    if (goesOut && holder != null && holder.isRoot(change.asset())) {
      memory.past().fails(change.asset(), change.time());
    }
  }

  private static boolean goesOut(@Nullable AssetNow before, AssetNow now) {
    return now.state().isOut() && (before == null || !before.state().isOut());
  }

  /**
   * The open situations that an asset which goes out makes one, the oldest first: those it lies
   * downstream of, by their roots or by what fails with them, those whose members' failures
   * together cut it off from all sources, those with members out or roots not normal downstream of
   * it, those with a member that fell out at about the same time and shares a direct dependent with
   * it, and, if nothing depends on it, those with a member that provides for it.
   */
  private List<Situation> joinedBy(AssetNow now, Graph graph) {
    String asset = now.asset();
    Map<String, Situation> joined = new TreeMap<>();
    for (Situation situation : memory.open()) {
      if (downstream.of(situation, graph).assets().contains(asset)) {
        joined.put(situation.id(), situation);
      }
    }
    joined.putAll(hitBy(asset, graph));
    joined.putAll(cutOffBy(asset, graph));
    for (Reach reach : graph.descendants(asset, graph.hopLimit())) {
      addHolder(reach.asset(), Long.MIN_VALUE, joined);
    }
    for (Dependency down : graph.dependentsOf(asset)) {
      for (Dependency beside : graph.providersOf(down.dependent())) {
        addHolder(beside.provider(), now.since() - TOGETHER_MILLIS, joined);
      }
    }
    if (!graph.isRelied(asset)) {
      for (Dependency up : graph.providersOf(asset)) {
        addHolder(up.provider(), Long.MIN_VALUE, joined);
      }
    }
    return LaneMemory.byAge(joined);
  }

  /** The situation of the asset, if it is out, or its root and not normal, since then or later. */
  private void addHolder(String asset, long since, Map<String, Situation> joined) {
    AssetNow now = memory.asset(asset);
    Situation holder = memory.situationOf(asset);
    if (now == null || holder == null || now.since() < since) {
      return;
    }
    if (now.state().isOut() || (holder.isRoot(asset) && !now.isNormal())) {
      joined.put(holder.id(), holder);
    }
  }

  /** Makes situations one: the oldest, which keeps its id. */
  private Situation join(Situation one, List<Situation> others) {
    Map<String, Situation> all = new TreeMap<>();
    all.put(one.id(), memory.situation(one.id()));
    others.forEach(other -> all.put(other.id(), memory.situation(other.id())));
    List<Situation> byAge = LaneMemory.byAge(all);
    Situation oldest = byAge.get(0);
    for (Situation younger : byAge.subList(1, byAge.size())) {
      oldest = merge(younger, oldest);
    }
    return oldest;
  }

  /** Out, or a condition went on that some dependency triggers on, where others depend on it. */
  private static boolean opens(StateChange change, Graph graph) {
    String condition = change.condition();
    if (condition != null) {
      return change.on() && graph.triggersOn(change.asset(), condition);
    }
    return change.state().isOut() && graph.isRelied(change.asset());
  }

  /** The oldest open situation that lies upstream of the asset, hits it or cuts it off. */
  private @Nullable Situation takerOf(String asset, Graph graph) {
    for (Situation situation : memory.open()) {
      if (downstream.of(situation, graph).assets().contains(asset)) {
        return situation;
      }
    }
    Map<String, Situation> hitting = hitBy(asset, graph);
    hitting.putAll(cutOffBy(asset, graph));
    return hitting.values().stream().min(LaneMemory.BY_AGE).orElse(null);
  }

  /** By id: the situations with a member upstream in a state that its dependents trigger on. */
  private Map<String, Situation> hitBy(String asset, Graph graph) {
    Map<String, Situation> hitting = new TreeMap<>();
    for (Reach reach : graph.ancestors(asset, graph.hopLimit())) {
      AssetNow now = memory.asset(reach.asset());
      Situation holder = memory.situationOf(reach.asset());
      if (now != null && holder != null && isHitBy(now, reach, graph)) {
        hitting.put(holder.id(), holder);
      }
    }
    return hitting;
  }

  /** Whether the first dependency on the way from it triggers on what is wrong with it. */
  private static boolean isHitBy(AssetNow upstream, Reach way, Graph graph) {
    return graph
        .dependency(way.path().get(0))
        .map(Dependency::trigger)
        .filter(
            trigger ->
                upstream.spells().stream()
                    .anyMatch(spell -> spell.isOpen() && spell.meets(trigger)))
        .isPresent();
  }

  /**
   * By id: the situations with members out that may bear on the asset, if all that is out around it
   * leaves it connected to no source.
   */
  private Map<String, Situation> cutOffBy(String asset, Graph graph) {
    if (!Spread.isLinked(graph, asset)) {
      return Map.of();
    }
    Set<String> out = new HashSet<>();
    Map<String, Situation> holders = new TreeMap<>();
    for (String failing : memory.clusters().around(asset, graph)) {
      AssetNow now = memory.asset(failing);
      Situation holder = memory.situationOf(failing);
      if (now != null && now.isOut() && !failing.equals(asset)) {
        out.add(failing);
        if (holder != null && memory.clusters().bearsOn(failing, asset, graph)) {
          holders.put(holder.id(), holder);
        }
      }
    }
    boolean isCutOff = !holders.isEmpty() && GroundedService.unserved(graph, out).contains(asset);
    return isCutOff ? holders : Map.of();
  }

  private void addRoot(String root, Situation situation, long time, Graph graph) {
    Situation rooted = situation.withRoot(root);
    memory.put(rooted);
    if (memory.asset(root) != null) {
      memory.join(root, rooted);
    }
    for (Reach reach : graph.descendants(root, graph.hopLimit())) {
      AssetNow now = memory.asset(reach.asset());
      if (now != null
          && !now.isNormal()
          && now.began() > time - ADOPTION_MILLIS
          && memory.situationOf(now.asset()) == null) {
        memory.join(now.asset(), rooted);
      }
    }
    takeAlongCauses(root, rooted, time, graph);
  }

  /**
   * What is not normal upstream, in a state that a dependency on the way to the root triggers on.
   */
  private void takeAlongCauses(String root, Situation situation, long time, Graph graph) {
    for (Reach reach : graph.ancestors(root, graph.hopLimit())) {
      AssetNow now = memory.asset(reach.asset());
      if (now != null
          && now.began() > time - ADOPTION_MILLIS
          && memory.situationOf(now.asset()) == null
          && isHitBy(now, reach, graph)) {
        memory.join(now.asset(), situation);
      }
    }
  }

  /** Whether it stops after it has rested; one that comes and goes does not rest. */
  private boolean failsAgain(@Nullable AssetNow before, AssetNow now) {
    return before != null
        && memory.past().recurring(now.asset()) == null
        && before.state() == AssetState.NORMAL
        && now.state().isOut()
        && now.since() - before.since() >= RESTED_MILLIS;
  }

  private void succeed(Situation old, List<AssetNow> had, AssetNow root, long time, Graph graph) {
    Situation successor = Situation.openedBy(old.lane(), root.asset(), time);
    memory.put(successor);
    for (AssetNow member : memory.knownMembersOf(old)) {
      if (!member.isNormal()) {
        memory.join(member.asset(), successor);
      }
    }
    takingOver.of(old, had, successor);
    addRoot(root.asset(), successor, time, graph);
  }

  private Situation merge(Situation younger, Situation older) {
    Situation both = older;
    memory.put(both);
    for (String root : younger.roots()) {
      both = both.withRoot(root);
    }
    memory.put(both);
    List<AssetNow> had = memory.knownMembersOf(younger);
    for (String member : memory.membersOf(younger)) {
      memory.join(member, both);
    }
    takingOver.of(younger, had, both);
    return both;
  }
}
