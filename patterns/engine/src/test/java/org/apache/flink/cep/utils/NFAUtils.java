// SPDX-License-Identifier: Apache-2.0
package org.apache.flink.cep.utils;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import org.apache.flink.cep.nfa.NFA;
import org.apache.flink.cep.nfa.compiler.NFACompiler;
import org.apache.flink.cep.pattern.Pattern;

/**
 * Stands before flink-cep's class of this name, as {@link NFATestHarness} does, and remembers what
 * an NFA was compiled from: the host compiles for itself.
 */
public final class NFAUtils {

  private static final Map<NFA<?>, Pattern<?, ?>> PATTERNS =
      Collections.synchronizedMap(new WeakHashMap<>());

  private NFAUtils() {}

  public static <T> NFA<T> compile(Pattern<T, ?> pattern) {
    return compile(pattern, false);
  }

  public static <T> NFA<T> compile(Pattern<T, ?> pattern, boolean timeoutHandling) {
    NFA<T> nfa = NFACompiler.compileFactory(pattern, timeoutHandling).createNFA();
    PATTERNS.put(nfa, pattern);
    return nfa;
  }

  /** What the NFA was compiled from, if it was here. */
  @SuppressWarnings("unchecked") // put there with its own pattern
  static <T> Optional<Pattern<T, ?>> patternOf(NFA<T> nfa) {
    return Optional.ofNullable((Pattern<T, ?>) PATTERNS.get(nfa));
  }
}
