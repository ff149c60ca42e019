// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import static java.util.Objects.requireNonNull;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.flink.cep.nfa.ComputationState;
import org.apache.flink.cep.nfa.NFA;
import org.apache.flink.cep.nfa.NFAState;
import org.apache.flink.cep.nfa.State;
import org.apache.flink.cep.nfa.StateTransition;
import org.apache.flink.cep.nfa.StateTransitionAction;
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.nfa.compiler.NFACompiler;
import org.apache.flink.cep.nfa.sharedbuffer.EventId;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBufferAccessor;
import org.apache.flink.cep.pattern.Pattern;

/**
 * Any sequence, on flink-cep's own NFA: the reference. It is run without skipping, since
 * flink-cep's skip strategies would hold a complete match back while an earlier partial one is
 * open.
 */
final class SequenceNfa<T> implements SequenceEngine<T, PartialMatches<T>> {

  private final NFA<T> nfa;
  private final Map<String, State<T>> states = new HashMap<>();

  /** How many events a partial match has in each state; empty if a state does not say. */
  private final Map<String, Integer> depths;

  private final Comparator<T> order;
  private final MatchBuffer<T> buffer;
  private final long within;

  SequenceNfa(
      Pattern<T, ?> pattern, long withinMillis, Comparator<T> order, MatchBuffer<T> buffer) {
    this.nfa = NFACompiler.compileFactory(pattern, false).createNFA();
    for (State<T> state : nfa.getStates()) {
      states.put(state.getName(), state);
    }
    this.depths = depths(states.values());
    this.within = withinMillis;
    this.order = order;
    this.buffer = buffer;
  }

  private static <T> Map<String, Integer> depths(Collection<State<T>> states) {
    Map<String, Integer> depths = new HashMap<>();
    Deque<State<T>> reached = new ArrayDeque<>();
    for (State<T> state : states) {
      if (state.isStart()) {
        depths.put(state.getName(), 0);
        reached.add(state);
      }
    }
    while (!reached.isEmpty()) {
      State<T> state = reached.remove();
      int depth = requireNonNull(depths.get(state.getName()));
      for (StateTransition<T> transition : state.getStateTransitions()) {
        State<T> target = transition.getTargetState();
        if (transition.getAction() == StateTransitionAction.IGNORE || target.isStop()) {
          continue;
        }
        int next = transition.getAction() == StateTransitionAction.TAKE ? depth + 1 : depth;
        Integer before = depths.putIfAbsent(target.getName(), next);
        if (before == null) {
          reached.add(target);
        } else if (before != next) {
          return Map.of();
        }
      }
    }
    return depths;
  }

  @Override
  public PartialMatches<T> begin() {
    return new PartialMatches<>(new OpenMatches(nfa.createInitialNFAState().getPartialMatches()));
  }

  /**
   * The same; the NFA sees only the partial matches that the event can do anything to.
   *
   * @param reactions of the event's shape, see {@link CompactSequence#reactions}
   */
  List<Map<String, List<T>>> process(PartialMatches<T> matches, T event, long time, long reactions)
      throws Exception {
    if (depths.isEmpty()) {
      return process(matches, event, time);
    }
    List<ComputationState> concerned = new ArrayList<>();
    List<ComputationState> idle = new ArrayList<>();
    for (ComputationState state : matches.nfa.getPartialMatches()) {
      int depth = requireNonNull(depths.get(state.getCurrentStateName()));
      ((reactions >>> depth & 1) == 0 ? idle : concerned).add(state);
    }
    if (concerned.isEmpty()) {
      return List.of();
    }
    if (idle.isEmpty()) {
      return process(matches, event, time);
    }
    matches.nfa = new OpenMatches(concerned);
    try {
      return process(matches, event, time);
    } finally {
      matches.nfa.getPartialMatches().addAll(idle);
    }
  }

  @Override
  public List<Map<String, List<T>>> process(PartialMatches<T> matches, T event, long time)
      throws Exception {
    try (SharedBufferAccessor<T> accessor = buffer.open(matches)) {
      Collection<Map<String, List<T>>> complete =
          nfa.process(
              accessor,
              matches.nfa,
              event,
              time,
              AfterMatchSkipStrategy.noSkip(),
              () -> Long.MIN_VALUE);
      return new ArrayList<>(complete);
    }
  }

  @Override
  public List<Map<String, List<T>>> expire(PartialMatches<T> matches, long time) throws Exception {
    List<Map<String, List<T>>> complete = new ArrayList<>();
    try (SharedBufferAccessor<T> accessor = buffer.open(matches)) {
      List<ComputationState> kept = new ArrayList<>();
      for (ComputationState state : matches.nfa.getPartialMatches()) {
        if (state.getStartEventID() == null || time - state.getStartTimestamp() < within) {
          kept.add(state);
          continue;
        }
        if (requireNonNull(states.get(state.getCurrentStateName())).isPending()) {
          complete.add(
              accessor.materializeMatch(
                  accessor
                      .extractPatterns(state.getPreviousBufferEntry(), state.getVersion())
                      .get(0)));
        }
        accessor.releaseNode(state.getPreviousBufferEntry(), state.getVersion());
      }
      matches.nfa = new OpenMatches(kept);
    }
    forgetNumbers(matches);
    return complete;
  }

  @Override
  public void dropStartedUpTo(PartialMatches<T> matches, T last) throws Exception {
    drop(matches, first -> order.compare(first, last) <= 0, Integer.MAX_VALUE);
  }

  @Override
  public int dropOldest(PartialMatches<T> matches, int bound) throws Exception {
    int surplus = matches.size() - bound;
    if (surplus > 0) {
      drop(matches, first -> true, surplus);
    }
    return Math.max(0, surplus);
  }

  @Override
  public void beginNoMore(PartialMatches<T> matches) {
    List<ComputationState> open = new ArrayList<>(matches.nfa.getPartialMatches());
    if (open.removeIf(state -> state.getStartEventID() == null)) {
      matches.nfa = new OpenMatches(open);
    }
  }

  private void drop(PartialMatches<T> matches, Predicate<T> firstEvent, int atMost)
      throws Exception {
    List<ComputationState> oldestFirst = new ArrayList<>(matches.nfa.getPartialMatches());
    oldestFirst.sort(NFAState.COMPUTATION_STATE_COMPARATOR);
    List<ComputationState> kept = new ArrayList<>();
    int dropped = 0;
    try (SharedBufferAccessor<T> accessor = buffer.open(matches)) {
      for (ComputationState state : oldestFirst) {
        EventId start = state.getStartEventID();
        if (start == null || dropped == atMost || !firstEvent.test(event(accessor, start))) {
          kept.add(state);
        } else {
          accessor.releaseNode(state.getPreviousBufferEntry(), state.getVersion());
          dropped++;
        }
      }
    }
    matches.nfa = new OpenMatches(kept);
    forgetNumbers(matches);
  }

  private T event(SharedBufferAccessor<T> accessor, EventId id) {
    return requireNonNull(accessor.materializeMatch(Map.of("", List.of(id))).get("")).get(0);
  }

  /**
   * Forgets how many events of a time were numbered once none of them is held. flink-cep forgets by
   * the clock, which would give a late event the number of one that is still held.
   */
  private static void forgetNumbers(PartialMatches<?> matches) {
    Set<Long> held = new HashSet<>();
    for (EventId id : matches.events.keySet()) {
      held.add(id.getTimestamp());
    }
    matches.numbered.keySet().retainAll(held);
  }
}
