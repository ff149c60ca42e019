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

  private final CompiledPattern pattern;
  private final MatchBuffer buffer;
  private final @Nullable CompactSequence compact;
  private final boolean prefersCompact;
  private @Nullable SequenceNfa nfa;

  Sequence(CompiledPattern pattern, Engine engine, MatchBuffer buffer) {
    this.pattern = pattern;
    this.buffer = buffer;
    compact = CompactSequence.of(pattern.cep(), pattern.withinMillis()).orElse(null);
    prefersCompact = engine == Engine.COMPACT;
  }

  /** Whether what begins now begins on the compact engine. */
  boolean isCompact() {
    return compact != null && prefersCompact;
  }

  Partial begin() {
    return isCompact() ? new Runs() : nfa().begin();
  }

  List<Map<String, List<Symptom>>> process(Partial matches, Symptom event) throws Exception {
    return engineOf(matches).process(matches, event);
  }

  /** When the first window ends; {@link RootState#NEVER} if no partial match is open. */
  long nextExpiry(Partial matches) {
    long start = matches.firstStart();
    return start == RootState.NEVER ? RootState.NEVER : start + pattern.withinMillis();
  }

  List<Map<String, List<Symptom>>> expire(Partial matches, long time) throws Exception {
    return engineOf(matches).expire(matches, time);
  }

  void dropStartedUpTo(Partial matches, Symptom last) throws Exception {
    engineOf(matches).dropStartedUpTo(matches, last);
  }

  int dropOldest(Partial matches, int bound) throws Exception {
    return matches.size() <= bound ? 0 : engineOf(matches).dropOldest(matches, bound);
  }

  void beginNoMore(Partial matches) {
    engineOf(matches).beginNoMore(matches);
  }

  @SuppressWarnings("unchecked") // each engine is asked about what it keeps itself
  private SequenceEngine<Partial> engineOf(Partial matches) {
    SequenceEngine<? extends Partial> engine = matches instanceof Runs ? compact : nfa();
    if (engine == null) {
      throw new IllegalStateException(
          "Expected the partial matches of "
              + pattern.pattern().idAndVersion()
              + " to be on flink-cep's engine, since the pattern branches");
    }
    return (SequenceEngine<Partial>) engine;
  }

  private SequenceNfa nfa() {
    SequenceNfa known = nfa;
    if (known == null) {
      known = new SequenceNfa(pattern.cep(), pattern.withinMillis(), buffer);
      nfa = known;
    }
    return known;
  }
}
