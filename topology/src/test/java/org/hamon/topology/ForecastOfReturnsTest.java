// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.hamon.topology.Forecast.Failure;
import org.hamon.topology.Forecast.Impact;
import org.hamon.topology.Forecast.Settings;
import org.junit.jupiter.api.Test;

/** What follows from failures that are known to end. */
class ForecastOfReturnsTest {

  private static final long HOUR = 3_600_000;

  /** Power, which the site bridges for an hour, which its users miss after two more. */
  private static Graph chain(boolean manual, long recovery) {
    return Sketch.of("power", "site", "users")
        .dependency(restarting(after("d1", "power", "site", 1), manual, recovery))
        .dependency(after("d2", "site", "users", 2))
        .graph();
  }

  private static Dependency after(String id, String provider, String dependent, int hours) {
    return Sketch.dependency(id, provider, dependent, null, 1, 1, Buffer.fixed(hours * HOUR));
  }

  private static Dependency restarting(Dependency d, boolean manual, long recovery) {
    return new Dependency(
        d.id(),
        d.provider(),
        d.dependent(),
        d.type(),
        d.group(),
        d.needs(),
        d.strength(),
        d.buffer(),
        d.trigger(),
        manual,
        recovery);
  }

  private static Map<String, Long> hits(Graph graph, long now, Failure... failures) {
    Map<String, Long> hits = new TreeMap<>();
    for (Impact impact : Forecast.simulate(graph, List.of(failures), now, Settings.DEFAULT)) {
      hits.put(impact.asset(), impact.p50());
    }
    return hits;
  }

  @Test
  void exampleUsage() {
    Failure fourHours = Failure.stopped("power", 0).over(4 * HOUR);

    assertThat(hits(chain(false, 0), 0, fourHours))
        .isEqualTo(Map.of("site", HOUR, "users", 3 * HOUR));
  }

  @Test
  void nothingHappensIfTheProviderIsBackBeforeTheBufferIsEmpty() {
    assertThat(hits(chain(false, 0), 0, Failure.stopped("power", 0).over(HOUR - 1))).isEmpty();
  }

  @Test
  void aBufferThatIsEmptyTheInstantTheProviderReturnsIsEmpty() {
    assertThat(hits(chain(false, 0), 0, Failure.stopped("power", 0).over(HOUR)))
        .containsKey("site");
  }

  @Test
  void theDependentIsBackAfterItsRecovery() {
    Failure twoHours = Failure.stopped("power", 0).over(2 * HOUR);

    assertThat(hits(chain(false, HOUR / 2), 0, twoHours)).isEqualTo(Map.of("site", HOUR));
    assertThat(hits(chain(false, 2 * HOUR), 0, twoHours))
        .isEqualTo(Map.of("site", HOUR, "users", 3 * HOUR));
  }

  @Test
  void aDependentThatSomebodyMustStartStaysOut() {
    assertThat(hits(chain(true, 0), 0, Failure.stopped("power", 0).over(2 * HOUR)))
        .isEqualTo(Map.of("site", HOUR, "users", 3 * HOUR));
  }

  @Test
  void anOutageThatIsOverIsNoImpact_unlessItGoesOnElsewhere() {
    Failure past = Failure.stopped("power", 0).over(2 * HOUR);

    assertThat(hits(chain(false, 0), 4 * HOUR, past)).isEmpty();
    assertThat(hits(chain(true, 0), 4 * HOUR, past))
        .isEqualTo(Map.of("site", HOUR, "users", 3 * HOUR));
  }

  @Test
  void anotherProviderOfTheGroupInTimeIsEnough() {
    Graph graph =
        Sketch.of("one", "other", "site")
            .dependency(Sketch.dependency("d1", "one", "site", "g", 1, 1, Buffer.fixed(HOUR)))
            .dependency(Sketch.dependency("d2", "other", "site", "g", 1, 1, Buffer.fixed(HOUR)))
            .graph();
    Failure one = Failure.stopped("one", 0);

    assertThat(hits(graph, 0, one, Failure.stopped("other", 0).over(HOUR / 2))).isEmpty();
    assertThat(hits(graph, 0, one, Failure.stopped("other", 0).over(2 * HOUR)))
        .isEqualTo(Map.of("site", HOUR));
  }

  @Test
  void aConditionThatEndsGivesItsDependentsBack() {
    Graph graph =
        Sketch.of("grid", "plant", "town")
            .dependency(Sketch.triggered(after("d1", "grid", "plant", 1), new Trigger(null, "low")))
            .dependency(after("d2", "plant", "town", 2))
            .graph();
    Failure low = Failure.condition("grid", 0, "low");

    assertThat(hits(graph, 0, low.over(HOUR / 2))).isEmpty();
    assertThat(hits(graph, 0, low.over(2 * HOUR))).isEqualTo(Map.of("plant", HOUR));
    assertThat(hits(graph, 0, low)).isEqualTo(Map.of("plant", HOUR, "town", 3 * HOUR));
  }

  @Test
  void whatLinksCutOffIsBackWithTheSource() {
    Graph graph =
        Sketch.of("line", "station", "town")
            .source("plant")
            .link("plant", "line")
            .link("line", "station")
            .dependency(after("d", "station", "town", 2))
            .graph();

    assertThat(hits(graph, 0, Failure.stopped("plant", 0).over(HOUR)))
        .isEqualTo(Map.of("line", 0L, "station", 0L));
    assertThat(hits(graph, 0, Failure.stopped("plant", 0).over(3 * HOUR)))
        .isEqualTo(Map.of("line", 0L, "station", 0L, "town", 2 * HOUR));
  }

  /** The whole played event by event says the same as the parts, each in its own way. */
  @Property(tries = 1_000)
  void aFailureThatIsOverAtTheHorizonIsOneThatIsNot(@ForAll Random random) {
    Graph graph = ForecastTest.anyGraph(random);
    List<Failure> open = ForecastTest.anyFailures(graph, random);
    long now = 1_010 * HOUR;
    Settings settings = Settings.DEFAULT.withSamples(32);
    long end = now + settings.horizonMillis();
    List<Failure> late = open.stream().map(failure -> failure.over(end)).toList();

    assertThat(Forecast.simulate(graph, late, now, settings))
        .isEqualTo(Forecast.simulate(graph, open, now, settings));
  }

  /** A return never brings about what would not have come without it. */
  @Property(tries = 500)
  void returnsNeverHurtWhereEachStandsAlone(@ForAll Random random) {
    Graph graph = alone(ForecastTest.anyGraph(random));
    List<Failure> open = ForecastTest.anyFailures(graph, random);
    List<Failure> over =
        open.stream().map(f -> f.over(f.at() + random.nextInt(20) * HOUR / 2)).toList();
    Settings settings = Settings.DEFAULT.withSamples(32);
    long now = open.stream().mapToLong(Failure::at).min().orElseThrow();

    Map<String, Double> without = likelihoods(graph, open, now, settings);
    Map<String, Double> with = likelihoods(graph, over, now, settings);

    with.forEach(
        (asset, likelihood) -> {
          boolean isObserved = open.stream().anyMatch(f -> f.asset().equals(asset));
          if (!isObserved) {
            assertThat(likelihood).isLessThanOrEqualTo(without.getOrDefault(asset, 0.0));
          }
        });
  }

  private static Map<String, Double> likelihoods(
      Graph graph, List<Failure> failures, long now, Settings settings) {
    Map<String, Double> all = new TreeMap<>();
    Forecast.simulate(graph, failures, now, settings)
        .forEach(impact -> all.put(impact.asset(), impact.likelihood()));
    return all;
  }

  /** Without groups: in a group with unlike buffers another provider may decide. */
  private static Graph alone(Graph graph) {
    Topology topology = graph.topology();
    return Graph.of(
        topology.with(
            topology.assets(),
            topology.dependencies().stream()
                .map(
                    d ->
                        new Dependency(
                            d.id(),
                            d.provider(),
                            d.dependent(),
                            d.type(),
                            null,
                            1,
                            d.strength(),
                            d.buffer(),
                            d.trigger(),
                            d.manualRestart(),
                            d.recoveryMillis()))
                .toList(),
            topology.links()));
  }
}
