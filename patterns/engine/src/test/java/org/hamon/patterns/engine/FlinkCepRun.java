// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.cep.nfa.NFA;
import org.apache.flink.cep.nfa.NFAState;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.nfa.aftermatch.NoSkipStrategy;
import org.apache.flink.cep.nfa.compiler.NFACompiler;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBufferAccessor;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.WithinType;
import org.apache.flink.cep.time.TimerService;
import org.jspecify.annotations.Nullable;

/**
 * Runs what flink-cep's own tests ask of an NFA on the engines and the state of the host, and
 * writes to {@code target/flink-cep-suites.txt} which test ran on which of them.
 *
 * @param <T> events
 */
public final class FlinkCepRun<T> {

  /** What a test ran on. */
  public enum On {
    /** {@link CompactSequence}. */
    COMPACT,

    /** {@link SequenceNfa}: flink-cep's NFA as the host runs it. */
    HOSTED_NFA,

    /** flink-cep's NFA with a skip strategy or state of the test's own, over the host's maps. */
    NFA_ON_OUR_STATE
  }

  private static final Path REPORT = Path.of("target/flink-cep-suites.txt");
  private static final Map<On, TreeSet<String>> TESTS = new EnumMap<>(On.class);

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(FlinkCepRun::report));
  }

  /** One event of one of the ways to run. */
  private interface Step<T> {
    Collection<Map<String, List<T>>> take(T event, long time) throws Exception;
  }

  private final Step<T> step;

  private FlinkCepRun(On on, Step<T> step) {
    this.step = step;
    StackWalker.getInstance()
        .forEach(
            frame -> {
              String name = frame.getClassName() + "." + frame.getMethodName();
              if (frame.getClassName().startsWith("org.apache.flink.cep.nfa.")
                  && frame.getMethodName().startsWith("test")) {
                TESTS.computeIfAbsent(on, o -> new TreeSet<>()).add(name);
              }
            });
  }

  /** Runs a pattern; on the compact engine if that can run it as it is asked to. */
  public static <T> FlinkCepRun<T> of(
      Pattern<T, ?> pattern,
      boolean timeoutHandling,
      AfterMatchSkipStrategy skip,
      TimerService timers,
      boolean isOwnTimer,
      TypeSerializer<T> serializer) {
    boolean isPlain = skip instanceof NoSkipStrategy && !isOwnTimer && hasOneWindow(pattern);
    if (!isPlain) {
      NFA<T> nfa = NFACompiler.compileFactory(pattern, timeoutHandling).createNFA();
      return of(nfa, null, skip, timers, serializer);
    }
    long within = pattern.getWindowSize().map(Duration::toMillis).orElse(Long.MAX_VALUE);
    Comparator<T> none = (one, other) -> 0;
    Optional<CompactSequence<T>> compact = CompactSequence.of(pattern, within, none);
    if (compact.isPresent()) {
      return new FlinkCepRun<>(On.COMPACT, step(compact.get()));
    }
    return new FlinkCepRun<>(
        On.HOSTED_NFA,
        step(new SequenceNfa<>(pattern, within, none, new MatchBuffer<>(serializer))));
  }

  /** The language has no windows of its own for single stages. */
  private static boolean hasOneWindow(Pattern<?, ?> last) {
    for (Pattern<?, ?> p = last; p != null; p = p.getPrevious()) {
      boolean looped = p.getTimes() != null && p.getTimes().getWindowSize().isPresent();
      if (looped || p.getWindowSize(WithinType.PREVIOUS_AND_CURRENT).isPresent()) {
        return false;
      }
    }
    return true;
  }

  private static <T, S extends Partial<T>> Step<T> step(SequenceEngine<T, S> engine) {
    S open = engine.begin();
    return (event, time) -> {
      List<Map<String, List<T>>> found = new ArrayList<>(engine.expire(open, time));
      found.addAll(engine.process(open, event, time));
      return found;
    };
  }

  /**
   * Runs an NFA.
   *
   * @param state that the test looks at; null if it does not
   */
  public static <T> FlinkCepRun<T> of(
      NFA<T> nfa,
      @Nullable NFAState state,
      AfterMatchSkipStrategy skip,
      TimerService timers,
      TypeSerializer<T> serializer) {
    OpenMatches begin = new OpenMatches(nfa.createInitialNFAState().getPartialMatches());
    NFAState used = state == null ? begin : state;
    PartialMatches<T> matches = new PartialMatches<>(begin);
    MatchBuffer<T> buffer = new MatchBuffer<>(serializer);
    return new FlinkCepRun<>(
        On.NFA_ON_OUR_STATE,
        (event, time) -> {
          try (SharedBufferAccessor<T> accessor = buffer.open(matches)) {
            List<Map<String, List<T>>> found =
                new ArrayList<>(nfa.advanceTime(accessor, used, time, skip).f0);
            found.addAll(nfa.process(accessor, used, event, time, skip, timers));
            return found;
          }
        });
  }

  /** Shows an event; the matches that it, or the time it comes at, completes. */
  public Collection<Map<String, List<T>>> take(T event, long time) throws Exception {
    return step.take(event, time);
  }

  private static void report() {
    List<String> lines = new ArrayList<>();
    for (On on : On.values()) {
      TreeSet<String> tests = TESTS.getOrDefault(on, new TreeSet<>());
      lines.add(on + ": " + tests.size());
      tests.forEach(test -> lines.add("  " + test));
    }
    try {
      Files.write(REPORT, lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
