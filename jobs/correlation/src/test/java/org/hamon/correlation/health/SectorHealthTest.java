// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamon.correlation.health.Says.at;
import static org.hamon.topology.AssetState.DEGRADED;
import static org.hamon.topology.AssetState.NORMAL;
import static org.hamon.topology.AssetState.STOPPED;
import static org.hamon.topology.AssetState.UNKNOWN;
import static org.hamon.topology.AssetState.UNUSABLE;

import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.util.ListCollector;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.hamon.correlation.Output;
import org.hamon.topology.AssetState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SectorHealthTest {

  @Test
  void exampleUsage() throws Exception {
    try (Harness sectors = new Harness()) {
      sectors.open();
      sectors.declare(10);

      sectors.stands(NORMAL, STOPPED, 5.2);
      sectors.stands(NORMAL, UNKNOWN, 5.7);
      sectors.watermark(5.998);
      assertThat(sectors.lines()).isEmpty();
      sectors.watermark(5.999);

      assertThat(sectors.lines())
          .containsExactly(
              "{\"lane\":\"actual\",\"sector\":\"electricity\",\"region\":\"JP-01\","
                  + "\"index\":85.0,\"known\":0.900,\"level\":\"strained\","
                  + "\"counts\":{\"normal\":8,\"unknown\":1,\"stopped\":1},"
                  + "\"at\":\"2018-09-05T00:00:05.700Z\"}");
      Output line = sectors.extractOutputValues().get(0);
      assertThat(line.key()).isEqualTo("actual/electricity/JP-01");
      assertThat(line.lane()).isEqualTo("actual");
      assertThat(line.time()).isEqualTo(at(5.999));
    }
  }

  @Test
  void declarationsAloneAreNotTold_andASecondIsToldOnce() throws Exception {
    try (Harness sectors = new Harness()) {
      sectors.open();
      sectors.declare(2);
      sectors.stands(null, NORMAL, 3);
      sectors.watermark(4);
      assertThat(sectors.lines()).isEmpty();

      sectors.stands(NORMAL, STOPPED, 7.1);
      sectors.stands(STOPPED, DEGRADED, 7.9);
      sectors.stands(DEGRADED, NORMAL, 8.0);
      sectors.watermark(20);

      assertThat(sectors.lines()).hasSize(2);
      assertThat(sectors.lines().get(0)).contains("\"counts\":{\"normal\":2,\"degraded\":1}");
      assertThat(sectors.lines().get(1)).contains("\"index\":100.0").contains("\"normal\":3");
      assertThat(sectors.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void whatIsTakenOutStandsNoLonger_alsoTheLastOfAll() throws Exception {
    try (Harness sectors = new Harness()) {
      sectors.open();
      sectors.declare(2);
      sectors.stands(NORMAL, STOPPED, 5);
      sectors.stands(STOPPED, null, 3_600);
      sectors.stands(NORMAL, null, 7_200);
      sectors.watermark(9_000);

      assertThat(sectors.lines()).hasSize(3);
      assertThat(sectors.lines().get(1))
          .contains("\"index\":100.0,\"known\":1.000,\"level\":\"normal\"")
          .contains("\"counts\":{\"normal\":1},\"at\":\"2018-09-05T01:00:00Z\"");
      assertThat(sectors.lines().get(2)).contains("\"counts\":{},\"at\":\"2018-09-05T02:00:00Z\"");
      sectors.prepareSnapshotPreBarrier(1);
      assertThat(sectors.numKeyedStateEntries()).isZero();
    }
  }

  @Test
  void whatComesInAnotherStateThanNormalIsTold() throws Exception {
    try (Harness sectors = new Harness()) {
      sectors.open();
      sectors.declare(1);
      sectors.stands(null, STOPPED, 7); // from another sector
      sectors.watermark(20);

      assertThat(sectors.lines())
          .singleElement()
          .asString()
          .contains("{\"normal\":1,\"stopped\":1}");
    }
  }

  @Test
  void whatComesAheadOfItsSecondCountsInItsSecond() throws Exception {
    try (Harness sectors = new Harness()) {
      sectors.open();
      sectors.declare(2);
      sectors.stands(NORMAL, STOPPED, 9.5);
      sectors.stands(NORMAL, UNUSABLE, 7.5);
      sectors.watermark(20);

      assertThat(sectors.lines().get(0)).contains("{\"normal\":1,\"unusable\":1}");
      assertThat(sectors.lines().get(1)).contains("{\"unusable\":1,\"stopped\":1}");
    }
  }

  @Test
  void aSecondThatIsOpenAtTheEndOfHistoryIsTold() throws Exception {
    try (Harness sectors = new Harness()) {
      sectors.open();
      sectors.declare(2);
      sectors.stands(NORMAL, STOPPED, 7.3);
      sectors.watermark(7.4);

      sectors.processWatermark(Watermark.MAX_WATERMARK);

      assertThat(sectors.lines()).singleElement().asString().contains("00:00:07.300Z");
      assertThat(sectors.extractOutputValues().get(0).time()).isEqualTo(at(7.4));
    }
  }

  @Test
  void theTallySurvivesARestart_andIsClearedWhenNothingStands() throws Exception {
    OperatorSubtaskState snapshot;
    try (Harness before = new Harness()) {
      before.open();
      before.declare(2);
      before.stands(NORMAL, STOPPED, 7.3);
      before.prepareSnapshotPreBarrier(1);
      snapshot = before.snapshot(1, 1);
    }
    try (Harness after = new Harness()) {
      after.initializeState(snapshot);
      after.open();
      after.watermark(8);
      assertThat(after.lines()).singleElement().asString().contains("{\"normal\":1,\"stopped\":1}");

      after.stands(NORMAL, null, 9);
      after.stands(STOPPED, null, 9);
      after.stands(null, NORMAL, 10);
      after.stands(NORMAL, UNKNOWN, 10);
      after.stands(UNKNOWN, NORMAL, 12);
      after.stands(NORMAL, null, 12);
      after.watermark(20);
      after.prepareSnapshotPreBarrier(2);
      assertThat(after.numKeyedStateEntries()).isZero();
    }
  }

  @Test
  void countsInItsRegionAndInTheNation() {
    List<Standing> counted = new ArrayList<>();
    ListCollector<Standing> out = new ListCollector<>(counted);
    Standing regional = standing("JP-01", null, NORMAL, 1);

    new CountInRegionAndNation().flatMap(regional, out);
    new CountInRegionAndNation().flatMap(standing(null, null, NORMAL, 1), out);

    assertThat(counted)
        .extracting(Standing::key)
        .containsExactly(
            "actual/electricity/JP-01", "actual/electricity/*", "actual/electricity/*");
  }

  @Test
  void silenceNeverRaisesTheIndex() {
    SectorTally tally = new SectorTally();
    tally.add(standing("JP-01", null, DEGRADED, Double.NaN));
    assertThat(tally.index()).isEqualByComparingTo("50");

    tally.add(standing("JP-01", DEGRADED, UNKNOWN, Double.NaN));

    assertThat(tally.index()).isEqualByComparingTo("50");
    assertThat(tally.known()).isEqualByComparingTo("0");
    assertThat(SectorTally.level(tally.index())).isEqualTo("impaired");
  }

  private static Standing standing(
      @Nullable String region,
      @Nullable AssetState previous,
      @Nullable AssetState state,
      double time) {
    return new Standing(
        "actual",
        "a",
        "electricity",
        region,
        501_000,
        previous,
        state,
        Double.isNaN(time) ? Long.MIN_VALUE : at(time));
  }

  private static final class Harness
      extends KeyedOneInputStreamOperatorTestHarness<String, Standing, Output> {

    Harness() throws Exception {
      super(new SectorHealth(), Standing::key, Types.STRING);
    }

    void declare(int assets) throws Exception {
      for (int i = 0; i < assets; i++) {
        stands(null, NORMAL, Double.NaN);
      }
    }

    void stands(@Nullable AssetState previous, @Nullable AssetState state, double time)
        throws Exception {
      Standing standing = standing("JP-01", previous, state, time);
      processElement(new StreamRecord<>(standing, standing.time()));
    }

    void watermark(double seconds) throws Exception {
      processWatermark(new Watermark(at(seconds)));
    }

    List<String> lines() {
      return extractOutputValues().stream().map(Output::json).toList();
    }
  }
}
