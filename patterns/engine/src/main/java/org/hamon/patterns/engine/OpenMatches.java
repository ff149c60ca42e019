// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import java.util.Collection;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.Predicate;
import org.apache.flink.cep.nfa.ComputationState;
import org.apache.flink.cep.nfa.NFAState;

/**
 * The NFA's state of one pattern at one root. It differs from its parent in one respect: the NFA
 * ends each event by removing from the old queue what is not in the new one, which costs O(p^2) in
 * the open partial matches p, and replaces the old queue right after; here that removal does
 * nothing.
 */
final class OpenMatches extends NFAState {

  private Queue<ComputationState> open;

  OpenMatches(Collection<ComputationState> open) {
    super(queueOf(open), new PriorityQueue<>(COMPUTATION_STATE_COMPARATOR));
    this.open = queueOf(open);
  }

  @Override
  public Queue<ComputationState> getPartialMatches() {
    return open;
  }

  @Override
  public void setNewPartialMatches(PriorityQueue<ComputationState> newPartialMatches) {
    open = new KeepingQueue(newPartialMatches);
  }

  private static KeepingQueue queueOf(Collection<ComputationState> states) {
    PriorityQueue<ComputationState> queue = new PriorityQueue<>(COMPUTATION_STATE_COMPARATOR);
    queue.addAll(states);
    return new KeepingQueue(queue);
  }

  private static final class KeepingQueue extends PriorityQueue<ComputationState> {

    KeepingQueue(PriorityQueue<ComputationState> same) {
      super(same);
    }

    @Override
    public boolean removeIf(Predicate<? super ComputationState> filter) {
      return false;
    }
  }
}
