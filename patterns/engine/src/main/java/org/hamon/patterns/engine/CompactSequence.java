// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.Quantifier;
import org.apache.flink.cep.pattern.Quantifier.ConsumingStrategy;
import org.apache.flink.cep.pattern.Quantifier.QuantifierProperty;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.util.FlinkRuntimeException;
import org.hamon.patterns.engine.Runs.Run;
import org.hamon.patterns.language.Symptom;
import org.jspecify.annotations.Nullable;

/**
 * A sequence without choices: each event either goes to the next place of a partial match, ends it,
 * or leaves it as it is, so a partial match is a list of events and nothing branches. Runs
 * flink-cep's own pattern with its conditions; finds the same matches as its NFA ({@link
 * SequenceNfa}), which runs all that this cannot: optional stages, and stages with a most.
 */
final class CompactSequence implements SequenceEngine<Runs> {

  /**
   * Where the event of one number goes.
   *
   * @param strict it must be the next event
   * @param notNext must not be the next event; null if anything may
   * @param notUntil must not happen before it
   */
  private record Step(
      String stage,
      IterativeCondition<Symptom> condition,
      boolean strict,
      @Nullable IterativeCondition<Symptom> notNext,
      List<IterativeCondition<Symptom>> notUntil) {}

  private final List<Step> steps;

  /** After the last event, until the window ends; empty if nothing is. */
  private final List<IterativeCondition<Symptom>> notAtEnd;

  private final long within;
  private final Earlier earlier = new Earlier();

  private CompactSequence(
      List<Step> steps, List<IterativeCondition<Symptom>> notAtEnd, long withinMillis) {
    this.steps = steps;
    this.notAtEnd = notAtEnd;
    this.within = withinMillis;
  }

  /** The engine for a pattern; empty if it needs one that branches. */
  static Optional<CompactSequence> of(Pattern<Symptom, ?> last, long withinMillis) {
    Deque<Pattern<Symptom, ?>> patterns = new ArrayDeque<>();
    for (Pattern<Symptom, ?> p = last; p != null; p = previous(p)) {
      patterns.push(p);
    }
    List<Step> steps = new ArrayList<>();
    List<IterativeCondition<Symptom>> notUntil = new ArrayList<>();
    IterativeCondition<Symptom> notNext = null;
    for (Pattern<Symptom, ?> pattern : patterns) {
      ConsumingStrategy strategy = pattern.getQuantifier().getConsumingStrategy();
      if (strategy == ConsumingStrategy.NOT_FOLLOW) {
        notUntil.add(condition(pattern));
      } else if (strategy == ConsumingStrategy.NOT_NEXT && notNext == null) {
        notNext = condition(pattern);
      } else if (isPlain(pattern)) {
        add(steps, pattern, notNext, notUntil);
        notUntil = new ArrayList<>();
        notNext = null;
      } else {
        return Optional.empty();
      }
    }
    return notNext == null && !steps.isEmpty()
        ? Optional.of(new CompactSequence(steps, notUntil, withinMillis))
        : Optional.empty();
  }

  @SuppressWarnings("unchecked") // a pattern of symptoms is one from its beginning
  private static @Nullable Pattern<Symptom, ?> previous(Pattern<Symptom, ?> pattern) {
    return (Pattern<Symptom, ?>) pattern.getPrevious();
  }

  @SuppressWarnings("unchecked") // a pattern of symptoms has conditions on symptoms
  private static IterativeCondition<Symptom> condition(Pattern<Symptom, ?> pattern) {
    return (IterativeCondition<Symptom>) pattern.getCondition();
  }

  /** Whether it takes a fixed number of events, each the next that fits. */
  private static boolean isPlain(Pattern<Symptom, ?> pattern) {
    Quantifier quantifier = pattern.getQuantifier();
    boolean once = quantifier.hasProperty(QuantifierProperty.SINGLE);
    boolean times =
        quantifier.hasProperty(QuantifierProperty.TIMES)
            && pattern.getTimes().getFrom() == pattern.getTimes().getTo()
            && isDeterministic(quantifier.getInnerConsumingStrategy());
    return (once || times)
        && isDeterministic(quantifier.getConsumingStrategy())
        && !quantifier.hasProperty(QuantifierProperty.OPTIONAL)
        && !quantifier.hasProperty(QuantifierProperty.GREEDY)
        && pattern.getUntilCondition() == null;
  }

  private static boolean isDeterministic(ConsumingStrategy strategy) {
    return strategy == ConsumingStrategy.STRICT || strategy == ConsumingStrategy.SKIP_TILL_NEXT;
  }

  private static void add(
      List<Step> steps,
      Pattern<Symptom, ?> pattern,
      @Nullable IterativeCondition<Symptom> notNext,
      List<IterativeCondition<Symptom>> notUntil) {
    Quantifier quantifier = pattern.getQuantifier();
    String name = pattern.getName();
    boolean strict = quantifier.getConsumingStrategy() == ConsumingStrategy.STRICT;
    steps.add(new Step(name, condition(pattern), strict, notNext, notUntil));
    if (quantifier.hasProperty(QuantifierProperty.TIMES)) {
      strict = quantifier.getInnerConsumingStrategy() == ConsumingStrategy.STRICT;
      for (int i = 1; i < pattern.getTimes().getFrom(); i++) {
        steps.add(new Step(name, condition(pattern), strict, null, List.of()));
      }
    }
  }

  @Override
  public Runs begin() {
    return new Runs();
  }

  @Override
  public List<Map<String, List<Symptom>>> process(Runs runs, Symptom event) throws Exception {
    List<Map<String, List<Symptom>>> complete = new ArrayList<>();
    try {
      boolean begins = !runs.closed && holds(steps.get(0).condition(), null, event);
      for (Iterator<Run> open = runs.open.iterator(); open.hasNext(); ) {
        Run run = open.next();
        if (!goesOn(run, event)) {
          open.remove();
        } else if (run.taken == steps.size() && notAtEnd.isEmpty()) {
          complete.add(stages(run));
          open.remove();
        }
      }
      if (begins) {
        Run run = new Run(steps.size());
        run.take(event);
        if (run.taken == steps.size() && notAtEnd.isEmpty()) {
          complete.add(stages(run));
        } else {
          runs.add(run);
        }
      }
    } catch (FlinkRuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new FlinkRuntimeException("A condition failed", e);
    }
    return complete;
  }

  /** Shows an event to a partial match; whether it goes on. */
  private boolean goesOn(Run run, Symptom event) throws Exception {
    if (run.taken == steps.size()) {
      return !anyHolds(notAtEnd, run, event);
    }
    Step step = steps.get(run.taken);
    boolean isNext = run.fresh;
    run.fresh = false;
    if (isNext && step.notNext() != null && holds(step.notNext(), run, event)) {
      return false;
    }
    if (anyHolds(step.notUntil(), run, event)) {
      return false;
    }
    if (holds(step.condition(), run, event)) {
      run.take(event);
      return true;
    }
    return !step.strict();
  }

  private boolean anyHolds(List<IterativeCondition<Symptom>> conditions, Run run, Symptom event)
      throws Exception {
    for (IterativeCondition<Symptom> condition : conditions) {
      if (holds(condition, run, event)) {
        return true;
      }
    }
    return false;
  }

  private boolean holds(IterativeCondition<Symptom> condition, @Nullable Run run, Symptom event)
      throws Exception {
    earlier.run = run;
    earlier.time = event.change().time();
    return condition.filter(event, earlier);
  }

  private Map<String, List<Symptom>> stages(Run run) {
    Map<String, List<Symptom>> stages = new LinkedHashMap<>();
    for (int i = 0; i < run.taken; i++) {
      stages.computeIfAbsent(steps.get(i).stage(), name -> new ArrayList<>()).add(run.events[i]);
    }
    return stages;
  }

  @Override
  public List<Map<String, List<Symptom>>> expire(Runs runs, long time) {
    List<Map<String, List<Symptom>>> complete = new ArrayList<>();
    for (Iterator<Run> open = runs.open.iterator(); open.hasNext(); ) {
      Run run = open.next();
      if (time - run.start() < within) {
        break;
      }
      open.remove();
      if (run.taken == steps.size()) {
        complete.add(stages(run));
      }
    }
    return complete;
  }

  @Override
  public void dropStartedUpTo(Runs runs, Symptom last) {
    runs.open.removeIf(run -> RootState.ORDER.compare(run.events[0], last) <= 0);
  }

  @Override
  public int dropOldest(Runs runs, int bound) {
    int surplus = Math.max(0, runs.size() - bound);
    runs.open.subList(0, surplus).clear();
    return surplus;
  }

  @Override
  public void beginNoMore(Runs runs) {
    runs.closed = true;
  }

  /** What conditions are told of the partial match that they are asked about. */
  private final class Earlier implements IterativeCondition.Context<Symptom> {

    private @Nullable Run run;
    private long time;

    @Override
    public Iterable<Symptom> getEventsForPattern(String name) {
      if (run == null) {
        return List.of();
      }
      int from = 0;
      while (from < run.taken && !steps.get(from).stage().equals(name)) {
        from++;
      }
      int to = from;
      while (to < run.taken && steps.get(to).stage().equals(name)) {
        to++;
      }
      return Arrays.asList(run.events).subList(from, to);
    }

    @Override
    public long timestamp() {
      return time;
    }

    @Override
    public long currentProcessingTime() {
      return Long.MIN_VALUE;
    }
  }
}
