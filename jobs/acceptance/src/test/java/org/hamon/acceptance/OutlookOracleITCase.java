// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.hamon.acceptance.oracle.Likelihoods;
import org.hamon.acceptance.oracle.RandomWorld;
import org.hamon.acceptance.oracle.RandomWorld.Trait;
import org.hamon.acceptance.oracle.Score;
import org.hamon.acceptance.oracle.Told;
import org.hamon.acceptance.oracle.UncertainWorld;
import org.hamon.acceptance.oracle.World;
import org.hamon.acceptance.oracle.WorldFiles;
import org.hamon.local.EmbeddedFlink;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What the whole job foretells in random small worlds, against an oracle that shares no code with
 * it ({@link org.hamon.acceptance.oracle.Oracle}); {@link Score} says what is compared, and
 * decision 0110 what is taken for right. All worlds stand beside each other in one topology and one
 * history.
 *
 * <p>{@code -Dhamon.worlds=N -Dhamon.seed=S} look at more of each kind, or at others. {@code
 * target/outlook-oracle-KIND.txt} holds the figures, the faults by kind, and for each kind the
 * smallest world that has it, as a topology and records.
 */
class OutlookOracleITCase {

  private static final int WORLDS = Integer.getInteger("hamon.worlds", 100);
  private static final long SEED = Long.getLong("hamon.seed", 1);
  private static final Instant BEGINS = Instant.parse("2026-03-02T01:00:00Z");
  private static final int PARALLELISM = 2;

  private static final double GOAL_RIGHT = 0.995;
  private static final double GOAL_FALSE = 0.005;

  /** Kinds of worlds: in each, nearly every certain future is told right, and to its sector. */
  enum Kind {
    /** Failures, groups of k of n, fixed buffers, returns; every asset speaks at once. */
    PLAIN(EnumSet.noneOf(Trait.class)),
    /** Some stay out until somebody starts them. */
    MANUAL(EnumSet.of(Trait.MANUAL_RESTARTS)),
    /** All that a world may have. */
    EVERYTHING(EnumSet.allOf(Trait.class));

    final Set<Trait> traits;

    Kind(Set<Trait> traits) {
      this.traits = traits;
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Where chance decides: what of it may be far off, what within two standard errors must be. */
  private static final double FAR_OFF = 0.01;

  private static final double WITHIN_TWO = 0.95;

  /** After one failure. */
  private static final double FAR_OFF_OF_ONE = 0;

  @TempDir static Path folder;

  private static EmbeddedFlink flink;
  private static final Map<Kind, List<World>> WORLDS_OF = new EnumMap<>(Kind.class);
  private static final List<World> UNCERTAIN = new ArrayList<>();
  private static Told told;
  private static Replayed all;

  @BeforeAll
  static void replayAll() throws Exception {
    List<World> everywhere = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      List<World> worlds = new ArrayList<>();
      for (int i = 0; i < WORLDS; i++) {
        long begins = BEGINS.plus(Duration.ofMinutes(i * 7_919L % 720)).toEpochMilli();
        long seed = (SEED * 31 + kind.ordinal()) * 1_000_003 + i;
        worlds.add(RandomWorld.of(kind.word() + i, seed, begins, kind.traits));
      }
      WORLDS_OF.put(kind, worlds);
      everywhere.addAll(worlds);
    }
    for (int i = 0; i < WORLDS; i++) {
      long begins = BEGINS.plus(Duration.ofMinutes(i * 7_919L % 720)).toEpochMilli();
      UNCERTAIN.add(UncertainWorld.of("uncertain" + i, SEED * 1_000_003 + i, begins));
    }
    everywhere.addAll(UNCERTAIN);
    flink =
        EmbeddedFlink.start(
            EmbeddedFlink.Options.of(PARALLELISM)
                .withCheckpointsEvery(Duration.ZERO)
                .withoutRestarts());
    all = replay("all", everywhere);
    told = told(all);
  }

  @AfterAll
  static void stop() throws Exception {
    flink.close();
  }

  @ParameterizedTest
  @EnumSource
  void foretellsWhatIsCertain(Kind kind) throws Exception {
    Score score = new Score(told);
    WORLDS_OF.getOrDefault(kind, List.of()).forEach(score::look);

    Path report = write(kind.word(), score.report());
    String figures = "%s; see %s".formatted(score.figures(), report);
    assertThat(score.right()).as(figures).isGreaterThanOrEqualTo(GOAL_RIGHT);
    assertThat(score.falseShare()).as(figures).isLessThanOrEqualTo(GOAL_FALSE);
    assertThat(score.toldToSector()).as(figures).isGreaterThanOrEqualTo(GOAL_RIGHT);
  }

  @Test
  void likelihoodsAndTimesAreThoseOfIndependentSamples() throws Exception {
    Likelihoods likelihoods = new Likelihoods(told, SEED);
    UNCERTAIN.forEach(likelihoods::look);
    Path report = write("uncertain", likelihoods.report());
    String figures = "%s; see %s".formatted(likelihoods.figures(), report);
    assertThat(likelihoods.compared()).isGreaterThan(4 * WORLDS);
    assertThat(likelihoods.farOffOfOne()).as(figures).isLessThanOrEqualTo(FAR_OFF_OF_ONE);
    assertThat(likelihoods.farOff()).as(figures).isLessThanOrEqualTo(FAR_OFF);
    assertThat(likelihoods.withinTwo()).as(figures).isGreaterThan(WITHIN_TWO);
  }

  @Test
  void usesEveryRecord() {
    assertThat(all.text("dead-letters")).isEmpty();
    assertThat(all.text("late")).isEmpty();
  }

  @Test
  void whatIsForetoldInOneWorldDoesNotDependOnOthers() throws Exception {
    List<World> few = new ArrayList<>();
    WORLDS_OF.values().forEach(worlds -> few.addAll(worlds.subList(0, worlds.size() / 20)));

    Replayed alone = replay("few", few);

    assertThat(few).isNotEmpty();
    Told toldAlone = told(alone);
    for (World world : few) {
      assertThat(toldAlone.foretold(world)).as(world.name()).isEqualTo(told.foretold(world));
    }
  }

  private static Path write(String name, String text) throws IOException {
    Path report = Path.of("target/outlook-oracle-" + name + ".txt").toAbsolutePath();
    Files.createDirectories(report.getParent());
    return Files.writeString(report, text);
  }

  private static Told told(Replayed replayed) {
    return new Told(
        replayed.lines("impacts"), replayed.lines("situations"), replayed.lines("warnings"));
  }

  private static Replayed replay(String name, List<World> worlds) throws Exception {
    WorldFiles files = new WorldFiles(worlds);
    Path place = Files.createDirectories(folder.resolve(name));
    Path topology = Files.writeString(place.resolve("topology.yaml"), files.topology());
    files.write(place.resolve("in"), 2_000, SEED);
    return Replayed.of(
        flink,
        Ground.in(topology),
        place.resolve("in"),
        place.resolve("out"),
        BEGINS.minus(Duration.ofHours(1)),
        Instant.ofEpochMilli(files.lastLook()).plus(Duration.ofMinutes(1)),
        PARALLELISM);
  }
}
