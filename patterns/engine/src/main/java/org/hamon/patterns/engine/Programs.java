// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import org.hamon.patterns.compiler.CompiledPattern;
import org.hamon.patterns.language.Symptom;
import org.jspecify.annotations.Nullable;

/**
 * The known patterns, each ready to run on this task, and which of them a symptom concerns: worked
 * out once for each {@link Shape} and looked up from then on, so that a symptom costs nothing for
 * the patterns that it does not concern.
 */
final class Programs {

  /**
   * Kinds and conditions are words of the operators, so shapes are bounded here; with so many, all
   * are forgotten and worked out again.
   */
  private static final int MAX_SHAPES = 16_384;

  private static final int MAX_EPOCHS = 16;

  /** What symptoms of one shape concern. */
  static final class Concern {

    /** The patterns that they can begin, in the order of their places. */
    final List<Program> beginning;

    private final long[] reactions;
    private final boolean[] runs;

    private Concern(List<Program> beginning, long[] reactions, boolean[] runs) {
      this.beginning = List.copyOf(beginning);
      this.reactions = reactions;
      this.runs = runs;
    }

    /** What they can do to the pattern of that place, see {@link Program#reactions}. */
    long reactions(int place) {
      return reactions[place];
    }

    /** Whether the pattern of that place runs, or is only known. */
    boolean runs(int place) {
      return runs[place];
    }
  }

  private final LivePatterns patterns;
  private final Engine engine;
  private final MatchBuffer<Symptom> buffer;
  private final BiFunction<String, Integer, PatternCosts> costs;

  private final Map<String, Program> byKey = new HashMap<>();
  private final Set<String> disabled = new HashSet<>();
  private List<Program> inOrder = List.of();
  private final Map<LivePatterns.Epoch, Map<Shape, Concern>> concerns = new HashMap<>();
  private int generation = -1;

  /**
   * @param costs where the pattern of that id and version notes what it does
   */
  Programs(
      LivePatterns patterns,
      Engine engine,
      MatchBuffer<Symptom> buffer,
      BiFunction<String, Integer, PatternCosts> costs) {
    this.patterns = patterns;
    this.engine = engine;
    this.buffer = buffer;
    this.costs = costs;
  }

  /** Another number whenever places or what runs may have changed. */
  int generation() {
    int now = patterns.generation() + disabled.size();
    if (now != generation) {
      generation = now;
      refresh();
    }
    return now;
  }

  /** The pattern under that key; null if it is not known, or disabled. */
  @Nullable Program of(String key) {
    return disabled.contains(key) ? null : byKey.get(key);
  }

  /** Runs it no more on this task. */
  void disable(Program program) {
    disabled.add(program.key);
  }

  /** What a symptom concerns while these run. */
  Concern concernedBy(LivePatterns.Epoch epoch, Symptom symptom) {
    Map<Shape, Concern> known = concerns.get(epoch);
    if (known == null) {
      if (concerns.size() == MAX_EPOCHS) {
        concerns.clear();
      }
      known = new HashMap<>();
      concerns.put(epoch, known);
    }
    Shape shape = Shape.of(symptom);
    Concern concern = known.get(shape);
    if (concern == null) {
      concern = workOut(epoch, symptom);
      if (known.size() >= MAX_SHAPES) {
        known.clear();
      }
      known.put(shape, concern);
    }
    return concern;
  }

  private Concern workOut(LivePatterns.Epoch epoch, Symptom symptom) {
    List<Program> beginning = new ArrayList<>();
    long[] reactions = new long[inOrder.size()];
    boolean[] runs = new boolean[inOrder.size()];
    for (Program program : inOrder) {
      CompiledPattern pattern = program.pattern;
      long reaction =
          pattern.acceptsRoot(symptom.rootSector(), symptom.rootKind())
              ? program.reactions(symptom)
              : 0;
      reactions[program.place] = reaction;
      runs[program.place] = epoch.runs(program.key);
      if ((reaction & Program.BEGINS) != 0 && runs[program.place]) {
        beginning.add(program);
      }
    }
    return new Concern(beginning, reactions, runs);
  }

  private void refresh() {
    concerns.clear();
    List<Program> known = new ArrayList<>();
    for (Map.Entry<String, CompiledPattern> entry : patterns.known().entrySet()) {
      String key = entry.getKey();
      Program program = byKey.get(key);
      if (program == null || program.pattern != entry.getValue()) {
        program = program(key, entry.getValue());
        byKey.put(key, program);
      }
      if (!disabled.contains(key)) {
        program.place = known.size();
        known.add(program);
      }
    }
    inOrder = List.copyOf(known);
  }

  private Program program(String key, CompiledPattern pattern) {
    return new Program(
        key,
        pattern,
        pattern.isCount() ? null : new Sequence(pattern, engine, buffer),
        costs.apply(pattern.pattern().id(), pattern.pattern().version()));
  }
}
