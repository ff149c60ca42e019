// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.cep.functions.PatternProcessFunction;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.nfa.compiler.NFACompiler;
import org.apache.flink.cep.operator.CepOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.Collector;
import org.hamon.patterns.compiler.CompiledPattern;
import org.hamon.patterns.compiler.PatternCompiler;
import org.hamon.patterns.language.Match;
import org.hamon.patterns.language.Pattern;
import org.hamon.patterns.language.Place;
import org.hamon.patterns.language.Stage;
import org.hamon.patterns.language.Symptom;
import org.hamon.topology.AssetState;
import org.hamon.topology.Graph;
import org.junit.jupiter.api.Test;

/**
 * Random patterns over random streams: flink-cep's own operator is the reference; the rule of which
 * match is told, and muting, are a few lines over all the matches that it finds.
 */
class SameMatchesAsFlinkCepTest {

  private static final TypeSerializer<Symptom> SYMPTOMS =
      TypeInformation.of(Symptom.class).createSerializer(new SerializerConfigImpl());
  private static final List<AssetState> STATES =
      List.of(AssetState.NORMAL, AssetState.STOPPED, AssetState.UNKNOWN);
  private static final long MINUTE = 60_000;

  @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
  void findsAllMatchesThatTheOperatorOfFlinkCepFinds(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    CompiledPattern pattern = PatternCompiler.compile(randomPattern(random));
    List<Symptom> stream = randomStream(random);

    Map<String, Integer> reference = shown(reference(pattern, stream));
    for (Engine engine : Engine.values()) {
      assertThat(shown(found(pattern, engine, stream, random)))
          .as("seed %s, %s, %s over %s", seed, engine, pattern.pattern().sequence(), stream)
          .isEqualTo(reference);
    }
  }

  @Test
  void mostRandomPatternsRunOnBothEngines() {
    Random random = new Random(1);
    long compact =
        Stream.generate(() -> PatternCompiler.compile(randomPattern(random)))
            .limit(1_000)
            .filter(p -> CompactSequence.of(p.cep(), p.withinMillis(), Symptom.ORDER).isPresent())
            .count();

    assertThat(compact).isBetween(600L, 950L);
  }

  @Property(tries = 250, shrinking = ShrinkingMode.OFF)
  void tellsTheMatchThatCompletesFirstAndIsMuteThen(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    Pattern pattern = randomPattern(random);
    CompiledPattern compiled = PatternCompiler.compile(pattern);
    List<Symptom> stream = randomStream(random);

    assertThat(told(compiled, stream, random))
        .as("seed %s, %s over %s", seed, pattern.sequence(), stream)
        .isEqualTo(expected(compiled, stream));
  }

  /** All matches, without skipping, with the state written and read again now and then. */
  private static List<Map<String, List<Symptom>>> found(
      CompiledPattern pattern, Engine engine, List<Symptom> stream, Random random)
      throws Exception {
    Sequence sequence = new Sequence(pattern, engine, new MatchBuffer<>(SYMPTOMS));
    List<Map<String, List<Symptom>>> found = new ArrayList<>();
    RootState root = new RootState();
    RootState.PatternState state = new RootState.PatternState("p");
    root.patterns.add(state);
    for (Symptom symptom : stream) {
      if (state.partial != null) {
        found.addAll(sequence.expire(state.partial, symptom.change().time()));
        state.partial = state.partial.size() == 0 ? null : state.partial;
      }
      if (state.partial == null && !pattern.canStart(symptom)) {
        continue;
      }
      state.partial = state.partial == null ? sequence.begin() : state.partial;
      found.addAll(sequence.process(state.partial, symptom, sequence.reactions(symptom)));
      if (random.nextInt(4) == 0) {
        root = new RootStateSerializer(SYMPTOMS).copy(root);
        state = root.patterns.get(0);
      }
    }
    if (state.partial != null) {
      found.addAll(sequence.expire(state.partial, Long.MAX_VALUE));
      assertThat(state.partial.size()).isZero();
      if (state.partial instanceof PartialMatches<?> matches) {
        assertThat(matches.events).isEmpty();
        assertThat(matches.nodes).isEmpty();
      }
    }
    return found;
  }

  /** What the host tells, symptoms arriving in any order between watermarks. */
  private static List<String> told(CompiledPattern pattern, List<Symptom> stream, Random random)
      throws Exception {
    List<Match> matches = new ArrayList<>();
    Graph graph = Graph.of(Given.topology());
    PatternHost host =
        new PatternHost(
            new LivePatterns(List.of(pattern)),
            time -> graph,
            random.nextBoolean() ? Engine.COMPACT : Engine.FLINK_CEP,
            new MatchBuffer<>(SYMPTOMS),
            1000,
            Replaced.DRAINS,
            new Collecting(matches));
    RootState root = new RootState();
    List<Symptom> arriving = new ArrayList<>(stream);
    while (!arriving.isEmpty()) {
      int together = 1 + random.nextInt(arriving.size());
      long last = arriving.get(together - 1).change().time();
      while (together < arriving.size() && arriving.get(together).change().time() == last) {
        together++;
      }
      List<Symptom> batch = new ArrayList<>(arriving.subList(0, together));
      arriving.subList(0, together).clear();
      Collections.shuffle(batch, random);
      batch.forEach(root::await);
      host.advance(root, last + random.nextInt(2000) * (arriving.isEmpty() ? 1 : 0));
      root = new RootStateSerializer(SYMPTOMS).copy(root);
    }
    host.advance(root, RootState.NEVER - 1);
    assertThat(root.isEmpty()).isTrue();
    return matches.stream()
        .map(m -> m.start() + ".." + m.at() + " " + new TreeSet<>(m.members()))
        .toList();
  }

  /** The rule of the contract over all the matches that flink-cep finds. */
  static List<String> expected(CompiledPattern pattern, List<Symptom> stream) throws Exception {
    List<Symptom> scope = stream.stream().filter(pattern::inScope).toList();
    List<Map<String, List<Symptom>>> left = new ArrayList<>(reference(pattern, scope));
    Comparator<Map<String, List<Symptom>>> byCompletion =
        Comparator.comparingLong((Map<String, List<Symptom>> m) -> pattern.at(m))
            .thenComparing(m -> Completion.of(m).last(), Symptom.ORDER);
    List<String> told = new ArrayList<>();
    long mutedUntil = Long.MIN_VALUE;
    long mutedAt = Long.MIN_VALUE;
    Symptom mutedBy = null;
    while (!left.isEmpty()) {
      Map<String, List<Symptom>> earliest = left.stream().min(byCompletion).orElseThrow();
      List<Map<String, List<Symptom>>> together =
          left.stream()
              .filter(
                  m ->
                      pattern.at(m) == pattern.at(earliest)
                          && (pattern.endsInAbsence() || byCompletion.compare(m, earliest) == 0))
              .toList();
      Map<String, List<Symptom>> first = pattern.first(together).orElseThrow();
      Completion completion = Completion.of(first);
      left.removeIf(m -> Symptom.ORDER.compare(Completion.of(m).first(), completion.last()) <= 0);
      long at = pattern.at(first);
      boolean returned =
          mutedBy != null && rootReturned(stream, mutedAt, mutedBy, at, completion, pattern);
      if (at < mutedUntil && !returned) {
        continue;
      }
      told.add(pattern.start(first) + ".." + at + " " + new TreeSet<>(pattern.members(first)));
      mutedUntil = pattern.start(first) + pattern.withinMillis();
      mutedAt = at;
      mutedBy = completion.last();
    }
    return told;
  }

  private static boolean rootReturned(
      List<Symptom> stream,
      long mutedAt,
      Symptom mutedBy,
      long at,
      Completion completion,
      CompiledPattern pattern) {
    return stream.stream()
        .filter(s -> s.hops() == 0 && s.change().state() == AssetState.NORMAL)
        .anyMatch(
            s ->
                pattern.endsInAbsence()
                    ? s.change().time() >= mutedAt && s.change().time() < at
                    : Symptom.ORDER.compare(s, mutedBy) > 0
                        && Symptom.ORDER.compare(s, completion.last()) <= 0);
  }

  private static List<Map<String, List<Symptom>>> reference(
      CompiledPattern pattern, List<Symptom> stream) throws Exception {
    CepOperator<Symptom, String, List<List<Symptom>>> operator =
        new CepOperator<>(
            SYMPTOMS,
            false,
            NFACompiler.compileFactory(pattern.cep(), false),
            Symptom.ORDER::compare,
            AfterMatchSkipStrategy.noSkip(),
            new Flatten(),
            null);
    try (KeyedOneInputStreamOperatorTestHarness<String, Symptom, List<List<Symptom>>> harness =
        new KeyedOneInputStreamOperatorTestHarness<>(operator, Symptom::root, Types.STRING)) {
      harness.open();
      for (Symptom symptom : stream) {
        harness.processElement(new StreamRecord<>(symptom, symptom.change().time()));
      }
      harness.processWatermark(new Watermark(Long.MAX_VALUE - 1));
      List<Map<String, List<Symptom>>> matches = new ArrayList<>();
      for (List<List<Symptom>> stages : harness.extractOutputValues()) {
        Map<String, List<Symptom>> match = new TreeMap<>();
        for (List<Symptom> stage : stages) {
          match.put(stage.get(0).root(), stage.subList(1, stage.size()));
        }
        matches.add(match);
      }
      return matches;
    }
  }

  /** A match as lists, each led by a symptom whose root is the name of the stage. */
  private static final class Flatten extends PatternProcessFunction<Symptom, List<List<Symptom>>> {
    @Override
    public void processMatch(
        Map<String, List<Symptom>> match, Context ctx, Collector<List<List<Symptom>>> out) {
      List<List<Symptom>> stages = new ArrayList<>();
      match.forEach(
          (name, events) -> {
            List<Symptom> stage = new ArrayList<>();
            stage.add(
                new Symptom(name, "", null, null, 0, events.get(0).change(), 0, List.of(), false));
            stage.addAll(events);
            stages.add(stage);
          });
      out.collect(stages);
    }
  }

  private static Map<String, Integer> shown(List<Map<String, List<Symptom>>> matches) {
    Map<String, Integer> multiset = new TreeMap<>();
    for (Map<String, List<Symptom>> match : matches) {
      StringBuilder text = new StringBuilder();
      new TreeMap<>(match)
          .forEach(
              (stage, events) -> {
                text.append(stage).append('=');
                for (Symptom event : events) {
                  text.append(event.change().asset())
                      .append(event.change().state())
                      .append(event.change().time())
                      .append(' ');
                }
              });
      multiset.merge(text.toString(), 1, Integer::sum);
    }
    return multiset;
  }

  static Pattern randomPattern(Random random) {
    List<Stage> stages = new ArrayList<>();
    int size = 2 + random.nextInt(3);
    for (int i = 0; i < size; i++) {
      Stage before = i == 0 ? null : stages.get(i - 1);
      boolean last = i == size - 1;
      List<AssetState> states = new ArrayList<>(STATES);
      Collections.shuffle(states, random);
      Stage stage =
          Given.stage(
              "s" + i,
              random.nextBoolean() ? Place.ROOT : Place.downstream(1, 2),
              states.subList(0, 1 + random.nextInt(2)).toArray(AssetState[]::new));
      int kind = random.nextInt(6);
      if (before != null && kind == 0 && !before.optional() && !before.not()) {
        stages.add(Given.not(stage));
        continue;
      }
      if (stage.place().equals(Place.downstream(1, 2))) {
        stage = Given.atLeast(1 + random.nextInt(2), stage);
      }
      if (before != null && kind == 1 && !before.not()) {
        stage = Given.strict(stage);
      } else if (before != null && kind == 2 && !last && !before.not()) {
        stage = Given.optional(stage);
      }
      stages.add(stage);
    }
    return Given.sequence("p", (2 + random.nextInt(10)) * MINUTE, stages.toArray(Stage[]::new));
  }

  static List<Symptom> randomStream(Random random) {
    TreeSet<Symptom> stream = new TreeSet<>(Symptom.ORDER);
    long time = Given.DAY;
    int size = 5 + random.nextInt(20);
    for (int i = 0; i < size; i++) {
      time += random.nextInt(3) * MINUTE / 2;
      stream.add(
          Given.symptom(
              time,
              List.of("r", "r", "a", "b", "c").get(random.nextInt(5)),
              STATES.get(random.nextInt(STATES.size()))));
    }
    return new ArrayList<>(stream);
  }

  private record Collecting(List<Match> matches) implements PatternHost.Findings {
    @Override
    public void match(Match match) {
      matches.add(match);
    }

    @Override
    public void fault(PatternFault fault) {
      throw new AssertionError(fault.message());
    }

    @Override
    public void storm(Storm storm) {
      throw new AssertionError(storm.toString());
    }

    @Override
    public PatternCosts costs(String pattern, int version) {
      return new PatternCosts(pattern, version);
    }
  }
}
