// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.cep.nfa.ComputationState;
import org.apache.flink.cep.nfa.sharedbuffer.EventId;
import org.apache.flink.cep.nfa.sharedbuffer.Lockable;
import org.apache.flink.cep.nfa.sharedbuffer.NodeId;
import org.apache.flink.cep.nfa.sharedbuffer.SharedBufferNode;

/**
 * Partial matches of one sequence at one root: flink-cep's state and the three maps of its shared
 * buffer. Changed in place, only by {@link SequenceNfa}.
 *
 * @param <T> events
 */
final class PartialMatches<T> implements Partial<T> {

  OpenMatches nfa;
  final Map<EventId, Lockable<T>> events = new HashMap<>();
  final Map<NodeId, Lockable<SharedBufferNode>> nodes = new HashMap<>();

  /** How many events of one timestamp were numbered: the next number. */
  final Map<Long, Integer> numbered = new HashMap<>();

  PartialMatches(OpenMatches nfa) {
    this.nfa = nfa;
  }

  /** The start state is none. */
  @Override
  public int size() {
    int open = 0;
    for (ComputationState state : nfa.getPartialMatches()) {
      if (state.getStartEventID() != null) {
        open++;
      }
    }
    return open;
  }

  @Override
  public long firstStart() {
    long first = Long.MAX_VALUE;
    for (ComputationState state : nfa.getPartialMatches()) {
      if (state.getStartEventID() != null) {
        first = Math.min(first, state.getStartTimestamp());
      }
    }
    return first;
  }

  @Override
  public void forEachEvent(Consumer<T> action) {
    events.values().forEach(event -> action.accept(event.getElement()));
  }
}
