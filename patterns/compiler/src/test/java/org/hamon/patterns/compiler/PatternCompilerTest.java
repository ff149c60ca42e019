// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.hamon.patterns.compiler.CepRun.Found;
import org.hamon.patterns.language.Cause;
import org.hamon.patterns.language.ConditionFailure;
import org.hamon.patterns.language.Emit;
import org.hamon.patterns.language.FailureType;
import org.hamon.patterns.language.Pattern;
import org.hamon.patterns.language.PatternReader;
import org.hamon.patterns.language.PatternStatus;
import org.hamon.patterns.language.Place;
import org.hamon.patterns.language.Selector;
import org.hamon.patterns.language.Stage;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Symptom;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.AssetState;
import org.junit.jupiter.api.Test;

/**
 * In the streams here {@code r} is the root, {@code a b c} are sites one hop downstream, {@code x
 * y} trains two hops downstream; the number is the minute.
 */
class PatternCompilerTest {

  @Test
  void exampleUsage() throws Exception {
    CompiledPattern pattern =
        compile(
            "- supply stops: {at: root, state: stopped}",
            "- sites go silent: {downstream: 1..2, sector: ict, state: [stopped, unknown], atLeast: 2}");

    assertThat(run(pattern, "0 r stopped", "4 a unknown", "5 b unknown"))
        .containsExactly(found(0, 5, "r", "a", "b"));
    assertThat(pattern.hops()).isEqualTo(2);
    assertThat(pattern.acceptsRoot("electricity", "plant")).isTrue();
    assertThat(pattern.acceptsRoot("gas", null)).isFalse();
    assertThat(pattern.canStart(event("0 r stopped"))).isTrue();
    assertThat(pattern.canStart(event("0 a stopped"))).isFalse();
    assertThat(pattern.isCount()).isFalse();
  }

  @Test
  void countsDistinctAssets() throws Exception {
    CompiledPattern pattern =
        compile(
            "- stops: {at: root, state: stopped}",
            "- sites: {downstream: 1, state: stopped, atLeast: 2}");

    assertThat(run(pattern, "0 r stopped", "1 a stopped", "2 a normal", "3 a stopped")).isEmpty();
    assertThat(run(pattern, "0 r stopped", "1 a stopped", "3 a stopped", "4 b stopped"))
        .containsExactly(found(0, 4, "r", "a", "b"));
  }

  @Test
  void windowEndIsExclusive() throws Exception {
    CompiledPattern pattern =
        compile("- stops: {at: root, state: stopped}", "- site: {downstream: 1, state: stopped}");

    assertThat(run(pattern, "0 r stopped", "30 a stopped")).isEmpty();
    assertThat(run(pattern, "0 r stopped", "29 a stopped")).hasSize(1);
  }

  @Test
  void emitsTheMatchThatCompletesFirstAndDropsWhatElseIsOpen() throws Exception {
    CompiledPattern pattern =
        compile("- stops: {at: root, state: stopped}", "- site: {downstream: 1, state: stopped}");

    assertThat(
            run(
                pattern,
                "0 r stopped",
                "1 r stopped",
                "2 a stopped",
                "3 b stopped",
                "4 r stopped",
                "5 b stopped"))
        .containsExactly(found(0, 2, "r", "a"), found(4, 5, "r", "b"));
  }

  @Test
  void forbidsBetweenNeighboursOnly() throws Exception {
    CompiledPattern pattern =
        compile(
            "- sites: {downstream: 1, state: stopped, atLeast: 2}",
            "- root returns: {not: true, at: root, state: normal}",
            "- train: {downstream: 2, state: stopped}");

    assertThat(run(pattern, "0 a stopped", "1 b stopped", "2 r normal", "3 x stopped")).isEmpty();
    assertThat(run(pattern, "0 a stopped", "1 r normal", "2 b stopped", "3 x stopped"))
        .containsExactly(found(0, 3, "a", "b", "x"));
  }

  @Test
  void absenceCompletesAtTheEndOfTheWindow() throws Exception {
    CompiledPattern pattern =
        compile(
            "- supply returns: {at: root, state: normal}",
            "- a dependent recovers: {not: true, downstream: 1, state: normal}");

    assertThat(run(pattern, "0 r normal", "29 b stopped", "30 a normal"))
        .containsExactly(found(0, 30, "r"));
    assertThat(run(pattern, "0 r normal", "29 a normal")).isEmpty();
    assertThat(pattern.endsInAbsence()).isTrue();
  }

  @Test
  void atMostKillsTheMatchAtOneMore() throws Exception {
    CompiledPattern pattern =
        compile(
            "- stops: {at: root, state: stopped}",
            "- few sites: {downstream: 1, state: stopped, atLeast: 1, atMost: 2}",
            "- train: {downstream: 2, state: stopped}");

    assertThat(run(pattern, "0 r stopped", "1 a stopped", "2 x stopped"))
        .containsExactly(found(0, 2, "r", "a", "x"));
    assertThat(
            run(pattern, "0 r stopped", "1 a stopped", "2 a stopped", "3 b stopped", "4 x stopped"))
        .containsExactly(found(0, 4, "r", "a", "x"));
    assertThat(
            run(pattern, "0 r stopped", "1 a stopped", "2 b stopped", "3 c stopped", "4 x stopped"))
        .isEmpty();
  }

  @Test
  void strictLooksAtItsOwnScopeOnly() throws Exception {
    CompiledPattern pattern =
        compile(
            "- stops: {at: root, state: stopped}",
            "- site: {downstream: 1, state: stopped, next: strict}");

    assertThat(run(pattern, "0 r stopped", "1 x stopped", "2 a stopped")).hasSize(1);
    assertThat(run(pattern, "0 r stopped", "1 b normal", "2 a stopped")).isEmpty();
    assertThat(pattern.inScope(event("1 x stopped"))).isFalse();
  }

  @Test
  void optionalStagesBelongToTheMatchIfTheyHappened() throws Exception {
    CompiledPattern pattern =
        compile(
            "- stops: {at: root, state: stopped}",
            "- site: {downstream: 1, state: stopped, optional: true}",
            "- train: {downstream: 2, state: stopped}");

    assertThat(run(pattern, "0 r stopped", "2 x stopped")).containsExactly(found(0, 2, "r", "x"));
    assertThat(run(pattern, "0 r stopped", "1 a stopped", "2 x stopped"))
        .containsExactly(found(0, 2, "r", "a", "x"));
  }

  @Test
  void conditionsSeeEarlierStages() throws Exception {
    CompiledPattern pattern =
        compile(
            "- stops: {at: root, state: stopped}",
            "- site: {downstream: 1, state: stopped}",
            "- other site: {downstream: 1, state: stopped, where: \"change.asset > earlier.site[0].asset\"}");

    assertThat(run(pattern, "0 r stopped", "1 b stopped", "2 a stopped", "3 c stopped"))
        .containsExactly(found(0, 3, "r", "b", "c"));
  }

  @Test
  void whereOfThePatternIsCheckedOnTheCompletingEvent() throws Exception {
    CompiledPattern pattern =
        compile(
            "change.asset == 'c'",
            "- stops: {at: root, state: stopped}",
            "- sites: {downstream: 1, state: stopped, atLeast: 2}");

    assertThat(run(pattern, "0 r stopped", "1 a stopped", "2 b stopped", "3 c stopped"))
        .containsExactly(found(0, 3, "r", "a", "c"));
  }

  @Test
  void conditionThatCannotBeEvaluatedFailsWithItsOwnException() throws Exception {
    CompiledPattern pattern =
        compile(
            "- stops: {at: root, state: stopped}",
            "- site: {downstream: 1, state: stopped, where: \"1 / hops > 0 && path[7] == ''\"}");

    assertThatThrownBy(() -> run(pattern, "0 r stopped", "1 a stopped"))
        .hasRootCauseInstanceOf(Exception.class)
        .satisfies(
            failure ->
                assertThat(causes(failure)).hasAtLeastOneElementOfType(ConditionFailure.class));
  }

  @Test
  void matchesConditionsGoingOnAndOff() throws Exception {
    CompiledPattern pattern =
        compile(
            "- frequency sinks: {at: root, condition: frequency-low}",
            "- frequency recovers: {at: root, condition: frequency-low off}");

    assertThat(run(pattern, "0 r +frequency-low", "1 r stopped", "2 r -frequency-low"))
        .containsExactly(found(0, 2, "r"));
    assertThat(run(pattern, "0 r -frequency-low", "1 r +frequency-low")).isEmpty();
  }

  @Test
  void everySequenceFindsWhatItMeans() throws Exception {
    int matches = 0;
    for (int seed = 0; seed < 6_000; seed++) {
      Random random = new Random(seed);
      Pattern pattern = randomPattern(random);
      List<Symptom> events = randomEvents(random);
      List<Found> expected = NaiveRun.of(pattern, events);

      List<Found> actual = CepRun.of(PatternCompiler.compile(pattern), events);

      assertThat(actual)
          .describedAs("seed %s: %s on %s", seed, shown(pattern), shown(events))
          .isEqualTo(expected);
      matches += expected.size();
    }
    assertThat(matches).isGreaterThan(3_000);
  }

  @Test
  void everyLimitAboveTheLeastFindsWhatItMeans() throws Exception {
    int matches = 0;
    for (int seed = 0; seed < 3_000; seed++) {
      Random random = new Random(seed);
      int atLeast = 1 + random.nextInt(2);
      int atMost = atLeast + random.nextInt(3);
      List<Stage> stages = new ArrayList<>();
      if (random.nextBoolean()) {
        stages.add(stage("first", random, 1, 0, false, false, false));
      }
      stages.add(stage("limited", random, atLeast, atMost, false, false, false));
      stages.add(stage("last", random, 1 + random.nextInt(2), 0, false, false, false));
      Pattern pattern = pattern(stages);
      List<Symptom> events = randomEvents(random);
      List<Found> expected = NaiveRun.of(pattern, events);

      List<Found> actual = CepRun.of(PatternCompiler.compile(pattern), events);

      assertThat(actual)
          .describedAs("seed %s: %s on %s", seed, shown(pattern), shown(events))
          .isEqualTo(expected);
      matches += expected.size();
    }
    assertThat(matches).isGreaterThan(500);
  }

  private static Pattern randomPattern(Random random) {
    List<Stage> stages = new ArrayList<>();
    int size = 1 + random.nextInt(4);
    boolean afterOptional = false;
    for (int i = 0; i < size; i++) {
      boolean not = i > 0 && !afterOptional && random.nextInt(4) == 0;
      boolean optional = !not && i < size - 1 && random.nextInt(4) == 0;
      int atLeast = not ? 1 : 1 + random.nextInt(10) / 5;
      int atMost = not || optional || random.nextInt(4) > 0 ? 0 : atLeast;
      boolean strict = i > 0 && random.nextInt(5) == 0;
      stages.add(stage("s" + i, random, atLeast, atMost, not, strict, optional));
      afterOptional = not ? afterOptional : optional;
    }
    for (int i = stages.size() - 1; stages.get(i).not(); i--) {
      Stage last = stages.get(i);
      stages.set(
          i,
          new Stage(
              last.name(),
              last.place(),
              last.selector(),
              last.states(),
              null,
              true,
              List.of(),
              null,
              1,
              0,
              true,
              false,
              false,
              null));
    }
    return pattern(stages);
  }

  private static Stage stage(
      String name,
      Random random,
      int atLeast,
      int atMost,
      boolean not,
      boolean strict,
      boolean optional) {
    List<Place> places =
        List.of(
            Place.ROOT,
            Place.downstream(1, 1),
            Place.downstream(1, 2),
            Place.downstream(2, 2),
            Place.downstream(0, 2));
    List<List<AssetState>> states =
        List.of(
            List.of(AssetState.STOPPED),
            List.of(AssetState.STOPPED, AssetState.UNKNOWN),
            List.of(AssetState.NORMAL),
            List.of());
    return new Stage(
        name,
        places.get(random.nextInt(places.size())),
        Selector.ANY,
        states.get(random.nextInt(states.size())),
        null,
        true,
        List.of(),
        null,
        atLeast,
        atMost,
        not,
        strict,
        optional,
        null);
  }

  private static List<Symptom> randomEvents(Random random) {
    List<String> assets = List.of("r", "r", "a", "b", "c", "x", "y");
    List<String> states = List.of("stopped", "stopped", "unknown", "normal");
    List<Symptom> events = new ArrayList<>();
    int size = 4 + random.nextInt(14);
    long time = 0;
    for (int i = 0; i < size; i++) {
      time += random.nextInt(5) * (random.nextInt(6) == 0 ? 5 : 1);
      events.add(
          event(
              time
                  + " "
                  + assets.get(random.nextInt(assets.size()))
                  + " "
                  + states.get(random.nextInt(states.size()))));
    }
    events.sort(Comparator.comparing(Symptom::change, StateChange.ORDER));
    return events;
  }

  private static String shown(Pattern pattern) {
    StringBuilder text = new StringBuilder();
    for (Stage stage : pattern.sequence()) {
      text.append("\n  ")
          .append(stage.name())
          .append(stage.not() ? " not" : "")
          .append(stage.strict() ? " strict" : "")
          .append(stage.optional() ? " optional" : "")
          .append(" hops ")
          .append(stage.place().fromHops())
          .append("..")
          .append(stage.place().toHops())
          .append(" ")
          .append(stage.states())
          .append(" x")
          .append(stage.atLeast())
          .append(stage.atMost() > 0 ? " at most " + stage.atMost() : "");
    }
    return text.toString();
  }

  private static String shown(List<Symptom> events) {
    StringBuilder text = new StringBuilder();
    for (Symptom event : events) {
      text.append("\n  ")
          .append(event.change().time() / 60_000)
          .append(" ")
          .append(event.change().asset())
          .append(" ")
          .append(event.change().state().word());
    }
    return text.toString();
  }

  private static Pattern pattern(List<Stage> stages) {
    return new Pattern(
        "p",
        1,
        "p",
        PatternStatus.STABLE,
        null,
        List.of(),
        3,
        FailureType.CASCADING,
        Selector.ANY,
        stages,
        null,
        30 * 60_000,
        null,
        Emit.NOTHING,
        List.of(),
        null,
        List.of());
  }

  private static CompiledPattern compile(String... lines) throws JsonProcessingException {
    List<String> stages = Arrays.stream(lines).filter(line -> line.startsWith("-")).toList();
    String where = lines[0].startsWith("-") ? "" : "where: \"" + lines[0] + "\"\n";
    String text =
        """
        id: p
        version: 1
        title: p
        status: stable
        severity: 3
        failure: cascading
        root: {sector: electricity}
        sequence:
          %s
        within: 30m
        %stests: []
        """
            .formatted(String.join("\n  ", stages), where);
    PatternReader.Result result = PatternReader.parse("p", new YAMLMapper().readTree(text));
    return PatternCompiler.compile(
        result.pattern().orElseThrow(() -> new AssertionError(result.findings().toString())));
  }

  private static List<Found> run(CompiledPattern pattern, String... events) throws Exception {
    return CepRun.of(pattern, Arrays.stream(events).map(PatternCompilerTest::event).toList());
  }

  private static Found found(long start, long at, String... members) {
    return new Found(start * 60_000, at * 60_000, List.of(members));
  }

  private static List<Throwable> causes(Throwable failure) {
    List<Throwable> causes = new ArrayList<>();
    for (Throwable at = failure; at != null; at = at.getCause()) {
      causes.add(at);
    }
    return causes;
  }

  /** {@code MINUTE ASSET STATE} or {@code MINUTE ASSET +condition}. */
  private static Symptom event(String line) {
    String[] parts = line.split(" ");
    String asset = parts[1];
    boolean condition = parts[2].startsWith("+") || parts[2].startsWith("-");
    int hops = asset.equals("r") ? 0 : "abc".contains(asset) ? 1 : 2;
    return new Symptom(
        "r",
        "electricity",
        null,
        null,
        0,
        new StateChange(
            StateChange.ACTUAL,
            asset,
            List.of("electricity", "ict", "railway").get(hops),
            null,
            null,
            0,
            Long.parseLong(parts[0]) * 60_000,
            AssetState.NORMAL,
            condition ? AssetState.NORMAL : AssetState.of(parts[2]).orElseThrow(),
            condition ? parts[2].substring(1) : null,
            parts[2].startsWith("+"),
            false,
            Cause.UNKNOWN,
            -1,
            Tlp.AMBER,
            StateChange.Evidence.TELEMETRY,
            null),
        hops,
        List.of(),
        false);
  }
}
