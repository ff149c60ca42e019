// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.heed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamon.topology.AssetState.DEGRADED;
import static org.hamon.topology.AssetState.NORMAL;
import static org.hamon.topology.AssetState.RECOVERING;
import static org.hamon.topology.AssetState.STOPPED;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.heap.HeapKeyedStateBackend;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.types.PojoTestUtils;
import org.hamon.correlation.Output;
import org.hamon.correlation.notice.Control;
import org.hamon.correlation.notice.Control.Target;
import org.hamon.correlation.notice.Notice;
import org.hamon.patterns.language.Cause;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.AssetState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HeedMaintenanceTest {

  private static final long T0 = Instant.parse("2018-09-05T18:00:00Z").toEpochMilli();

  @Test
  void exampleUsage() throws Exception {
    try (Desk desk = new Desk()) {
      desk.told(maintenance("m1", Target.ASSET, "sub", 10, 60))
          .hears(change(20, "sub", NORMAL, STOPPED))
          .watermark(59);
      assertThat(desk.passed()).isEmpty();

      desk.watermark(60);

      assertThat(desk.passed()).containsExactly("60 sub normal>stopped");
      assertThat(desk.decisions())
          .containsExactly(
              "{\"at\":\"2018-09-05T18:00:20Z\",\"lane\":\"actual\",\"choice\":\"suppressed\","
                  + "\"rule\":\"maintenance\",\"inputs\":{\"control\":\"m1\",\"asset\":\"sub\","
                  + "\"state\":\"stopped\",\"until\":\"2018-09-05T18:01:00Z\"}}");
    }
  }

  @Test
  void whatIsBackBeforeItEndsWasNeverHeard() throws Exception {
    try (Desk desk = new Desk()) {
      desk.told(maintenance("m1", Target.SECTOR, "electricity", 10, 60))
          .hears(
              change(20, "sub", NORMAL, STOPPED),
              change(30, "sub", STOPPED, RECOVERING),
              change(60, "sub", RECOVERING, NORMAL))
          .watermark(100);

      assertThat(desk.passed()).isEmpty();
      assertThat(desk.decisions()).hasSize(1);
      assertThat(desk.harness.numEventTimeTimers()).isZero();
      assertThat(desk.stateEntries()).isZero();
    }
  }

  @Test
  void neverSwallowsTheReturnOfSomethingThatWasTold() throws Exception {
    try (Desk desk = new Desk()) {
      desk.told(maintenance("m1", Target.REGION, "JP-01", 10, 60))
          .hears(
              change(5, "sub", NORMAL, DEGRADED),
              change(20, "sub", DEGRADED, STOPPED),
              change(30, "sub", STOPPED, NORMAL),
              change(40, "sub", NORMAL, STOPPED))
          .watermark(100);

      assertThat(desk.passed())
          .containsExactly(
              "5 sub normal>degraded", "30 sub degraded>normal", "60 sub normal>stopped");
    }
  }

  @Test
  void conditionsAreWithheldAndGivenBackLikeStates() throws Exception {
    try (Desk desk = new Desk()) {
      desk.told(maintenance("m1", Target.ASSET, "sub", 10, 60))
          .hears(
              condition(5, "sub", "told", true),
              condition(20, "sub", "stays", true),
              condition(21, "sub", "goes", true),
              condition(30, "sub", "goes", false),
              condition(40, "sub", "told", false))
          .watermark(100);

      assertThat(desk.passed())
          .containsExactly("5 sub told on", "40 sub told off", "60 sub stays on");
    }
  }

  @Test
  void overlappingWindowsAreOne() throws Exception {
    try (Desk desk = new Desk()) {
      desk.told(maintenance("m1", Target.ASSET, "sub", 10, 60))
          .hears(change(20, "sub", NORMAL, STOPPED))
          .watermark(30)
          .told(maintenance("m2", Target.SECTOR, "electricity", 50, 90))
          .watermark(89);
      assertThat(desk.passed()).isEmpty();

      assertThat(desk.watermark(100).passed()).containsExactly("90 sub normal>stopped");
      assertThat(desk.harness.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void withdrawnMaintenanceEndsWithinAMinute() throws Exception {
    try (Desk desk = new Desk()) {
      desk.told(maintenance("m1", Target.ASSET, "sub", 10, 600))
          .hears(change(20, "sub", NORMAL, STOPPED))
          .watermark(65)
          .told(withdrawal("m1", 70))
          .watermark(119);
      assertThat(desk.passed()).isEmpty();

      desk.watermark(120);
      assertThat(desk.passed()).containsExactly("120 sub normal>stopped");
      desk.watermark(700);
      assertThat(desk.passed()).containsExactly("120 sub normal>stopped");
    }
  }

  @Test
  void maintenanceThatWasWithdrawnBeforeItCameWithholdsNothing() throws Exception {
    try (Desk desk = new Desk()) {
      desk.told(withdrawal("m1", 5), maintenance("m1", Target.ASSET, "sub", 10, 600))
          .hears(change(20, "sub", NORMAL, STOPPED))
          .watermark(30);
      assertThat(desk.passed()).containsExactly("20 sub normal>stopped");
    }
  }

  @Test
  void othersAreHeard() throws Exception {
    try (Desk desk = new Desk()) {
      desk.told(
              maintenance("m1", Target.ASSET, "sub", 10, 60),
              maintenance("m2", Target.SECTOR, "ict", 10, 60),
              maintenance("m3", Target.REGION, "JP-02", 10, 60))
          .hears(change(20, "other", NORMAL, STOPPED))
          .watermark(100);

      assertThat(desk.passed()).containsExactly("20 other normal>stopped");
    }
  }

  @Test
  void aLaneIsMaintainedForItself() throws Exception {
    try (Desk desk = new Desk()) {
      Notice exercise = maintenance("m1", Target.ASSET, "sub", 10, 60);
      desk.told(Notice.of("exercise/x", exercise.control(), exercise.time()))
          .hears(change(20, "sub", NORMAL, STOPPED))
          .watermark(100);

      assertThat(desk.passed()).containsExactly("20 sub normal>stopped");
    }
  }

  @Test
  void whatWasHeardBeforeTheControlCameStaysHeard() throws Exception {
    try (Desk desk = new Desk()) {
      desk.hears(change(20, "sub", NORMAL, DEGRADED)).watermark(25);
      desk.told(maintenance("m1", Target.ASSET, "sub", 10, 60))
          .hears(change(30, "sub", DEGRADED, STOPPED))
          .watermark(100);

      assertThat(desk.passed())
          .containsExactly("20 sub normal>degraded", "60 sub degraded>stopped");
    }
  }

  @Test
  void linesGoOnAndSayWhoMaintains() throws Exception {
    try (Desk desk = new Desk()) {
      desk.told(maintenance("m\"1", Target.ASSET, "sub", 10, 60))
          .hears(change(5, "sub", NORMAL, DEGRADED), change(20, "sub", DEGRADED, STOPPED))
          .hearsLine(5, "sub")
          .hearsLine(20, "sub")
          .watermark(30);

      assertThat(desk.lines(Output.ASSET_STATE))
          .containsExactly("{\"n\":5}", "{\"n\":20,\"maintenance\":\"m\\\"1\"}");
    }
  }

  @Test
  void endOfHistoryEndsNoMaintenance() throws Exception {
    try (Desk desk = new Desk()) {
      desk.told(maintenance("m1", Target.ASSET, "sub", 10, 60))
          .hears(change(20, "sub", NORMAL, STOPPED))
          .watermark(40);
      desk.harness.processBroadcastWatermark(new Watermark(Long.MAX_VALUE));
      desk.harness.processWatermark(Long.MAX_VALUE);

      assertThat(desk.passed()).isEmpty();
    }
  }

  @Property(tries = 200)
  void neitherOrderOfArrivalNorRestartsMatter(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    List<Object> story = story(random);

    List<String> undisturbed = play(story, new Random(seed), 0);

    List<Object> shuffled = new ArrayList<>(story);
    Collections.shuffle(shuffled, random);
    assertThat(play(shuffled, new Random(seed), 0)).isEqualTo(undisturbed);
    assertThat(play(story, new Random(seed), 1 + random.nextInt(9))).isEqualTo(undisturbed);
  }

  /** What later stages know never is worse than the truth, and the truth when all has ended. */
  @Property(tries = 200)
  void laterStagesKnowTheTruthOnceMaintenanceHasEnded(@ForAll long seed) throws Exception {
    List<Object> story = story(new Random(seed));
    List<String> passed = play(story, new Random(seed), 0);

    String truth = "normal";
    for (Object item : story) {
      if (item instanceof StateChange change) {
        truth = change.state().word();
      }
    }
    String known = "normal";
    for (String change : passed) {
      String[] parts = change.split("[ >]");
      assertThat(parts[2]).as(passed.toString()).isEqualTo(known);
      known = parts[3];
    }
    assertThat(known).as(passed.toString()).isEqualTo(truth);
  }

  @Test
  void everythingInStateIsAPlainRecord() {
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(Heard.class);
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(Moment.class);
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(Passed.class);
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(Notice.class);
  }

  private static List<Object> story(Random random) {
    List<Object> story = new ArrayList<>();
    AssetState state = NORMAL;
    AssetState[] states = {NORMAL, DEGRADED, STOPPED, RECOVERING};
    for (int second = 1; second < 100; second += 1 + random.nextInt(12)) {
      AssetState next = states[random.nextInt(states.length)];
      if (next != state) {
        story.add(change(second, "sub", state, next));
        state = next;
      }
      if (random.nextInt(4) == 0) {
        int from = second + random.nextInt(20);
        story.add(
            maintenance("m" + second, Target.ASSET, "sub", from, from + 1 + random.nextInt(30)));
      }
    }
    return story;
  }

  /** Plays all before the first watermark, then time in steps, with a restart at one of them. */
  private static List<String> play(List<Object> story, Random steps, int restart) throws Exception {
    Desk desk = new Desk();
    for (Object item : story) {
      if (item instanceof Notice notice) {
        desk.told(notice);
      } else {
        desk.hears((StateChange) item);
      }
    }
    int step = 0;
    for (int second = 0; second < 200; second += 1 + steps.nextInt(30)) {
      desk.watermark(second);
      if (++step == restart) {
        desk = desk.restarted();
      }
    }
    desk.watermark(200);
    List<String> passed = desk.passed();
    desk.close();
    return passed;
  }

  private static Notice maintenance(
      String id, Target target, String selected, int from, int until) {
    Control control =
        new Control(
            id,
            Control.Kind.MAINTENANCE,
            target,
            selected,
            T0,
            T0 + from * 1000L,
            T0 + until * 1000L,
            null,
            null,
            null);
    return Notice.of(StateChange.ACTUAL, control, T0);
  }

  private static Notice withdrawal(String of, int from) {
    Control control =
        new Control(
            "w-" + of,
            Control.Kind.WITHDRAW,
            Target.CONTROL,
            of,
            T0,
            T0 + from * 1000L,
            Control.OPEN_END,
            null,
            null,
            null);
    return Notice.of(StateChange.ACTUAL, control, T0);
  }

  private static StateChange change(
      int second, String asset, AssetState previous, AssetState state) {
    return change(second, asset, previous, state, null, false);
  }

  private static StateChange condition(int second, String asset, String condition, boolean on) {
    return change(second, asset, NORMAL, NORMAL, condition, on);
  }

  private static StateChange change(
      int second,
      String asset,
      AssetState previous,
      AssetState state,
      @Nullable String condition,
      boolean on) {
    return new StateChange(
        StateChange.ACTUAL,
        asset,
        "electricity",
        null,
        "JP-01",
        10,
        T0 + second * 1000L,
        previous,
        state,
        condition,
        on,
        false,
        Cause.UNKNOWN,
        -1,
        Tlp.AMBER,
        StateChange.Evidence.TELEMETRY,
        null);
  }

  /** The operator in a harness. */
  private static final class Desk implements AutoCloseable {

    private final KeyedBroadcastOperatorTestHarness<String, Heard, Notice, StateChange> harness;
    private final List<String> before = new ArrayList<>();

    Desk() throws Exception {
      this(null);
    }

    private Desk(@Nullable OperatorSubtaskState state) throws Exception {
      harness =
          new KeyedBroadcastOperatorTestHarness<>(
              new CoBroadcastWithKeyedOperator<>(
                  new HeedMaintenance(), List.of(HeedMaintenance.MAINTENANCE)),
              Heard::key,
              Types.STRING,
              1,
              1,
              0);
      harness.setup();
      if (state != null) {
        harness.initializeState(state);
      }
      harness.open();
    }

    Desk restarted() throws Exception {
      OperatorSubtaskState state = harness.snapshot(1, 1);
      List<String> passed = passed();
      close();
      Desk desk = new Desk(state);
      desk.before.addAll(passed);
      return desk;
    }

    Desk told(Notice... notices) throws Exception {
      for (Notice notice : notices) {
        harness.processBroadcastElement(notice, notice.time());
      }
      return this;
    }

    Desk hears(StateChange... changes) throws Exception {
      for (StateChange change : changes) {
        harness.processElement(Heard.of(change), change.time());
      }
      return this;
    }

    Desk hearsLine(int second, String asset) throws Exception {
      long time = T0 + second * 1000L;
      harness.processElement(
          Heard.of(
              new Output(
                  Output.ASSET_STATE,
                  StateChange.ACTUAL,
                  asset,
                  time,
                  0,
                  "t",
                  asset,
                  "{\"n\":" + second + "}")),
          time);
      return this;
    }

    Desk watermark(int second) throws Exception {
      long time = T0 + second * 1000L;
      harness.processBroadcastWatermark(new Watermark(time));
      harness.processWatermark(time);
      return this;
    }

    List<String> passed() {
      List<String> passed = new ArrayList<>(before);
      for (StateChange change : harness.extractOutputValues()) {
        String what =
            change.isCondition()
                ? change.condition() + (change.on() ? " on" : " off")
                : change.previous().word() + ">" + change.state().word();
        passed.add((change.time() - T0) / 1000 + " " + change.asset() + " " + what);
      }
      return passed;
    }

    int stateEntries() {
      AbstractStreamOperator<?> operator = (AbstractStreamOperator<?>) harness.getOperator();
      return ((HeapKeyedStateBackend<?>) operator.getKeyedStateBackend()).numKeyValueStateEntries();
    }

    List<String> decisions() {
      return lines(Output.DECISIONS);
    }

    List<String> lines(String stream) {
      var lines = harness.getSideOutput(Output.TAG);
      return lines == null
          ? List.of()
          : lines.stream()
              .map(StreamRecord::getValue)
              .filter(line -> line.stream().equals(stream))
              .map(Output::json)
              .toList();
    }

    @Override
    public void close() throws Exception {
      harness.close();
    }
  }
}
