// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hamon.patterns.language.Match;
import org.hamon.patterns.language.Reserve;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.AssetState;
import org.hamon.topology.Graph;
import org.hamon.topology.Reach;
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
      if (holder.isRoot(asset) && failsAgain(before, now)) {
        List<AssetNow> had = memory.knownMembersOf(holder);
        memory.put(now);
        succeed(holder, had, now, change.time(), graph);
      } else {
        memory.put(now);
        memory.put(memory.situation(holder.id()).changed(change.time()));
      }
    } else if (now.isNormal()) {
      memory.forget(asset);
    } else {
      memory.put(now);
      place(change, graph);
    }
  }

  /** Whoever foretold that the asset will be hit looks again. */
  void hear(Reserve reserve) {
    memory.reserves().put(reserve);
    for (Situation situation : memory.open()) {
      Impact impact = memory.impactsOf(situation).get(reserve.asset());
      if (impact != null && impact.status() != Impact.Status.CONFIRMED) {
        memory.put(situation.lookedAtAgain(reserve.time()));
      }
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
    List<Situation> byAge = memory.open();
    byAge.removeIf(situation -> !holders.containsKey(situation.id()));
    Situation situation = byAge.isEmpty() ? takerOf(match.root(), graph) : byAge.get(0);
    if (situation == null) {
      situation = Situation.openedBy(match.lane(), match.root(), match.at());
    }
    for (int i = 1; i < byAge.size(); i++) {
      situation = merge(byAge.get(i), situation);
    }
    situation = situation.withMatch(match).changed(match.at());
    memory.put(situation);
    for (String asset : match.members()) {
      AssetNow now = memory.asset(asset);
      if (now != null && memory.situationOf(asset) == null) {
        memory.join(asset, situation);
      }
      if (now != null
          && now.state() == AssetState.UNKNOWN
          && !memory.impactsOf(situation).containsKey(asset)) {
        // one that is silent alone says nothing; that it is a symptom makes it concerned
        memory.put(situation, Outlook.silent(now, graph));
      }
    }
    addRoot(match.root(), situation, match.at(), graph);
  }

  private void place(StateChange change, Graph graph) {
    Situation taker = takerOf(change.asset(), graph);
    if (taker != null) {
      memory.join(change.asset(), taker);
      memory.put(taker.changed(change.time()));
    } else if (opens(change, graph)) {
      List<Situation> explained = explainedBy(change.asset(), graph);
      Situation situation =
          explained.isEmpty()
              ? Situation.openedBy(change.lane(), change.asset(), change.time())
              : explained.get(0);
      for (int i = 1; i < explained.size(); i++) {
        situation = merge(explained.get(i), situation);
      }
      memory.put(situation.changed(change.time()));
      addRoot(change.asset(), situation.changed(change.time()), change.time(), graph);
    }
  }

  /** Out, or a condition went on that some dependency triggers on, where others depend on it. */
  private static boolean opens(StateChange change, Graph graph) {
    String condition = change.condition();
    if (condition != null) {
      return change.on() && graph.triggersOn(change.asset(), condition);
    }
    return change.state().isOut() && graph.hasDependents(change.asset());
  }

  /** The oldest open situation that lies upstream of the asset or foretold that it is hit. */
  private @Nullable Situation takerOf(String asset, Graph graph) {
    for (Situation situation : memory.open()) {
      Impact impact = memory.impactsOf(situation).get(asset);
      if ((impact != null && impact.status() == Impact.Status.FORECAST)
          || downstream.of(situation, graph).assets().contains(asset)) {
        return situation;
      }
    }
    return null;
  }

  /** The open situations with a root that is not normal and lies downstream of the asset. */
  private List<Situation> explainedBy(String asset, Graph graph) {
    List<Situation> explained = new ArrayList<>();
    for (Situation situation : memory.open()) {
      for (String root : situation.roots()) {
        AssetNow now = memory.asset(root);
        if (now != null && !now.isNormal() && graph.hasPath(asset, root, graph.hopLimit())) {
          explained.add(situation);
          break;
        }
      }
    }
    return explained;
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
          && graph
              .dependency(reach.path().get(0))
              .filter(dependency -> dependency.trigger().isMetBy(now.state()))
              .isPresent()) {
        memory.join(now.asset(), situation);
      }
    }
  }

  private static boolean failsAgain(@Nullable AssetNow before, AssetNow now) {
    return before != null
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
