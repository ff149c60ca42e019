// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeSet;
import org.hamon.correlation.notice.Advisory;
import org.hamon.correlation.notice.Ruling;
import org.hamon.correlation.situation.Briefing.PhaseOfLife;
import org.hamon.patterns.language.Cause;
import org.hamon.patterns.language.FailureType;
import org.hamon.patterns.language.Reserve;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.Graph;
import org.hamon.topology.Sharing;
import org.jspecify.annotations.Nullable;

/**
 * Tells what follows from the clusters of one lane: the situations as a whole, what became of what
 * was foretold, and to each sector that is concerned, or ever was, or lies downstream though
 * nothing of it is expected to fail, what concerns it: that it is not warned is a choice, too. Time
 * is driven from outside, as in {@link Lane}.
 */
final class Telling implements ByKey.Driven {

  private static final int MAX_EVIDENCE = 50;

  private final ToldSoFar told;
  private final Pending<Prospect> pending;
  private final Graphs graphs;
  private final Sayings sayings;
  private final LifeOfImpacts life;
  private final Downstream downstream = new Downstream();

  Telling(ToldSoFar told, Pending<Prospect> pending, Graphs graphs, Sayings sayings) {
    this.told = told;
    this.pending = pending;
    this.graphs = graphs;
    this.sayings = sayings;
    this.life = new LifeOfImpacts(told, sayings);
  }

  void add(Prospect prospect) {
    pending.add(prospect);
  }

  @Override
  public long nextDue() {
    return Math.min(pending.nextTime(), told.nextEnd());
  }

  @Override
  public void advance(long until) {
    for (long now = nextDue(); now <= until && now != Long.MAX_VALUE; now = nextDue()) {
      if (told.nextEnd() <= now) {
        told.forgetUntil(now);
      } else {
        pending.takeAt(now).forEach(this::hear);
      }
    }
  }

  /** All that was handed on is told; nothing is due by itself. */
  @Override
  public void endHistory() {
    advance(Long.MAX_VALUE);
  }

  @Override
  public boolean isEmpty() {
    return told.isEmpty() && pending.isEmpty();
  }

  private void hear(Prospect prospect) {
    Seen seen = Seen.of(prospect, graphs.asOf(prospect.at()));
    if (prospect.picture().kind() == Picture.Kind.TAKEN_OVER) {
      SituationNow part = seen.situations().get(0);
      tell(part, seen);
      life.moveAll(part, String.valueOf(part.successor()), seen.at());
      end(part, seen.at());
      return;
    }
    Set<String> changed = life.update(seen);
    List<SituationNow> open = new ArrayList<>(seen.situations());
    open.removeIf(part -> !part.isOpen());
    for (SituationNow part : seen.situations()) {
      if (!part.isOpen()) {
        changed.addAll(life.moveOn(part, open, seen));
        tell(part, seen);
        end(part, seen.at());
      }
    }
    for (SituationNow part : open) {
      Concerned before = told.concernedBy(part.id());
      // what was told lapses unless it is told again before
      boolean isDue = before != null && before.nextLook() < seen.lookAt(part);
      boolean hasNews = part.isTold() && !prospect.isLook();
      if (hasNews || isDue || changed.contains(part.id())) {
        tell(part, seen);
      }
    }
  }

  private void end(SituationNow part, long at) {
    downstream.forget(part.situation());
    told.end(part.id(), at, part.phaseOfLife() == PhaseOfLife.CLOSED);
  }

  private void tell(SituationNow part, Seen seen) {
    Situation situation = part.situation();
    Graph graph = seen.graph();
    Picture picture = seen.prospect().picture();
    long at = seen.at();
    List<AssetNow> members = seen.membersOf(part);
    NavigableMap<String, Impact> impacts = told.impactsOf(part.id());
    Prospect.Ranking ranking = ruled(part, seen);
    FailureType failure = failureOf(part, ranking);
    Cause cause = causeOf(part, ranking, members);
    String rootSector = ranking.roots().get(0).sector();
    Set<String> concerned = new TreeSet<>();
    concerned.add(rootSector);
    impacts.values().forEach(impact -> concerned.add(impact.sector()));
    Concerned before = told.concernedBy(part.id());
    Set<String> briefed = before == null ? Set.of() : new HashSet<>(before.sectors());
    Set<String> sectors = new TreeSet<>(concerned);
    sectors.addAll(briefed);
    sectors.addAll(downstream.of(situation, graph).sectors());
    long next = nextLook(part, impacts, at);
    List<EvidenceItem> evidence = evidence(members);
    int severity = severity(situation, members);
    Tlp reserves = labelOfReserves(impacts, picture);
    List<@Nullable String> regions = new ArrayList<>();
    members.forEach(now -> regions.add(now.region()));
    for (String sector : sectors) {
      List<Impact> own = impacts.values().stream().filter(i -> i.sector().equals(sector)).toList();
      sayings.briefing(
          new Briefing(
              situation.lane(),
              situation.id(),
              situation.opened(),
              sector,
              at,
              part.phaseOfLife(),
              part.successor(),
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
              part.controlsFor(sector),
              picture.advisoriesFor(sector, placesOf(own, ranking)),
              agreedWith(sector, graph),
              reserves,
              threatTo(sector, own, briefed.contains(sector), at),
              part.recurring()));
    }
    Cause advised = cause == Cause.UNKNOWN ? advised(picture, concerned, regions) : Cause.UNKNOWN;
    told.put(new Concerned(part.id(), List.copyOf(sectors), next, Concerned.OPEN));
    sayings.stock(
        new Stock(
            part,
            at,
            ranking,
            failure,
            cause == Cause.UNKNOWN ? advised : cause,
            advised != Cause.UNKNOWN,
            members,
            impacts));
  }

  private static long nextLook(SituationNow part, NavigableMap<String, Impact> impacts, long at) {
    long event = Long.MAX_VALUE;
    for (Impact impact : impacts.values()) {
      if (impact.status() == Impact.Status.FORECAST) {
        event = Math.min(event, NextLook.event(at, impact.p10(), impact.p50(), impact.p90()));
      }
    }
    return Math.min(NextLook.after(at, part.situation().opened(), event), part.quietAfter(at));
  }

  /** The most restrictive label of the reserves that forecasts rest on; null if on none. */
  private static @Nullable Tlp labelOfReserves(
      NavigableMap<String, Impact> impacts, Picture picture) {
    Tlp label = null;
    for (Reserve reserve : picture.reserves()) {
      Impact impact = impacts.get(reserve.asset());
      if (impact != null && impact.status() == Impact.Status.FORECAST) {
        label = label == null ? reserve.tlp() : Tlp.mostRestrictive(label, reserve.tlp());
      }
    }
    return label;
  }

  /** Of other situations only where a sector may have to be told that nothing of this is left. */
  private double threatTo(String sector, List<Impact> own, boolean wasBriefed, long at) {
    double threat = Threat.of(own, at);
    boolean outlasts =
        threat >= Briefing.THREATENED || own.stream().anyMatch(i -> i.state().isOut());
    return outlasts || !wasBriefed ? threat : Threat.of(told.impactsOn(sector), at);
  }

  private static @Nullable List<Sharing> agreedWith(String sector, Graph graph) {
    return graph.sharing().isEmpty()
        ? null
        : graph.sharing().stream().filter(entry -> entry.sector().equals(sector)).toList();
  }

  /** An operator may know the root, though nobody heard it fail. */
  private static Prospect.Ranking ruled(SituationNow part, Seen seen) {
    Prospect.Ranking ranking = seen.rankingOf(part);
    Ruling ruling = part.rulingOn(Ruling.ROOT);
    String root = ruling == null ? null : ruling.root();
    if (root == null) {
      return ranking;
    }
    AssetNow known = seen.known().get(root);
    RootCandidate named =
        known != null
            ? new RootCandidate(root, known.sector(), known.region(), 1)
            : seen.graph()
                .asset(root)
                .map(asset -> new RootCandidate(root, asset.sector(), asset.region(), 1))
                .orElse(null);
    return named == null ? ranking : new Prospect.Ranking(List.of(named), ranking.failure());
  }

  private static FailureType failureOf(SituationNow part, Prospect.Ranking ranking) {
    Ruling ruling = part.rulingOn(Ruling.FAILURE);
    if (ruling != null && ruling.failure() != null) {
      return ruling.failure();
    }
    FailureType said = part.situation().diagnosis().failure();
    return ranking.failure() == FailureType.COMMON_CAUSE || said == null ? ranking.failure() : said;
  }

  private static Cause causeOf(
      SituationNow part, Prospect.Ranking ranking, List<AssetNow> members) {
    Ruling ruling = part.rulingOn(Ruling.CAUSE);
    return ruling != null && ruling.cause() != null ? ruling.cause() : causeOf(ranking, members);
  }

  /** What an advisory in force where members are says of the cause. */
  private static Cause advised(
      Picture picture, Set<String> sectors, List<@Nullable String> regions) {
    for (Advisory advisory : picture.advisoriesIn(regions)) {
      if (advisory.kind().explains()
          && advisory.cause() != Cause.UNKNOWN
          && sectors.stream().anyMatch(advisory::concerns)) {
        return advisory.cause();
      }
    }
    return Cause.UNKNOWN;
  }

  /** Where a sector is concerned; where the root is if that is nowhere known. */
  private static Set<String> placesOf(List<Impact> own, Prospect.Ranking ranking) {
    Set<String> places = new TreeSet<>();
    own.forEach(impact -> places.add(impact.region()));
    places.remove("");
    String ofRoot = ranking.roots().get(0).region();
    if (places.isEmpty() && ofRoot != null) {
      places.add(ofRoot);
    }
    return places;
  }

  private static Cause causeOf(Prospect.Ranking ranking, List<AssetNow> members) {
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
}
