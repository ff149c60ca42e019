// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
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
import org.apache.flink.cep.nfa.aftermatch.AfterMatchSkipStrategy;
import org.apache.flink.cep.nfa.compiler.NFACompiler;
import org.apache.flink.cep.nfa.sharedbuffer.EventId;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBufferAccessor;
import org.apache.flink.cep.pattern.Pattern;
import org.hamon.patterns.language.Symptom;

/**
 * Any sequence, on flink-cep's own NFA: the reference. It is run without skipping, since
 * flink-cep's skip strategies would hold a complete match back while an earlier partial one is
 * open.
 */
final class SequenceNfa implements SequenceEngine<PartialMatches> {

  private final NFA<Symptom> nfa;
  private final Map<String, State<Symptom>> states = new HashMap<>();
  private final MatchBuffer buffer;
  private final long within;

  SequenceNfa(Pattern<Symptom, ?> pattern, long withinMillis, MatchBuffer buffer) {
    this.nfa = NFACompiler.compileFactory(pattern, false).createNFA();
    for (State<Symptom> state : nfa.getStates()) {
      states.put(state.getName(), state);
    }
    this.within = withinMillis;
    this.buffer = buffer;
  }

  @Override
  public PartialMatches begin() {
    return new PartialMatches(new OpenMatches(nfa.createInitialNFAState().getPartialMatches()));
  }

  @Override
  public List<Map<String, List<Symptom>>> process(PartialMatches matches, Symptom event)
      throws Exception {
    try (SharedBufferAccessor<Symptom> accessor = buffer.open(matches)) {
      Collection<Map<String, List<Symptom>>> complete =
          nfa.process(
              accessor,
              matches.nfa,
              event,
              event.change().time(),
              AfterMatchSkipStrategy.noSkip(),
              () -> Long.MIN_VALUE);
      return new ArrayList<>(complete);
    }
  }

  @Override
  public List<Map<String, List<Symptom>>> expire(PartialMatches matches, long time)
      throws Exception {
    List<Map<String, List<Symptom>>> complete = new ArrayList<>();
    try (SharedBufferAccessor<Symptom> accessor = buffer.open(matches)) {
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
  public void dropStartedUpTo(PartialMatches matches, Symptom last) throws Exception {
    drop(matches, first -> RootState.ORDER.compare(first, last) <= 0, Integer.MAX_VALUE);
  }

  @Override
  public int dropOldest(PartialMatches matches, int bound) throws Exception {
    int surplus = matches.size() - bound;
    if (surplus > 0) {
      drop(matches, first -> true, surplus);
    }
    return Math.max(0, surplus);
  }

  @Override
  public void beginNoMore(PartialMatches matches) {
    List<ComputationState> open = new ArrayList<>(matches.nfa.getPartialMatches());
    if (open.removeIf(state -> state.getStartEventID() == null)) {
      matches.nfa = new OpenMatches(open);
    }
  }

  private void drop(PartialMatches matches, Predicate<Symptom> firstEvent, int atMost)
      throws Exception {
    List<ComputationState> oldestFirst = new ArrayList<>(matches.nfa.getPartialMatches());
    oldestFirst.sort(NFAState.COMPUTATION_STATE_COMPARATOR);
    List<ComputationState> kept = new ArrayList<>();
    int dropped = 0;
    try (SharedBufferAccessor<Symptom> accessor = buffer.open(matches)) {
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

  private static Symptom event(SharedBufferAccessor<Symptom> accessor, EventId id) {
    return requireNonNull(accessor.materializeMatch(Map.of("", List.of(id))).get("")).get(0);
  }

  /**
   * Forgets how many events of a time were numbered once none of them is held. flink-cep forgets by
   * the clock, which would give a late event the number of one that is still held.
   */
  private static void forgetNumbers(PartialMatches matches) {
    Set<Long> held = new HashSet<>();
    for (EventId id : matches.events.keySet()) {
      held.add(id.getTimestamp());
    }
    matches.numbered.keySet().retainAll(held);
  }
}
