// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.hamon.patterns.compiler.CompiledPattern;
import org.hamon.patterns.compiler.PatternCompiler;
import org.hamon.patterns.language.Match;
import org.hamon.patterns.language.Pattern;
import org.hamon.patterns.language.Stage;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Symptom;

/**
 * The host as Flink runs it, with several roots and patterns, symptoms out of order, a savepoint in
 * the middle, at any parallelism before and after it, on either engine and backend: it tells what
 * the contract says of all the matches that flink-cep finds, keeps nothing that is over, and counts
 * the same cost.
 */
class SameAtEveryParallelismTest {

  private static final List<String> ROOTS = List.of("r0", "r1", "r2", "r3", "r4");

  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void tellsTheSameWithASavepointInTheMiddle(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    List<Pattern> patterns = List.of(named("p", random), named("q", random), named("s", random));
    List<Symptom> stream = new ArrayList<>();
    List<String> expected = new ArrayList<>();
    for (String root : ROOTS) {
      List<Symptom> its = at(root, SameMatchesAsFlinkCepTest.randomStream(random));
      stream.addAll(its);
      for (Pattern pattern : patterns) {
        CompiledPattern compiled = PatternCompiler.compile(pattern);
        SameMatchesAsFlinkCepTest.expected(compiled, its)
            .forEach(match -> expected.add(root + " " + pattern.id() + " " + match));
      }
    }
    stream.sort(Symptom.ORDER);

    List<String> costs = new ArrayList<>();
    List<String> told = told(patterns, stream, random, costs);
    List<String> costsOfAnotherRun = new ArrayList<>();
    told(patterns, stream, random, costsOfAnotherRun);

    assertThat(costs).as("seed %s", seed).isEqualTo(costsOfAnotherRun);
    Collections.sort(expected);
    Collections.sort(told);
    assertThat(told).as("seed %s", seed).isEqualTo(expected);
  }

  private static Pattern named(String id, Random random) {
    Pattern pattern = SameMatchesAsFlinkCepTest.randomPattern(random);
    return Given.sequence(id, pattern.withinMillis(), pattern.sequence().toArray(Stage[]::new));
  }

  private static List<String> told(
      List<Pattern> patterns, List<Symptom> stream, Random random, List<String> costs)
      throws Exception {
    int cut = random.nextInt(stream.size());
    boolean onHeap = random.nextBoolean();
    Round before = new Round(patterns, onHeap, random, null, 0);
    before.play(stream.subList(0, cut), random);
    OperatorSubtaskState savepoint = before.savepoint();
    Round after = new Round(patterns, onHeap, random, savepoint, before.tasks.size());
    after.fed.addAll(before.fed);
    after.play(stream.subList(cut, stream.size()), random);
    after.end();

    List<String> told = new ArrayList<>(before.told());
    told.addAll(after.told());
    patterns.forEach(pattern -> costs.add(after.cost(pattern)));
    before.close();
    after.close();
    return told;
  }

  /** The tasks between two restarts. */
  private static final class Round {

    private final List<HostHarness> tasks = new ArrayList<>();
    private final List<Symptom> fed = new ArrayList<>();
    private final long longest;

    Round(
        List<Pattern> patterns,
        boolean onHeap,
        Random random,
        OperatorSubtaskState restored,
        int tasksBefore)
        throws Exception {
      longest = patterns.stream().mapToLong(Pattern::withinMillis).max().orElseThrow();
      Engine engine = Engine.values()[random.nextInt(2)];
      StateBackend backend = onHeap ? new HashMapStateBackend() : new EmbeddedRocksDBStateBackend();
      PatternEngine.Settings settings =
          HostHarness.settings(Given.topology(), patterns.toArray(Pattern[]::new)).on(engine);
      int parallelism = 1 + random.nextInt(4);
      for (int subtask = 0; subtask < parallelism; subtask++) {
        OperatorSubtaskState part =
            restored == null
                ? null
                : AbstractStreamOperatorTestHarness.repartitionOperatorState(
                    restored, HostHarness.MAX_PARALLELISM, tasksBefore, parallelism, subtask);
        tasks.add(HostHarness.opened(settings, backend, part, parallelism, subtask));
      }
    }

    /** In batches, each in any order, and then a watermark behind its last. */
    void play(List<Symptom> symptoms, Random random) throws Exception {
      int from = 0;
      while (from < symptoms.size()) {
        int to = from + 1 + random.nextInt(symptoms.size() - from);
        long last = symptoms.get(to - 1).change().time();
        while (to < symptoms.size() && symptoms.get(to).change().time() == last) {
          to++;
        }
        List<Symptom> batch = new ArrayList<>(symptoms.subList(from, to));
        Collections.shuffle(batch, random);
        for (Symptom symptom : batch) {
          for (HostHarness task : tasks) {
            if (task.owns(symptom)) {
              task.feed(symptom);
            }
          }
        }
        fed.addAll(batch);
        boolean isLast = to == symptoms.size();
        watermark(isLast || random.nextBoolean() ? last : last - 1);
        from = to;
      }
    }

    private void watermark(long time) throws Exception {
      for (HostHarness task : tasks) {
        task.processWatermark1(new Watermark(time));
        assertThat(task.dueRoots()).isEqualTo(task.storedRoots());
        for (String key : task.storedKeys()) {
          assertThat(fed)
              .as("something in a window before %s at %s", time, key)
              .anyMatch(
                  s -> PatternEngine.keyOf(s).equals(key) && s.change().time() > time - longest);
        }
      }
    }

    OperatorSubtaskState savepoint() throws Exception {
      OperatorSubtaskState[] states = new OperatorSubtaskState[tasks.size()];
      for (int i = 0; i < states.length; i++) {
        states[i] = tasks.get(i).checkpoint(1);
      }
      return AbstractStreamOperatorTestHarness.repackageState(states);
    }

    void end() throws Exception {
      for (HostHarness task : tasks) {
        task.processWatermark1(new Watermark(Long.MAX_VALUE - 1));
        assertThat(task.storedRoots()).isZero();
        assertThat(task.dueRoots()).isZero();
      }
    }

    /** What a pattern did and cost since the first start, in all tasks. */
    String cost(Pattern pattern) {
      long matches = 0;
      long openMillis = 0;
      for (HostHarness task : tasks) {
        PatternCosts costs = task.costs(pattern.id(), pattern.version());
        matches += costs.matches;
        openMillis += costs.openMillis;
      }
      return pattern.id() + ": " + matches + " matches, open for " + openMillis + " ms";
    }

    List<String> told() {
      return tasks.stream().flatMap(task -> task.matches().stream()).map(Round::shown).toList();
    }

    private static String shown(Match match) {
      return match.root()
          + " "
          + match.pattern()
          + " "
          + match.start()
          + ".."
          + match.at()
          + " "
          + new TreeSet<>(match.members());
    }

    void close() throws Exception {
      for (HostHarness task : tasks) {
        task.close();
      }
    }
  }

  /** The same symptoms at another root. */
  private static List<Symptom> at(String root, List<Symptom> stream) {
    return stream.stream()
        .map(
            s -> {
              StateChange c = s.change();
              String asset = c.asset().equals(s.root()) ? root : root + "-" + c.asset();
              return new Symptom(
                  root,
                  s.rootSector(),
                  s.rootKind(),
                  s.rootRegion(),
                  s.rootPeople(),
                  new StateChange(
                      c.lane(),
                      asset,
                      c.sector(),
                      c.kind(),
                      c.region(),
                      c.people(),
                      c.time(),
                      c.previous(),
                      c.state(),
                      c.condition(),
                      c.on(),
                      c.flapping(),
                      c.cause(),
                      c.severity(),
                      c.tlp(),
                      c.from(),
                      c.ref()),
                  s.hops(),
                  s.path(),
                  s.inArea());
            })
        .toList();
  }
}
