// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.heed;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.BroadcastState;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.hamon.correlation.DecisionLine;
import org.hamon.correlation.DecisionLine.Choice;
import org.hamon.correlation.Output;
import org.hamon.correlation.notice.Control;
import org.hamon.correlation.notice.Control.Target;
import org.hamon.correlation.notice.Notice;
import org.hamon.patterns.language.StateChange;
import org.hamon.topology.AssetState;
import org.jspecify.annotations.Nullable;

/**
 * Changes of one asset and lane in, those that later stages may hear out; the lines of {@code
 * asset-state}, marked where there is maintenance, and a decision once per asset and control on
 * {@link Output#TAG}.
 *
 * <p>While an asset is under maintenance, what makes it worse than later stages know is withheld;
 * what makes it better passes. When maintenance ends and the asset is still worse, that is heard
 * then.
 *
 * <p>Remembers what waits for the watermark, so that a control and a change count in the order of
 * their times; and of an asset what later stages know and what is withheld, until both are normal
 * and the controls under which something was withheld have ended. Broadcast state holds controls of
 * maintenance until their end; those that have ended go when another comes.
 */
@SuppressWarnings("NullAway.Init") // Flink calls open first
final class HeedMaintenance
    extends KeyedBroadcastProcessFunction<String, Heard, Notice, StateChange> {

  private static final long serialVersionUID = 1L;

  static final MapStateDescriptor<String, Notice> MAINTENANCE =
      new MapStateDescriptor<>("maintenance", String.class, Notice.class);

  private static final MapStateDescriptor<Long, Moment> PENDING =
      new MapStateDescriptor<>("pending", Long.class, Moment.class);
  private static final ValueStateDescriptor<Passed> PASSED =
      new ValueStateDescriptor<>("passed", Passed.class);

  /** So often somebody looks whether maintenance under which something is withheld still is. */
  private static final long LOOK_MILLIS = 60_000;

  /** So long the withdrawal of maintenance that has not come is kept. */
  private static final long WITHDRAWAL_KEPT_MILLIS = Duration.ofDays(31).toMillis();

  private transient MapState<Long, Moment> pending;
  private transient ValueState<Passed> passed;

  /** What the broadcast state holds; null if that is to be read anew. */
  private transient @Nullable List<Notice> maintenance;

  @Override
  public void open(OpenContext context) {
    pending = getRuntimeContext().getMapState(PENDING);
    passed = getRuntimeContext().getState(PASSED);
  }

  @Override
  public void processElement(Heard heard, ReadOnlyContext ctx, Collector<StateChange> out)
      throws Exception {
    if (heard.time() <= ctx.currentWatermark()) {
      hearAll(new Moment(List.of(heard)), heard.time(), ctx, out);
      return;
    }
    Moment moment = pending.get(heard.time());
    pending.put(heard.time(), moment == null ? new Moment(List.of(heard)) : moment.and(heard));
    if (moment == null) {
      ctx.timerService().registerEventTimeTimer(heard.time());
    }
  }

  @Override
  public void processBroadcastElement(Notice notice, Context ctx, Collector<StateChange> out)
      throws Exception {
    Control control = notice.control();
    if (control == null
        || (control.kind() != Control.Kind.MAINTENANCE
            && control.kind() != Control.Kind.WITHDRAW)) {
      return;
    }
    BroadcastState<String, Notice> state = ctx.getBroadcastState(MAINTENANCE);
    List<String> over = new ArrayList<>();
    for (Map.Entry<String, Notice> entry : state.immutableEntries()) {
      if (entry.getValue().ends() <= ctx.currentWatermark()) {
        over.add(entry.getKey());
      }
    }
    for (String key : over) {
      state.remove(key);
    }
    if (control.kind() == Control.Kind.WITHDRAW) {
      withdraw(notice, control, state);
    } else {
      Notice withdrawal = state.get(withdrawalKey(notice.lane(), control.id()));
      state.put(
          notice.lane() + ' ' + notice.key(),
          withdrawal == null ? notice : ending(notice, control, withdrawal.time()));
    }
    maintenance = null;
  }

  /** Maintenance that is not there yet ends as soon as it comes. */
  private static void withdraw(
      Notice notice, Control withdrawal, BroadcastState<String, Notice> state) throws Exception {
    String key = notice.lane() + " c/" + withdrawal.selected();
    Notice named = state.get(key);
    Control control = named == null ? null : named.control();
    if (named != null && control != null) {
      state.put(key, ending(named, control, notice.time()));
    } else {
      Control kept = withdrawal.notAfter(notice.time() + WITHDRAWAL_KEPT_MILLIS);
      state.put(
          withdrawalKey(notice.lane(), withdrawal.selected()),
          new Notice(notice.lane(), notice.time(), kept, null));
    }
  }

  private static Notice ending(Notice maintenance, Control control, long time) {
    return new Notice(maintenance.lane(), maintenance.time(), control.notAfter(time), null);
  }

  private static String withdrawalKey(String lane, String control) {
    return lane + " withdraws c/" + control;
  }

  @Override
  public void onTimer(long time, OnTimerContext ctx, Collector<StateChange> out) throws Exception {
    Moment moment = pending.get(time);
    if (moment != null) {
      pending.remove(time);
      hearAll(moment, time, ctx, out);
    }
    if (ctx.currentWatermark() != Long.MAX_VALUE) {
      settle(time, ctx, out);
    }
  }

  private void hearAll(Moment moment, long time, ReadOnlyContext ctx, Collector<StateChange> out)
      throws Exception {
    Passed before = passed.value();
    Passed now = before == null ? Passed.NORMAL : before;
    Control control = null;
    for (Heard heard : moment.inOrder()) {
      StateChange change = heard.change();
      if (change != null) {
        control = maintenanceOf(change, time, ctx);
        now = hear(change, control, now, ctx, out);
      }
      Output line = heard.line();
      if (line != null) {
        ctx.output(Output.TAG, control == null ? line : marked(line, control));
      }
    }
    remember(now);
  }

  private Passed hear(
      StateChange change,
      @Nullable Control control,
      Passed before,
      ReadOnlyContext ctx,
      Collector<StateChange> out) {
    boolean worse =
        change.isCondition()
            ? change.on() && !before.conditions().contains(change.condition())
            : change.state().worseThan(before.state());
    if (control != null && worse) {
      ctx.timerService().registerEventTimeTimer(nextLook(change.time(), control));
      ctx.output(Heed.WITHHELD, change);
      if (before.decided().containsKey(control.id())) {
        return before.withhold(change);
      }
      ctx.output(Output.TAG, decision(change, control));
      return before.withhold(change).decided(control.id(), control.until());
    }
    boolean neverTold =
        change.isCondition()
            ? !change.on() && before.holdsCondition(change.condition())
            : before.held() != null && change.state() == before.state();
    if (neverTold) {
      ctx.output(Heed.WITHHELD, change);
      return before.drop(change);
    }
    out.collect(before.held() == null || change.isCondition() ? change : after(before, change));
    return before.pass(change);
  }

  /** Maintenance may have ended: what is still withheld is heard now. */
  private void settle(long time, OnTimerContext ctx, Collector<StateChange> out) throws Exception {
    Passed now = passed.value();
    if (now == null) {
      return;
    }
    now = now.at(time);
    for (StateChange change : now.withheld()) {
      Control control = maintenanceOf(change, time, ctx);
      if (control != null) {
        ctx.timerService().registerEventTimeTimer(nextLook(time, control));
      } else {
        StateChange heard = at(time, after(now, change));
        out.collect(heard);
        now = now.pass(heard);
      }
    }
    remember(now);
  }

  private void remember(Passed now) throws Exception {
    if (now.equals(Passed.NORMAL)) {
      passed.clear();
    } else {
      passed.update(now);
    }
  }

  /** The control of maintenance that covers the asset then and ends last; null if there is none. */
  private @Nullable Control maintenanceOf(StateChange change, long time, ReadOnlyContext ctx)
      throws Exception {
    Control found = null;
    for (Notice notice : maintenance(ctx.getBroadcastState(MAINTENANCE))) {
      Control control = notice.control();
      if (control != null
          && control.kind() == Control.Kind.MAINTENANCE
          && notice.lane().equals(change.lane())
          && control.holdsAt(time)
          && covers(control, change)
          && (found == null || endsLater(control, found))) {
        found = control;
      }
    }
    return found;
  }

  /** At its end, or at the next full minute: it may have been withdrawn by then. */
  private static long nextLook(long time, Control control) {
    return Math.min(control.until(), (Math.floorDiv(time, LOOK_MILLIS) + 1) * LOOK_MILLIS);
  }

  private static boolean endsLater(Control one, Control other) {
    return one.until() > other.until()
        || (one.until() == other.until() && one.id().compareTo(other.id()) < 0);
  }

  private static boolean covers(Control control, StateChange change) {
    return control.selects(Target.ASSET, change.asset())
        || control.selects(Target.SECTOR, change.sector())
        || control.selects(Target.REGION, change.region());
  }

  private List<Notice> maintenance(ReadOnlyBroadcastState<String, Notice> state) throws Exception {
    List<Notice> known = maintenance;
    if (known == null) {
      known = new ArrayList<>();
      for (Map.Entry<String, Notice> entry : state.immutableEntries()) {
        known.add(entry.getValue());
      }
      maintenance = known;
    }
    return known;
  }

  /** The change as later stages must see it, who know another state before. */
  private static StateChange after(Passed before, StateChange change) {
    return change.isCondition()
        ? copy(change, change.time(), change.previous(), before.state())
        : copy(change, change.time(), before.state(), change.state());
  }

  private static StateChange at(long time, StateChange change) {
    return copy(change, time, change.previous(), change.state());
  }

  private static StateChange copy(
      StateChange change, long time, AssetState previous, AssetState state) {
    return new StateChange(
        change.lane(),
        change.asset(),
        change.sector(),
        change.kind(),
        change.region(),
        change.people(),
        time,
        Math.min(change.began(), time),
        previous,
        state,
        change.condition(),
        change.on(),
        change.flapping(),
        change.cause(),
        change.severity(),
        change.tlp(),
        change.from(),
        change.ref());
  }

  /** A line is a JSON object that is not empty. */
  private static Output marked(Output line, Control control) {
    String id = JsonNodeFactory.instance.textNode(control.id()).toString();
    String open = line.json().substring(0, line.json().length() - 1);
    return new Output(
        line.stream(),
        line.lane(),
        line.key(),
        line.time(),
        line.revision(),
        line.type(),
        line.subject(),
        open + ",\"maintenance\":" + id + "}");
  }

  private static Output decision(StateChange change, Control control) {
    ObjectNode inputs = JsonNodeFactory.instance.objectNode();
    inputs.put("control", control.id());
    inputs.put("asset", change.asset());
    inputs.put("state", change.state().word());
    if (change.condition() != null) {
      inputs.put("condition", change.condition());
    }
    inputs.put("until", Instant.ofEpochMilli(control.until()).toString());
    return DecisionLine.of(
        change.lane(), change.time(), change.asset(), Choice.SUPPRESSED, "maintenance", inputs);
  }
}
