// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.hamon.patterns.language.Count;
import org.hamon.patterns.language.Pattern;
import org.hamon.patterns.language.PatternReader;
import org.hamon.patterns.language.PatternStatus;
import org.hamon.patterns.language.PatternTest;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Symptom;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.Asset;
import org.hamon.topology.AssetState;
import org.hamon.topology.Dependency;
import org.hamon.topology.DependencyType;
import org.hamon.topology.Topology;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The catalogue is clean, and its tests hold on flink-cep and on a plain count. */
class CatalogueTest {

  private static final Path CATALOGUE = Path.of("..", "catalogue");

  @Test
  void exampleUsage() {
    assertThat(PatternReader.readAll(CATALOGUE)).hasSizeGreaterThanOrEqualTo(5);
  }

  @TestFactory
  Stream<DynamicTest> everyPatternIsReadWithoutAFinding() {
    return PatternReader.readAll(CATALOGUE).stream()
        .map(
            result ->
                dynamicTest(
                    result.pattern().map(Pattern::id).orElse("unreadable"),
                    () -> assertThat(result.findings()).isEmpty()));
  }

  @TestFactory
  Stream<DynamicTest> everyStablePatternHasAFiringAndTwoQuietTests() {
    return patterns()
        .filter(pattern -> pattern.status() == PatternStatus.STABLE)
        .map(
            pattern ->
                dynamicTest(
                    pattern.id(),
                    () -> {
                      assertThat(pattern.tests()).anyMatch(test -> !test.expect().isEmpty());
                      assertThat(pattern.tests().stream().filter(t -> t.expect().isEmpty()).count())
                          .isGreaterThanOrEqualTo(2);
                    }));
  }

  @TestFactory
  Stream<DynamicTest> everyTestHolds() {
    return patterns()
        .flatMap(
            pattern ->
                pattern.tests().stream()
                    .map(
                        test ->
                            dynamicTest(
                                pattern.id() + " " + test.name(), () -> check(pattern, test))));
  }

  private static Stream<Pattern> patterns() {
    return PatternReader.readAll(CATALOGUE).stream().map(result -> result.pattern().orElseThrow());
  }

  private static void check(Pattern pattern, PatternTest test) throws Exception {
    CompiledPattern compiled = PatternCompiler.compile(pattern);
    List<String> found = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    List<CepRun.Found> matches = new ArrayList<>();
    List<String> roots = new ArrayList<>();
    for (Asset root : test.topology().assets()) {
      if (compiled.acceptsRoot(root.sector(), root.kind())) {
        List<Symptom> symptoms = symptoms(test, root);
        List<CepRun.Found> here =
            compiled.isCount()
                ? count(compiled, test.topology(), symptoms)
                : CepRun.of(compiled, symptoms);
        matches.addAll(here);
        here.forEach(match -> roots.add(root.id()));
      }
    }
    assertThat(matches).as("matches").hasSameSizeAs(test.expect());
    for (int i = 0; i < matches.size(); i++) {
      PatternTest.Expected wanted = test.expect().get(i);
      found.add(matches.get(i).at() + " " + roots.get(i));
      expected.add(
          Objects.requireNonNullElse(wanted.at(), matches.get(i).at())
              + " "
              + Objects.requireNonNullElse(wanted.root(), roots.get(i)));
      if (wanted.members() != null) {
        assertThat(matches.get(i).members()).containsExactlyInAnyOrderElementsOf(wanted.members());
      }
    }
    assertThat(found).isEqualTo(expected);
  }

  /** The test's changes as one root sees them, in their order. */
  private static List<Symptom> symptoms(PatternTest test, Asset root) {
    Map<String, Integer> hops = hops(test.topology(), root.id());
    Map<String, AssetState> states = new HashMap<>();
    List<Symptom> symptoms = new ArrayList<>();
    List<PatternTest.Event> events = new ArrayList<>(test.events());
    events.sort(Comparator.comparingLong(PatternTest.Event::at));
    for (PatternTest.Event event : events) {
      Asset asset =
          test.topology().assets().stream()
              .filter(candidate -> candidate.id().equals(event.asset()))
              .findFirst()
              .orElseThrow();
      AssetState before = states.getOrDefault(asset.id(), AssetState.NORMAL);
      AssetState after = event.state() == null ? before : event.state();
      states.put(asset.id(), after);
      int distance = hops.getOrDefault(asset.id(), Integer.MAX_VALUE);
      if (distance < Integer.MAX_VALUE || isInArea(root, asset, test.topology())) {
        symptoms.add(symptom(root, asset, event, before, after, distance, test.topology()));
      }
    }
    symptoms.sort(Comparator.comparing(Symptom::change, StateChange.ORDER));
    return symptoms;
  }

  private static Symptom symptom(
      Asset root,
      Asset asset,
      PatternTest.Event event,
      AssetState before,
      AssetState after,
      int hops,
      Topology topology) {
    StateChange change =
        new StateChange(
            StateChange.ACTUAL,
            asset.id(),
            asset.sector(),
            asset.kind(),
            asset.region(),
            asset.people(),
            event.at(),
            before,
            after,
            event.condition(),
            event.on(),
            false,
            event.cause(),
            -1,
            Tlp.AMBER,
            StateChange.Evidence.TELEMETRY,
            null);
    return new Symptom(
        root.id(),
        root.sector(),
        root.kind(),
        root.region(),
        root.people(),
        change,
        hops,
        List.of(),
        isInArea(root, asset, topology));
  }

  /**
   * Contract §3: the area is its provider by a geographic dependency, or the region is the same.
   */
  private static boolean isInArea(Asset root, Asset asset, Topology topology) {
    return root.sector().equals(Asset.AREA)
        && ((root.region() != null && root.region().equals(asset.region()))
            || topology.dependencies().stream()
                .anyMatch(
                    d ->
                        d.type() == DependencyType.GEOGRAPHIC
                            && d.provider().equals(root.id())
                            && d.dependent().equals(asset.id())));
  }

  private static Map<String, Integer> hops(Topology topology, String from) {
    Map<String, Integer> hops = new HashMap<>(Map.of(from, 0));
    Deque<String> next = new ArrayDeque<>(List.of(from));
    while (!next.isEmpty()) {
      String provider = next.remove();
      for (Dependency dependency : topology.dependencies()) {
        if (dependency.provider().equals(provider) && !hops.containsKey(dependency.dependent())) {
          hops.put(dependency.dependent(), hops.get(provider) + 1);
          next.add(dependency.dependent());
        }
      }
    }
    return hops;
  }

  /** Contract §3: the latest change of each asset in the window, without those others reach. */
  private static List<CepRun.Found> count(
      CompiledPattern pattern, Topology topology, List<Symptom> symptoms) {
    Count count = pattern.count().orElseThrow();
    Map<String, Symptom> latest = new LinkedHashMap<>();
    List<CepRun.Found> found = new ArrayList<>();
    boolean armed = true;
    for (Symptom symptom : symptoms) {
      if (!count.sees(symptom)) {
        continue;
      }
      long time = symptom.change().time();
      latest.remove(symptom.change().asset());
      latest.put(symptom.change().asset(), symptom);
      latest.values().removeIf(old -> old.change().time() <= time - pattern.withinMillis());
      List<Symptom> counted = latest.values().stream().filter(count::counts).toList();
      List<Symptom> left =
          counted.stream()
              .filter(s -> count.pathBetween() || !isReached(topology, s, counted))
              .toList();
      boolean enough =
          left.size() >= count.atLeast()
              && left.stream().map(s -> s.change().sector()).distinct().count() >= count.sectors();
      if (enough && armed) {
        found.add(
            new CepRun.Found(
                left.get(0).change().time(),
                time,
                left.stream().map(s -> s.change().asset()).toList()));
      }
      armed = !enough;
    }
    return found;
  }

  private static boolean isReached(Topology topology, Symptom symptom, List<Symptom> counted) {
    return counted.stream()
        .filter(other -> !other.change().asset().equals(symptom.change().asset()))
        .anyMatch(
            other ->
                hops(topology, other.change().asset())
                        .getOrDefault(symptom.change().asset(), Integer.MAX_VALUE)
                    <= 4);
  }
}
