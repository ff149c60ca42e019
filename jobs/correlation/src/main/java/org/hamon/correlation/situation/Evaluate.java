// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.hamon.correlation.Output;
import org.hamon.correlation.notice.Advisory;
import org.hamon.correlation.notice.Control;
import org.hamon.correlation.notice.Ruling;
import org.hamon.correlation.situation.Briefing.PhaseOfLife;
import org.hamon.patterns.language.Cause;
import org.hamon.patterns.language.FailureType;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.Graph;
import org.hamon.topology.Sharing;
import org.jspecify.annotations.Nullable;

/**
 * Takes stock of a situation: where it began, whom it hits next, whether it is over; and tells each
 * sector that is concerned, or ever was, or lies downstream though nothing of it is expected to
 * fail: that it is not warned is a choice, too.
 */
final class Evaluate {

  /** A warning lapses after this long unless it is renewed (contract: at most 4 h ahead). */
  static final long AT_MOST_MILLIS = 4 * 3_600_000L;

  /** Without news, no situation is looked at more often than this. */
  static final long AT_LEAST_MILLIS = 600_000;

  /** Nor more often than its age divided by this: an old one moves slowly. */
  static final int OF_ITS_AGE = 10;

  private static final int MAX_EVIDENCE = 50;

  /** Hears what an evaluation found. */
  interface Listener {
    /** What one sector should know. */
    void briefing(Briefing briefing);

    /** The situation as a whole. */
    void stock(Stock stock);

    /** A line on {@code impacts}: what one of them has become. */
    void impact(Output line);

    /** A line on {@code decisions}. */
    void decision(Output line);
  }

  /**
   * A situation as a whole, after one evaluation.
   *
   * @param causeAdvised the cause is not what members say, but what an advisory does
   * @param recurring whether its root comes and goes
   * @param comments of operators, the oldest first
   */
  record Stock(
      Situation situation,
      long at,
      PhaseOfLife phaseOfLife,
      @Nullable String successor,
      RankRoots.Ranking ranking,
      FailureType failure,
      Cause cause,
      boolean causeAdvised,
      List<AssetNow> members,
      NavigableMap<String, Impact> impacts,
      @Nullable Recurring recurring,
      List<Control> comments) {}

  private final LaneMemory memory;
  private final Heeding heeding;
  private final Listener listener;
  private final Outlook outlook;
  private final Downstream downstream;
  private final RankRoots rankRoots = new RankRoots();

  Evaluate(LaneMemory memory, Heeding heeding, Downstream downstream, Listener listener) {
    this.memory = memory;
    this.heeding = heeding;
    this.downstream = downstream;
    this.listener = listener;
    this.outlook = new Outlook(memory, listener);
  }

  /**
   * Takes stock of a situation and of those that it has to do with: all are looked at, and those
   * told that changed or were due. It is the time of the newest change that any of them has heard.
   *
   * @param now the time if none has
   * @return those that ended
   */
  List<Situation> at(Situation situation, Graphs graphs, long now) {
    Graph graph = graphs.asOf(now);
    memory.leaveRemoved(graph);
    SortedSet<String> failing = memory.clusters().with(memory.members(situation), graph);
    List<Situation> together = together(situation, failing);
    long at =
        together.stream()
            .filter(Situation::isChanged)
            .mapToLong(Situation::changedAt)
            .max()
            .orElse(now);
    Set<String> changed = outlook.update(together, failing, graph, at);
    List<Situation> ended = new ArrayList<>();
    for (Situation one : together) {
      heeding.attachTo(one);
      PhaseOfLife phaseOfLife = phaseOf(one, at);
      if (phaseOfLife != PhaseOfLife.OPEN) {
        List<Situation> others = new ArrayList<>(together);
        others.remove(one);
        others.removeAll(ended);
        others.removeIf(other -> phaseOf(other, at) != PhaseOfLife.OPEN);
        changed.addAll(outlook.moveOn(one, others, graph, at));
        tell(one, phaseOfLife, null, memory.knownMembersOf(one), graph, at);
        if (phaseOfLife == PhaseOfLife.CLOSED) {
          memory.endUntilReopened(memory.situation(one.id()), at);
        } else {
          memory.end(one);
        }
        ended.add(one);
      }
    }
    for (Situation one : together) {
      boolean isConcerned =
          one.id().equals(situation.id())
              || one.isChanged()
              || changed.contains(one.id())
              || one.due() <= at;
      if (isConcerned && !ended.contains(one)) {
        tell(one, PhaseOfLife.OPEN, null, memory.knownMembersOf(one), graph, at);
        if (heeding.attachTo(memory.situation(one.id()))) {
          // somebody spoke of a warning that there was not yet: told again within the second
          memory.put(memory.situation(one.id()).changed(at));
        }
      }
    }
    return ended;
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
    List<Situation> together = new ArrayList<>(found.values());
    together.sort(LaneMemory.BY_AGE);
    return together;
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

  /**
   * The situation ends because another one took it over, and what is said in it goes there.
   *
   * @param had its members as they stood before
   */
  void takenOver(
      Situation situation, List<AssetNow> had, Situation successor, Graph graph, long at) {
    tell(situation, PhaseOfLife.MERGED, successor.id(), had, graph, at);
    for (Impact impact : List.copyOf(memory.impactsOf(situation).values())) {
      listener.impact(ImpactLine.moved(situation, impact, successor, at));
      memory.put(successor, impact.unsaid());
    }
    memory.end(situation);
  }

  private void tell(
      Situation situation,
      PhaseOfLife phaseOfLife,
      @Nullable String successor,
      List<AssetNow> members,
      Graph graph,
      long at) {
    NavigableMap<String, Impact> impacts = memory.impactsOf(situation);
    RankRoots.Ranking ranking =
        ruled(rankRoots.rank(situation, members, memory, graph), situation, graph);
    FailureType failure = failureOf(situation, ranking);
    Cause cause = causeOf(situation, ranking, members);
    String rootSector = ranking.roots().get(0).sector();
    Set<String> concerned = new TreeSet<>();
    concerned.add(rootSector);
    impacts.values().forEach(impact -> concerned.add(impact.sector()));
    Set<String> sectors = new TreeSet<>(concerned);
    sectors.addAll(situation.briefed());
    sectors.addAll(downstream.of(situation, graph).sectors());
    Recurring recurring = recurring(situation);
    long next = nextEvaluation(situation, impacts, at);
    if (recurring != null && recurring.quietUntil() > at) {
      next = Math.min(next, recurring.quietUntil());
    }
    List<EvidenceItem> evidence = evidence(members);
    int severity = severity(situation, members);
    Tlp reserves = outlook.labelOf(situation);
    List<@Nullable String> regions = new ArrayList<>();
    members.forEach(now -> regions.add(now.region()));
    for (String sector : sectors) {
      List<Impact> own = impacts.values().stream().filter(i -> i.sector().equals(sector)).toList();
      listener.briefing(
          new Briefing(
              situation.lane(),
              situation.id(),
              situation.opened(),
              sector,
              at,
              phaseOfLife,
              successor,
              sector.equals(rootSector),
              ranking.roots(),
              own,
              failure,
              cause,
              severity,
              situation.diagnosis().patterns(),
              situation.diagnosis().phase(),
              situation.diagnosis().instruction(),
              evidence,
              next,
              heeding.controlsOf(situation, sector),
              heeding.advisoriesFor(sector, placesOf(own, ranking)),
              agreedWith(sector, graph),
              reserves,
              threatTo(sector, own, situation, at),
              recurring));
    }
    Cause advised = cause == Cause.UNKNOWN ? advised(concerned, regions) : Cause.UNKNOWN;
    Situation evaluated = situation.evaluated(at, next, List.copyOf(sectors));
    memory.put(evaluated);
    listener.stock(
        new Stock(
            evaluated,
            at,
            phaseOfLife,
            successor,
            ranking,
            failure,
            cause == Cause.UNKNOWN ? advised : cause,
            advised != Cause.UNKNOWN,
            members,
            impacts,
            recurring,
            heeding.commentsOn(situation)));
  }

  /** Of other situations only where a sector may have to be told that nothing of this is left. */
  private double threatTo(String sector, List<Impact> own, Situation situation, long at) {
    double threat = Threat.of(own, at);
    boolean outlasts =
        threat >= Briefing.THREATENED || own.stream().anyMatch(i -> i.state().isOut());
    if (outlasts || !situation.briefed().contains(sector)) {
      return threat;
    }
    List<Impact> all = new ArrayList<>();
    for (Situation open : memory.open()) {
      memory.impactsOf(open).values().stream()
          .filter(impact -> impact.sector().equals(sector))
          .forEach(all::add);
    }
    return Threat.of(all, at);
  }

  private static @Nullable List<Sharing> agreedWith(String sector, Graph graph) {
    return graph.sharing().isEmpty()
        ? null
        : graph.sharing().stream().filter(entry -> entry.sector().equals(sector)).toList();
  }

  /** An operator may know the root, though nobody heard it fail. */
  private RankRoots.Ranking ruled(RankRoots.Ranking ranking, Situation situation, Graph graph) {
    Ruling ruling = heeding.rulingOn(situation, Ruling.ROOT);
    String root = ruling == null ? null : ruling.root();
    if (root == null) {
      return ranking;
    }
    AssetNow known = memory.asset(root);
    RootCandidate named =
        known != null
            ? new RootCandidate(root, known.sector(), known.region(), 1)
            : graph
                .asset(root)
                .map(asset -> new RootCandidate(root, asset.sector(), asset.region(), 1))
                .orElse(null);
    return named == null ? ranking : new RankRoots.Ranking(List.of(named), ranking.failure());
  }

  private FailureType failureOf(Situation situation, RankRoots.Ranking ranking) {
    Ruling ruling = heeding.rulingOn(situation, Ruling.FAILURE);
    if (ruling != null && ruling.failure() != null) {
      return ruling.failure();
    }
    FailureType said = situation.diagnosis().failure();
    return ranking.failure() == FailureType.COMMON_CAUSE || said == null ? ranking.failure() : said;
  }

  private Cause causeOf(Situation situation, RankRoots.Ranking ranking, List<AssetNow> members) {
    Ruling ruling = heeding.rulingOn(situation, Ruling.CAUSE);
    return ruling != null && ruling.cause() != null ? ruling.cause() : causeOf(ranking, members);
  }

  /** What an advisory in force where members are says of the cause. */
  private Cause advised(Set<String> sectors, List<@Nullable String> regions) {
    for (Advisory advisory : heeding.advisoriesIn(regions)) {
      if (advisory.kind().explains()
          && advisory.cause() != Cause.UNKNOWN
          && sectors.stream().anyMatch(advisory::concerns)) {
        return advisory.cause();
      }
    }
    return Cause.UNKNOWN;
  }

  /** Where a sector is concerned; where the root is if that is nowhere known. */
  private static Set<String> placesOf(List<Impact> own, RankRoots.Ranking ranking) {
    Set<String> places = new TreeSet<>();
    own.forEach(impact -> places.add(impact.region()));
    places.remove("");
    String ofRoot = ranking.roots().get(0).region();
    if (places.isEmpty() && ofRoot != null) {
      places.add(ofRoot);
    }
    return places;
  }

  private static Cause causeOf(RankRoots.Ranking ranking, List<AssetNow> members) {
    String root = ranking.roots().get(0).asset();
    return members.stream()
        .filter(now -> now.cause() != Cause.UNKNOWN)
        .min(
            Comparator.comparing((AssetNow now) -> !now.asset().equals(root))
                .thenComparingLong(AssetNow::began)
                .thenComparing(AssetNow::asset))
        .map(AssetNow::cause)
        .orElse(Cause.UNKNOWN);
  }

  private static int severity(Situation situation, List<AssetNow> members) {
    int severity = situation.diagnosis().severity();
    for (AssetNow now : members) {
      severity = Math.max(severity, now.isNormal() ? -1 : now.severity());
    }
    return severity;
  }

  private static List<EvidenceItem> evidence(List<AssetNow> members) {
    List<AssetNow> newest = new ArrayList<>(members);
    newest.sort(
        Comparator.comparingLong(AssetNow::since).reversed().thenComparing(AssetNow::asset));
    return newest.stream()
        .limit(MAX_EVIDENCE)
        .map(
            now ->
                new EvidenceItem(
                    now.asset(),
                    now.sector(),
                    now.state(),
                    now.since(),
                    now.failedAt(),
                    now.from(),
                    now.ref(),
                    now.tlp()))
        .toList();
  }

  /** When the next foretold hit is due or overdue, but neither too soon nor too late. */
  private static long nextEvaluation(
      Situation situation, NavigableMap<String, Impact> impacts, long at) {
    long next = at + AT_MOST_MILLIS;
    for (Impact impact : impacts.values()) {
      if (impact.status() == Impact.Status.FORECAST) {
        for (long when :
            new long[] {impact.p50(), impact.p90() + Outlook.GRACE_MILLIS + 1, impact.p10()}) {
          if (when > at) {
            next = Math.min(next, when);
          }
        }
      }
    }
    long patience = Math.max(AT_LEAST_MILLIS, (at - situation.opened()) / OF_ITS_AGE);
    return Math.min(Math.max(next, at + patience), at + AT_MOST_MILLIS);
  }
}
