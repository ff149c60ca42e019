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
 * One compiled sequence on flink-cep's own NFA, which is run without skipping: which match is told
 * and what it takes with it is the host's rule, and flink-cep's skip strategies would hold a
 * complete match back while an earlier partial one is open. Time is also kept here, so that an
 * absence is found at the end of its window, whatever the watermark is.
 */
final class SequenceNfa {

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

  /** No partial match yet. */
  PartialMatches begin() {
    return new PartialMatches(new OpenMatches(nfa.createInitialNFAState().getPartialMatches()));
  }

  /**
   * Takes an event; none of the partial matches may have ended before it, see {@link #expire}.
   *
   * @return the matches that it completes, by stage
   * @throws org.apache.flink.util.FlinkRuntimeException if a condition throws
   */
  List<Map<String, List<Symptom>>> process(PartialMatches matches, Symptom event) throws Exception {
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

  /** When the first window ends; {@link RootState#NEVER} if no partial match is open. */
  long nextExpiry(PartialMatches matches) {
    long start = matches.firstStart();
    return start == RootState.NEVER ? RootState.NEVER : start + within;
  }

  /**
   * Ends the partial matches whose window is over at the time.
   *
   * @return those that only waited for an absence: they are matches now
   */
  List<Map<String, List<Symptom>>> expire(PartialMatches matches, long time) throws Exception {
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

  /** Drops the partial matches whose first event is the given one or came before it. */
  void dropStartedUpTo(PartialMatches matches, Symptom last) throws Exception {
    drop(matches, first -> RootState.ORDER.compare(first, last) <= 0, Integer.MAX_VALUE);
  }

  /**
   * Drops the oldest partial matches until at most {@code bound} are left.
   *
   * @return how many were dropped
   */
  int dropOldest(PartialMatches matches, int bound) throws Exception {
    int surplus = matches.size() - bound;
    if (surplus > 0) {
      drop(matches, first -> true, surplus);
    }
    return Math.max(0, surplus);
  }

  /** From now on no event begins a partial match; those that are open go on. */
  void beginNoMore(PartialMatches matches) {
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
