// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.hamon.correlation.situation.Briefing.PhaseOfLife;
import org.hamon.patterns.language.Reserve;
import org.hamon.topology.Graph;
import org.jspecify.annotations.Nullable;

/**
 * Hands situations on with all that bears on what follows from them, cluster by cluster, and ends
 * those that are over.
 */
final class HandOn {

  private final LaneMemory memory;
  private final Heeding heeding;
  private final Consumer<Picture> pictures;

  HandOn(LaneMemory memory, Heeding heeding, Consumer<Picture> pictures) {
    this.memory = memory;
    this.heeding = heeding;
    this.pictures = pictures;
  }

  /**
   * Hands on the cluster of a situation, and those that were one with it before and are not any
   * more. Told is the time of the newest change that any of its situations has heard.
   *
   * @param now the topology counts as it was then; the time that is told if none has heard a change
   * @param when they are handed on: not before anything that was handed on already
   * @return the situations that ended
   */
  List<Situation> at(Situation situation, Graphs graphs, long now, long when) {
    Graph graph = graphs.asOf(now);
    memory.leaveRemoved(graph);
    Set<String> done = new HashSet<>();
    Set<String> standing = new HashSet<>();
    Set<String> former = new LinkedHashSet<>();
    List<Situation> ended = new ArrayList<>();
    Deque<String> rest = new ArrayDeque<>(List.of(situation.id()));
    while (!rest.isEmpty()) {
      String next = rest.poll();
      if (done.contains(next) || !memory.isOpen(next)) {
        continue;
      }
      boolean isTold = next.equals(situation.id());
      List<SituationNow> parts = handOn(memory.situation(next), isTold, graph, now, when);
      standing.add(parts.get(0).id());
      for (String cluster : clustersOf(parts)) {
        if (former.add(cluster)) {
          rest.addAll(memory.handedOnUnder(cluster));
        }
      }
      for (SituationNow part : parts) {
        done.add(part.id());
        if (!part.isOpen()) {
          ended.add(part.situation());
        }
      }
    }
    former.removeAll(standing);
    former.forEach(cluster -> sayIfGone(cluster, when));
    return ended;
  }

  /** The cluster that these are now, and those that they were part of before. */
  private static Set<String> clustersOf(List<SituationNow> parts) {
    Set<String> clusters = new LinkedHashSet<>(List.of(parts.get(0).id()));
    for (SituationNow part : parts) {
      if (part.situation().cluster() != null) {
        clusters.add(part.situation().cluster());
      }
    }
    return clusters;
  }

  /** Hands on one cluster, and ends what of it is over. */
  private List<SituationNow> handOn(
      Situation situation, boolean isTold, Graph graph, long now, long when) {
    SortedSet<String> failing = memory.clusters().with(memory.members(situation), graph);
    List<Situation> together = together(situation, failing);
    long at =
        together.stream()
            .filter(Situation::isChanged)
            .mapToLong(Situation::changedAt)
            .max()
            .orElse(now);
    String cluster = together.get(0).id();
    List<SituationNow> parts = new ArrayList<>();
    for (Situation one : together) {
      heeding.attachTo(one, graph);
      boolean told = one.isChanged() || (isTold && one.id().equals(situation.id()));
      parts.add(partOf(one, memory.membersOf(one), phaseOf(one, at), null, told));
    }
    pictures.accept(picture(cluster, at, Math.max(at, when), parts, failing, graph));
    for (SituationNow part : parts) {
      if (part.isOpen()) {
        memory.put(part.situation().handedOn(at, part.quietAfter(at), cluster));
      } else {
        end(part, at);
      }
    }
    return parts;
  }

  private void sayIfGone(String cluster, long when) {
    if (memory.handedOnUnder(cluster).isEmpty()) {
      pictures.accept(Picture.bare(Picture.Kind.GONE, cluster, when, memory.nextNumber()));
    }
  }

  private void end(SituationNow part, long at) {
    if (part.phaseOfLife() == PhaseOfLife.CLOSED) {
      memory.endUntilReopened(part.situation(), at);
    } else {
      memory.end(part.situation());
    }
  }

  /**
   * The situation ends because another one took it over.
   *
   * @param had its members as they stood before
   */
  void takenOver(Situation situation, List<AssetNow> had, Situation successor, long at) {
    String cluster = situation.cluster() == null ? situation.id() : situation.cluster();
    List<String> members = had.stream().map(AssetNow::asset).toList();
    SituationNow part = partOf(situation, members, PhaseOfLife.MERGED, successor.id(), true);
    pictures.accept(
        new Picture(
            Picture.Kind.TAKEN_OVER,
            situation.lane(),
            cluster,
            at,
            at,
            memory.nextNumber(),
            List.of(part),
            had,
            List.of(),
            heeding.advisories()));
    memory.end(situation);
    sayIfGone(cluster, at);
  }

  /** A reserve is told anew: to the cluster that may foretell that the asset will be hit. */
  void hear(Reserve reserve, Graph graph) {
    memory.reserves().put(reserve);
    if (!memory.clusters().isHit(reserve.asset(), graph)) {
      return;
    }
    for (String failing : memory.clusters().around(reserve.asset(), graph)) {
      Situation situation = memory.situationOf(failing);
      if (situation != null && situation.cluster() != null) {
        pictures.accept(Picture.of(reserve, situation.cluster(), memory.nextNumber()));
        return;
      }
    }
  }

  /** Time does not go on behind that. */
  void endHistory(long last) {
    for (String cluster : memory.handedOn()) {
      pictures.accept(Picture.bare(Picture.Kind.END, cluster, last, memory.nextNumber()));
    }
  }

  private Picture picture(
      String cluster,
      long at,
      long when,
      List<SituationNow> parts,
      Collection<String> failing,
      Graph graph) {
    NavigableMap<String, AssetNow> assets = new TreeMap<>();
    for (SituationNow part : parts) {
      part.members().forEach(member -> add(member, assets));
    }
    failing.forEach(asset -> add(asset, assets));
    List<Reserve> reserves =
        memory.reserves().where(asset -> memory.clusters().reaches(failing, asset, graph));
    return new Picture(
        Picture.Kind.STANDS,
        parts.get(0).situation().lane(),
        cluster,
        at,
        when,
        memory.nextNumber(),
        parts,
        List.copyOf(assets.values()),
        reserves,
        heeding.advisories());
  }

  private void add(String asset, Map<String, AssetNow> assets) {
    AssetNow now = memory.asset(asset);
    if (now != null) {
      assets.put(asset, now);
    }
  }

  private SituationNow partOf(
      Situation situation,
      List<String> members,
      PhaseOfLife phase,
      @Nullable String successor,
      boolean isTold) {
    return new SituationNow(
        situation,
        members,
        phase,
        successor,
        isTold,
        recurring(situation),
        heeding.controlsOf(situation),
        heeding.commentsOn(situation));
  }

  /** The open situations that have members among the failing assets, the oldest first. */
  private List<Situation> together(Situation situation, SortedSet<String> failing) {
    Map<String, Situation> found = new HashMap<>();
    found.put(situation.id(), situation);
    for (String asset : failing) {
      Situation holder = memory.situationOf(asset);
      if (holder != null) {
        found.put(holder.id(), holder);
      }
    }
    return LaneMemory.byAge(found);
  }

  private PhaseOfLife phaseOf(Situation situation, long at) {
    if (heeding.isFalseAlarm(situation)) {
      return PhaseOfLife.RETRACTED;
    }
    for (String member : memory.members(situation)) {
      AssetNow now = memory.asset(member);
      if (now != null && !now.isNormal()) {
        return PhaseOfLife.OPEN;
      }
    }
    Recurring recurring = recurring(situation);
    return recurring != null && at < recurring.quietUntil() ? PhaseOfLife.OPEN : PhaseOfLife.CLOSED;
  }

  /** The root that comes and goes and will be quiet last; null if none does. */
  private @Nullable Recurring recurring(Situation situation) {
    Recurring latest = null;
    for (String root : situation.roots()) {
      Recurrence recurrence = memory.past().recurring(root);
      if (recurrence != null) {
        AssetNow now = memory.asset(root);
        long back = now == null ? recurrence.last() : now.since();
        long quiet = recurrence.quietUntil(back);
        if (latest == null || quiet > latest.quietUntil()) {
          latest = new Recurring(recurrence.since(), recurrence.times(), quiet);
        }
      }
    }
    return latest;
  }
}
