// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.hamon.correlation.Output;
import org.hamon.topology.Graph;

/**
 * The situations of one lane as time passes. Time is driven from outside: {@link #advance} works
 * off all signals up to a time, in order, and hands on what has changed.
 *
 * <p>What happens in one event-time second is one batch: the first moment of it is handed on at
 * once, so that a first warning need not wait, the rest together when the second is over. What ends
 * at an instant has ended before anything else happens then.
 */
final class Lane implements ByKey.Driven {

  private final LaneMemory memory;
  private final Pending<Signal> pending;
  private final Graphs graphs;
  private final TakeSignals take;
  private final Heeding heeding;
  private final HandOn handOn;
  private final Downstream downstream;

  /** Event time of what is being heard, or ends. */
  private long moment = Situation.NOTHING;

  /**
   * @param communities in which a sector may be warned; the empty text for a sector as a whole
   */
  Lane(
      LaneMemory memory,
      Pending<Signal> pending,
      Graphs graphs,
      List<String> communities,
      Consumer<Picture> pictures,
      Consumer<Output> decisions) {
    this.memory = memory;
    this.pending = pending;
    this.graphs = graphs;
    this.heeding = new Heeding(memory, communities, decisions);
    this.downstream = new Downstream();
    this.handOn = new HandOn(memory, heeding, pictures);
    this.take = new TakeSignals(memory, downstream, this::takenOver);
  }

  void add(Signal signal) {
    pending.add(signal);
  }

  @Override
  public long nextDue() {
    long next = Math.min(pending.nextTime(), memory.reserves().nextEnd());
    next = Math.min(next, Math.min(memory.past().nextEnd(), memory.aftermath().nextLook()));
    return Math.min(Math.min(next, heeding.nextEnd()), nextHandingOn());
  }

  @Override
  public void advance(long until) {
    for (long now = nextDue(); now <= until && now != Long.MAX_VALUE; now = nextDue()) {
      if (heeding.nextEnd() <= now) {
        moment = now;
        heeding.endAll(now, graphs.asOf(now));
        handOnAtOnce();
      } else if (memory.reserves().nextEnd() <= now) {
        memory.reserves().forgetUntil(now);
      } else if (memory.past().nextEnd() <= now) {
        memory.past().forgetUntil(now).forEach(memory::forgetNoticesOn);
      } else if (memory.aftermath().nextLook() <= now) {
        memory.aftermath().lookUntil(now, graphs.asOf(now));
      } else if (pending.nextTime() <= now) {
        hearAll(pending.takeAt(pending.nextTime()));
      } else {
        long then = now;
        handOnWhere(situation -> due(situation) <= then, then);
      }
    }
  }

  /**
   * History has ended: what was heard is still worked off, but time does not go on. A notice that
   * waits for a later time, such as maintenance that is planned, never comes to count.
   */
  @Override
  public void endHistory() {
    long last = pending.lastTime(signal -> signal.notice() == null);
    if (last != Long.MIN_VALUE) {
      advance(last);
    }
    handOnWhere(Situation::isChanged, Situation::changedAt, Situation::due);
    if (last != Long.MIN_VALUE) {
      handOn.endHistory(last);
    }
  }

  /** Whether a situation is open. */
  boolean isOpen() {
    return !memory.open().isEmpty();
  }

  @Override
  public boolean isEmpty() {
    return memory.isEmpty() && pending.isEmpty();
  }

  private void hearAll(List<Signal> signals) {
    moment = signals.get(0).time();
    Graph graph = graphs.asOf(moment);
    for (Signal signal : signals) {
      if (signal.notice() != null) {
        heeding.take(signal.notice(), graph);
      } else if (signal.reserve() != null) {
        handOn.hear(signal.reserve(), graph);
      } else if (signal.withheld() != null) {
        take.hearWithheld(signal.withheld(), graph);
      } else if (signal.change() != null) {
        take.hear(signal.change(), graph);
      } else if (signal.match() != null) {
        take.hear(signal.match(), graph);
      }
    }
    handOnAtOnce();
  }

  private void handOnAtOnce() {
    handOnWhere(Situation::mayGoAtOnce, moment);
  }

  private void handOnWhere(Predicate<Situation> isWanted, long now) {
    handOnWhere(isWanted, situation -> now, situation -> now);
  }

  /**
   * Handing one on takes others along, and may end them.
   *
   * @param now and {@code when}: see {@link HandOn#at}
   */
  private void handOnWhere(
      Predicate<Situation> isWanted,
      ToLongFunction<Situation> now,
      ToLongFunction<Situation> when) {
    for (Situation one : memory.open()) {
      Situation situation = memory.isOpen(one.id()) ? memory.situation(one.id()) : null;
      if (situation != null && isWanted.test(situation)) {
        handOn
            .at(situation, graphs, now.applyAsLong(situation), when.applyAsLong(situation))
            .forEach(downstream::forget);
      }
    }
  }

  private void takenOver(Situation situation, List<AssetNow> had, Situation successor) {
    handOn.takenOver(situation, had, successor, moment);
    downstream.forget(situation);
  }

  private long nextHandingOn() {
    long next = Long.MAX_VALUE;
    for (Situation situation : memory.open()) {
      next = Math.min(next, due(situation));
    }
    return next;
  }

  /** A situation is handed on again as soon as the topology is not what it rests on any more. */
  private long due(Situation situation) {
    long last = situation.handedOnAt();
    return last == Situation.NOTHING
        ? situation.due()
        : Math.min(situation.due(), graphs.nextChange(last));
  }
}
