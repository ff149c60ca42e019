// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import org.hamon.patterns.compiler.CompiledPattern;
import org.hamon.patterns.language.Symptom;
import org.jspecify.annotations.Nullable;

/** One known pattern, ready to run on one task. */
final class Program {

  /** In {@link #reactions}: the symptom can begin a match. */
  static final long BEGINS = 1;

  /** By which its partial matches stand in state, see {@link LivePatterns}. */
  final String key;

  final CompiledPattern pattern;

  /** Null for a count. */
  final @Nullable Sequence sequence;

  /** What it does and costs. */
  final PatternCosts costs;

  /** Its place among all known patterns in the order of keys; moves when one comes or goes. */
  int place;

  Program(String key, CompiledPattern pattern, @Nullable Sequence sequence, PatternCosts costs) {
    this.key = key;
    this.pattern = pattern;
    this.sequence = sequence;
    this.costs = costs;
  }

  /**
   * What a symptom of this shape can do to the pattern: 0 if nothing; {@link #BEGINS} if it can
   * begin a match; else what {@link CompactSequence#reactions} says.
   */
  long reactions(Symptom symptom) {
    if (!pattern.isConcernedBy(symptom)) {
      return 0;
    }
    long begins = pattern.canStart(symptom) ? BEGINS : 0;
    return begins | (sequence == null ? ~BEGINS : sequence.reactions(symptom));
  }
}
