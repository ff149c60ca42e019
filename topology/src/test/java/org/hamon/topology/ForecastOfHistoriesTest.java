// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hamon.topology.Forecast.Failure;
import org.hamon.topology.Forecast.Impact;
import org.hamon.topology.Forecast.Served;
import org.hamon.topology.Forecast.Settings;
import org.junit.jupiter.api.Test;

/** What follows from failures that began and ended, several for one asset, by its own word. */
class ForecastOfHistoriesTest {

  private static final long HOUR = 3_600_000;
  private static final long NOW = 1_000 * HOUR;

  /**
   * Out for ten minutes, degraded, out again from the first hour on, meanwhile with a condition.
   */
  @Test
  void eachOfSeveralFailuresOfOneAssetCountsForItself() {
    long minute = HOUR / 60;
    List<Failure> history =
        List.of(
            Failure.stopped("p", NOW).over(NOW + 10 * minute),
            Failure.condition("p", NOW + 5 * minute, "low").over(NOW + 20 * minute),
            new Failure("p", NOW + 10 * minute, null, AssetState.DEGRADED).over(NOW + 30 * minute),
            Failure.stopped("p", NOW + HOUR));
    Graph graph =
        Sketch.of("p", "out", "low", "degraded", "long", "other")
            .dependency(on("d1", "out", 5 * minute, Trigger.OUT))
            .dependency(on("d2", "low", 15 * minute, new Trigger(null, "low")))
            .dependency(on("d3", "degraded", 25 * minute, new Trigger(AssetState.DEGRADED, null)))
            .dependency(on("d4", "long", 20 * minute, Trigger.OUT))
            .dependency(on("d5", "other", 16 * minute, new Trigger(null, "low")))
            .graph();

    assertThat(hits(graph, history, NOW))
        .isEqualTo(
            Map.of(
                "out", NOW + 5 * minute,
                "low", NOW + 20 * minute,
                "degraded", NOW + 25 * minute,
                "long", NOW + 80 * minute));
    assertThat(hits(graph, history, NOW + 40 * minute))
        .isEqualTo(
            Map.of(
                "out", NOW + 65 * minute,
                "degraded", NOW + 85 * minute,
                "long", NOW + 80 * minute));
  }

  private static Dependency on(String id, String dependent, long millis, Trigger trigger) {
    return Sketch.triggered(
        Sketch.dependency(id, "p", dependent, null, 1, 1, Buffer.fixed(millis)), trigger);
  }

  private static Map<String, Long> hits(Graph graph, List<Failure> failures, long now) {
    Map<String, Long> hits = new TreeMap<>();
    for (Impact impact : Forecast.simulate(graph, failures, now, Settings.DEFAULT)) {
      assertThat(impact.likelihood()).isEqualTo(1);
      hits.put(impact.asset(), impact.p50());
    }
    return hits;
  }

  @Test
  void whatIsEmptyWhenAnAssetSaysItServesKeepsItNoLonger_whatRunsDoes() {
    Graph graph =
        Sketch.of("p", "q", "site")
            .dependency(Sketch.dependency("d1", "p", "site", null, 1, 1, Buffer.fixed(HOUR)))
            .dependency(Sketch.dependency("d2", "q", "site", null, 1, 1, Buffer.fixed(9 * HOUR)))
            .graph();
    List<Failure> site =
        List.of(
            Failure.stopped("p", NOW),
            Failure.stopped("site", NOW + 2 * HOUR).over(NOW + 3 * HOUR),
            Failure.stopped("q", NOW + HOUR));

    assertThat(hits(graph, site, NOW + 4 * HOUR)).isEqualTo(Map.of("site", NOW + 10 * HOUR));
    assertThat(hits(graph, site.subList(0, 2), NOW + 4 * HOUR)).isEmpty();
  }

  @Test
  void anAssetThatServedAgainByItsOwnWordIsHitByWhatIsLostAnew() {
    Graph graph = Sketch.of("p", "site").needs("d", "p", "site").graph();
    List<Failure> failures =
        List.of(
            Failure.stopped("p", NOW).over(NOW + 4 * HOUR),
            Failure.stopped("site", NOW).over(NOW + HOUR),
            Failure.stopped("p", NOW + 5 * HOUR));

    assertThat(hits(graph, failures, NOW + 2 * HOUR)).isEqualTo(Map.of("site", NOW + 5 * HOUR));
  }

  @Test
  void anAssetThatServesByItsOwnWordThoughCutOffFeedsNobody() {
    Graph graph =
        Sketch.of("line", "station", "end")
            .source("plant")
            .link("plant", "line")
            .link("line", "station")
            .link("station", "end")
            .graph();
    List<Failure> failures =
        List.of(Failure.stopped("plant", NOW), Failure.stopped("station", NOW).over(NOW + HOUR));

    assertThat(hits(graph, failures, NOW + 2 * HOUR)).isEqualTo(Map.of("line", NOW, "end", NOW));
  }

  @Test
  void whatNeedsSomebodyToStartItIsBackThreeDaysAfterAllThatItNeeds() {
    Graph graph =
        Sketch.of("p", "q", "site", "user")
            .dependency(restarting("d", "p", true, 0))
            .dependency(restarting("f", "q", false, 0))
            .needs("e", "site", "user")
            .graph();
    List<Failure> failures =
        List.of(
            Failure.stopped("p", NOW).over(NOW + HOUR),
            Failure.stopped("q", NOW).over(NOW + 3 * HOUR));

    assertThat(hits(graph, failures, NOW + 75 * HOUR - 1)).containsOnlyKeys("site", "user");
    assertThat(hits(graph, failures, NOW + 75 * HOUR)).isEmpty();
  }

  @Test
  void whatNeedsSomebodyToStartItNeedsServiceThroughLinksToo() {
    Graph graph =
        Sketch.of("p", "site")
            .source("plant")
            .link("plant", "site")
            .dependency(restarting("d", "p", true, 0))
            .graph();
    List<Failure> failures =
        List.of(
            Failure.stopped("p", NOW).over(NOW + HOUR),
            Failure.stopped("plant", NOW).over(NOW + 3 * HOUR));

    assertThat(hits(graph, failures, NOW + 75 * HOUR - 1)).containsOnlyKeys("site");
    assertThat(hits(graph, failures, NOW + 75 * HOUR)).isEmpty();
  }

  private static Dependency restarting(String id, String provider, boolean manual, long recovery) {
    return new Dependency(
        id,
        provider,
        "site",
        DependencyType.PHYSICAL,
        null,
        1,
        1,
        null,
        Trigger.OUT,
        manual,
        recovery);
  }

  @Test
  void whatNeedsSeveralRecoveriesIsBackAfterTheLastOfThem() {
    Graph graph =
        Sketch.of("p", "q", "site")
            .dependency(restarting("d", "p", false, 3 * HOUR))
            .dependency(restarting("f", "q", false, 0))
            .graph();
    List<Failure> failures =
        List.of(
            Failure.stopped("p", NOW).over(NOW + HOUR),
            Failure.stopped("q", NOW).over(NOW + 2 * HOUR));

    assertThat(hits(graph, failures, NOW + 4 * HOUR - 1)).containsOnlyKeys("site");
    assertThat(hits(graph, failures, NOW + 4 * HOUR)).isEmpty();
  }

  /** It is heard to serve although the model cuts it off: that must hide nothing else. */
  @Test
  void whatServesAgainstTheModelIsHitByWhatIsLostLater() {
    Graph graph =
        Sketch.of("station", "q")
            .source("plant")
            .link("plant", "station")
            .dependency(Sketch.dependency("d", "q", "station", null, 1, 1, Buffer.fixed(HOUR)))
            .graph();
    Settings heard =
        Settings.DEFAULT.withKnown(
            asset -> List.of(),
            asset -> asset.equals("station") ? Served.until(NOW) : Served.UNKNOWN);
    List<Failure> failures =
        List.of(Failure.stopped("plant", NOW - HOUR), Failure.stopped("q", NOW));

    assertThat(Forecast.simulate(graph, failures.subList(0, 1), NOW, heard)).isEmpty();
    assertThat(Forecast.simulate(graph, failures, NOW, heard))
        .extracting(Impact::asset, Impact::p50)
        .containsExactly(tuple("station", NOW + HOUR));
  }

  @Test
  void whatWasHitAndIsBackIsToldFromWhatWasNeverHit() {
    Graph graph =
        Sketch.of("p", "short", "long", "again")
            .dependency(on("d1", "short", HOUR / 2, Trigger.OUT))
            .dependency(on("d2", "long", 2 * HOUR, Trigger.OUT))
            .dependency(on("d3", "again", 0, new Trigger(AssetState.DEGRADED, null)))
            .graph();
    List<Failure> failures =
        List.of(
            Failure.stopped("p", NOW).over(NOW + HOUR),
            new Failure("p", NOW + 3 * HOUR, null, AssetState.DEGRADED));

    Forecast.Outcome during =
        Forecast.outcome(graph, failures.subList(0, 1), NOW + HOUR / 2, Settings.DEFAULT);
    Forecast.Outcome after = Forecast.outcome(graph, failures, NOW + 2 * HOUR, Settings.DEFAULT);
    Forecast.Outcome late = Forecast.outcome(graph, failures, NOW + 3 * HOUR, Settings.DEFAULT);

    assertThat(during.recovered()).isEmpty();
    assertThat(after.recovered()).containsExactly("again", "short");
    assertThat(after.impacts()).extracting(Impact::asset).containsExactly("again");
    assertThat(late.recovered()).containsExactly("short");
  }

  @Test
  void anAssetThatSaidItselfThatItWasOutIsNotAmongTheRecovered() {
    Graph graph = Sketch.of("p", "site").needs("d", "p", "site").graph();
    List<Failure> failures =
        List.of(
            Failure.stopped("p", NOW).over(NOW + HOUR),
            Failure.stopped("site", NOW).over(NOW + HOUR));

    assertThat(Forecast.outcome(graph, failures, NOW + 2 * HOUR, Settings.DEFAULT).recovered())
        .isEmpty();
  }

  @Test
  void agreesWithTheDefinitionInEightThousandWorlds() {
    for (int seed = 0; seed < 8_000; seed++) {
      World.of(new Random(seed)).compare("seed " + seed);
    }
  }

  @Property(tries = 500)
  void agreesWithTheDefinition(@ForAll Random random) {
    World.of(random).compare("random");
  }

  /** A graph, what its assets said, and what is known besides. */
  private record World(Graph graph, List<Failure> failures, Settings settings) {

    static World of(Random random) {
      boolean isCertain = random.nextInt(3) == 0;
      Graph graph = anyGraph(random, 2 + random.nextInt(11), isCertain);
      boolean hasReturns = random.nextInt(5) > 0;
      List<Failure> failures = new ArrayList<>();
      for (int i = 1 + random.nextInt(4); i > 0; i--) {
        long last = NOW - (random.nextInt(4) == 0 ? 72 * HOUR : 0);
        anySpells("a" + random.nextInt(graph.size()), last, hasReturns, random, failures);
      }
      Map<String, Served> served = new TreeMap<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        long from = random.nextInt(3) > 0 ? Long.MIN_VALUE : NOW - random.nextInt(12) * HOUR / 2;
        long until = random.nextInt(5) == 0 ? Long.MIN_VALUE : NOW - random.nextInt(12) * HOUR / 2;
        served.put("a" + random.nextInt(graph.size()), new Served(from, until));
      }
      Function<String, Served> known = asset -> served.getOrDefault(asset, Served.UNKNOWN);
      int samples = isCertain ? 1 : 6;
      return new World(
          graph,
          failures,
          new Settings(
              samples,
              90 * HOUR,
              random.nextInt(3) == 0 ? ForecastTest.anyReserves(random) : asset -> List.of(),
              known));
    }

    void compare(String as) {
      NaiveForecast.Said said = new NaiveForecast(graph, failures, NOW, settings).run();
      Map<String, List<Number>> actual = new TreeMap<>();
      Forecast.Outcome outcome = Forecast.outcome(graph, failures, NOW, settings);
      for (Impact impact : outcome.impacts()) {
        actual.put(
            impact.asset(), List.of(impact.likelihood(), impact.p10(), impact.p50(), impact.p90()));
      }
      assertThat(actual).as(as).isEqualTo(said.impacts());
      assertThat(outcome.recovered()).as(as).isEqualTo(said.recovered());
    }
  }

  /** Half hours, so that much happens at one instant. */
  private static void anySpells(
      String asset, long last, boolean hasReturns, Random random, List<Failure> failures) {
    long at = last - random.nextInt(12) * HOUR / 2;
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      Failure open =
          switch (random.nextInt(6)) {
            case 0 -> Failure.condition(asset, at, "low");
            case 1 -> new Failure(asset, at, null, AssetState.DEGRADED);
            case 2 -> new Failure(asset, at, null, AssetState.UNUSABLE);
            default -> Failure.stopped(asset, at);
          };
      long over = at + random.nextInt(6) * HOUR / 2;
      failures.add(!hasReturns || random.nextInt(4) == 0 ? open : open.over(over));
      at = over + (random.nextInt(4) - 1) * HOUR / 2;
    }
  }

  private static Graph anyGraph(Random random, int assets, boolean isCertain) {
    Sketch sketch = new Sketch();
    for (int i = 0; i < assets; i++) {
      sketch.asset(Sketch.asset("a" + i, random.nextInt(4) == 0));
    }
    int linked = random.nextInt(assets + 1);
    for (int i = random.nextInt(2 * linked + 1); i > 0; i--) {
      String a = "a" + random.nextInt(linked);
      String b = "a" + random.nextInt(linked);
      if (!a.equals(b)) {
        if (random.nextInt(6) == 0) {
          sketch.open(a, b);
        } else {
          sketch.link(a, b);
        }
      }
    }
    for (int i = assets + random.nextInt(assets); i > 0; i--) {
      String provider = "a" + random.nextInt(assets);
      String dependent = "a" + random.nextInt(assets);
      if (!provider.equals(dependent)) {
        sketch.dependency(anyDependency("d" + i, provider, dependent, random, isCertain));
      }
    }
    return sketch.graph();
  }

  private static Dependency anyDependency(
      String id, String provider, String dependent, Random random, boolean isCertain) {
    Buffer buffer =
        switch (random.nextInt(isCertain ? 3 : 4)) {
          case 0 -> null;
          case 1, 2 -> Buffer.fixed(random.nextInt(5) * HOUR / 2);
          default -> new Buffer(HOUR / 2, (1 + random.nextInt(3)) * HOUR, 9 * HOUR);
        };
    double strength = isCertain ? 1 : List.of(1.0, 1.0, 0.7, 0.3, 0.0).get(random.nextInt(5));
    Trigger trigger =
        switch (random.nextInt(8)) {
          case 0 -> new Trigger(null, "low");
          case 1 -> new Trigger(AssetState.DEGRADED, null);
          case 2 -> new Trigger(AssetState.UNUSABLE, null);
          default -> Trigger.OUT;
        };
    return new Dependency(
        id,
        provider,
        dependent,
        DependencyType.PHYSICAL,
        random.nextBoolean() ? null : "g" + random.nextInt(2),
        1 + random.nextInt(3),
        strength,
        buffer,
        trigger,
        random.nextInt(4) == 0,
        random.nextInt(3) * HOUR / 2);
  }
}
