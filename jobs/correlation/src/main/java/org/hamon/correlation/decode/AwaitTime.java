// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.ScheduledFuture;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;
import org.hamon.correlation.decode.BookEntry.Column;
import org.jspecify.annotations.Nullable;

/**
 * Lets records that are ahead wait until their time comes, with the watermark or, while the feed is
 * idle and nobody says one, by the clock; {@link ClockWatch} says whose clock it is.
 *
 * <p>Remembers what is ahead (list state; until its time comes) and the clocks that are (union list
 * state; until they are right again). What still waits when history ends waits in the books.
 */
final class AwaitTime {

  private static final ListStateDescriptor<Decoded> AHEAD =
      new ListStateDescriptor<>("ahead", Decoded.class);
  private static final ListStateDescriptor<ClockFault> CLOCKS =
      new ListStateDescriptor<>("clocks", ClockFault.class);

  private final ListState<Decoded> aheadState;
  private final ListState<ClockFault> clocksState;
  private final AheadRecords ahead;
  private final ClockWatch clocks = new ClockWatch();
  private final @Nullable Clock clock;
  private final ProcessingTimeService timers;
  private final DecodeOutputs out;
  private final UnaryOperator<Decoded> kept;
  private final Consumer<Decoded> use;

  /** Nobody says the time. */
  private boolean idle;

  /** When somebody looks next whether a time has come by the clock. */
  private long looksAt = Long.MAX_VALUE;

  /**
   * @param most how many may wait
   * @param clock of {@link Feed#clock}
   * @param kept what is kept of a record that waits
   * @param use takes a record whose time has come
   */
  AwaitTime(
      OperatorStateStore store,
      int most,
      @Nullable Clock clock,
      ProcessingTimeService timers,
      DecodeOutputs out,
      UnaryOperator<Decoded> kept,
      Consumer<Decoded> use)
      throws Exception {
    this.aheadState = store.getListState(AHEAD);
    this.clocksState = store.getUnionListState(CLOCKS);
    this.ahead = new AheadRecords(most);
    this.clock = clock;
    this.timers = timers;
    this.out = out;
    this.kept = kept;
    this.use = use;
    aheadState.get().forEach(ahead::add);
    clocksState.get().forEach(clocks::restore);
  }

  /** The record is ahead and waits. */
  void add(Decoded record, long reached) {
    out.count(record, Column.WAITING);
    out.say(clocks.ahead(record, reached));
    Decoded tooMany = ahead.add(kept.apply(record));
    if (tooMany != null) {
      out.waitsNoMore(tooMany);
      out.refuse(tooMany, Reason.TIME_IN_FUTURE, DeadLetters::tooManyAhead, tooMany.lane());
    }
    lookWhenTheNextTimeComes();
  }

  /** The record is not ahead: its clock may be right again. */
  void notAhead(Decoded record, long latest) {
    out.say(clocks.right(record, latest));
  }

  /** Uses what has waited for its time to come, as if it came now. */
  void useUntil(long time) {
    for (Decoded record : ahead.removeUntil(time)) {
      out.waitsNoMore(record);
      use.accept(record);
    }
  }

  /** Whether nobody says the time from now on. */
  void idle(boolean isIdle) {
    idle = isIdle;
    lookWhenTheNextTimeComes();
  }

  /** Bytes of all that wait. */
  long bytes() {
    return ahead.bytes();
  }

  void snapshot() throws Exception {
    aheadState.update(List.copyOf(ahead.all()));
    clocksState.update(List.copyOf(clocks.entries()));
  }

  /** Where nobody says the time, the clock does. */
  private void lookWhenTheNextTimeComes() {
    Clock now = clock;
    if (now == null || !idle || ahead.next() >= looksAt) {
      return;
    }
    looksAt = ahead.next();
    long in = Math.max(0, looksAt - now.millis());
    ScheduledFuture<?> unused =
        timers.registerTimer(timers.getCurrentProcessingTime() + in, timer -> look(now));
  }

  private void look(Clock now) {
    looksAt = Long.MAX_VALUE;
    if (idle) {
      useUntil(now.millis());
      lookWhenTheNextTimeComes();
    }
  }
}
