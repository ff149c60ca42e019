// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hamon.topology.Forecast.Failure;
import org.hamon.topology.Forecast.Impact;
import org.hamon.topology.Forecast.Settings;
import org.junit.jupiter.api.Test;

class ForecastTest {

  private static final long HOUR = 3_600_000;
  private static final long NOW = 1_000 * HOUR;
  private static final Buffer HOURS = new Buffer(HOUR, 4 * HOUR, 24 * HOUR);

  @Test
  void longPathIsListedInPart() {
    Sketch sketch = Sketch.of("a0");
    for (int i = 1; i <= 40; i++) {
      sketch.asset(Sketch.asset("a" + i, false)).needs("d" + i, "a" + (i - 1), "a" + i);
    }

    List<Impact> impacts =
        Forecast.simulate(
            sketch.graph(), List.of(Failure.stopped("a0", NOW)), NOW, Settings.DEFAULT);

    Impact last = impacts.stream().filter(i -> i.asset().equals("a40")).findAny().orElseThrow();
    assertThat(last.hops()).isEqualTo(40);
    assertThat(last.path()).hasSize(32).startsWith("d1", "d10", "d11").endsWith("d39", "d40");
    Impact whole = impacts.stream().filter(i -> i.asset().equals("a32")).findAny().orElseThrow();
    assertThat(whole.path()).hasSize(32).startsWith("d1", "d2").endsWith("d31", "d32");
  }

  @Test
  void chainOfAQuarterOfAMillionHopsIsForetold() {
    int hops = 250_000;
    List<Asset> assets = new ArrayList<>();
    List<Dependency> dependencies = new ArrayList<>();
    for (int i = 0; i <= hops; i++) {
      assets.add(Sketch.asset("a" + i, false));
      if (i > 0) {
        dependencies.add(Sketch.dependency("d" + i, "a" + (i - 1), "a" + i));
      }
    }
    Graph graph =
        Graph.of(
            new Topology(
                "t", "", List.of(), assets, dependencies, List.of(), List.of(), List.of(), 8));

    List<Impact> impacts =
        Forecast.simulate(graph, List.of(Failure.stopped("a0", NOW)), NOW, Settings.DEFAULT);

    assertThat(impacts).hasSize(hops);
    assertThat(impacts.stream().mapToInt(Impact::hops).max()).hasValue(hops);
    assertThat(impacts).allMatch(impact -> impact.path().size() <= Impact.MOST_LISTED);
  }

  @Test
  void exampleUsage() {
    Graph graph =
        Sketch.of("sub", "bts", "core")
            .dependency(Sketch.dependency("d1", "sub", "bts", null, 1, 0.85, HOURS))
            .needs("d2", "bts", "core")
            .graph();

    List<Impact> impacts =
        Forecast.simulate(
            graph, List.of(Failure.stopped("sub", NOW)), NOW, Settings.DEFAULT.withSamples(16_384));

    assertThat(impacts).extracting(Impact::asset).containsExactly("bts", "core");
    Impact bts = impacts.get(0);
    assertThat(bts.likelihood()).isCloseTo(0.85 * 0.97, within(0.02));
    assertThat(bts.p50() - NOW).isCloseTo(4 * HOUR, within(HOUR / 3));
    assertThat(bts.path()).containsExactly("d1");
    assertThat(impacts.get(1).path()).containsExactly("d1", "d2");
    assertThat(impacts.get(1).p50()).isEqualTo(bts.p50());
  }

  @Test
  void quantilesAreThoseOfTheBuffer() {
    Graph graph =
        Sketch.of("sub", "bts")
            .dependency(Sketch.dependency("d1", "sub", "bts", null, 1, 1, HOURS))
            .graph();
    Settings longer =
        new Settings(16_384, 10_000 * HOUR, asset -> List.of(), asset -> Forecast.Served.UNKNOWN);

    Impact impact =
        Forecast.simulate(graph, List.of(Failure.stopped("sub", NOW)), NOW, longer).get(0);

    assertThat(impact.likelihood()).isEqualTo(1);
    assertThat((impact.p10() - NOW) / (double) HOUR).isCloseTo(1, within(0.06));
    assertThat((impact.p50() - NOW) / (double) HOUR).isCloseTo(4, within(0.2));
    assertThat((impact.p90() - NOW) / (double) HOUR).isCloseTo(24, within(1.5));
  }

  @Test
  void delaysAddUpAlongAPath() {
    Graph graph =
        Sketch.of("a", "b", "c")
            .dependency(Sketch.dependency("1", "a", "b", null, 1, 1, Buffer.fixed(HOUR)))
            .dependency(Sketch.dependency("2", "b", "c", null, 1, 1, Buffer.fixed(2 * HOUR)))
            .graph();

    assertThat(simulate(graph, Failure.stopped("a", NOW - HOUR / 2)))
        .containsExactly(
            new Impact("b", 1, NOW + HOUR / 2, NOW + HOUR / 2, NOW + HOUR / 2, List.of("1")),
            new Impact(
                "c",
                1,
                NOW + 5 * HOUR / 2,
                NOW + 5 * HOUR / 2,
                NOW + 5 * HOUR / 2,
                List.of("1", "2")));
  }

  @Test
  void whatLiesBeyondTheHorizonIsNotHit() {
    Graph graph =
        Sketch.of("a", "b", "c")
            .dependency(Sketch.dependency("1", "a", "b", null, 1, 1, Buffer.fixed(72 * HOUR)))
            .dependency(Sketch.dependency("2", "a", "c", null, 1, 1, Buffer.fixed(72 * HOUR + 1)))
            .graph();

    assertThat(simulate(graph, Failure.stopped("a", NOW)))
        .extracting(Impact::asset)
        .containsExactly("b");
  }

  @Test
  void groupIsDownAtTheLossThatMakesItSo() {
    Graph graph =
        Sketch.of("p", "q", "r", "a")
            .dependency(Sketch.dependency("1", "p", "a", "g", 2, 1, Buffer.fixed(HOUR)))
            .dependency(Sketch.dependency("2", "q", "a", "g", 2, 1, Buffer.fixed(2 * HOUR)))
            .dependency(Sketch.dependency("3", "r", "a", "g", 2, 1, Buffer.fixed(3 * HOUR)))
            .graph();

    assertThat(simulate(graph, Failure.stopped("q", NOW))).isEmpty();
    assertThat(p50(graph, "a", Failure.stopped("q", NOW), Failure.stopped("p", NOW - 9)))
        .isEqualTo(NOW + 2 * HOUR);
    assertThat(p50(graph, "a", Failure.stopped("q", NOW), Failure.stopped("p", NOW)))
        .isEqualTo(NOW + 2 * HOUR);
    assertThat(p50(graph, "a", Failure.stopped("r", NOW - 5), Failure.stopped("p", NOW - 9)))
        .isEqualTo(NOW - 5 + 3 * HOUR);
  }

  @Test
  void aLossWithoutStrengthIsALossAllTheSame() {
    Graph graph =
        Sketch.of("p", "q", "a")
            .dependency(Sketch.dependency("1", "p", "a", "g", 2, 0, null))
            .dependency(Sketch.dependency("2", "q", "a", "g", 2, 1, null))
            .graph();

    assertThat(simulate(graph, Failure.stopped("p", NOW), Failure.stopped("q", NOW))).isEmpty();
    assertThat(simulate(graph, Failure.stopped("q", NOW))).hasSize(1);
  }

  @Test
  void theOtherGroupStillHitsWhenOneDoesNot() {
    Graph graph =
        Sketch.of("p", "a")
            .dependency(Sketch.dependency("1", "p", "a", null, 1, 0.5, Buffer.fixed(HOUR)))
            .dependency(Sketch.dependency("2", "p", "a", null, 1, 1, Buffer.fixed(2 * HOUR)))
            .graph();

    Impact impact =
        Forecast.simulate(graph, List.of(Failure.stopped("p", NOW)), NOW, Settings.DEFAULT).get(0);

    assertThat(impact.likelihood()).isEqualTo(1);
    assertThat(impact.p10()).isEqualTo(NOW + HOUR);
    assertThat(impact.p90()).isEqualTo(NOW + 2 * HOUR);
    assertThat(impact.path()).containsExactly("1");
  }

  @Test
  void aConditionTriggersDirectDependentsAndLeavesItsAssetInService() {
    Graph graph =
        Sketch.of("grid", "train", "station", "shop")
            .dependency(
                Sketch.triggered(
                    Sketch.dependency("1", "grid", "train"), new Trigger(null, "frequency-low")))
            .needs("2", "train", "station")
            .needs("3", "grid", "shop")
            .graph();

    assertThat(simulate(graph, Failure.condition("grid", NOW, "frequency-low")))
        .extracting(Impact::asset)
        .containsExactly("station", "train");
    assertThat(simulate(graph, Failure.condition("grid", NOW, "voltage-low"))).isEmpty();
    assertThat(simulate(graph, Failure.stopped("grid", NOW)))
        .extracting(Impact::asset)
        .containsExactly("shop");
  }

  @Test
  void aDegradedProviderTriggersWhatNamesThatState() {
    Graph graph =
        Sketch.of("p", "a", "b")
            .dependency(
                Sketch.triggered(
                    Sketch.dependency("1", "p", "a"), new Trigger(AssetState.DEGRADED, null)))
            .needs("2", "p", "b")
            .graph();

    assertThat(simulate(graph, new Failure("p", NOW, null, AssetState.DEGRADED)))
        .extracting(Impact::asset)
        .containsExactly("a");
    assertThat(simulate(graph, new Failure("p", NOW, null, AssetState.UNUSABLE)))
        .extracting(Impact::asset)
        .containsExactly("a", "b");
    assertThat(simulate(graph, new Failure("p", NOW, null, AssetState.UNKNOWN))).isEmpty();
  }

  @Test
  void whatFailedAlreadyIsOutFromItsTime() {
    Graph graph =
        Sketch.of("a", "b", "c")
            .dependency(Sketch.dependency("1", "a", "b", null, 1, 1, Buffer.fixed(HOUR)))
            .needs("2", "b", "c")
            .graph();

    assertThat(simulate(graph, Failure.stopped("a", NOW), Failure.stopped("b", NOW + 2 * HOUR)))
        .containsExactly(
            new Impact("c", 1, NOW + 2 * HOUR, NOW + 2 * HOUR, NOW + 2 * HOUR, List.of("2")));
  }

  @Test
  void linksCutOffAtOnce() {
    Graph graph =
        Sketch.of("line", "town", "site", "cable")
            .source("plant")
            .link("plant", "line")
            .link("line", "town")
            .dependency(Sketch.dependency("1", "cable", "line", null, 1, 1, Buffer.fixed(HOUR)))
            .dependency(Sketch.dependency("2", "town", "site", null, 1, 1, Buffer.fixed(HOUR)))
            .graph();

    assertThat(simulate(graph, Failure.stopped("cable", NOW)))
        .containsExactly(
            new Impact("line", 1, NOW + HOUR, NOW + HOUR, NOW + HOUR, List.of("1")),
            new Impact("site", 1, NOW + 2 * HOUR, NOW + 2 * HOUR, NOW + 2 * HOUR, List.of("2")),
            new Impact("town", 1, NOW + HOUR, NOW + HOUR, NOW + HOUR, List.of()));
  }

  @Test
  void aReserveReplacesTheDelay() {
    Graph graph =
        Sketch.of("a", "b", "core")
            .dependency(Sketch.dependency("1", "a", "b", null, 1, 1, HOURS))
            .dependency(Sketch.typed(Sketch.dependency("2", "core", "b"), DependencyType.CYBER))
            .graph();
    Settings settings = with(Forecast.Reserve.running(NOW, 3 * HOUR / 2));

    assertThat(
            Forecast.simulate(graph, List.of(Failure.stopped("a", NOW - 5 * HOUR)), NOW, settings))
        .extracting(Impact::p10, Impact::p90)
        .containsExactly(tuple(NOW + 3 * HOUR / 2, NOW + 3 * HOUR / 2));
    assertThat(Forecast.simulate(graph, List.of(Failure.stopped("a", NOW + HOUR)), NOW, settings))
        .extracting(Impact::p50)
        .containsExactly(NOW + 5 * HOUR / 2);
    assertThat(Forecast.simulate(graph, List.of(Failure.stopped("core", NOW)), NOW, settings))
        .extracting(Impact::p50)
        .containsExactly(NOW);
  }

  @Test
  void aReserveReadLongAgoHasRunDownSince_orLastsFromTheLossOn() {
    Settings settings = with(Forecast.Reserve.running(NOW - HOUR, 3 * HOUR));

    assertThat(p50(fedByGrid(), settings, NOW - 2 * HOUR)).isEqualTo(NOW + 2 * HOUR);
    assertThat(p50(fedByGrid(), settings, NOW - HOUR / 2)).isEqualTo(NOW + 5 * HOUR / 2);
  }

  @Test
  void aReserveThatStandsDuringTheLossLastsFromNowOn() {
    Settings settings = with(new Forecast.Reserve(NOW - HOUR, NOW, 3 * HOUR, false));

    assertThat(p50(fedByGrid(), settings, NOW - 2 * HOUR)).isEqualTo(NOW + 3 * HOUR);
    assertThat(p50(fedByGrid(), settings, NOW - HOUR / 2)).isEqualTo(NOW + 5 * HOUR / 2);
  }

  @Test
  void ofTwoReservesTheLongerCounts_unlessOneWasSeenToRunDown() {
    Forecast.Reserve battery = Forecast.Reserve.running(NOW - HOUR, 2 * HOUR);
    Forecast.Reserve fuel = new Forecast.Reserve(NOW - 4 * HOUR, NOW, 10 * HOUR, false);
    Settings both = with(battery, fuel);

    assertThat(p50(fedByGrid(), both, NOW - HOUR / 2)).isEqualTo(NOW + 19 * HOUR / 2);
    assertThat(p50(fedByGrid(), both, NOW - 2 * HOUR)).isEqualTo(NOW + HOUR);
  }

  @Test
  void aReserveBridgesTheLossOfElectricity_notOfWaterUnlessNobodyGivesElectricity() {
    Graph both =
        Sketch.of("a", "b")
            .asset(Sketch.asset("w", "water", null, false))
            .dependency(Sketch.dependency("1", "a", "b", null, 1, 1, HOURS))
            .dependency(Sketch.dependency("2", "w", "b", null, 1, 1, Buffer.fixed(2 * HOUR)))
            .graph();
    Graph waterAlone =
        Sketch.of("b")
            .asset(Sketch.asset("w", "water", null, false))
            .dependency(Sketch.dependency("2", "w", "b", null, 1, 1, Buffer.fixed(2 * HOUR)))
            .graph();
    Settings settings = with(Forecast.Reserve.running(NOW, 9 * HOUR));
    List<Failure> water = List.of(Failure.stopped("w", NOW));

    assertThat(Forecast.simulate(both, water, NOW, settings))
        .extracting(Impact::p50)
        .containsExactly(NOW + 2 * HOUR);
    assertThat(Forecast.simulate(waterAlone, water, NOW, settings))
        .extracting(Impact::p50)
        .containsExactly(NOW + 9 * HOUR);
  }

  @Test
  void aReserveBridgesAGroupInWhichAnythingGivesElectricity_whateverWasLostLast() {
    Graph graph =
        Sketch.of("a", "b")
            .asset(Sketch.asset("steam", "chemical", null, false))
            .dependency(Sketch.dependency("1", "a", "b", "power", 1, 1, HOURS))
            .dependency(Sketch.dependency("2", "steam", "b", "power", 1, 1, null))
            .graph();

    assertThat(
            Forecast.simulate(
                graph,
                List.of(Failure.stopped("a", NOW - HOUR), Failure.stopped("steam", NOW)),
                NOW,
                with(Forecast.Reserve.running(NOW, 9 * HOUR))))
        .extracting(Impact::asset, Impact::p50)
        .containsExactly(tuple("b", NOW + 9 * HOUR));
  }

  private static Graph fedByGrid() {
    return Sketch.of("a", "b")
        .dependency(Sketch.dependency("1", "a", "b", null, 1, 1, HOURS))
        .graph();
  }

  private static Settings with(Forecast.Reserve... reservesOfB) {
    return Settings.DEFAULT.withKnown(
        asset -> asset.equals("b") ? List.of(reservesOfB) : List.of(),
        asset -> Forecast.Served.UNKNOWN);
  }

  private static long p50(Graph graph, Settings settings, long lostAt) {
    return byAsset(Forecast.simulate(graph, List.of(Failure.stopped("a", lostAt)), NOW, settings))
        .get("b")
        .p50();
  }

  @Test
  void whatIsKnownToServeWasNotHitBefore() {
    Graph graph =
        Sketch.of("a", "b", "c", "d")
            .dependency(Sketch.dependency("1", "a", "b", null, 1, 1, HOURS))
            .needs("2", "b", "c")
            .dependency(Sketch.dependency("3", "a", "d", null, 1, 1, Buffer.fixed(HOUR)))
            .graph();
    List<Failure> failures = List.of(Failure.stopped("a", NOW - 4 * HOUR));

    Impact unknown = byAsset(Forecast.simulate(graph, failures, NOW, Settings.DEFAULT)).get("b");
    assertThat(unknown.p10()).isLessThan(NOW);
    assertThat(unknown.likelihood()).isGreaterThan(0.9);

    Map<String, Impact> known =
        byAsset(
            Forecast.simulate(
                graph,
                failures,
                NOW,
                Settings.DEFAULT.withKnown(asset -> List.of(), served("b", "d"))));
    assertThat(known).containsOnlyKeys("b", "c");
    assertThat(known.get("b").p10()).isGreaterThanOrEqualTo(NOW - 60_000);
    assertThat(known.get("b").likelihood()).isGreaterThan(0.9);
    assertThat(known.get("c").likelihood()).isEqualTo(known.get("b").likelihood());
  }

  @Test
  void whatHangsOnAnAssetThatHeldOutIsAsLikelyToBeHitAsItIs() {
    // given: b is hit with 0.8, half of the times within four hours, and has held out for these
    Graph graph =
        Sketch.of("a", "b", "c")
            .dependency(
                Sketch.dependency(
                    "1", "a", "b", null, 1, 0.8, new Buffer(HOUR, 4 * HOUR, 16 * HOUR)))
            .needs("2", "b", "c")
            .graph();

    Map<String, Impact> impacts =
        byAsset(
            Forecast.simulate(
                graph,
                List.of(Failure.stopped("a", NOW - 4 * HOUR - 60_000)),
                NOW,
                Settings.DEFAULT.withKnown(asset -> List.of(), served("b"))));

    // then: 0.8 x 0.5 of the cases are gone, 0.8 x 0.5 of the other 0.6 are left
    assertThat(impacts.get("b").likelihood()).isCloseTo(0.4 / 0.6, within(0.01));
    assertThat(impacts.get("c").likelihood()).isEqualTo(impacts.get("b").likelihood());
    assertThat(impacts.get("c").p50()).isEqualTo(impacts.get("b").p50());
  }

  /** These are known to have served until a minute ago. */
  private static Function<String, Forecast.Served> served(String... assets) {
    Set<String> known = Set.of(assets);
    return asset ->
        known.contains(asset) ? Forecast.Served.until(NOW - 60_000) : Forecast.Served.UNKNOWN;
  }

  @Test
  void whatCameBackWithoutItsProviderIsHitByLaterLossesOnly() {
    Graph graph =
        Sketch.of("a", "b", "c", "d")
            .dependency(Sketch.dependency("1", "a", "b", null, 1, 1, HOURS))
            .needs("2", "b", "c")
            .dependency(Sketch.dependency("3", "d", "b", null, 1, 1, Buffer.fixed(HOUR)))
            .graph();
    Settings settings =
        Settings.DEFAULT.withKnown(
            asset -> List.of(),
            asset ->
                asset.equals("b")
                    ? new Forecast.Served(NOW - HOUR, NOW - 60_000)
                    : Forecast.Served.UNKNOWN);
    Failure before = Failure.stopped("a", NOW - 2 * HOUR);

    assertThat(Forecast.simulate(graph, List.of(before), NOW, settings)).isEmpty();
    assertThat(
            Forecast.simulate(
                graph, List.of(before, Failure.stopped("d", NOW - HOUR / 2)), NOW, settings))
        .extracting(Impact::asset, Impact::p50)
        .containsExactly(tuple("b", NOW + HOUR / 2), tuple("c", NOW + HOUR / 2));
  }

  @Test
  void knowsNothingOfAPseudoAsset() {
    Graph graph = Sketch.of("a", "b").needs("1", "a", "b").graph();

    assertThat(simulate(graph, Failure.stopped("electricity@JP-01", NOW))).isEmpty();
    assertThat(simulate(graph)).isEmpty();
  }

  @Test
  void pathIsTheLeastOfTheShortestFromAnyFailure() {
    Graph graph =
        Sketch.of("a", "b", "c", "d")
            .needs("9", "a", "c")
            .needs("5", "b", "c")
            .needs("1", "a", "d")
            .needs("0", "d", "c")
            .graph();

    assertThat(byAsset(simulate(graph, Failure.stopped("a", NOW), Failure.stopped("b", NOW))))
        .extractingByKey("c")
        .extracting(Impact::path)
        .isEqualTo(List.of("5"));
  }

  @Property(tries = 1_000)
  void agreesWithTheDefinition(@ForAll Random random) {
    Graph graph = anyGraph(random);
    List<Failure> failures = anyFailures(graph, random);
    Function<String, List<Forecast.Reserve>> reserves = anyReserves(random);
    Settings settings =
        new Settings(
            24, 30 * HOUR, reserves, random.nextBoolean() ? served("a2", "a3") : anyServed(random));

    Map<String, List<Number>> actual = new TreeMap<>();
    for (Impact impact : Forecast.simulate(graph, failures, NOW, settings)) {
      actual.put(
          impact.asset(), List.of(impact.likelihood(), impact.p10(), impact.p50(), impact.p90()));
    }

    assertThat(actual).isEqualTo(new NaiveForecast(graph, failures, NOW, settings).run().impacts());
  }

  /**
   * Two estimates of one likelihood, of 4,096 and of 2,048 samples, differ by three standard errors
   * of their difference about once in 370 times; by four, once in 16,000.
   */
  @Property(tries = 20)
  void drawsThatHaveNothingToDoWithEachOtherSayTheSame(@ForAll Random random) {
    Graph graph = anyGraph(random);
    List<Failure> failures = anyFailures(graph, random);
    Settings settings = Settings.DEFAULT.withSamples(4_096);
    Map<String, List<Number>> independent =
        new NaiveForecast(
                graph,
                failures,
                NOW,
                settings.withSamples(2_048),
                NaiveForecast.Luck.independent(random.nextLong()))
            .run()
            .impacts();

    Map<String, Impact> impacts = new HashMap<>();
    for (Impact impact : Forecast.simulate(graph, failures, NOW, settings)) {
      impacts.put(impact.asset(), impact);
    }

    for (Asset asset : graph.assets()) {
      Impact impact = impacts.get(asset.id());
      double ours = impact == null ? 0 : impact.likelihood();
      List<Number> other = independent.getOrDefault(asset.id(), List.of(0, 0, 0, 0));
      double theirs = other.get(0).doubleValue();
      double pooled = (2 * ours + theirs) / 3;
      double error = Math.sqrt(pooled * (1 - pooled) * (1 / 4_096.0 + 1 / 2_048.0));
      assertThat(ours).as(asset.id()).isCloseTo(theirs, within(Math.max(0.02, 4 * error)));
    }
  }

  /** Circles first, each of which feeds others: no two of them may share what was worked out. */
  @Property(tries = 200)
  void whatFollowsFromCirclesAgreesWithTheDefinition(@ForAll Random random) {
    Sketch sketch = Sketch.of("root");
    for (int circle = 0; circle < 3; circle++) {
      String one = "one" + circle;
      String other = "other" + circle;
      sketch.asset(Sketch.asset(one, false)).asset(Sketch.asset(other, false));
      sketch.dependency(uncertain("in" + circle, "root", one, random));
      sketch.dependency(uncertain("there" + circle, one, other, random));
      sketch.dependency(uncertain("back" + circle, other, one, random));
      for (int leaf = 0; leaf < 3; leaf++) {
        String id = "leaf" + circle + leaf;
        sketch.asset(Sketch.asset(id, false));
        sketch.dependency(uncertain("to" + id, random.nextBoolean() ? one : other, id, random));
        sketch.asset(Sketch.asset(id + "x", false));
        sketch.dependency(uncertain("on" + id, id, id + "x", random));
      }
    }
    Graph graph = sketch.graph();
    List<Failure> failures = List.of(Failure.stopped("root", NOW));
    Settings settings = Settings.DEFAULT.withSamples(16);

    Map<String, List<Number>> actual = new TreeMap<>();
    for (Impact impact : Forecast.simulate(graph, failures, NOW, settings)) {
      actual.put(
          impact.asset(), List.of(impact.likelihood(), impact.p10(), impact.p50(), impact.p90()));
    }

    assertThat(actual).isEqualTo(new NaiveForecast(graph, failures, NOW, settings).run().impacts());
  }

  private static Function<String, Forecast.Served> anyServed(Random random) {
    Forecast.Served back = new Forecast.Served(NOW - random.nextInt(3) * HOUR, NOW - 60_000);
    return asset -> asset.equals("a2") ? back : Forecast.Served.UNKNOWN;
  }

  private static Dependency uncertain(String id, String from, String to, Random random) {
    Buffer buffer = new Buffer(HOUR, (2 + random.nextInt(4)) * HOUR, 20 * HOUR);
    return Sketch.dependency(id, from, to, null, 1, 0.9, buffer);
  }

  @Property(tries = 100)
  void orderOfFailuresAndOfTheFileDoesNotMatter(@ForAll Random random) {
    Graph graph = anyGraph(random);
    List<Failure> failures = anyFailures(graph, random);
    Topology t = graph.topology();
    Graph same =
        Graph.of(
            new Topology(
                t.id(),
                t.version(),
                t.sectors(),
                shuffled(t.assets(), random),
                shuffled(t.dependencies(), random),
                shuffled(t.links(), random),
                t.serviceLevels(),
                t.sharing(),
                t.hopLimit()));
    Settings few = Settings.DEFAULT.withSamples(50);

    assertThat(Forecast.simulate(same, shuffled(failures, random), NOW, few))
        .isEqualTo(Forecast.simulate(graph, failures, NOW, few));
  }

  @Property(tries = 100)
  void whatCannotBeReachedDoesNotMatter(@ForAll Random random) {
    Graph graph = anyGraph(random);
    List<Failure> failures = anyFailures(graph, random);
    Topology t = graph.topology();
    Sketch larger = Sketch.of("z1", "z2").needs("dz", "z1", "z2");
    t.assets().forEach(larger::asset);
    t.dependencies().forEach(larger::dependency);
    larger.dependency(Sketch.dependency("dy", "a0", "z1", "g", 2, 0, HOURS));
    List<Link> links = t.links();
    Topology grown = larger.topology();
    Graph other =
        Graph.of(
            new Topology(
                "t",
                "1",
                List.of(),
                grown.assets(),
                grown.dependencies(),
                links,
                List.of(),
                List.of(),
                8));
    Settings few = Settings.DEFAULT.withSamples(50);

    assertThat(Forecast.simulate(other, failures, NOW, few))
        .isEqualTo(Forecast.simulate(graph, failures, NOW, few));
  }

  @Property(tries = 150)
  void longerBuffersHitNoEarlier(@ForAll Random random) {
    Graph graph = anyGraph(random);
    List<Failure> failures = List.of(Failure.stopped("a0", NOW), Failure.stopped("a1", NOW));
    Graph alone = withDependencies(graph, ForecastTest::alone);
    Graph longer = withDependencies(alone, d -> withBuffer(d, doubled(d.buffer())));
    Settings few =
        new Settings(50, 100_000 * HOUR, asset -> List.of(), asset -> Forecast.Served.UNKNOWN);

    Map<String, Impact> before = byAsset(Forecast.simulate(alone, failures, NOW, few));
    Map<String, Impact> after = byAsset(Forecast.simulate(longer, failures, NOW, few));

    assertThat(after.keySet()).isEqualTo(before.keySet());
    after.forEach(
        (asset, impact) -> {
          assertThat(impact.likelihood()).isEqualTo(before.get(asset).likelihood());
          assertThat(impact.p10()).isGreaterThanOrEqualTo(before.get(asset).p10());
          assertThat(impact.p90()).isGreaterThanOrEqualTo(before.get(asset).p90());
        });
  }

  @Property(tries = 150)
  void moreFailuresNeverHelp(@ForAll Random random) {
    Graph graph = withDependencies(anyGraph(random), ForecastTest::alone);
    List<Failure> few = List.of(Failure.stopped("a0", NOW));
    List<Failure> more = List.of(Failure.stopped("a0", NOW), Failure.stopped("a1", NOW));
    Settings settings = Settings.DEFAULT.withSamples(50);

    Map<String, Impact> after = byAsset(Forecast.simulate(graph, more, NOW, settings));

    for (Impact before : Forecast.simulate(graph, few, NOW, settings)) {
      if (!before.asset().equals("a1")) {
        assertThat(after).containsKey(before.asset());
        assertThat(after.get(before.asset()).likelihood())
            .isGreaterThanOrEqualTo(before.likelihood());
      }
    }
  }

  static Graph anyGraph(Random random) {
    return withDependencies(
        GroundedServiceTest.anyGraph(random, 4 + random.nextInt(8)),
        d -> {
          Buffer buffer =
              switch (random.nextInt(4)) {
                case 0 -> null;
                case 1 -> Buffer.fixed(random.nextInt(3) * HOUR);
                default -> new Buffer(HOUR, (2 + random.nextInt(4)) * HOUR, 20 * HOUR);
              };
          Trigger trigger = random.nextInt(6) == 0 ? new Trigger(null, "low") : d.trigger();
          DependencyType type =
              random.nextInt(3) == 0 ? DependencyType.CYBER : DependencyType.PHYSICAL;
          double strength = List.of(1.0, 1.0, 0.7, 0.3, 0.0).get(random.nextInt(5));
          return Sketch.typed(
              Sketch.triggered(
                  Sketch.dependency(
                      d.id(), d.provider(), d.dependent(), d.group(), d.needs(), strength, buffer),
                  trigger),
              type);
        });
  }

  static Function<String, List<Forecast.Reserve>> anyReserves(Random random) {
    Map<String, List<Forecast.Reserve>> reserves = new TreeMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      long at = NOW + (random.nextInt(9) - 6) * HOUR / 2;
      boolean running = random.nextBoolean();
      reserves
          .computeIfAbsent("a" + random.nextInt(4), asset -> new ArrayList<>())
          .add(
              new Forecast.Reserve(
                  at, running ? at : Math.max(at, NOW), random.nextInt(9) * HOUR / 2, running));
    }
    return asset -> reserves.getOrDefault(asset, List.of());
  }

  static List<Failure> anyFailures(Graph graph, Random random) {
    List<Failure> failures = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(4); i++) {
      String asset = "a" + random.nextInt(graph.size());
      long at = NOW - random.nextInt(5) * HOUR + 2 * HOUR;
      failures.add(
          switch (random.nextInt(4)) {
            case 0 -> Failure.condition(asset, at, "low");
            case 1 -> new Failure(asset, at, null, AssetState.UNKNOWN);
            default -> Failure.stopped(asset, at);
          });
    }
    return failures;
  }

  private static Dependency alone(Dependency d) {
    return Sketch.triggered(
        Sketch.dependency(d.id(), d.provider(), d.dependent(), null, 1, d.strength(), d.buffer()),
        d.trigger());
  }

  private static Dependency withBuffer(Dependency d, Buffer buffer) {
    return Sketch.triggered(
        Sketch.dependency(
            d.id(), d.provider(), d.dependent(), d.group(), d.needs(), d.strength(), buffer),
        d.trigger());
  }

  private static Buffer doubled(Buffer buffer) {
    return buffer == null
        ? null
        : new Buffer(2 * buffer.p10Millis(), 2 * buffer.p50Millis(), 2 * buffer.p90Millis());
  }

  private static Graph withDependencies(Graph graph, Function<Dependency, Dependency> change) {
    Topology t = graph.topology();
    return Graph.of(
        new Topology(
            t.id(),
            t.version(),
            t.sectors(),
            t.assets(),
            t.dependencies().stream().map(change).toList(),
            t.links(),
            t.serviceLevels(),
            t.sharing(),
            t.hopLimit()));
  }

  private static <T> List<T> shuffled(List<T> list, Random random) {
    List<T> copy = new ArrayList<>(list);
    Collections.shuffle(copy, random);
    return copy;
  }

  private static Map<String, Impact> byAsset(List<Impact> impacts) {
    return impacts.stream().collect(Collectors.toMap(Impact::asset, i -> i));
  }

  private static List<Impact> simulate(Graph graph, Failure... failures) {
    return Forecast.simulate(graph, List.of(failures), NOW, Settings.DEFAULT);
  }

  private static long p50(Graph graph, String asset, Failure... failures) {
    return byAsset(simulate(graph, failures)).get(asset).p50();
  }
}
