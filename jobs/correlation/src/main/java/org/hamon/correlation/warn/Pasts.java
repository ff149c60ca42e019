// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;

/**
 * What is remembered of warnings beyond their end: of those that are open or can be opened again.
 * Cleared by a timer, all that is past together, at most ten minutes after it is.
 */
final class Pasts {

  static final MapStateDescriptor<String, Past> PASTS =
      new MapStateDescriptor<>("pasts", String.class, Past.class);
  static final ValueStateDescriptor<Long> FORGET = new ValueStateDescriptor<>("forget", Types.LONG);

  private static final long FORGET_EVERY = 600_000;

  private final MapState<String, Past> pasts;

  /** When some of them can be let go of; a timer is set for it. */
  private final ValueState<Long> forget;

  private Pasts(MapState<String, Past> pasts, ValueState<Long> forget) {
    this.pasts = pasts;
    this.forget = forget;
  }

  static Pasts in(RuntimeContext context) {
    return new Pasts(context.getMapState(PASTS), context.getState(FORGET));
  }

  /** Nothing, if it cannot be opened again any more. */
  Past of(String warning, long now) throws Exception {
    Past past = pasts.get(warning);
    return past == null || past.until() < now ? Past.NONE : past;
  }

  void put(String warning, Past past, TimerService timers) throws Exception {
    if (past.equals(Past.NONE)) {
      pasts.remove(warning);
      return;
    }
    pasts.put(warning, past);
    wakeAfter(past.until(), timers);
  }

  /** The timer has come: lets go of what is past. */
  void forget(long now, TimerService timers) throws Exception {
    Long due = forget.value();
    if (due == null || due > now) {
      return;
    }
    forget.clear();
    List<String> over = new ArrayList<>();
    long next = WarningState.NEVER;
    for (Map.Entry<String, Past> past : pasts.entries()) {
      long until = past.getValue().until();
      if (until < now) {
        over.add(past.getKey());
      } else {
        next = Math.min(next, until);
      }
    }
    for (String warning : over) {
      pasts.remove(warning);
    }
    wakeAfter(next, timers);
  }

  private void wakeAfter(long until, TimerService timers) throws Exception {
    if (until == WarningState.NEVER) {
      return;
    }
    long time = (Math.floorDiv(until, FORGET_EVERY) + 1) * FORGET_EVERY;
    Long known = forget.value();
    if (known == null || time < known) {
      forget.update(time);
      timers.registerEventTimeTimer(time);
    }
  }
}
