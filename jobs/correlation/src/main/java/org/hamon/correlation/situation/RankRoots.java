// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hamon.patterns.language.FailureType;
import org.hamon.patterns.language.StateChange;
import org.hamon.topology.Asset;
import org.hamon.topology.AssetState;
import org.hamon.topology.Forecast;
import org.hamon.topology.Graph;
import org.hamon.topology.Reach;
import org.jspecify.annotations.Nullable;

/**
 * Says where a situation began, and whether it is a cascade or a common cause (design, section 3).
 *
 * <p>weight(r) = sum over the members of their likelihood under a forecast from r alone (itself 1),
 * x 0.1 for a member that failed before r, x 0.5 for each failed asset that itself explains r, x
 * 0.5 if r is only deduced. confidence = weight / (sum of weights + 0.5 for an unknown cause). The
 * weights are design values, to be calibrated. Of equal weights the earlier comes first, then one
 * that was heard to fail, then, of those deduced, the nearest to what failed: the farther one needs
 * more that fail unheard.
 *
 * <p>What wants an explanation is the last bout: what failed since all members had last been well
 * for ten minutes. A situation that goes on over several failures, as a recurring root's does, is
 * not explained by those that are over.
 *
 * <p>Cost: one forecast for each candidate and graph, remembered; at most {@value #MAX_CANDIDATES}
 * observed and {@value #MAX_DEDUCED} deduced candidates.
 */
final class RankRoots {

  static final int MAX_CANDIDATES = 64;
  static final int MAX_DEDUCED = 16;

  private static final double UNKNOWN_CAUSE = 0.5;
  private static final double DEDUCED = 0.5;
  private static final double EXPLAINED = 0.5;
  private static final double TOO_LATE = 0.1;

  /** A candidate explains a member from this likelihood on. */
  private static final double EXPLAINS = 0.5;

  /** Share of the members that a single candidate must explain not to look for a shared one. */
  private static final double SHARE = 0.6;

  /** Reports and readings of one moment arrive in any order within this long. */
  private static final long SAME_MOMENT_MILLIS = 60_000;

  /**
   * When all that failed has been well for this long, what fails then is a bout of its own. As long
   * as what falls out is taken for one incident ({@link TakeSignals#TOGETHER_MILLIS}).
   */
  private static final long BETWEEN_BOUTS_MILLIS = TakeSignals.TOGETHER_MILLIS;

  private static final int SAMPLES = 256;
  private static final int REMEMBERED = 4_096;
  private static final Comparator<Candidate> BEST_FIRST =
      Comparator.comparingDouble((Candidate c) -> -c.weight)
          .thenComparingLong(c -> c.began)
          .thenComparingInt(c -> c.unheard)
          .thenComparingInt(c -> -c.reach.size())
          .thenComparing(c -> c.asset);

  /**
   * A member that is not normal, or was not: what a root has to explain.
   *
   * @param began when it failed
   * @param ended when it was back; {@link Long#MAX_VALUE} if nothing says so
   * @param failures what it can do to others: being out or degraded, its conditions; empty if it is
   *     only silent
   */
  private record Hit(
      String asset,
      String sector,
      @Nullable String region,
      long began,
      long ended,
      List<Forecast.Failure> failures) {

    static Hit of(AssetNow now) {
      List<Forecast.Failure> failures = new ArrayList<>();
      if (now.state().isOut() || now.state() == AssetState.DEGRADED) {
        failures.add(new Forecast.Failure(now.asset(), 0, null, now.state()));
      }
      for (String condition : new TreeMap<>(now.conditions()).keySet()) {
        failures.add(new Forecast.Failure(now.asset(), 0, condition, now.state()));
      }
      return new Hit(
          now.asset(),
          now.sector(),
          now.region(),
          Math.min(now.began(), now.failedAt()),
          Long.MAX_VALUE,
          failures);
    }

    /** It failed without our hearing, or is back: its failure still wants an explanation. */
    static Hit stopped(AssetNow now, long began) {
      return new Hit(
          now.asset(),
          now.sector(),
          now.region(),
          began,
          now.isNormal() ? Math.max(began, now.since()) : Long.MAX_VALUE,
          List.of(new Forecast.Failure(now.asset(), 0, null, AssetState.STOPPED)));
    }
  }

  /**
   * Somebody who was not heard to fail lies above so many that failed.
   *
   * @param hops on the shortest ways down to them, added up
   */
  private record Above(int failed, int hops) implements Comparable<Above> {
    Above and(Above other) {
      return new Above(failed + other.failed, hops + other.hops);
    }

    /** Above most first, then nearest. */
    @Override
    public int compareTo(Above other) {
      return Comparator.comparingInt((Above a) -> -a.failed)
          .thenComparingInt(Above::hops)
          .compare(this, other);
    }
  }

  private @Nullable Graph graph;
  private final Map<String, Map<String, Double>> alone =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Map<String, Double>> eldest) {
          return size() > REMEMBERED;
        }
      };

  /**
   * Ranks the roots of a situation.
   *
   * @param known what is known of its members and of all that fails around them
   * @param due the silent assets that were to be hit by now
   */
  Prospect.Ranking rank(
      SituationNow part, Map<String, AssetNow> known, Set<String> due, Graph current) {
    if (graph != current) {
      alone.clear();
      graph = current;
    }
    Situation situation = part.situation();
    List<Hit> hit = hits(part, known, due);
    List<Candidate> candidates = candidates(situation, hit, known, current);
    if (candidates.isEmpty()) {
      return new Prospect.Ranking(formerRoots(situation, known, current), FailureType.CASCADING);
    }
    for (Candidate candidate : candidates) {
      candidate.weigh(hit, candidates);
    }
    candidates.sort(BEST_FIRST);
    Candidate shared = sharedCause(candidates, hit, current);
    if (shared != null) {
      candidates.remove(shared);
      candidates.add(0, shared);
    }
    double sum = UNKNOWN_CAUSE;
    for (Candidate candidate : candidates) {
      sum += candidate.weight;
    }
    List<RootCandidate> roots = new ArrayList<>();
    for (Candidate candidate : candidates.subList(0, Math.min(8, candidates.size()))) {
      roots.add(
          new RootCandidate(
              candidate.asset, candidate.sector, candidate.region, candidate.weight / sum));
    }
    return new Prospect.Ranking(
        roots, shared != null ? FailureType.COMMON_CAUSE : FailureType.CASCADING);
  }

  private static List<Hit> hits(SituationNow part, Map<String, AssetNow> known, Set<String> due) {
    List<AssetNow> members = new ArrayList<>();
    for (String member : part.members()) {
      AssetNow now = known.get(member);
      if (now != null) {
        members.add(now);
      }
    }
    boolean onlySilent = members.stream().noneMatch(now -> !Hit.of(now).failures().isEmpty());
    List<Hit> hits = new ArrayList<>();
    for (AssetNow now : members) {
      boolean wasSilent = now.from() == StateChange.Evidence.SILENCE;
      boolean isMissing =
          now.state() == AssetState.UNKNOWN
              && (now.isOut() || now.isSymptom() || due.contains(now.asset()));
      if (!Hit.of(now).failures().isEmpty()) {
        hits.add(Hit.of(now));
      } else if (isMissing && !(onlySilent && wasSilent)) {
        hits.add(Hit.stopped(now, now.failedAt()));
      } else if (!now.isNormal()) {
        hits.add(Hit.of(now));
      } else if (now.failedBefore() != AssetNow.NEVER && !(onlySilent && wasSilent)) {
        hits.add(Hit.stopped(now, now.failedBefore()));
      }
    }
    return lastBout(hits);
  }

  /** Those since all had last been well for some time. */
  private static List<Hit> lastBout(List<Hit> hits) {
    long begins = Long.MIN_VALUE;
    long allWell = Long.MIN_VALUE;
    for (Hit hit : hits.stream().sorted(Comparator.comparingLong(Hit::began)).toList()) {
      if (hit.began() - BETWEEN_BOUTS_MILLIS > allWell) {
        begins = hit.began();
      }
      allWell = Math.max(allWell, hit.ended());
    }
    long first = begins;
    return hits.stream().filter(hit -> hit.began() >= first).toList();
  }

  private List<Candidate> candidates(
      Situation situation, List<Hit> hit, Map<String, AssetNow> known, Graph current) {
    List<Hit> failed =
        hit.stream()
            .filter(one -> !one.failures().isEmpty())
            .sorted(Comparator.comparingLong(Hit::began).thenComparing(Hit::asset))
            .limit(MAX_CANDIDATES)
            .toList();
    List<Candidate> candidates = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (Hit one : failed) {
      candidates.add(
          new Candidate(
              one.asset(),
              one.sector(),
              one.region(),
              one.began(),
              0,
              likelihoodsFrom(one.failures(), current)));
      taken.add(one.asset());
    }
    Map<String, Above> above = new TreeMap<>();
    for (Hit one : failed.isEmpty() ? hit : failed) {
      for (Reach reach : current.ancestors(one.asset(), current.hopLimit())) {
        if (!taken.contains(reach.asset())
            && (situation.isRoot(reach.asset()) || isUnheard(reach.asset(), known, current))) {
          above.merge(reach.asset(), new Above(1, reach.hops()), Above::and);
        }
      }
    }
    long began = hit.stream().mapToLong(Hit::began).min().orElse(situation.opened());
    above.entrySet().stream()
        .sorted(
            Map.Entry.<String, Above>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
        .limit(MAX_DEDUCED)
        .forEach(e -> candidates.add(deduced(e.getKey(), e.getValue().hops(), began, current)));
    return candidates;
  }

  private Candidate deduced(String id, int hops, long began, Graph current) {
    Asset asset = current.asset(id).orElseThrow();
    List<Forecast.Failure> out = List.of(new Forecast.Failure(id, 0, null, AssetState.STOPPED));
    return new Candidate(
        id, asset.sector(), asset.region(), began, hops, likelihoodsFrom(out, current));
  }

  /** Silent, or nobody ever expected to hear it: it may be out without our knowing. */
  private static boolean isUnheard(String asset, Map<String, AssetNow> known, Graph graph) {
    AssetNow now = known.get(asset);
    if (now != null) {
      return now.state() == AssetState.UNKNOWN;
    }
    return graph.asset(asset).map(unknown -> unknown.everyMillis() == 0).orElse(false);
  }

  private static List<RootCandidate> formerRoots(
      Situation situation, Map<String, AssetNow> known, Graph current) {
    List<RootCandidate> roots = new ArrayList<>();
    for (String root : situation.roots()) {
      AssetNow now = known.get(root);
      Asset asset = current.asset(root).orElse(null);
      if (now != null) {
        roots.add(new RootCandidate(root, now.sector(), now.region(), 0));
      } else if (asset != null) {
        roots.add(new RootCandidate(root, asset.sector(), asset.region(), 0));
      } else {
        roots.add(new RootCandidate(root, Asset.AREA, null, 0));
      }
    }
    return roots;
  }

  /**
   * The area or vendor that is the common cause; null if it is none. Either it ranks first and the
   * others have no path between them; or it explains 60 % of the members, which no single other
   * does, and weighs no less than the best of them.
   */
  private static @Nullable Candidate sharedCause(
      List<Candidate> ranked, List<Hit> hit, Graph graph) {
    Candidate best = ranked.get(0);
    if (hit.size() < 2) {
      return null;
    }
    if (isShared(best)) {
      return anyPathBetween(best.asset, hit, graph) ? null : best;
    }
    if (ranked.stream().anyMatch(one -> !isShared(one) && one.share(hit) >= SHARE)) {
      return null;
    }
    return ranked.stream()
        .filter(one -> isShared(one) && one.share(hit) >= SHARE && one.weight >= best.weight)
        .findFirst()
        .orElse(null);
  }

  private static boolean isShared(Candidate candidate) {
    return candidate.sector.equals(Asset.AREA) || candidate.sector.equals(Asset.PROVIDER);
  }

  private static boolean anyPathBetween(String except, List<Hit> hit, Graph graph) {
    Set<String> assets = new HashSet<>();
    for (Hit one : hit) {
      if (!one.asset().equals(except)) {
        assets.add(one.asset());
      }
    }
    for (String asset : assets) {
      for (Reach reach : graph.ancestors(asset, graph.hopLimit())) {
        if (assets.contains(reach.asset())) {
          return true;
        }
      }
    }
    return false;
  }

  /** Likelihood of each asset downstream if nothing else had failed. */
  private Map<String, Double> likelihoodsFrom(List<Forecast.Failure> failures, Graph current) {
    return alone.computeIfAbsent(
        failures.toString(),
        key -> {
          Map<String, Double> likelihoods = new HashMap<>();
          for (Forecast.Impact impact :
              Forecast.simulate(
                  current,
                  failures,
                  0,
                  Outlook.settings(
                      SAMPLES, other -> List.of(), other -> Forecast.Served.UNKNOWN))) {
            likelihoods.put(impact.asset(), impact.likelihood());
          }
          return likelihoods;
        });
  }

  /** One asset that may be the root, with what it would do alone. */
  private static final class Candidate {
    private final String asset;
    private final String sector;
    private final @Nullable String region;
    private final long began;

    /** Hops down to what failed below it; 0 if it was heard to fail itself. */
    private final int unheard;

    private final Map<String, Double> reach;
    private double weight;

    Candidate(
        String asset,
        String sector,
        @Nullable String region,
        long began,
        int unheard,
        Map<String, Double> reach) {
      this.asset = asset;
      this.sector = sector;
      this.region = region;
      this.began = began;
      this.unheard = unheard;
      this.reach = reach;
    }

    private boolean isDeduced() {
      return unheard > 0;
    }

    private double likelihoodOf(String member) {
      return member.equals(asset) ? 1 : reach.getOrDefault(member, 0.0);
    }

    private void weigh(List<Hit> hit, List<Candidate> all) {
      double sum = 0;
      for (Hit member : hit) {
        boolean tooLate = !isDeduced() && began > member.began() + SAME_MOMENT_MILLIS;
        sum += likelihoodOf(member.asset()) * (tooLate ? TOO_LATE : 1);
      }
      for (Candidate other : all) {
        if (other != this
            && !other.isDeduced()
            && other.likelihoodOf(asset) >= EXPLAINS
            && other.began <= began + SAME_MOMENT_MILLIS) {
          sum *= EXPLAINED;
        }
      }
      weight = isDeduced() ? sum * DEDUCED : sum;
    }

    /** Share of the members that it explains. */
    private double share(List<Hit> hit) {
      long explained =
          hit.stream().filter(member -> likelihoodOf(member.asset()) >= EXPLAINS).count();
      return (double) explained / hit.size();
    }
  }
}
