// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import java.util.List;
import java.util.Map;
import org.hamon.patterns.compiler.CompiledPattern;
import org.hamon.patterns.language.Symptom;
import org.jspecify.annotations.Nullable;

/**
 * One compiled sequence on the engine that fits it. Partial<Symptom> matches that stand in state go
 * on with the engine that began them, whichever is chosen now.
 */
final class Sequence {

  private final CompiledPattern pattern;
  private final MatchBuffer<Symptom> buffer;
  private final @Nullable CompactSequence<Symptom> compact;
  private final boolean prefersCompact;
  private @Nullable SequenceNfa<Symptom> nfa;

  Sequence(CompiledPattern pattern, Engine engine, MatchBuffer<Symptom> buffer) {
    this.pattern = pattern;
    this.buffer = buffer;
    compact =
        CompactSequence.of(pattern.cep(), pattern.withinMillis(), RootState.ORDER).orElse(null);
    prefersCompact = engine == Engine.COMPACT;
  }

  /** Whether what begins now begins on the compact engine. */
  boolean isCompact() {
    return compact != null && prefersCompact;
  }

  Partial<Symptom> begin() {
    return isCompact() ? new Runs<Symptom>() : nfa().begin();
  }

  List<Map<String, List<Symptom>>> process(Partial<Symptom> matches, Symptom event)
      throws Exception {
    return engineOf(matches).process(matches, event, event.change().time());
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
    return matches.size() <= bound ? 0 : engineOf(matches).dropOldest(matches, bound);
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
      known = new SequenceNfa<>(pattern.cep(), pattern.withinMillis(), RootState.ORDER, buffer);
      nfa = known;
    }
    return known;
  }
}
