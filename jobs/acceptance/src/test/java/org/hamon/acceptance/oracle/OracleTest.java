// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hamon.acceptance.oracle.Happening.Kind;
import org.hamon.acceptance.oracle.Plan.Asset;
import org.hamon.acceptance.oracle.Plan.Dependency;
import org.hamon.acceptance.oracle.Plan.Link;
import org.hamon.acceptance.oracle.Plan.Spread;
import org.junit.jupiter.api.Test;

/** The oracle itself, on worlds small enough to be worked out by hand. Times are minutes. */
class OracleTest {

  private static final long MINUTE = 60_000;

  private final List<Asset> assets = new ArrayList<>();
  private final List<Dependency> dependencies = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();
  private final List<Happening> told = new ArrayList<>();

  @Test
  void exampleUsage() {
    assets("p x y");
    needs("x", "p", 10);
    needs("y", "x", 30);
    says(5, Kind.SAYS_STOPPED, "p");

    assertThat(required(4)).isEmpty();
    assertThat(required(5)).isEqualTo(Map.of("x", 15L, "y", 45L));
  }

  @Test
  void groupFailsWithTheLossThatLeavesTooFew() {
    assets("p q r x");
    group("x", 2, 20, "p", "q", "r");
    says(1, Kind.SAYS_STOPPED, "p");
    says(7, Kind.SAYS_UNUSABLE, "r");

    assertThat(required(6)).isEmpty();
    assertThat(required(7)).isEqualTo(Map.of("x", 27L));
  }

  @Test
  void groupThatIsWholeBeforeTheBufferIsEmptyHarmsNobody() {
    assets("p x");
    needs("x", "p", 10);
    says(0, Kind.SAYS_STOPPED, "p");
    says(9, Kind.SAYS_NORMAL, "p");
    says(12, Kind.SAYS_STOPPED, "p");

    assertThat(required(9)).isEmpty();
    assertThat(required(12)).isEqualTo(Map.of("x", 22L));
  }

  @Test
  void whatIsHitAndSaysSoIsNoForecastAnyMore() {
    assets("p x y");
    needs("x", "p", 10);
    needs("y", "x", 30);
    says(0, Kind.SAYS_STOPPED, "p");
    says(10, Kind.SAYS_STOPPED, "x");

    assertThat(required(10)).isEqualTo(Map.of("y", 40L));
  }

  @Test
  void whatIsHitAndNeverHeardStaysAForecastUntilItsProviderServes() {
    assets("p x y");
    needs("x", "p", 10);
    needs("y", "x", 30);
    says(0, Kind.SAYS_STOPPED, "p");
    says(25, Kind.SAYS_NORMAL, "p");

    assertThat(required(20)).isEqualTo(Map.of("x", 10L, "y", 40L));
    assertThat(required(25)).isEmpty();
  }

  @Test
  void providerThatFallsSilentHasNotComeBack() {
    assets("p x");
    needs("x", "p", 10);
    says(0, Kind.SAYS_STOPPED, "p");
    says(5, Kind.SAYS_UNKNOWN, "p");

    assertThat(required(6)).isEqualTo(Map.of("x", 10L));
  }

  @Test
  void manualRestartKeepsOutUntilItsOwnWord() {
    assets("p x y");
    dependencies.add(
        new Dependency("d", "p", "x", "g", 1, Spread.fixed(10 * MINUTE), 1, null, true));
    needs("y", "x", 60);
    says(0, Kind.SAYS_STOPPED, "p");
    says(10, Kind.SAYS_STOPPED, "x");
    says(15, Kind.SAYS_NORMAL, "p");
    says(20, Kind.SAYS_NORMAL, "x");

    assertThat(required(15)).isEqualTo(Map.of("y", 70L));
    assertThat(required(20)).isEmpty();
  }

  @Test
  void linksThatReachNoSourceServeNobody() {
    assets("s b c x");
    assets.set(0, new Asset("s", "sector", true, false, 0));
    links.add(new Link("l1", "s", "b"));
    links.add(new Link("l2", "b", "c"));
    needs("x", "c", 10);
    says(0, Kind.SAYS_STOPPED, "s");
    says(3, Kind.SAYS_NORMAL, "s");
    says(4, Kind.SAYS_STOPPED, "b");

    assertThat(required(0)).isEqualTo(Map.of("b", 0L, "c", 0L, "x", 10L));
    assertThat(required(3)).isEmpty();
    assertThat(required(4)).isEqualTo(Map.of("c", 4L, "x", 14L));
  }

  @Test
  void conditionStartsTheBufferOfThoseThatNameItAndOfNobodyElse() {
    assets("p x y");
    dependencies.add(
        new Dependency("d", "p", "x", "g", 1, Spread.fixed(10 * MINUTE), 1, "low", false));
    needs("y", "p", 10);
    says(2, Kind.CONDITION_ON, "p/low");
    says(5, Kind.CONDITION_OFF, "p/low");

    assertThat(required(2)).isEqualTo(Map.of("x", 12L));
    assertThat(required(5)).isEmpty();
  }

  @Test
  void bufferRunsFromWhenTheFailureOccurred() {
    assets("p x");
    needs("x", "p", 90);
    told.add(new Happening(10 * MINUTE, 60 * MINUTE, Kind.SAYS_STOPPED, "p"));

    assertThat(required(59)).isEmpty();
    assertThat(required(60)).isEqualTo(Map.of("x", 100L));
  }

  @Test
  void whatIsTakenOutFeedsNobodyAndThreatensNobody() {
    assets("p x y");
    needs("x", "p", 10);
    needs("y", "p", 20);
    says(0, Kind.SAYS_STOPPED, "p");
    says(2, Kind.DEPENDENCY_REMOVED, "p>x");
    says(5, Kind.ASSET_REMOVED, "p");

    assertThat(required(2)).isEqualTo(Map.of("y", 20L));
    assertThat(required(5)).isEmpty();
  }

  @Test
  void bufferThatRunsWhileItsAssetIsOutForOtherReasonsGoesOnRunning() {
    assets("p x");
    needs("x", "p", 60);
    says(0, Kind.SAYS_STOPPED, "x");
    says(10, Kind.SAYS_STOPPED, "p");
    says(30, Kind.SAYS_NORMAL, "x");

    assertThat(required(20)).isEmpty();
    assertThat(required(30)).isEqualTo(Map.of("x", 70L));
  }

  @Test
  void severalLostAtOnceWithDifferentBuffersAreADoubt() {
    assets("p q x");
    dependencies.add(new Dependency("a", "p", "x", "g", 1, Spread.fixed(MINUTE), 1, null, false));
    dependencies.add(new Dependency("b", "q", "x", "g", 1, Spread.fixed(0), 1, null, false));
    says(0, Kind.SAYS_STOPPED, "p");
    says(0, Kind.SAYS_STOPPED, "q");

    assertThat(new Oracle(world()).doubts(0)).isNotEmpty();
  }

  @Test
  void sameSeedDrawsTheSameWorld() {
    EnumSet<RandomWorld.Trait> all = EnumSet.allOf(RandomWorld.Trait.class);

    assertThat(RandomWorld.of("w", 7, 0, all)).isEqualTo(RandomWorld.of("w", 7, 0, all));
    assertThat(RandomWorld.of("w", 7, 0, all)).isNotEqualTo(RandomWorld.of("w", 8, 0, all));
  }

  @Test
  void sharesNoCodeWithTheJob() throws IOException {
    Path here = Path.of("src/test/java/org/hamon/acceptance/oracle");
    try (Stream<Path> files = Files.list(here)) {
      for (Path file : files.toList()) {
        assertThat(Files.readAllLines(file))
            .as(file.toString())
            .noneMatch(
                line ->
                    line.startsWith("import")
                        && line.contains("org.hamon.")
                        && !line.contains("org.hamon.acceptance.oracle."));
      }
    }
  }

  private void assets(String ids) {
    for (String id : ids.split(" ", -1)) {
      assets.add(new Asset(id, "sector", false, false, 0));
    }
  }

  private void needs(String dependent, String provider, int buffer) {
    String id = provider + ">" + dependent;
    Spread fixed = Spread.fixed(buffer * MINUTE);
    dependencies.add(new Dependency(id, provider, dependent, id, 1, fixed, 1, null, false));
  }

  private void group(String dependent, int needs, int buffer, String... providers) {
    for (String provider : providers) {
      String id = provider + ">" + dependent;
      Spread fixed = Spread.fixed(buffer * MINUTE);
      dependencies.add(new Dependency(id, provider, dependent, "g", needs, fixed, 1, null, false));
    }
  }

  private void says(int minute, Kind kind, String subject) {
    told.add(Happening.now(minute * MINUTE, kind, subject));
  }

  private World world() {
    return new World("w", new Plan(assets, dependencies, links), told, List.of(), List.of());
  }

  private Map<String, Long> required(int minute) {
    Map<String, Long> required = new TreeMap<>();
    new Oracle(world())
        .at(minute * MINUTE)
        .values()
        .forEach(
            expectation -> {
              if (expectation.isRequired()) {
                required.put(expectation.asset(), expectation.at() / MINUTE);
              }
            });
    return required;
  }
}
