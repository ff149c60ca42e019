// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The forecast once more, straight from its definition: whole graph, all assets, every instant. */
final class NaiveForecast {

  private final Graph graph;
  private final Collection<Forecast.Failure> failures;
  private final long now;
  private final Forecast.Settings settings;
  private final Luck luck;
  private final Set<String> observed = new HashSet<>();
  private final Set<String> atRest;

  private Map<String, Long> hitAt = new HashMap<>();
  private Set<String> out = new HashSet<>();
  private Set<String> excluded = new HashSet<>();

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
    this.failures = failures;
    this.now = now;
    this.settings = settings;
    this.luck = luck;
    failures.stream().filter(NaiveForecast::isOut).forEach(f -> observed.add(f.asset()));
    atRest = new HashSet<>();
    for (Asset asset : graph.assets()) {
      if (graph.rest().isUnserved(graph.indexOf(asset.id()))) {
        atRest.add(asset.id());
      }
    }
  }

  /** By asset: likelihood, p10, p50, p90. */
  Map<String, List<Number>> run() {
    Map<String, List<Long>> hits = new TreeMap<>();
    Map<String, Integer> excludedCount = new HashMap<>();
    for (int k = 0; k < settings.samples(); k++) {
      sample(k);
      out.stream()
          .filter(a -> !observed.contains(a) && !excluded.contains(a))
          .forEach(a -> hits.computeIfAbsent(a, x -> new ArrayList<>()).add(hitAt.get(a)));
      excluded.forEach(a -> excludedCount.merge(a, 1, Integer::sum));
    }
    Map<String, List<Number>> result = new TreeMap<>();
    hits.forEach(
        (asset, times) -> {
          times.sort(null);
          double counted = settings.samples() - excludedCount.getOrDefault(asset, 0);
          result.put(
              asset,
              List.of(
                  times.size() / counted, rank(times, 0.1), rank(times, 0.5), rank(times, 0.9)));
        });
    return result;
  }

  private static long rank(List<Long> times, double q) {
    return times.get((int) Math.ceil(q * times.size() - 1e-9) - 1);
  }

  private static boolean isOut(Forecast.Failure f) {
    return f.condition() == null && f.state().isOut();
  }

  private void sample(int k) {
    hitAt = new HashMap<>();
    out = new HashSet<>();
    excluded = new HashSet<>();
    Map<String, Long> lostAt = new HashMap<>();
    for (Forecast.Failure f : failures) {
      if (isOut(f)) {
        hitAt.merge(f.asset(), f.at(), Math::min);
      }
      for (Dependency d : graph.dependentsOf(f.asset())) {
        boolean met =
            f.condition() == null
                ? d.trigger().isMetBy(f.state())
                : f.condition().equals(d.trigger().condition());
        if (met) {
          lostAt.merge(d.id(), f.at(), Math::min);
        }
      }
    }
    Set<String> lost = new HashSet<>();
    while (true) {
      Set<Long> instants = new TreeSet<>();
      hitAt.forEach((a, t) -> instants.add(out.contains(a) ? Long.MAX_VALUE : t));
      lostAt.forEach((d, t) -> instants.add(lost.contains(d) ? Long.MAX_VALUE : t));
      long t = instants.isEmpty() ? Long.MAX_VALUE : instants.iterator().next();
      if (t > now + settings.horizonMillis()) {
        return;
      }
      Set<String> round = new TreeSet<>();
      lostAt.forEach((d, at) -> addIf(at == t && !lost.contains(d), round, d));
      Set<String> nowOut = new HashSet<>();
      hitAt.forEach((a, at) -> addIf(at == t && !out.contains(a), nowOut, a));
      for (String a : nowOut) {
        out.add(a);
        for (Dependency d : graph.dependentsOf(a)) {
          addIf(d.trigger().isMetBy(AssetState.STOPPED) && !lost.contains(d.id()), round, d.id());
        }
      }
      for (String id : round) {
        lost.add(id);
        loss(graph.dependency(id).orElseThrow(), lost, t, k);
      }
      if (nowOut.stream().anyMatch(this::isLinked)) {
        cutOff().forEach(a -> hit(a, t));
      }
    }
  }

  private static void addIf(boolean condition, Set<String> set, String id) {
    if (condition) {
      set.add(id);
    }
  }

  private void loss(Dependency d, Set<String> lost, long t, int k) {
    List<Dependency> group =
        graph.providersOf(d.dependent()).stream()
            .filter(x -> d.group() == null ? x.equals(d) : d.group().equals(x.group()))
            .toList();
    int needs =
        Math.min(group.size(), group.stream().mapToInt(Dependency::needs).max().orElseThrow());
    long gone = group.stream().filter(x -> lost.contains(x.id())).count();
    Forecast.Served served = settings.served().apply(d.dependent());
    if (gone != group.size() - needs + 1 || t < served.from()) {
      return;
    }
    List<Forecast.Reserve> reserves = settings.reserves().apply(d.dependent());
    boolean anyElectric = graph.providersOf(d.dependent()).stream().anyMatch(this::isElectric);
    boolean bridged =
        anyElectric ? group.stream().anyMatch(this::isElectric) : isPhysicalOrBuffered(d);
    if (!reserves.isEmpty() && bridged) {
      if (luck.hit(d.id(), k) >= d.strength()) {
        return;
      }
      List<Forecast.Reserve> counting =
          reserves.stream().filter(r -> r.running() && r.at() >= t).toList();
      hit(
          d.dependent(),
          (counting.isEmpty() ? reserves : counting)
              .stream()
                  .mapToLong(r -> (r.at() < t ? t : r.from()) + r.millis())
                  .max()
                  .orElseThrow());
    } else if (t < served.until()) {
      hitLater(d, t, k);
    } else if (luck.hit(d.id(), k) < d.strength()) {
      double normal = Draws.normalQuantile(luck.delay(d.id(), k));
      hit(d.dependent(), t + Delay.of(d.buffer()).at(normal));
    }
  }

  /** Of all pairs of a draw for the hit and one for the delay, those that do not hit too early. */
  private void hitLater(Dependency d, long t, int k) {
    int strata = new Draws(settings.samples()).strata();
    Delay delay = Delay.of(d.buffer());
    List<Long> delays = new ArrayList<>();
    for (int i = 0; i < (delay.isFixed() ? 1 : strata); i++) {
      delays.add(delay.at(Draws.normalQuantile((i + 0.5) / strata)));
    }
    long heldOut = settings.served().apply(d.dependent()).until() - t;
    List<Long> left = delays.stream().filter(millis -> millis >= heldOut).toList();
    long hitting = Math.round(d.strength() * strata);
    double late = hitting * left.size();
    double possible = late + (strata - hitting) * delays.size();
    if (late > 0 && luck.hit(d.id(), k) * strata < Math.round(strata * late / possible)) {
      int place = (int) (luck.delay(d.id(), k) * delays.size());
      hit(d.dependent(), t + left.get(place * left.size() / delays.size()));
    }
  }

  private boolean isElectric(Dependency d) {
    return graph.asset(d.provider()).orElseThrow().sector().equals("electricity")
        && isPhysicalOrBuffered(d);
  }

  private static boolean isPhysicalOrBuffered(Dependency d) {
    return d.type() == DependencyType.PHYSICAL || d.buffer() != null;
  }

  private void hit(String asset, long t) {
    if (observed.contains(asset) || out.contains(asset) || t > now + settings.horizonMillis()) {
      return;
    }
    if (t < settings.served().apply(asset).until()
        && t < hitAt.getOrDefault(asset, Long.MAX_VALUE)) {
      excluded.add(asset);
      hitAt.remove(asset);
    }
    if (!excluded.contains(asset)) {
      hitAt.merge(asset, t, Math::min);
    }
  }

  private boolean isLinked(String asset) {
    return graph.links().stream().anyMatch(l -> l.a().equals(asset) || l.b().equals(asset));
  }

  private Set<String> cutOff() {
    Set<String> dead = new HashSet<>(out);
    dead.addAll(atRest);
    Set<String> served = new HashSet<>();
    Set<String> cut = new HashSet<>();
    for (Asset a : graph.assets()) {
      if (isLinked(a.id()) && !dead.contains(a.id())) {
        (a.source() ? served : cut).add(a.id());
      }
    }
    boolean changed = true;
    while (changed) {
      changed = false;
      for (Link l : graph.links()) {
        if (l.closed() && served.contains(l.a()) && cut.remove(l.b())) {
          changed |= served.add(l.b());
        }
        if (l.closed() && served.contains(l.b()) && cut.remove(l.a())) {
          changed |= served.add(l.a());
        }
      }
    }
    return cut;
  }
}
