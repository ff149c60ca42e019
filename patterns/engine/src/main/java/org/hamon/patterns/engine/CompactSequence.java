// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.cep.pattern.GroupPattern;
import org.apache.flink.cep.pattern.Pattern;
import org.apache.flink.cep.pattern.Quantifier;
import org.apache.flink.cep.pattern.Quantifier.ConsumingStrategy;
import org.apache.flink.cep.pattern.Quantifier.QuantifierProperty;
import org.apache.flink.cep.pattern.conditions.IterativeCondition;
import org.apache.flink.util.FlinkRuntimeException;
import org.hamon.patterns.compiler.Shaped;
import org.hamon.patterns.engine.Runs.Run;
import org.jspecify.annotations.Nullable;

/**
 * A sequence without choices: each event either goes to the next place of a partial match, ends it,
 * or leaves it as it is, so a partial match is a list of events and nothing branches. Runs
 * flink-cep's own pattern with its conditions; finds the same matches as its NFA ({@link
 * SequenceNfa}), which runs all that this cannot: optional stages, and stages with a most.
 */
final class CompactSequence<T> implements SequenceEngine<T, Runs<T>> {

  /**
   * Where the event of one number goes.
   *
   * @param strict it must be the next event
   * @param notNext must not be the next event; null if anything may
   * @param notUntil must not happen before it
   */
  private record Step<T>(
      String stage,
      IterativeCondition<T> condition,
      boolean strict,
      @Nullable IterativeCondition<T> notNext,
      List<IterativeCondition<T>> notUntil) {}

  private final List<Step<T>> steps;

  /** After the last event, until the window ends; empty if nothing is. */
  private final List<IterativeCondition<T>> notAtEnd;

  private final long within;
  private final Comparator<T> order;
  private final Earlier earlier = new Earlier();

  private CompactSequence(
      List<Step<T>> steps,
      List<IterativeCondition<T>> notAtEnd,
      long withinMillis,
      Comparator<T> order) {
    this.steps = steps;
    this.order = order;
    this.notAtEnd = notAtEnd;
    this.within = withinMillis;
  }

  /** The engine for a pattern; empty if it needs one that branches. */
  static <T> Optional<CompactSequence<T>> of(
      Pattern<T, ?> last, long withinMillis, Comparator<T> order) {
    Deque<Pattern<T, ?>> patterns = new ArrayDeque<>();
    for (Pattern<T, ?> p = last; p != null; p = previous(p)) {
      patterns.push(p);
    }
    List<Step<T>> steps = new ArrayList<>();
    List<IterativeCondition<T>> notUntil = new ArrayList<>();
    IterativeCondition<T> notNext = null;
    for (Pattern<T, ?> pattern : patterns) {
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
        ? Optional.of(new CompactSequence<>(steps, notUntil, withinMillis, order))
        : Optional.empty();
  }

  @SuppressWarnings("unchecked") // a pattern is of one kind of events from its beginning
  private static <T> @Nullable Pattern<T, ?> previous(Pattern<T, ?> pattern) {
    return (Pattern<T, ?>) pattern.getPrevious();
  }

  @SuppressWarnings("unchecked") // a pattern has conditions on its events
  private static <T> IterativeCondition<T> condition(Pattern<T, ?> pattern) {
    return (IterativeCondition<T>) pattern.getCondition();
  }

  /** Whether it takes a fixed number of events, each the next that fits. */
  private static boolean isPlain(Pattern<?, ?> pattern) {
    Quantifier quantifier = pattern.getQuantifier();
    boolean once = quantifier.hasProperty(QuantifierProperty.SINGLE);
    boolean times =
        quantifier.hasProperty(QuantifierProperty.TIMES)
            && pattern.getTimes().getFrom() == pattern.getTimes().getTo()
            && pattern.getTimes().getWindowSize().isEmpty()
            && isDeterministic(quantifier.getInnerConsumingStrategy());
    return !(pattern instanceof GroupPattern)
        && (once || times)
        && isDeterministic(quantifier.getConsumingStrategy())
        && !quantifier.hasProperty(QuantifierProperty.OPTIONAL)
        && !quantifier.hasProperty(QuantifierProperty.GREEDY)
        && pattern.getUntilCondition() == null;
  }

  private static boolean isDeterministic(ConsumingStrategy strategy) {
    return strategy == ConsumingStrategy.STRICT || strategy == ConsumingStrategy.SKIP_TILL_NEXT;
  }

  private static <T> void add(
      List<Step<T>> steps,
      Pattern<T, ?> pattern,
      @Nullable IterativeCondition<T> notNext,
      List<IterativeCondition<T>> notUntil) {
    Quantifier quantifier = pattern.getQuantifier();
    String name = pattern.getName();
    boolean strict = quantifier.getConsumingStrategy() == ConsumingStrategy.STRICT;
    steps.add(new Step<>(name, condition(pattern), strict, notNext, notUntil));
    if (quantifier.hasProperty(QuantifierProperty.TIMES)) {
      strict = quantifier.getInnerConsumingStrategy() == ConsumingStrategy.STRICT;
      for (int i = 1; i < pattern.getTimes().getFrom(); i++) {
        steps.add(new Step<>(name, condition(pattern), strict, null, List.of()));
      }
    }
  }

  @Override
  public Runs<T> begin() {
    return new Runs<>();
  }

  /**
   * What an event can do to a partial match, by the number of events that the match has: the bit of
   * that number is 0 if an event of this shape leaves all such matches as they are. Bit 0: it can
   * begin one. Costs an evaluation of every condition's shape.
   */
  long reactions(T event) {
    if (steps.size() >= Long.SIZE) {
      return -1;
    }
    long reactions = 0;
    for (int i = 0; i < steps.size(); i++) {
      Step<T> step = steps.get(i);
      boolean counts = i > 0 && (step.strict() || step.notNext() != null); // whatever comes next
      if (counts || mayHold(step.condition(), event) || anyMayHold(step.notUntil(), event)) {
        reactions |= 1L << i;
      }
    }
    return anyMayHold(notAtEnd, event) ? reactions | 1L << steps.size() : reactions;
  }

  private static <T> boolean anyMayHold(List<IterativeCondition<T>> conditions, T event) {
    return conditions.stream().anyMatch(condition -> mayHold(condition, event));
  }

  @SuppressWarnings("unchecked") // a condition on these events is shaped like them
  private static <T> boolean mayHold(IterativeCondition<T> condition, T event) {
    return !(condition instanceof Shaped<?> shaped) || ((Shaped<T>) shaped).mayHold(event);
  }

  @Override
  public List<Map<String, List<T>>> process(Runs<T> runs, T event, long time) throws Exception {
    return process(runs, event, time, reactions(event));
  }

  /**
   * The same.
   *
   * @param reactions of the event's shape
   */
  List<Map<String, List<T>>> process(Runs<T> runs, T event, long time, long reactions)
      throws Exception {
    earlier.time = time;
    List<Map<String, List<T>>> complete = List.of();
    try {
      boolean begins =
          (reactions & 1) != 0 && !runs.closed && holds(steps.get(0).condition(), null, event);
      boolean ended = false;
      for (int i = 0; i < runs.open.size(); i++) {
        Run<T> run = runs.open.get(i);
        if ((reactions >>> run.events.size() & 1) == 0) {
          continue;
        }
        if (!goesOn(run, event)) {
          run.ended = true;
        } else if (isComplete(run) && notAtEnd.isEmpty()) {
          complete = with(complete, stages(run));
          run.ended = true;
        }
        ended |= run.ended;
      }
      if (ended) {
        runs.open.removeIf(run -> run.ended);
      }
      if (begins) {
        Run<T> run = new Run<>(time);
        run.take(event);
        if (isComplete(run) && notAtEnd.isEmpty()) {
          complete = with(complete, stages(run));
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

  private static <T> List<T> with(List<T> some, T more) {
    List<T> all = some.isEmpty() ? new ArrayList<>() : some;
    all.add(more);
    return all;
  }

  private boolean isComplete(Run<T> run) {
    return run.events.size() == steps.size();
  }

  /** Shows an event to a partial match; whether it goes on. */
  private boolean goesOn(Run<T> run, T event) throws Exception {
    if (isComplete(run)) {
      return !anyHolds(notAtEnd, run, event);
    }
    Step<T> step = steps.get(run.events.size());
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

  private boolean anyHolds(List<IterativeCondition<T>> conditions, Run<T> run, T event)
      throws Exception {
    for (IterativeCondition<T> condition : conditions) {
      if (holds(condition, run, event)) {
        return true;
      }
    }
    return false;
  }

  private boolean holds(IterativeCondition<T> condition, @Nullable Run<T> run, T event)
      throws Exception {
    earlier.run = run;
    return condition.filter(event, earlier);
  }

  private Map<String, List<T>> stages(Run<T> run) {
    Map<String, List<T>> stages = new LinkedHashMap<>();
    for (int i = 0; i < run.events.size(); i++) {
      stages
          .computeIfAbsent(steps.get(i).stage(), name -> new ArrayList<>())
          .add(run.events.get(i));
    }
    return stages;
  }

  @Override
  public List<Map<String, List<T>>> expire(Runs<T> runs, long time) {
    List<Map<String, List<T>>> complete = new ArrayList<>();
    for (Iterator<Run<T>> open = runs.open.iterator(); open.hasNext(); ) {
      Run<T> run = open.next();
      if (time - run.start < within) {
        break;
      }
      open.remove();
      if (isComplete(run)) {
        complete.add(stages(run));
      }
    }
    return complete;
  }

  @Override
  public void dropStartedUpTo(Runs<T> runs, T last) {
    runs.open.removeIf(run -> order.compare(run.events.get(0), last) <= 0);
  }

  @Override
  public int dropOldest(Runs<T> runs, int bound) {
    int surplus = Math.max(0, runs.size() - bound);
    runs.open.subList(0, surplus).clear();
    return surplus;
  }

  @Override
  public void beginNoMore(Runs<T> runs) {
    runs.closed = true;
  }

  /** What conditions are told of the partial match that they are asked about. */
  private final class Earlier implements IterativeCondition.Context<T> {

    private @Nullable Run<T> run;
    private long time;

    @Override
    public Iterable<T> getEventsForPattern(String name) {
      if (run == null) {
        return List.of();
      }
      int from = 0;
      while (from < run.events.size() && !steps.get(from).stage().equals(name)) {
        from++;
      }
      int to = from;
      while (to < run.events.size() && steps.get(to).stage().equals(name)) {
        to++;
      }
      return run.events.subList(from, to);
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
