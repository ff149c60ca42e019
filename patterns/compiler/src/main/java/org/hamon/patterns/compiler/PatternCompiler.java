// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.compiler;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hamon.patterns.language.Pattern;
import org.hamon.patterns.language.Stage;
import org.hamon.patterns.language.Symptom;
import org.jspecify.annotations.Nullable;

/**
 * From what a pattern file says to what flink-cep runs, one construct at a time:
 *
 * <ul>
 *   <li>a stage: {@code followedBy}, with {@code next: strict} {@code next};
 *   <li>{@code atLeast}: {@code times}, over distinct assets ({@link Accepts});
 *   <li>{@code atMost}: greedy {@code times(least, most)}, then {@code notFollowedBy} one more;
 *   <li>{@code not}: {@code notFollowedBy}, with {@code next: strict} {@code notNext} ({@link
 *       Forbids});
 *   <li>{@code optional} and {@code within}: the same;
 *   <li>{@code where}: part of the stage's condition; that of the pattern part of its last stage's.
 * </ul>
 *
 * flink-cep skips nothing: with a skip strategy it would hold a match back while an earlier one is
 * open. Whoever runs the pattern takes the first that completes and drops what else is open ({@link
 * CompiledPattern#first}).
 */
public final class PatternCompiler {

  private final Pattern pattern;
  private final List<Stage> stages;
  private final List<String> names = new ArrayList<>();
  private final int lastPositive;

  private PatternCompiler(Pattern pattern) {
    this.pattern = pattern;
    this.stages = pattern.sequence();
    int last = -1;
    for (int i = 0; i < stages.size(); i++) {
      names.add(flinkName(pattern, i));
      last = stages.get(i).not() ? last : i;
    }
    this.lastPositive = last;
  }

  /** Compiles a pattern that the reader found free of errors. */
  public static CompiledPattern compile(Pattern pattern) {
    if (pattern.count() != null) {
      return new CompiledPattern(pattern, List.of(), null);
    }
    PatternCompiler compiler = new PatternCompiler(pattern);
    return new CompiledPattern(pattern, compiler.names, compiler.sequence());
  }

  /**
   * Number and name of the stage, without a colon. They stand in state, which is kept by the
   * pattern's fingerprint: equal for versions that differ in texts alone, never for others.
   */
  private static String flinkName(Pattern pattern, int stage) {
    String name = pattern.sequence().get(stage).name().replace(':', '.');
    return stage + " " + name;
  }

  private org.apache.flink.cep.pattern.Pattern<Symptom, ?> sequence() {
    org.apache.flink.cep.pattern.Pattern<Symptom, Symptom> cep = expect(null, 0);
    int previous = 0;
    while (previous < stages.size()) {
      int next = nextPositive(previous + 1);
      cep = forbid(cep, previous, next);
      if (next < stages.size()) {
        cep = expect(cep, next);
      }
      previous = next;
    }
    return cep.within(Duration.ofMillis(pattern.withinMillis()));
  }

  /** A stage that must, or may, happen. */
  private org.apache.flink.cep.pattern.Pattern<Symptom, Symptom> expect(
      org.apache.flink.cep.pattern.@Nullable Pattern<Symptom, Symptom> before, int i) {
    Stage stage = stages.get(i);
    org.apache.flink.cep.pattern.Pattern<Symptom, Symptom> cep;
    if (before == null) {
      cep = org.apache.flink.cep.pattern.Pattern.begin(names.get(i));
    } else if (stage.strict()) {
      cep = before.next(names.get(i));
    } else {
      cep = before.followedBy(names.get(i));
    }
    cep = cep.where(accepts(i));
    int most = mostTaken(i);
    if (most > stage.atLeast()) {
      cep = cep.times(stage.atLeast(), most).greedy();
    } else if (most > 1) {
      cep = cep.times(most);
    }
    if (most > 1 && stage.strict()) {
      cep = cep.consecutive();
    }
    return stage.optional() ? cep.optional() : cep;
  }

  /** What must not happen between two stages, or after the last until the window ends. */
  private org.apache.flink.cep.pattern.Pattern<Symptom, Symptom> forbid(
      org.apache.flink.cep.pattern.Pattern<Symptom, Symptom> before, int previous, int next) {
    Forbids.@Nullable Limit limit = limit(previous);
    List<Forbids.Ban> strict = new ArrayList<>();
    List<Forbids.Ban> relaxed = new ArrayList<>();
    for (int i = previous + 1; i < next; i++) {
      (stages.get(i).strict() ? strict : relaxed).add(new Forbids.Ban(stages.get(i), flinkNames()));
    }
    String gap = names.get(previous);
    Forbids.Complete complete =
        new Forbids.Complete(names.get(previous), stages.get(previous).atLeast());
    org.apache.flink.cep.pattern.Pattern<Symptom, Symptom> cep = before;
    if (!strict.isEmpty()) {
      cep =
          cep.notNext(gap + " not next").where(new Forbids(strict, complete, takers(next), limit));
    }
    if (!relaxed.isEmpty() || limit != null) {
      cep =
          cep.notFollowedBy(gap + " not then")
              .where(new Forbids(relaxed, complete, takers(next), limit));
    }
    return cep;
  }

  /** The stages that can take the event after a gap: up to the first that is not optional. */
  private List<Accepts> takers(int next) {
    List<Accepts> takers = new ArrayList<>();
    for (int i = next; i < stages.size(); i = nextPositive(i + 1)) {
      takers.add(accepts(i));
      if (!stages.get(i).optional()) {
        break;
      }
    }
    return takers;
  }

  private Accepts accepts(int i) {
    boolean mayComplete = i >= lastRequired();
    return new Accepts(
        stages.get(i),
        names.get(i),
        mostTaken(i),
        flinkNames(),
        mayComplete ? pattern.where() : null,
        i == 0 ? null : limit(requiredBefore(i)),
        mostTaken(i) > stages.get(i).atLeast() ? takers(nextPositive(i + 1)) : List.of());
  }

  /** The {@code atMost} of a stage holds from its completion until a later stage begins. */
  private Forbids.@Nullable Limit limit(int i) {
    Stage stage = stages.get(i);
    int next = nextPositive(i + 1);
    if (stage.atMost() == 0 || (i == lastPositive && next == i + 1)) {
      return null; // without a limit, or complete before the limit can be reached
    }
    List<String> later = new ArrayList<>(names.subList(i + 1, names.size()));
    return new Forbids.Limit(stage, names.get(i), flinkNames(), later);
  }

  /**
   * The nearest stage before that is sure to have happened; stages with a limit are never optional.
   */
  private int requiredBefore(int i) {
    int before = i - 1;
    while (before > 0 && (stages.get(before).not() || stages.get(before).optional())) {
      before--;
    }
    return before;
  }

  /** Events beyond {@code atLeast} are kept only to be counted against {@code atMost}. */
  private int mostTaken(int i) {
    Stage stage = stages.get(i);
    return i == lastPositive ? stage.atLeast() : Math.max(stage.atLeast(), stage.atMost());
  }

  /** Where a condition finds the events of the stages: by the name in the file, that in Flink. */
  private Map<String, String> flinkNames() {
    Map<String, String> byName = new LinkedHashMap<>();
    for (int i = 0; i < stages.size(); i++) {
      if (!stages.get(i).not()) {
        byName.put(stages.get(i).name(), names.get(i));
      }
    }
    return byName;
  }

  private int nextPositive(int from) {
    int i = from;
    while (i < stages.size() && stages.get(i).not()) {
      i++;
    }
    return i;
  }

  private int lastRequired() {
    int last = lastPositive;
    while (last > 0 && (stages.get(last).optional() || stages.get(last).not())) {
      last--;
    }
    return last;
  }
}
