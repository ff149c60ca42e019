// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamon.correlation.situation.Tells.advisory;
import static org.hamon.correlation.situation.Tells.control;
import static org.hamon.topology.AssetState.NORMAL;
import static org.hamon.topology.AssetState.STOPPED;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.util.KeyedBroadcastOperatorTestHarness;
import org.apache.flink.types.PojoTestUtils;
import org.hamon.correlation.Ids;
import org.hamon.correlation.Output;
import org.hamon.correlation.notice.Advisory;
import org.hamon.correlation.notice.Control.Kind;
import org.hamon.correlation.notice.Control.Target;
import org.hamon.correlation.notice.Ruling;
import org.hamon.patterns.language.Reserve;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.Buffer;
import org.hamon.topology.TopologyChange;
import org.hamon.topology.TopologyChange.Op;
import org.hamon.topology.TopologyRegistry;
import org.junit.jupiter.api.Test;

class TrackSituationsTest {

  private static final Town TOWN = Town.withOneFeeder();

  private static final String SITUATION =
      "s-" + Ids.hash(StateChange.ACTUAL, "sub", Long.toString(Town.at("03:00")));

  private static final List<Signal> STORY =
      List.of(
          advisory("q1", "02:50", Advisory.Kind.HAZARD).until("08:30").signal(),
          control("02:55", Kind.ACKNOWLEDGE, Target.SITUATION, SITUATION).signal(),
          Signal.of(TOWN.change("03:00", "sub", STOPPED)),
          Signal.of(TOWN.change("03:00:00.400", "railway", STOPPED)),
          Signal.of(TOWN.change("03:00:00.700", "plant", STOPPED)),
          Signal.of(TOWN.match("03:10", "feeder-lost", "sub", "sub", "railway")),
          control("03:30", Kind.SILENCE, Target.SECTOR, "ict").until("06:00").signal(),
          control("05:00", Kind.COMMENT, Target.ASSET, "plant").says("op-x", "on site").signal(),
          control("06:30", Kind.OVERRIDE, Target.SITUATION, SITUATION)
              .sets(Ruling.ROOT, "plant")
              .until("08:00")
              .signal(),
          Signal.of(TOWN.change("07:00", "bts", STOPPED)),
          Signal.of(TOWN.change("09:00", "plant", NORMAL)),
          Signal.of(TOWN.change("09:01", "sub", NORMAL)),
          Signal.of(TOWN.change("09:02", "railway", NORMAL)),
          Signal.of(TOWN.change("09:03", "bts", NORMAL)));

  @Test
  void exampleUsage() throws Exception {
    List<String> told = play(STORY, Integer.MAX_VALUE);

    assertThat(told).anyMatch(line -> line.contains("\"status\":\"open\""));
    assertThat(told).anyMatch(line -> line.contains("on site"));
    assertThat(told.get(told.size() - 1)).contains("\"status\":\"closed\"");
  }

  @Test
  void tellsTheSameWhereverItIsStoppedAndRestored() throws Exception {
    List<String> undisturbed = play(STORY, Integer.MAX_VALUE);

    for (int cut = 0; cut <= STORY.size(); cut++) {
      assertThat(play(STORY, cut)).as("restored after %d signals", cut).isEqualTo(undisturbed);
    }
  }

  @Test
  void remembersReservesWhereverItIsStoppedAndRestored_andForgetsThemInTheEnd() throws Exception {
    List<Signal> story = new ArrayList<>(STORY);
    story.add(reserve("01:00", 240, false));
    story.add(reserve("03:20", 90, true));
    story.add(reserve("03:20:04", 80, true));
    story.add(reserve("04:00", 200, false));
    story.add(reserve("05:30", 10, true));
    story.sort(Signal.ORDER);
    List<String> undisturbed = play(story, Integer.MAX_VALUE);

    assertThat(undisturbed).isNotEqualTo(play(STORY, Integer.MAX_VALUE));
    for (int cut = 0; cut <= story.size(); cut++) {
      assertThat(play(story, cut)).as("restored after %d signals", cut).isEqualTo(undisturbed);
    }
    try (var harness = harness()) {
      harness.open();
      for (Signal signal : story) {
        harness.processElement(signal, signal.time());
      }
      watermark(harness, Town.at("23:59") + Town.hours(48));
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  private static Signal reserve(String timeOfDay, long minutes, boolean running) {
    return Signal.of(
        ReservesInLaneTest.reserve("bts", timeOfDay, Reserve.BATTERY, minutes, running, Tlp.AMBER));
  }

  @Test
  void tellsTheSameInWhateverOrderSignalsArriveBeforeTheWatermark() throws Exception {
    List<Signal> reversed = new ArrayList<>(STORY);
    java.util.Collections.reverse(reversed);

    assertThat(playAtOnce(reversed)).isEqualTo(playAtOnce(STORY));
  }

  @Test
  void noticeOfALiveRunThatIsInThePastCountsFromNowOn() throws Exception {
    try (var harness = harness()) {
      harness.open();
      Signal opens = Signal.of(TOWN.change("03:00", "sub", STOPPED));
      harness.processElement(opens, opens.time());
      // the topology's source is idle in a live run; so is that of notices
      watermark(harness, Town.at("03:30"));

      Signal alarm =
          control("03:10", Kind.OVERRIDE, Target.SITUATION, SITUATION)
              .sets(Ruling.VERDICT, Ruling.FALSE_ALARM)
              .signal();
      harness.processElement(alarm, alarm.time());

      List<String> told = new ArrayList<>();
      collect(harness, told);
      assertThat(told.get(told.size() - 1))
          .contains("\"status\":\"closed\",\"retracted\":true")
          .contains("\"at\":\"2018-09-06T03:30:00Z\"");
    }
  }

  @Test
  void looksAgainWhenTheTopologyChangesUnderASituation() throws Exception {
    try (var harness = harness()) {
      harness.open();
      Signal opens = Signal.of(TOWN.change("03:00", "sub", STOPPED));
      harness.processElement(opens, opens.time());
      watermark(harness, Town.at("03:30"));
      List<String> told = new ArrayList<>();
      collect(harness, told);
      assertThat(told).noneMatch(line -> line.contains("pump"));
      Town grown =
          Town.withOneFeeder()
              .asset("pump", "water")
              .dependency("sub", "pump", 1, Buffer.fixed(Town.hours(2)));
      harness.processBroadcastElement(
          new TopologyChange(
              Op.UPSERT_ASSET,
              Town.at("03:40:20"),
              "pump",
              null,
              0,
              grown.graph().asset("pump").orElseThrow(),
              null,
              null),
          0);
      harness.processBroadcastElement(
          new TopologyChange(
              Op.UPSERT_DEPENDENCY,
              Town.at("03:40:20"),
              "sub>pump",
              null,
              0,
              null,
              grown.graph().dependency("sub>pump").orElseThrow(),
              null),
          0);

      watermark(harness, Town.at("03:41"));

      told.clear();
      collect(harness, told);
      assertThat(told.get(told.size() - 1))
          .contains("\"at\":\"2018-09-06T03:40:20Z\"")
          .contains("pump");
    }
  }

  @Test
  void keepsNoStateOnceEverythingIsNormal() throws Exception {
    try (var harness = harness()) {
      harness.open();
      for (Signal signal : STORY) {
        harness.processElement(signal, signal.time());
      }
      watermark(harness, Town.at("23:00"));

      OperatorSubtaskState state = harness.snapshot(1, 1);
      try (var restored = harness()) {
        restored.initializeState(state);
        restored.open();
        watermark(restored, Town.at("23:59"));
        assertThat(restored.getOutput()).allMatch(o -> o.toString().startsWith("Watermark"));
      }
      assertThat(harness.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void everythingInStateIsAPlainRecord() {
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(Signal.class);
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(AssetNow.class);
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(Situation.class);
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(Standing.class);
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(Impact.class);
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(Briefing.class);
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(TopologyChange.class);
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(Output.class);
  }

  /** Plays signal by signal, with a watermark behind each, and a restart before one of them. */
  private static List<String> play(List<Signal> story, int cut) throws Exception {
    List<String> told = new ArrayList<>();
    var harness = harness();
    harness.open();
    for (int i = 0; i < story.size(); i++) {
      if (i == cut) {
        harness = restarted(harness, told);
      }
      harness.processElement(story.get(i), story.get(i).time());
      watermark(harness, story.get(i).time() - 1);
    }
    if (cut == story.size()) {
      harness = restarted(harness, told);
    }
    watermark(harness, Town.at("12:00"));
    collect(harness, told);
    harness.close();
    return told;
  }

  private static List<String> playAtOnce(List<Signal> story) throws Exception {
    List<String> told = new ArrayList<>();
    try (var harness = harness()) {
      harness.open();
      for (Signal signal : story) {
        harness.processElement(signal, signal.time());
      }
      watermark(harness, Town.at("12:00"));
      collect(harness, told);
    }
    return told;
  }

  private static KeyedBroadcastOperatorTestHarness<String, Signal, TopologyChange, Briefing>
      restarted(
          KeyedBroadcastOperatorTestHarness<String, Signal, TopologyChange, Briefing> harness,
          List<String> told)
          throws Exception {
    collect(harness, told);
    OperatorSubtaskState state = harness.snapshot(1, 1);
    harness.close();
    var restored = harness();
    restored.initializeState(state);
    restored.open();
    return restored;
  }

  private static void collect(
      KeyedBroadcastOperatorTestHarness<String, Signal, TopologyChange, Briefing> harness,
      List<String> told) {
    var lines = harness.getSideOutput(Output.TAG);
    if (lines != null) {
      lines.forEach(line -> told.add(line.getValue().json()));
    }
  }

  private static void watermark(
      KeyedBroadcastOperatorTestHarness<String, Signal, TopologyChange, Briefing> harness,
      long time)
      throws Exception {
    harness.processBroadcastWatermark(new org.apache.flink.streaming.api.watermark.Watermark(time));
    harness.processWatermark(new org.apache.flink.streaming.api.watermark.Watermark(time));
  }

  private static KeyedBroadcastOperatorTestHarness<String, Signal, TopologyChange, Briefing>
      harness() throws Exception {
    return new KeyedBroadcastOperatorTestHarness<>(
        new CoBroadcastWithKeyedOperator<>(
            new TrackSituations(() -> TopologyRegistry.acquire("test", "town", TOWN::topology)),
            List.of(TrackSituations.CHANGES)),
        Signal::lane,
        Types.STRING,
        1,
        1,
        0);
  }
}
