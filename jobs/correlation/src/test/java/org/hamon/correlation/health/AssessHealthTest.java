// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamon.correlation.health.Says.ACTUAL;
import static org.hamon.correlation.health.Says.FREQUENCY;
import static org.hamon.correlation.health.Says.asset;
import static org.hamon.correlation.health.Says.at;
import static org.hamon.correlation.health.Says.base;
import static org.hamon.correlation.health.Says.reading;
import static org.hamon.correlation.health.Says.removed;
import static org.hamon.correlation.health.Says.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.stream.Stream;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.hamon.correlation.Output;
import org.hamon.correlation.decode.BookEntry;
import org.hamon.correlation.decode.BookEntry.Column;
import org.hamon.correlation.decode.Books;
import org.hamon.correlation.decode.Observation;
import org.hamon.patterns.language.Cause;
import org.hamon.patterns.language.StateChange;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.AssetState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AssessHealthTest {

  private static final int MAX_PARALLELISM = 16;

  @Test
  void exampleUsage() throws Exception {
    try (Harness health = new Harness()) {
      health.open();

      health.take(base(asset("sub", 30), 0, FREQUENCY), reading("sub", 1, 48));
      health.watermark(1);

      assertThat(health.said()).containsExactly("1.0 normal>stopped", "1.0 frequency-low on");
      assertThat(health.lines(Output.ASSET_STATE))
          .containsExactly(
              "{\"lane\":\"actual\",\"asset\":\"sub\",\"sector\":\"electricity\","
                  + "\"region\":\"JP-01\",\"state\":\"stopped\",\"previous\":\"normal\","
                  + "\"at\":\"2018-09-05T00:00:01Z\",\"flapping\":false,\"from\":\"telemetry\","
                  + "\"cause\":\"unknown\",\"tlp\":\"TLP:AMBER\"}");
    }
  }

  @Test
  void aReadingCostsNoTimer_andAnAssetHasOneAtMost() throws Exception {
    try (Harness health = new Harness()) {
      health.open();
      health.take(base(asset("sub", 30), 0, FREQUENCY));
      assertThat(health.numEventTimeTimers()).isEqualTo(1);

      for (int second = 1; second <= 100; second++) {
        health.take(reading("sub", second, second < 50 ? 50 : 49.5));
        health.watermark(second - 2);
        assertThat(health.numEventTimeTimers()).isEqualTo(1);
      }

      health.watermark(130);
      assertThat(health.said()).endsWith("130.0 degraded>unknown");
      assertThat(health.numEventTimeTimers()).isZero();
    }
  }

  @Test
  void theEndOfHistoryTellsWhatWasFound_butNothingThatIsOnlyDueLater() throws Exception {
    try (Harness health = new Harness()) {
      health.open();
      health.take(
          base(asset("sub", 30), 0, FREQUENCY),
          base(asset("other", 30), 0),
          reading("sub", 20, 48),
          reading("unheard-of", 20, 48));
      health.watermark(10);

      health.processWatermark(Watermark.MAX_WATERMARK);

      assertThat(health.said()).containsExactly("20.0 normal>stopped", "20.0 frequency-low on");
      assertThat(health.lines(Output.DEAD_LETTERS)).isEmpty();
      assertThat(health.books(Column.WAITING)).isEqualTo(1);
    }
  }

  @Test
  void anObservationBehindTheWatermarkCountsRightAfterIt() throws Exception {
    try (Harness health = new Harness()) {
      health.open();
      health.take(base(asset("sub", 0), 0, FREQUENCY));
      health.watermark(100);

      health.take(report("sub", 90, "r1", AssetState.STOPPED));
      health.watermark(101);

      assertThat(health.said()).containsExactly("100.001 normal>stopped");
    }
  }

  @ParameterizedTest
  @EnumSource
  void whatIsHalfSeenSurvivesARestart(Backend backend) throws Exception {
    OperatorSubtaskState snapshot;
    List<BookEntry> told;
    try (Harness before = new Harness(backend, 1, 0)) {
      before.open();
      before.take(
          base(asset("sub", 30), 0, Says.level("slow", "frequency", 49.8, 49.0, 2, 0.1)),
          report("sub", 1, "r1", AssetState.DEGRADED),
          reading("sub", 5, 48),
          reading("late-comer", 4, 48));
      before.watermark(4);
      assertThat(before.said()).containsExactly("1.0 normal>degraded");
      snapshot = before.checkpoint(1);
      told = before.told();
      assertThat(Harness.sum(told, Column.WAITING)).isEqualTo(1);
    }
    try (Harness after = new Harness(backend, 1, 0)) {
      after.initializeState(snapshot);
      after.open();
      after.take(report("sub", 6, "r1", AssetState.NORMAL));
      after.watermark(40);
      after.take(base(asset("late-comer", 0), 0, FREQUENCY));

      assertThat(after.said())
          .containsExactly(
              "7.0 degraded>stopped", "7.0 slow on", "4.0 normal>stopped", "4.0 frequency-low on");
      assertThat(Harness.sum(told, Column.USED) + after.books(Column.USED)).isEqualTo(3);
      assertThat(after.books(Column.REPEATED)).isEqualTo(1);
      assertThat(Harness.sum(told, Column.WAITING) + after.books(Column.WAITING)).isZero();
    }
  }

  @Test
  void everyAssetSurvivesRescaling() throws Exception {
    OperatorSubtaskState snapshot;
    int assets = 40;
    try (Harness before = new Harness()) {
      before.open();
      for (int i = 0; i < assets; i++) {
        before.take(base(asset("a" + i, 30), 0, FREQUENCY), reading("a" + i, 5, 48));
      }
      snapshot = before.checkpoint(1);
    }
    List<String> said = new ArrayList<>();
    for (int subtask = 0; subtask < 2; subtask++) {
      try (Harness part = new Harness(Backend.HEAP, 2, subtask)) {
        part.initializeState(
            AbstractStreamOperatorTestHarness.repartitionOperatorState(
                snapshot, MAX_PARALLELISM, 1, 2, subtask));
        part.open();
        part.watermark(6);
        assertThat(part.said()).hasSizeBetween(2, 2 * assets - 2);
        said.addAll(part.said());
      }
    }
    assertThat(said).hasSize(2 * assets);
  }

  @Test
  void theBooksBalance() throws Exception {
    try (Harness health = new Harness()) {
      health.open();
      health.take(
          base(asset("sub", 0), 0, FREQUENCY),
          reading("sub", 5, 48),
          reading("sub", 4, 48),
          report("sub", 6, "r1", AssetState.NORMAL),
          report("sub", 7, "r1", AssetState.STOPPED),
          reading("unheard-of", 6, 1),
          reading("unheard-of", 700, 1));
      health.watermark(606);

      assertThat(health.books(Column.USED)).isEqualTo(3);
      assertThat(health.books(Column.REPEATED)).isEqualTo(1);
      assertThat(health.books(Column.DEAD_LETTERED)).isEqualTo(1);
      assertThat(health.books(Column.WAITING)).isEqualTo(1);
      assertThat(health.lines(Output.DEAD_LETTERS))
          .singleElement()
          .asString()
          .contains("UNKNOWN_ASSET", "unheard-of");
    }
  }

  @Test
  void nothingIsLeftOfAnAssetThatIsGone() throws Exception {
    try (Harness health = new Harness()) {
      health.open();
      health.take(
          base(asset("sub", 30), 0, FREQUENCY),
          reading("sub", 5, 48),
          reading("unheard-of", 6, 1),
          removed("sub", 10));
      health.watermark(1000);
      health.checkpoint(1);

      assertThat(health.numEventTimeTimers()).isZero();
      assertThat(health.numKeyedStateEntries()).isZero();
    }
  }

  @Test
  void ofRedEvidenceNoLineLeaves_andOfStrictEvidenceNoReference() throws Exception {
    try (Harness health = new Harness()) {
      health.open();
      health.take(
          base(asset("sub", 0), 0),
          base(asset("other", 0), 0),
          report("sub", ACTUAL, 1, "r1", AssetState.STOPPED, Cause.CYBER, Tlp.RED),
          report("other", ACTUAL, 2, "r2", AssetState.STOPPED, Cause.CYBER, Tlp.AMBER_STRICT),
          report("other", ACTUAL, 3, "r3", AssetState.NORMAL, Cause.CYBER, Tlp.GREEN));
      health.watermark(10);

      assertThat(health.lines(Output.ASSET_STATE))
          .hasSize(2)
          .noneMatch(line -> line.contains("\"sub\"") || line.contains("r2"))
          .anyMatch(line -> line.contains("\"ref\":\"r3\""));
      assertThat(health.lines(Output.DECISIONS))
          .containsExactly(
              "{\"at\":\"2018-09-05T00:00:01Z\",\"lane\":\"actual\",\"choice\":\"not-sent\","
                  + "\"rule\":\"tlp-red\",\"inputs\":{\"output\":\"asset-state\"}}");
      assertThat(health.changes()).extracting(StateChange::asset).containsOnly("other");
    }
  }

  @Test
  void theStandingsAddUpToTheStatesOfAllDeclaredAssets() throws Exception {
    try (Harness health = new Harness()) {
      health.open();
      for (int i = 0; i < 5; i++) {
        health.take(base(asset("a" + i, i == 0 ? 30 : 0), 0, FREQUENCY));
      }
      health.take(reading("a1", 5, 48), reading("a2", 6, 49.5), removed("a2", 50));
      health.watermark(100);

      Map<AssetState, Integer> counts = new EnumMap<>(AssetState.class);
      for (Standing standing : health.sideOutput(AssessHealth.STANDINGS)) {
        if (standing.previous() != null) {
          counts.merge(standing.previous(), -1, Integer::sum);
        }
        if (standing.state() != null) {
          counts.merge(standing.state(), 1, Integer::sum);
        }
      }
      counts.values().removeIf(count -> count == 0);
      assertThat(counts)
          .isEqualTo(Map.of(AssetState.NORMAL, 2, AssetState.UNKNOWN, 1, AssetState.STOPPED, 1));
    }
  }

  enum Backend {
    HEAP,
    ROCKSDB;

    StateBackend create() {
      return this == HEAP ? new HashMapStateBackend() : new EmbeddedRocksDBStateBackend();
    }
  }

  private static final class Harness
      extends KeyedOneInputStreamOperatorTestHarness<String, Observation, StateChange> {

    Harness() throws Exception {
      this(Backend.HEAP, 1, 0);
    }

    Harness(Backend backend, int parallelism, int subtask) throws Exception {
      super(
          new AssessHealth(Health.Settings.DEFAULT),
          Observation::asset,
          Types.STRING,
          MAX_PARALLELISM,
          parallelism,
          subtask);
      setStateBackend(backend.create());
    }

    void take(Observation... observations) throws Exception {
      for (Observation observation : observations) {
        processElement(new StreamRecord<>(observation, observation.time()));
      }
    }

    void watermark(double seconds) throws Exception {
      processWatermark(new Watermark(at(seconds)));
    }

    List<StateChange> changes() {
      return extractOutputValues();
    }

    List<String> said() {
      return changes().stream().map(Says::text).toList();
    }

    <T> List<T> sideOutput(OutputTag<T> tag) {
      Queue<StreamRecord<T>> records = getSideOutput(tag);
      return records == null ? List.of() : records.stream().map(StreamRecord::getValue).toList();
    }

    List<String> lines(String stream) {
      return Stream.concat(
              sideOutput(Output.TAG).stream(), sideOutput(AssessHealth.ASSET_STATES).stream())
          .filter(line -> line.stream().equals(stream))
          .sorted(Comparator.comparing(Output::time))
          .map(Output::json)
          .toList();
    }

    long books(Column column) throws Exception {
      AssessHealth operator = (AssessHealth) getOneInputOperator();
      operator.finish();
      return sum(sideOutput(Books.TAG), column);
    }

    /** What it has said of its books so far. */
    List<BookEntry> told() {
      return List.copyOf(sideOutput(Books.TAG));
    }

    static long sum(List<BookEntry> told, Column column) {
      return told.stream()
          .filter(entry -> entry.column() == column)
          .mapToLong(BookEntry::count)
          .sum();
    }

    OperatorSubtaskState checkpoint(long id) throws Exception {
      prepareSnapshotPreBarrier(id);
      return snapshot(id, id);
    }
  }
}
