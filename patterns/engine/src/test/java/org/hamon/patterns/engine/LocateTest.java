// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.hamon.patterns.engine.Given.at;
import static org.hamon.patterns.engine.Given.change;
import static org.hamon.patterns.engine.Given.sequence;
import static org.hamon.patterns.engine.Given.stage;
import static org.hamon.patterns.engine.Given.topology;
import static org.hamon.topology.AssetState.STOPPED;

import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.TwoInputStreamOperatorTestHarness;
import org.hamon.patterns.language.Count;
import org.hamon.patterns.language.Pattern;
import org.hamon.patterns.language.Place;
import org.hamon.patterns.language.Selector;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Symptom;
import org.hamon.topology.Asset;
import org.hamon.topology.Dependency;
import org.hamon.topology.DependencyType;
import org.hamon.topology.Topology;
import org.hamon.topology.TopologyChange;
import org.hamon.topology.Trigger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LocateTest {

  private static final Topology CHAIN =
      topology(
          "plant:electricity/plant > sub:electricity/substation > site:ict/site > shop:finance/shop");

  private static final Pattern TWO_HOPS =
      sequence(
          "two-hops",
          60_000,
          stage("root stops", Place.ROOT, STOPPED),
          stage("others stop", Place.downstream(1, 2), STOPPED));

  @Test
  void exampleUsage() throws Exception {
    try (Harness locate = open(CHAIN, null, TWO_HOPS)) {
      locate.feed(change("00:00", "site", "ict", STOPPED)).clock("00:01");

      assertThat(locate.symptoms())
          .extracting(Symptom::root, Symptom::hops, Symptom::path)
          .containsExactly(tuple("sub", 1, List.of("d1")), tuple("plant", 2, List.of("d0", "d1")));
    }
  }

  @Test
  void aRootSeesItsOwnChanges() throws Exception {
    try (Harness locate = open(CHAIN, null, TWO_HOPS)) {
      locate.feed(change("00:00", "plant", "electricity", STOPPED)).clock("00:01");

      assertThat(locate.symptoms())
          .extracting(Symptom::root, Symptom::hops)
          .containsExactly(tuple("plant", 0));
    }
  }

  @Test
  void looksNoFurtherThanThePatterns() throws Exception {
    try (Harness locate = open(CHAIN, null, TWO_HOPS)) {
      locate.feed(change("00:00", "shop", "finance", STOPPED)).clock("00:01");

      assertThat(locate.symptoms()).extracting(Symptom::root).containsExactly("sub");
    }
  }

  @Test
  void aPseudoAssetIsItsOwnRoot() throws Exception {
    try (Harness locate = open(CHAIN, null, TWO_HOPS)) {
      locate.feed(change("00:00", "electricity@JP-01", "electricity", STOPPED)).clock("00:01");

      assertThat(locate.symptoms())
          .extracting(Symptom::root, Symptom::hops)
          .containsExactly(tuple("electricity@JP-01", 0));
    }
  }

  @Test
  void anAssetLiesInTheAreaOfItsRegion() throws Exception {
    Topology region =
        new Topology(
            "t",
            "1",
            List.of(),
            List.of(asset("town", Asset.AREA, "JP-01"), asset("site", "ict", "JP-01")),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            8);
    Pattern inArea =
        areaRoot(
            Given.count(
                "in-area",
                60_000,
                new Count(Place.AREA, Selector.ANY, List.of(STOPPED), List.of(), 2, 1, true)));
    try (Harness locate = open(region, null, inArea)) {
      locate.feed(change("00:00", "site", "ict", STOPPED)).clock("00:01");

      assertThat(locate.symptoms())
          .extracting(Symptom::root, Symptom::inArea, Symptom::hops)
          .containsExactly(tuple("town", true, Locator.NO_PATH));
    }
  }

  @Test
  void waitsForBothInputsAndOrders() throws Exception {
    try (Harness locate = new Harness(HostHarness.settings(CHAIN, TWO_HOPS))) {
      locate.open();
      locate.feed(change("00:01", "plant", "electricity", STOPPED));
      locate.feed(change("00:00", "plant", "electricity", STOPPED));
      locate.processWatermark1(new Watermark(at("00:05")));
      assertThat(locate.symptoms()).isEmpty();

      locate.processWatermark2(new Watermark(at("00:05")));

      assertThat(locate.symptoms())
          .extracting(symptom -> symptom.change().time())
          .containsExactly(at("00:00"), at("00:01"));
    }
  }

  @Test
  void usesTheGraphAsOfTheChange() throws Exception {
    TopologyChange gone =
        new TopologyChange(
            TopologyChange.Op.REMOVE_DEPENDENCY, at("00:10"), "d1", null, 0, null, null, null);
    try (Harness locate = open(CHAIN, null, TWO_HOPS)) {
      locate.control(ControlChange.of(gone));
      locate.feed(change("00:09", "site", "ict", STOPPED));
      locate.feed(change("00:10", "site", "ict", STOPPED)).clock("00:11");

      assertThat(locate.symptoms())
          .extracting(symptom -> symptom.change().time())
          .containsOnly(at("00:09"));
    }
  }

  @Test
  void aLateTopologyChangeTakesEffectOnArrival() throws Exception {
    Dependency more =
        new Dependency(
            "e0",
            "plant",
            "shop",
            DependencyType.PHYSICAL,
            null,
            1,
            1,
            null,
            Trigger.OUT,
            false,
            0);
    try (Harness locate = open(CHAIN, null, TWO_HOPS)) {
      locate.clock("01:00");
      locate.control(
          ControlChange.of(
              new TopologyChange(
                  TopologyChange.Op.UPSERT_DEPENDENCY,
                  at("00:00"),
                  "e0",
                  null,
                  0,
                  null,
                  more,
                  null)));
      locate.feed(change("00:30", "shop", "finance", STOPPED));
      locate.feed(change("01:30", "shop", "finance", STOPPED)).clock("02:00");

      assertThat(locate.symptoms())
          .extracting(Symptom::root, symptom -> symptom.change().time())
          .containsExactly(
              tuple("sub", at("00:30")), tuple("plant", at("01:30")), tuple("sub", at("01:30")));
    }
  }

  @Test
  void whatWaitsAndWhatWasBroadcastSurviveARestart() throws Exception {
    TopologyChange gone =
        new TopologyChange(
            TopologyChange.Op.REMOVE_DEPENDENCY, at("00:10"), "d0", null, 0, null, null, null);
    OperatorSubtaskState snapshot;
    try (Harness locate = open(CHAIN, null, TWO_HOPS)) {
      locate.control(ControlChange.of(gone));
      locate.feed(change("00:20", "site", "ict", STOPPED));
      snapshot = locate.snapshot(1, 1);
    }

    try (Harness locate = open(CHAIN, snapshot, TWO_HOPS)) {
      locate.clock("00:30");

      assertThat(locate.symptoms()).extracting(Symptom::root).containsExactly("sub");
    }
  }

  @Test
  void theEndOfHistoryDrainsWhatWaits() throws Exception {
    try (Harness locate = open(CHAIN, null, TWO_HOPS)) {
      locate.feed(change("00:20", "plant", "electricity", STOPPED));
      locate.processWatermark1(Watermark.MAX_WATERMARK);

      assertThat(locate.symptoms()).hasSize(1);
    }
  }

  private static Asset asset(String id, String sector, String region) {
    return new Asset(id, id, sector, null, region, null, 10, null, null, false, 0, 0);
  }

  private static Pattern areaRoot(Pattern pattern) {
    return new Pattern(
        pattern.id(),
        pattern.version(),
        pattern.title(),
        pattern.status(),
        null,
        List.of(),
        2,
        pattern.failure(),
        new Selector(List.of(Asset.AREA), List.of()),
        pattern.sequence(),
        pattern.count(),
        pattern.withinMillis(),
        null,
        pattern.emit(),
        List.of(),
        null,
        List.of());
  }

  private static Harness open(
      Topology topology, @Nullable OperatorSubtaskState restored, Pattern... patterns)
      throws Exception {
    Harness harness = new Harness(HostHarness.settings(topology, patterns));
    if (restored != null) {
      harness.initializeState(restored);
    }
    harness.open();
    harness.processWatermark2(Watermark.MAX_WATERMARK);
    return harness;
  }

  private static final class Harness
      extends TwoInputStreamOperatorTestHarness<StateChange, ControlChange, Symptom> {

    Harness(PatternEngine.Settings settings) throws Exception {
      super(new Locate(settings));
    }

    Harness feed(StateChange change) throws Exception {
      processElement1(new StreamRecord<>(change, change.time()));
      return this;
    }

    void control(ControlChange change) throws Exception {
      processElement2(new StreamRecord<>(change, change.validFrom()));
    }

    void clock(String clock) throws Exception {
      processWatermark1(new Watermark(at(clock)));
    }

    List<Symptom> symptoms() {
      return extractOutputValues();
    }
  }
}
