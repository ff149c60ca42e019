// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The forecast once more, straight from its definition: whole graph, all assets, every instant. At
 * each instant first all losses, round after round, then all returns.
 */
final class NaiveForecast {

  private static final long NEVER = Long.MAX_VALUE;

  private final Graph graph;
  private final Collection<Forecast.Failure> failures;
  private final long now;
  private final Forecast.Settings settings;
  private final Luck luck;
  private final List<Asset> assets;
  private final List<Dependency> dependencies;
  private final List<Link> links;
  private final Map<String, Dependency> byId = new HashMap<>();
  private final Map<String, List<Dependency>> inOf = new HashMap<>();
  private final Set<String> linked = new HashSet<>();
  private final Set<String> sources = new HashSet<>();
  private final Set<String> atRest = new HashSet<>();

  /** Uniform numbers between 0 and 1: whether a dependency hits in a sample, and its delay. */
  interface Luck {
    double hit(String dependency, int sample);

    double delay(String dependency, int sample);

    /** The draws of the forecast itself. */
    static Luck stratified(int samples) {
      Draws draws = new Draws(samples);
      return new Luck() {
        @Override
        public double hit(String dependency, int sample) {
          return middle(draws.stratum(Draws.hitKey(dependency), sample));
        }

        @Override
        public double delay(String dependency, int sample) {
          return middle(draws.stratum(Draws.delayKey(dependency), sample));
        }

        private double middle(int stratum) {
          return (stratum + 0.5) / draws.strata();
        }
      };
    }

    /** Draws that have nothing to do with each other. */
    static Luck independent(long seed) {
      Map<List<Object>, Double> known = new HashMap<>();
      Random random = new Random(seed);
      return new Luck() {
        @Override
        public double hit(String dependency, int sample) {
          return known.computeIfAbsent(List.of("hit", dependency, sample), x -> next());
        }

        @Override
        public double delay(String dependency, int sample) {
          return known.computeIfAbsent(List.of("delay", dependency, sample), x -> next());
        }

        private double next() {
          return random.nextDouble();
        }
      };
    }
  }

  NaiveForecast(
      Graph graph, Collection<Forecast.Failure> failures, long now, Forecast.Settings settings) {
    this(graph, failures, now, settings, Luck.stratified(settings.samples()));
  }

  NaiveForecast(
      Graph graph,
      Collection<Forecast.Failure> failures,
      long now,
      Forecast.Settings settings,
      Luck luck) {
    this.graph = graph;
    assets = List.copyOf(graph.assets());
    dependencies = List.copyOf(graph.dependencies());
    links = List.copyOf(graph.links());
    dependencies.forEach(d -> byId.put(d.id(), d));
    dependencies.forEach(d -> inOf.computeIfAbsent(d.dependent(), x -> new ArrayList<>()).add(d));
    for (Link l : links) {
      linked.add(l.a());
      linked.add(l.b());
    }
    for (Asset asset : assets) {
      if (asset.source()) {
        sources.add(asset.id());
      }
    }
    long horizon = now + settings.horizonMillis();
    this.failures = failures.stream().filter(f -> f.at() <= horizon).toList();
    this.now = now;
    this.settings = settings;
    this.luck = luck;
    for (Asset asset : assets) {
      if (graph.rest().isUnserved(graph.indexOf(asset.id()))) {
        atRest.add(asset.id());
      }
    }
  }

  /** What the samples say: by asset likelihood, p10, p50, p90; and who was hit and is back. */
  record Said(Map<String, List<Number>> impacts, Set<String> recovered) {}

  Said run() {
    List<World> worlds = new ArrayList<>();
    for (int k = 0; k < settings.samples(); k++) {
      World world = new World(k);
      world.play();
      worlds.add(world);
    }
    Map<String, List<Number>> impacts = new TreeMap<>();
    Set<String> recovered = new TreeSet<>();
    for (Asset each : assets) {
      String asset = each.id();
      if (wordOf(asset).anyMatch(f -> f.until() > now)) {
        continue;
      }
      List<World> counted =
          worlds.stream().filter(world -> !world.contradicted.contains(asset)).toList();
      counted = counted.isEmpty() ? worlds : counted;
      List<Long> times =
          counted.stream().flatMap(world -> world.standing(asset).stream()).sorted().toList();
      if (!times.isEmpty()) {
        double share = times.size() / (double) counted.size();
        impacts.put(asset, List.of(share, rank(times, 0.1), rank(times, 0.5), rank(times, 0.9)));
      }
      if (2 * counted.stream().filter(world -> world.isOver(asset)).count() >= counted.size()) {
        recovered.add(asset);
      }
    }
    return new Said(impacts, recovered);
  }

  private static long rank(List<Long> times, double q) {
    return times.get((int) Math.ceil(q * times.size() - 1e-9) - 1);
  }

  /** The failures that the asset's own word says take it out. */
  private Stream<Forecast.Failure> wordOf(String asset) {
    return failures.stream()
        .filter(f -> f.asset().equals(asset) && f.condition() == null && f.state().isOut());
  }

  /** Until when the asset is known to have served, whenever it was not out by its own word. */
  private long servedUntil(String asset) {
    long last = wordOf(asset).mapToLong(Forecast.Failure::at).max().orElse(Long.MIN_VALUE);
    boolean moved = true;
    while (moved) {
      long before = last;
      last =
          wordOf(asset)
              .filter(f -> f.at() < before && f.until() >= before)
              .mapToLong(Forecast.Failure::at)
              .min()
              .orElse(before);
      moved = last < before;
    }
    return Math.max(last, settings.served().apply(asset).until());
  }

  private boolean isKnownToServe(String asset, long t) {
    return t < servedUntil(asset) && wordOf(asset).noneMatch(f -> f.at() <= t && t <= f.until());
  }

  private List<Dependency> groupOf(Dependency d) {
    return inOf.get(d.dependent()).stream()
        .filter(x -> d.group() == null ? x.equals(d) : d.group().equals(x.group()))
        .toList();
  }

  private boolean meets(Forecast.Failure f, Dependency d) {
    return f.asset().equals(d.provider())
        && (f.condition() == null
            ? d.trigger().isMetBy(f.state())
            : f.condition().equals(d.trigger().condition()));
  }

  private boolean isLinked(String asset) {
    return linked.contains(asset);
  }

  private static boolean isOn(Forecast.Failure f, long t, boolean returns) {
    return f.at() <= t && (returns ? t < f.until() : t <= f.until());
  }

  /** One need of one asset: a group, and what became of it. */
  private static final class Need {
    final List<Dependency> group;
    final Set<String> lost = new TreeSet<>();
    Dependency decisive;
    long emptyAt = NEVER;
    long recovered;

    Need(List<Dependency> group) {
      this.group = group;
      this.decisive = group.get(0);
    }

    boolean isBroken() {
      int needs = group.stream().mapToInt(Dependency::needs).max().orElseThrow();
      return group.size() - lost.size() < Math.min(group.size(), needs);
    }
  }

  /** One sample. */
  private final class World {
    private final int k;
    private final Map<String, List<Need>> needs = new TreeMap<>();
    private final Map<String, Need> needOf = new HashMap<>();
    private final Set<String> byWord = new TreeSet<>();
    private final Set<String> hit = new TreeSet<>();
    private final Set<String> manual = new HashSet<>();
    private final Set<String> cut = new TreeSet<>();
    private final Set<String> unheeding = new TreeSet<>();
    private final Map<String, Long> readySince = new TreeMap<>();
    private final Set<String> contradicted = new HashSet<>();
    private final Map<String, List<long[]>> outages = new HashMap<>();
    private Set<String> out = new HashSet<>();
    private long t;

    World(int k) {
      this.k = k;
      for (Asset asset : assets) {
        List<Need> of = needs.computeIfAbsent(asset.id(), x -> new ArrayList<>());
        for (Dependency d : inOf.getOrDefault(asset.id(), List.of())) {
          if (!needOf.containsKey(d.id())) {
            Need need = new Need(groupOf(d));
            need.group.forEach(member -> needOf.put(member.id(), need));
            of.add(need);
          }
        }
      }
    }

    /** When the outage began that goes on beyond now, or will come. */
    Optional<Long> standing(String asset) {
      return outages.getOrDefault(asset, List.of()).stream()
          .filter(outage -> outage[1] > now)
          .map(outage -> outage[0])
          .findFirst();
    }

    /** Whether it was hit, and is back. */
    boolean isOver(String asset) {
      List<long[]> all = outages.getOrDefault(asset, List.of());
      long heard = wordOf(asset).mapToLong(Forecast.Failure::until).max().orElse(Long.MIN_VALUE);
      return all.stream().anyMatch(outage -> outage[0] > heard && outage[1] <= now)
          && all.stream().noneMatch(outage -> outage[0] <= now && outage[1] > now);
    }

    void play() {
      t = Long.MIN_VALUE;
      while (true) {
        t = nextInstant();
        if (t > now + settings.horizonMillis()) {
          return;
        }
        loseAll();
        note();
        returnAll();
        note();
      }
    }

    private long nextInstant() {
      List<Long> instants = new ArrayList<>();
      failures.forEach(f -> instants.addAll(List.of(f.at(), f.until())));
      needs.values().forEach(all -> all.forEach(need -> instants.add(need.emptyAt)));
      hit.forEach(asset -> instants.add(backAt(asset)));
      return instants.stream().filter(instant -> instant > t).min(Long::compare).orElse(NEVER);
    }

    private void note() {
      Set<String> after = serviceless();
      for (String asset : after) {
        if (!out.contains(asset)) {
          outages.computeIfAbsent(asset, x -> new ArrayList<>()).add(new long[] {t, NEVER});
        }
      }
      for (String asset : out) {
        if (!after.contains(asset)) {
          List<long[]> all = outages.get(asset);
          all.get(all.size() - 1)[1] = t;
        }
      }
      out = after;
    }

    private Set<String> serviceless() {
      Set<String> all = new HashSet<>(cut);
      all.removeAll(unheeding);
      all.addAll(byWord);
      all.addAll(hit);
      return all;
    }

    private void loseAll() {
      for (Asset asset : assets) {
        addIf(wordOf(asset.id()).anyMatch(f -> isOn(f, t, false)), byWord, asset.id());
      }
      Set<String> toCut = new HashSet<>();
      Set<String> rounds = null;
      while (!Set.of().equals(rounds)) {
        Set<String> before = serviceless();
        for (Asset each : assets) {
          strike(each.id(), toCut.contains(each.id()), before);
        }
        Set<String> lost = newlyLost();
        for (String id : lost) {
          lose(byId.get(id));
        }
        toCut = unreached();
        toCut.removeAll(cut);
        rounds = new HashSet<>(lost);
        rounds.addAll(toCut);
      }
      cut.retainAll(unreached());
      forgetWhereLinksReach();
      getReady();
    }

    private void strike(String asset, boolean isCutNow, Set<String> outBefore) {
      List<Need> empty = needs.get(asset).stream().filter(need -> need.emptyAt <= t).toList();
      if (isCutNow) {
        cut.add(asset);
      }
      boolean isUnreached = isCutNow && !unheeding.contains(asset);
      if (byWord.contains(asset) || (empty.isEmpty() && !isUnreached)) {
        return;
      }
      if (!outBefore.contains(asset) && isKnownToServe(asset, t)) {
        contradicted.add(asset);
        empty.forEach(need -> need.emptyAt = NEVER);
        addIf(cut.contains(asset), unheeding, asset);
        return;
      }
      if (!empty.isEmpty()) {
        hit.add(asset);
        addIf(empty.stream().anyMatch(need -> need.decisive.manualRestart()), manual, asset);
        readySince.remove(asset);
      }
    }

    private boolean isLost(Dependency d, boolean returns, Set<String> without) {
      return failures.stream().anyMatch(f -> meets(f, d) && isOn(f, t, returns))
          || (d.trigger().isMetBy(AssetState.STOPPED) && without.contains(d.provider()));
    }

    private Set<String> newlyLost() {
      Set<String> lost = new TreeSet<>();
      Set<String> without = serviceless();
      for (Dependency d : dependencies) {
        boolean known = needOf.get(d.id()).lost.contains(d.id());
        addIf(!known && isLost(d, false, without), lost, d.id());
      }
      return lost;
    }

    private void lose(Dependency d) {
      Need need = needOf.get(d.id());
      boolean wasBroken = need.isBroken();
      need.lost.add(d.id());
      if (!wasBroken && need.isBroken()) {
        need.decisive = d;
        need.emptyAt = emptyAt(d, need.group);
      }
    }

    private void returnAll() {
      String state = "";
      while (!state.equals(state())) {
        state = state();
        for (String asset : Set.copyOf(byWord)) {
          if (wordOf(asset).noneMatch(f -> isOn(f, t, true))) {
            byWord.remove(asset);
            hit.remove(asset);
            manual.remove(asset);
            readySince.remove(asset);
            needs.get(asset).stream()
                .filter(need -> need.emptyAt <= t)
                .forEach(need -> need.emptyAt = NEVER);
            needs.get(asset).forEach(need -> need.recovered = 0);
            addIf(isLinked(asset) && !atRest.contains(asset), unheeding, asset);
          }
        }
        for (String asset : Set.copyOf(hit)) {
          if (!byWord.contains(asset) && backAt(asset) <= t) {
            hit.remove(asset);
            manual.remove(asset);
            readySince.remove(asset);
          }
        }
        cut.clear();
        cut.addAll(unreached());
        forgetWhereLinksReach();
        Set<String> without = serviceless();
        for (Dependency d : dependencies) {
          Need need = needOf.get(d.id());
          boolean wasBroken = need.isBroken();
          if (need.lost.contains(d.id()) && !isLost(d, true, without)) {
            need.lost.remove(d.id());
          }
          if (wasBroken && !need.isBroken()) {
            if (need.emptyAt <= t) {
              need.recovered = t + need.decisive.recoveryMillis();
            }
            need.emptyAt = NEVER;
          }
        }
        getReady();
      }
    }

    private String state() {
      return byWord
          + " "
          + hit
          + " "
          + cut
          + " "
          + unheeding
          + " "
          + readySince
          + needs.values().stream()
              .map(all -> all.stream().map(need -> need.lost + "" + need.emptyAt).toList())
              .toList();
    }

    /** When an asset that was hit is back, as things are. */
    private long backAt(String asset) {
      if (needs.get(asset).stream().anyMatch(need -> need.emptyAt <= t)) {
        return NEVER;
      }
      if (manual.contains(asset)) {
        Long since = readySince.get(asset);
        return since == null ? NEVER : since + 72 * 3_600_000L;
      }
      return needs.get(asset).stream().mapToLong(need -> need.recovered).max().orElseThrow();
    }

    /** Notes since when all serves again that those need who wait for somebody to start them. */
    private void getReady() {
      for (String asset : hit) {
        boolean isReady =
            needs.get(asset).stream().noneMatch(need -> need.emptyAt <= t) && doLinksReach(asset);
        if (isReady) {
          readySince.putIfAbsent(asset, t);
        } else {
          readySince.remove(asset);
        }
      }
    }

    private void forgetWhereLinksReach() {
      unheeding.removeIf(this::doLinksReach);
    }

    private boolean doLinksReach(String asset) {
      if (!isLinked(asset) || atRest.contains(asset)) {
        return true;
      }
      Set<String> served = reached();
      return sources.contains(asset)
          || links.stream()
              .filter(Link::closed)
              .anyMatch(
                  l ->
                      (l.a().equals(asset) && served.contains(l.b()))
                          || (l.b().equals(asset) && served.contains(l.a())));
    }

    /** What stands in a network, is not out by itself, and has no service from any source. */
    private Set<String> unreached() {
      Set<String> all = carriers();
      all.removeAll(reached());
      return all;
    }

    private Set<String> carriers() {
      Set<String> all = new HashSet<>();
      for (Asset a : assets) {
        boolean isOut = byWord.contains(a.id()) || hit.contains(a.id()) || atRest.contains(a.id());
        addIf(isLinked(a.id()) && !isOut, all, a.id());
      }
      return all;
    }

    private Set<String> reached() {
      Set<String> carriers = carriers();
      Set<String> reached = new HashSet<>(carriers);
      reached.retainAll(sources);
      boolean changed = true;
      while (changed) {
        changed = false;
        for (Link l : links) {
          if (l.closed() && carriers.contains(l.a()) && carriers.contains(l.b())) {
            if (reached.contains(l.a()) || reached.contains(l.b())) {
              changed |= reached.add(l.a()) | reached.add(l.b());
            }
          }
        }
      }
      return reached;
    }

    /** When the dependent is hit if the group is broken from now on. */
    private long emptyAt(Dependency d, List<Dependency> group) {
      if (t < settings.served().apply(d.dependent()).from()) {
        return NEVER;
      }
      List<Forecast.Reserve> reserves = settings.reserves().apply(d.dependent());
      boolean anyElectric =
          inOf.get(d.dependent()).stream().anyMatch(NaiveForecast.this::isElectric);
      boolean bridged =
          anyElectric
              ? group.stream().anyMatch(NaiveForecast.this::isElectric)
              : isPhysicalOrBuffered(d);
      if (!reserves.isEmpty() && bridged) {
        if (luck.hit(d.id(), k) >= d.strength()) {
          return NEVER;
        }
        List<Forecast.Reserve> counting =
            reserves.stream().filter(r -> r.running() && r.at() >= t).toList();
        return (counting.isEmpty() ? reserves : counting)
            .stream().mapToLong(r -> (r.at() < t ? t : r.from()) + r.millis()).max().orElseThrow();
      }
      if (t < servedUntil(d.dependent())) {
        return emptyGivenThatItServed(d);
      }
      if (luck.hit(d.id(), k) < d.strength()) {
        return t + Delay.of(d.buffer()).at(Draws.normalQuantile(luck.delay(d.id(), k)));
      }
      return NEVER;
    }

    /** Of all pairs of a draw for the hit and one for the delay, those that contradict nothing. */
    private long emptyGivenThatItServed(Dependency d) {
      int strata = new Draws(settings.samples()).strata();
      Delay delay = Delay.of(d.buffer());
      List<Long> delays = new ArrayList<>();
      for (int i = 0; i < (delay.isFixed() ? 1 : strata); i++) {
        delays.add(delay.at(Draws.normalQuantile((i + 0.5) / strata)));
      }
      List<Long> left =
          delays.stream().filter(millis -> !isKnownToServe(d.dependent(), t + millis)).toList();
      long hitting = Math.round(d.strength() * strata);
      double late = hitting * left.size();
      double possible = late + (strata - hitting) * delays.size();
      if (late > 0 && luck.hit(d.id(), k) * strata < Math.round(strata * late / possible)) {
        int place = (int) (luck.delay(d.id(), k) * delays.size());
        return t + left.get(place * left.size() / delays.size());
      }
      return NEVER;
    }
  }

  private static <T> void addIf(boolean condition, Set<T> set, T element) {
    if (condition) {
      set.add(element);
    }
  }

  private boolean isElectric(Dependency d) {
    return graph.asset(d.provider()).orElseThrow().sector().equals("electricity")
        && isPhysicalOrBuffered(d);
  }

  private static boolean isPhysicalOrBuffered(Dependency d) {
    return d.type() == DependencyType.PHYSICAL || d.buffer() != null;
  }
}
