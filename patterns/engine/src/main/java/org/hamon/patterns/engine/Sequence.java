// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import java.util.List;
import java.util.Map;
import org.hamon.patterns.compiler.CompiledPattern;
import org.hamon.patterns.language.Symptom;
import org.jspecify.annotations.Nullable;

/**
 * One compiled sequence on the engine that fits it. Partial matches that stand in state go on with
 * the engine that began them, whichever is chosen now.
 */
final class Sequence {

  /** Without {@link Program#BEGINS}. */
  private static final long ANYWHERE = ~Program.BEGINS;

  private final CompiledPattern pattern;
  private final MatchBuffer<Symptom> buffer;
  private final @Nullable CompactSequence<Symptom> compact;
  private final boolean prefersCompact;
  private @Nullable SequenceNfa<Symptom> nfa;

  Sequence(CompiledPattern pattern, Engine engine, MatchBuffer<Symptom> buffer) {
    this.pattern = pattern;
    this.buffer = buffer;
    compact = CompactSequence.of(pattern.cep(), pattern.withinMillis(), Symptom.ORDER).orElse(null);
    prefersCompact = engine == Engine.COMPACT;
  }

  Partial<Symptom> begin() {
    return compact != null && prefersCompact ? compact.begin() : nfa().begin();
  }

  /**
   * See {@link CompactSequence#reactions}; of a pattern that branches, the same for every place.
   */
  long reactions(Symptom symptom) {
    return compact == null ? ANYWHERE : compact.reactions(symptom);
  }

  /**
   * Takes an event.
   *
   * @param reactions of its shape
   * @return the matches that it completes, by stage
   */
  List<Map<String, List<Symptom>>> process(Partial<Symptom> matches, Symptom event, long reactions)
      throws Exception {
    long time = event.change().time();
    if (matches instanceof Runs<Symptom> runs && compact != null) {
      return compact.process(runs, event, time, reactions);
    }
    if (matches instanceof PartialMatches<Symptom> states && compact != null) {
      return nfa().process(states, event, time, reactions);
    }
    return engineOf(matches).process(matches, event, time);
  }

  /** When the first window ends; {@link RootState#NEVER} if no partial match is open. */
  long nextExpiry(Partial<Symptom> matches) {
    long start = matches.firstStart();
    return start == RootState.NEVER ? RootState.NEVER : start + pattern.withinMillis();
  }

  List<Map<String, List<Symptom>>> expire(Partial<Symptom> matches, long time) throws Exception {
    return engineOf(matches).expire(matches, time);
  }

  void dropStartedUpTo(Partial<Symptom> matches, Symptom last) throws Exception {
    engineOf(matches).dropStartedUpTo(matches, last);
  }

  int dropOldest(Partial<Symptom> matches, int bound) throws Exception {
    return engineOf(matches).dropOldest(matches, bound);
  }

  void beginNoMore(Partial<Symptom> matches) {
    engineOf(matches).beginNoMore(matches);
  }

  @SuppressWarnings("unchecked") // each engine is asked about what it keeps itself
  private SequenceEngine<Symptom, Partial<Symptom>> engineOf(Partial<Symptom> matches) {
    SequenceEngine<Symptom, ? extends Partial<Symptom>> engine =
        matches instanceof Runs<Symptom> ? compact : nfa();
    if (engine == null) {
      throw new IllegalStateException(
          "Expected the partial matches of "
              + pattern.pattern().idAndVersion()
              + " to be on flink-cep's engine, since the pattern branches");
    }
    return (SequenceEngine<Symptom, Partial<Symptom>>) engine;
  }

  private SequenceNfa<Symptom> nfa() {
    SequenceNfa<Symptom> known = nfa;
    if (known == null) {
      known = new SequenceNfa<>(pattern.cep(), pattern.withinMillis(), Symptom.ORDER, buffer);
      nfa = known;
    }
    return known;
  }
}
