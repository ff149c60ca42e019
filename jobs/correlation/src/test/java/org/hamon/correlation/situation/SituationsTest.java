// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamon.correlation.situation.Tells.advisory;
import static org.hamon.correlation.situation.Tells.control;
import static org.hamon.topology.AssetState.NORMAL;
import static org.hamon.topology.AssetState.STOPPED;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
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
import org.junit.jupiter.api.Test;

class SituationsTest {

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
  void tellsTheSameWhereverItIsStopped_asClustersMeetAndPart() throws Exception {
    Town feeds =
        new Town()
            .asset("north", "electricity")
            .asset("south", "electricity")
            .silentAsset("pump", "water")
            .silentAsset("tower", "ict")
            .silentAsset("hospital", "medical")
            .dependency("north", "pump", 1, Buffer.fixed(Town.hours(1)))
            .dependency("south", "tower", 1, Buffer.fixed(Town.hours(1)))
            .oneOf("power", "north", "hospital", Buffer.fixed(Town.hours(2)))
            .oneOf("power", "south", "hospital", Buffer.fixed(Town.hours(2)));
    List<Signal> story =
        List.of(
            Signal.of(feeds.change("03:00", "north", STOPPED)),
            Signal.of(feeds.change("03:30", "south", STOPPED)),
            Signal.of(feeds.change("04:00", "north", NORMAL)),
            Signal.of(feeds.change("04:45", "north", STOPPED)),
            Signal.of(feeds.change("05:00", "south", NORMAL)),
            Signal.of(feeds.change("05:40", "north", NORMAL)));
    List<String> undisturbed = play("feeds", feeds, story, Integer.MAX_VALUE);

    assertThat(undisturbed).anyMatch(line -> line.contains("\"with\":[\"s-"));
    assertThat(undisturbed.stream().filter(line -> line.contains("\"status\":\"closed\"")))
        .hasSizeGreaterThanOrEqualTo(2);
    for (int cut = 0; cut <= story.size(); cut++) {
      assertThat(play("feeds", feeds, story, cut))
          .as("restored after %d signals", cut)
          .isEqualTo(undisturbed);
    }
  }

  @Test
  void tellsTheSameHoweverOftenTheWatermarkComes() throws Exception {
    Town feeds =
        new Town()
            .asset("north", "electricity")
            .asset("south", "electricity")
            .asset("pump", "water")
            .asset("tower", "ict")
            .dependency("north", "pump", 1, Buffer.fixed(Town.hours(1)))
            .dependency("south", "tower", 1, Buffer.fixed(Town.hours(1)));
    List<Signal> story =
        List.of(
            Signal.of(feeds.change("03:00:10", "north", STOPPED)),
            Signal.of(feeds.change("03:00:10.200", "pump", STOPPED)),
            Signal.of(feeds.change("03:00:10.400", "south", STOPPED)),
            Signal.of(feeds.change("03:00:10.450", "tower", STOPPED)),
            Signal.of(feeds.change("03:20:00", "pump", NORMAL)),
            Signal.of(feeds.change("03:20:00.100", "north", NORMAL)),
            Signal.of(feeds.change("03:20:00.300", "tower", NORMAL)),
            Signal.of(feeds.change("03:20:00.600", "south", NORMAL)));

    List<String> coarse = everySo("feeds-apart", feeds, story, 60_000);

    assertThat(coarse.stream().filter(line -> line.contains("\"status\":\"closed\""))).hasSize(2);
    for (long step : new long[] {1, 7, 50, 333, 1_000}) {
      assertThat(everySo("feeds-apart", feeds, story, step))
          .as("every %d ms", step)
          .isEqualTo(coarse);
    }
  }

  /** Plays with a watermark every so many milliseconds of event time, where something happens. */
  private static List<String> everySo(String name, Town town, List<Signal> story, long step)
      throws Exception {
    try (var stage = new Operators(name, town)) {
      stage.open();
      for (Signal signal : story) {
        stage.hear(signal);
      }
      for (String minute : List.of("03:00:09", "03:19:59")) {
        for (long time = Town.at(minute); time < Town.at(minute) + 3_000; time += step) {
          stage.watermark(time);
        }
      }
      stage.watermark(Town.at("04:00"));
      return stage.told();
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
    try (var stage = new Operators("town", TOWN)) {
      stage.open();
      for (Signal signal : story) {
        stage.hear(signal);
      }
      stage.watermark(Town.at("23:59") + Town.hours(48));
      assertThat(stage.timers()).isZero();
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
    try (var stage = new Operators("town", TOWN)) {
      stage.open();
      Signal opens = Signal.of(TOWN.change("03:00", "sub", STOPPED));
      stage.hear(opens);
      // the topology's source is idle in a live run; so is that of notices
      stage.watermark(Town.at("03:30"));

      Signal alarm =
          control("03:10", Kind.OVERRIDE, Target.SITUATION, SITUATION)
              .sets(Ruling.VERDICT, Ruling.FALSE_ALARM)
              .signal();
      stage.hear(alarm);

      List<String> told = stage.told();
      assertThat(told.get(told.size() - 1))
          .contains("\"status\":\"closed\",\"retracted\":true")
          .contains("\"at\":\"2018-09-06T03:30:00Z\"");
    }
  }

  @Test
  void looksAgainWhenTheTopologyChangesUnderASituation() throws Exception {
    try (var stage = new Operators("town", TOWN)) {
      stage.open();
      Signal opens = Signal.of(TOWN.change("03:00", "sub", STOPPED));
      stage.hear(opens);
      stage.watermark(Town.at("03:30"));
      List<String> told = stage.told();
      assertThat(told).noneMatch(line -> line.contains("pump"));
      Town grown =
          Town.withOneFeeder()
              .asset("pump", "water")
              .dependency("sub", "pump", 1, Buffer.fixed(Town.hours(2)));
      stage.change(
          new TopologyChange(
              Op.UPSERT_ASSET,
              Town.at("03:40:20"),
              "pump",
              null,
              0,
              grown.graph().asset("pump").orElseThrow(),
              null,
              null));
      stage.change(
          new TopologyChange(
              Op.UPSERT_DEPENDENCY,
              Town.at("03:40:20"),
              "sub>pump",
              null,
              0,
              null,
              grown.graph().dependency("sub>pump").orElseThrow(),
              null));

      stage.watermark(Town.at("03:41"));

      told = stage.told();
      assertThat(told.get(told.size() - 1))
          .contains("\"at\":\"2018-09-06T03:40:20Z\"")
          .contains("pump");
    }
  }

  @Test
  void keepsNoStateOnceEverythingIsNormal() throws Exception {
    try (var stage = new Operators("town", TOWN)) {
      stage.open();
      for (Signal signal : STORY) {
        stage.hear(signal);
      }
      stage.watermark(Town.at("23:00"));

      stage.told();
      try (var restored = new Operators("town", TOWN)) {
        restored.initialize(stage.snapshot());
        restored.open();
        restored.watermark(Town.at("23:59"));
        assertThat(restored.told()).isEmpty();
        assertThat(restored.timers()).isZero();
      }
      assertThat(stage.timers()).isZero();
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
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(Picture.class);
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(Prospect.class);
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(Foreseen.class);
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(Concerned.class);
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(TopologyChange.class);
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(Output.class);
  }

  /** Plays signal by signal, with a watermark behind each, and a restart before one of them. */
  private static List<String> play(List<Signal> story, int cut) throws Exception {
    return play("town", TOWN, story, cut);
  }

  private static List<String> play(String name, Town town, List<Signal> story, int cut)
      throws Exception {
    List<String> told = new ArrayList<>();
    var stage = new Operators(name, town);
    stage.open();
    for (int i = 0; i < story.size(); i++) {
      if (i == cut) {
        stage = restarted(stage, name, town, told);
      }
      stage.hear(story.get(i));
      stage.watermark(story.get(i).time() - 1);
    }
    if (cut == story.size()) {
      stage = restarted(stage, name, town, told);
    }
    stage.watermark(Town.at("12:00"));
    told.addAll(stage.told());
    stage.close();
    return decisionsFirst(told);
  }

  private static List<String> decisionsFirst(List<String> told) {
    List<String> sorted = new ArrayList<>(told);
    sorted.sort(Comparator.comparing(line -> !line.contains("\"rule\"")));
    return sorted;
  }

  private static List<String> playAtOnce(List<Signal> story) throws Exception {
    List<String> told = new ArrayList<>();
    try (var stage = new Operators("town", TOWN)) {
      stage.open();
      for (Signal signal : story) {
        stage.hear(signal);
      }
      stage.watermark(Town.at("12:00"));
      told.addAll(stage.told());
    }
    return told;
  }

  private static Operators restarted(Operators stage, String name, Town town, List<String> told)
      throws Exception {
    told.addAll(stage.told());
    Operators restored = new Operators(name, town);
    restored.initialize(stage.snapshot());
    stage.close();
    restored.open();
    return restored;
  }
}
