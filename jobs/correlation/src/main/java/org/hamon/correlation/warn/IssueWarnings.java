// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.hamon.correlation.Output;
import org.hamon.correlation.situation.Briefing;

/**
 * Briefings of one lane and sector in, in the order of event time; warnings and decisions out.
 *
 * <p>Remembers what was told of each open situation, cleared at once when the situation ends (a
 * briefing that is not OPEN, which every sector ever briefed receives); the number of the last
 * revision for as long as the situation can be opened again, cleared by a timer at most ten minutes
 * after; and the times of the newest alerts for the flood guard, cleared by a timer ten minutes
 * after the last.
 *
 * <p>What is due by a timer is also done before a later briefing is looked at, so the outcome does
 * not depend on how often watermarks come. The final watermark of a history lets nothing fall due:
 * that would lie beyond the history.
 */
final class IssueWarnings extends KeyedProcessFunction<String, Briefing, Output> {

  private static final long serialVersionUID = 1L;

  static final MapStateDescriptor<String, WarningState> WARNINGS =
      new MapStateDescriptor<>("warnings", String.class, WarningState.class);
  static final MapStateDescriptor<String, FloodState> FLOODS =
      new MapStateDescriptor<>("floods", String.class, FloodState.class);
  static final ValueStateDescriptor<Long> NEXT = new ValueStateDescriptor<>("next", Types.LONG);

  private final Settings settings;

  /** By situation and community; {@link #key}. */
  private transient MapState<String, WarningState> warnings;

  /** By community; empty text where a sector has only one. */
  private transient MapState<String, FloodState> floods;

  /** When something falls due next; a timer is set for it. */
  private transient ValueState<Long> next;

  /** By situation and community, too. */
  private transient Pasts pasts;

  private transient Life life;

  /** An alert that the flood guard holds back. */
  private record Suppressed(String key, WarningState state, Recipient recipient, double score) {}

  IssueWarnings(Settings settings) {
    this.settings = settings;
  }

  @Override
  public void open(OpenContext context) {
    warnings = getRuntimeContext().getMapState(WARNINGS);
    floods = getRuntimeContext().getMapState(FLOODS);
    next = getRuntimeContext().getState(NEXT);
    pasts = Pasts.in(getRuntimeContext());
    life = new Life(settings, Advice.standard());
  }

  @Override
  public void processElement(Briefing briefing, Context ctx, Collector<Output> out)
      throws Exception {
    settle(briefing.at() - 1, ctx, out);
    for (Recipient recipient : recipients(briefing)) {
      String key = key(briefing.situation(), recipient.community());
      FloodState flood = flood(recipient.community());
      WarningState before = warnings.get(key);
      Past past = pasts.of(key, briefing.at());
      Life.Step step = life.hear(before, past, briefing, recipient, flood);
      if (!Objects.equals(step.state(), before) || !step.flood().equals(flood)) {
        remember(key, recipient, step);
      }
      if (step.past() != null && !step.past().equals(past)) {
        pasts.put(key, step.past(), ctx.timerService());
      }
      step.outputs().forEach(out::collect);
      WarningState state = step.state();
      if (state != null) {
        wakeAt(state.isSuppressed() ? step.flood().roomFrom() : state.due(), ctx);
      }
      if (!step.flood().alerts().isEmpty()) {
        wakeAt(step.flood().over(), ctx);
      }
    }
  }

  @Override
  public void onTimer(long time, OnTimerContext ctx, Collector<Output> out) throws Exception {
    if (ctx.timerService().currentWatermark() != Long.MAX_VALUE) {
      settle(time, ctx, out);
      pasts.forget(time, ctx.timerService());
    }
  }

  /** Does all that falls due up to and at the limit, in the order of time. */
  private void settle(long limit, Context ctx, Collector<Output> out) throws Exception {
    Long due = next.value();
    if (due == null || due > limit) {
      return;
    }
    next.clear();
    long now = earliest();
    while (now <= limit) {
      releaseSuppressed(now, ctx, out);
      sendDue(now, out);
      now = earliest();
    }
    wakeAt(now, ctx);
  }

  private void sendDue(long now, Collector<Output> out) throws Exception {
    for (Map.Entry<String, WarningState> entry : sorted().entrySet()) {
      WarningState state = entry.getValue();
      if (state.due() <= now) {
        Recipient recipient = recipient(state, entry.getKey());
        FloodState flood = flood(recipient.community());
        Life.Step step = life.fallDue(state, recipient, now, flood);
        remember(entry.getKey(), recipient, step);
        step.outputs().forEach(out::collect);
      }
    }
  }

  private void releaseSuppressed(long now, Context ctx, Collector<Output> out) throws Exception {
    List<Suppressed> waiting = new ArrayList<>();
    for (Map.Entry<String, WarningState> entry : sorted().entrySet()) {
      WarningState state = entry.getValue();
      if (state.isSuppressed()) {
        Recipient recipient = recipient(state, entry.getKey());
        double score = life.rank(state, recipient, now);
        waiting.add(new Suppressed(entry.getKey(), state, recipient, score));
      }
    }
    waiting.sort(Comparator.comparingDouble(Suppressed::score).reversed());
    for (Suppressed one : waiting) {
      FloodState flood = flood(one.recipient.community());
      if (flood.hasRoom(now)) {
        Past past = pasts.of(one.key, now);
        Life.Step step = life.letThrough(one.state, past, one.recipient, now, flood);
        remember(one.key, one.recipient, step);
        if (step.past() != null) {
          pasts.put(one.key, step.past(), ctx.timerService());
        }
        step.outputs().forEach(out::collect);
      }
    }
    List<String> over = new ArrayList<>();
    for (Map.Entry<String, FloodState> flood : floods.entries()) {
      if (flood.getValue().over() <= now) {
        over.add(flood.getKey());
      }
    }
    for (String community : over) {
      floods.remove(community);
    }
  }

  private long earliest() throws Exception {
    long earliest = WarningState.NEVER;
    for (Map.Entry<String, WarningState> entry : warnings.entries()) {
      WarningState state = entry.getValue();
      long due = state.isSuppressed() ? flood(community(entry.getKey())).roomFrom() : state.due();
      earliest = Math.min(earliest, due);
    }
    for (FloodState flood : floods.values()) {
      earliest = Math.min(earliest, flood.over());
    }
    return earliest;
  }

  private void remember(String key, Recipient recipient, Life.Step step) throws Exception {
    WarningState state = step.state();
    if (state == null) {
      warnings.remove(key);
    } else {
      warnings.put(key, state);
    }
    if (!step.flood().alerts().isEmpty()) {
      floods.put(recipient.community(), step.flood());
    }
  }

  private void wakeAt(long time, Context ctx) throws Exception {
    Long due = next.value();
    if (time != WarningState.NEVER && (due == null || time < due)) {
      next.update(time);
      ctx.timerService().registerEventTimeTimer(time);
    }
  }

  private FloodState flood(String community) throws Exception {
    FloodState flood = floods.get(community);
    return flood == null ? FloodState.fresh() : flood;
  }

  /**
   * Those agreed with, and those whose agreement is gone since something was told or decided: they
   * get nothing more, and are let go of when the situation ends.
   */
  private List<Recipient> recipients(Briefing briefing) throws Exception {
    List<Recipient> agreed = new ArrayList<>(Recipient.of(briefing));
    Set<String> gone = new TreeSet<>();
    String prefix = key(briefing.situation(), "");
    for (String key : warnings.keys()) {
      if (key.startsWith(prefix)) {
        gone.add(community(key));
      }
    }
    agreed.forEach(recipient -> gone.remove(recipient.community()));
    gone.forEach(community -> agreed.add(Recipient.nobody(briefing.sector(), community)));
    return agreed;
  }

  /** The one to whom the waiting revision goes; nobody, if the agreement is gone. */
  private static Recipient recipient(WarningState state, String key) {
    Briefing pending = state.pending();
    String community = community(key);
    return pending == null
        ? Recipient.nobody("", community)
        : Recipient.of(pending).stream()
            .filter(r -> r.community().equals(community))
            .findFirst()
            .orElse(Recipient.nobody(pending.sector(), community));
  }

  private Map<String, WarningState> sorted() throws Exception {
    Map<String, WarningState> sorted = new TreeMap<>();
    warnings.entries().forEach(entry -> sorted.put(entry.getKey(), entry.getValue()));
    return sorted;
  }

  /** Situation ids hold no blank. */
  private static String key(String situation, String community) {
    return situation + " " + community;
  }

  private static String community(String key) {
    return key.substring(key.indexOf(' ') + 1);
  }
}
