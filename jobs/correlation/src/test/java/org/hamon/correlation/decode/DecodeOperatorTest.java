// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.types.PojoTestUtils;
import org.apache.flink.util.OutputTag;
import org.hamon.correlation.Output;
import org.hamon.correlation.StreamNames;
import org.hamon.correlation.decode.BookEntry.Column;
import org.hamon.correlation.notice.Advisory;
import org.hamon.correlation.notice.Control;
import org.hamon.correlation.notice.Notice;
import org.hamon.correlation.notice.Ruling;
import org.hamon.topology.Asset;
import org.hamon.topology.AssetState;
import org.hamon.topology.ServiceLevel;
import org.hamon.topology.Threshold;
import org.hamon.topology.Topology;
import org.hamon.topology.TopologyChange;
import org.hamon.topology.TopologyRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DecodeOperatorTest {

  private static final long T0 = Instant.parse("2018-09-05T18:00:00Z").toEpochMilli();
  private static final ServiceLevel LEVEL =
      new ServiceLevel(
          "loss", "ict", "lost", null, null, null, new Threshold(null, 0.1), null, null, 0, 0);

  private final RecordParser parser = new RecordParser(null);
  private final Map<String, Long> offsets = new HashMap<>();

  @Test
  void exampleUsage() throws Exception {
    try (Harness harness = new Harness()) {
      harness.process(reading("a", 0, T0));

      assertThat(harness.observations())
          .extracting(
              Observation::asset, Observation::metric, Observation::value, Observation::time)
          .containsExactly(tuple("a", "m", 1.0, T0));
      harness.expectBooks(Input.TELEMETRY, Map.of(Column.IN, 1L));
    }
  }

  @Test
  void readingBehindTheBoundOfItsPartitionIsLate() throws Exception {
    try (Harness harness = new Harness()) {
      harness.process(reading("a", 0, T0 + 10_000));
      harness.process(reading("a", 0, T0 + 8_000));
      harness.process(reading("a", 0, T0 + 7_999));
      harness.process(reading("b", 1, T0));

      assertThat(harness.observations())
          .extracting(Observation::time)
          .containsExactly(T0 + 10_000, T0 + 8_000, T0);
      assertThat(harness.outputs())
          .singleElement()
          .satisfies(
              late -> {
                assertThat(late.stream()).isEqualTo(Output.LATE);
                assertThat(late.time()).isEqualTo(T0 + 10_000);
                assertThat(late.key()).isEqualTo("telemetry/0/3");
                assertThat(late.json())
                    .isEqualTo(
                        "{\"reason\":\"LATE\",\"detail\":\"2s1ms behind the newest record of its"
                            + " partition\",\"topic\":\"telemetry\",\"partition\":0,\"offset\":3,"
                            + "\"raw\":\"{\\\"asset\\\":\\\"a\\\",\\\"metric\\\":\\\"m\\\","
                            + "\\\"value\\\":1,\\\"time\\\":\\\"2018-09-05T18:00:07.999Z\\\"}\"}");
              });
      harness.expectBooks(Input.TELEMETRY, Map.of(Column.IN, 4L, Column.LATE, 1L));
    }
  }

  @Test
  void lateReportIsNewsAndUsedAtTheTimeOfTheNewestRecord() throws Exception {
    try (Harness harness = new Harness()) {
      harness.process(report("r1", T0 + 60_000));
      harness.process(report("r2", T0));
      harness.process(report("r3", T0 + 59_000));

      assertThat(harness.observations())
          .extracting(Observation::time, o -> o.report().id(), o -> o.report().reportedAt())
          .containsExactly(
              tuple(T0 + 60_000, "r1", T0 + 60_000),
              tuple(T0 + 60_000, "r2", T0),
              tuple(T0 + 59_000, "r3", T0 + 59_000));
      assertThat(harness.outputs()).isEmpty();
    }
  }

  @Test
  void badRecordGoesToTheDeadLettersOfItsLane_andAdvancesNoTime() throws Exception {
    try (Harness harness = new Harness()) {
      harness.process(parse(Input.TELEMETRY, 0, "{oops"));
      harness.process(inLane("test", T0));
      harness.process(
          parse(
              Input.TELEMETRY,
              0,
              "{\"asset\":\"a\",\"lane\":\"test\",\"time\":\"2099-01-01T00:00:00Z\"}"));
      harness.process(reading("a", 0, T0 + 1));

      assertThat(harness.outputs())
          .extracting(output -> output.name(StreamNames.FILE_LENGTH), Output::key, Output::time)
          .containsExactly(
              tuple("dead-letters", "telemetry/0/1", 0L),
              tuple("test-dead-letters", "telemetry/0/3", T0));
      assertThat(harness.outputs().get(0).json())
          .isEqualTo(
              "{\"reason\":\"NOT_JSON\",\"detail\":\"no well-formed JSON from byte 1 on\","
                  + "\"topic\":\"telemetry\",\"partition\":0,\"offset\":1,\"raw\":\"{oops\"}");
      assertThat(harness.observations()).hasSize(2);
      assertThat(harness.finish())
          .containsExactlyInAnyOrder(
              new BookEntry(Input.TELEMETRY, Column.IN, 2),
              new BookEntry(Input.TELEMETRY, Column.DEAD_LETTERED, 1),
              new BookEntry("test", Input.TELEMETRY, Column.IN, 2),
              new BookEntry("test", Input.TELEMETRY, Column.DEAD_LETTERED, 1));
    }
  }

  @Test
  void changeOfAnAssetIsBroadcastAndDeclared_howeverLate() throws Exception {
    try (Harness harness = new Harness()) {
      harness.process(upsert("new", null, T0));
      harness.process(remove("old", T0 - 100_000));

      assertThat(harness.control())
          .extracting(TopologyChange::op, TopologyChange::id)
          .containsExactly(
              tuple(TopologyChange.Op.UPSERT_ASSET, "new"),
              tuple(TopologyChange.Op.REMOVE_ASSET, "old"));
      assertThat(harness.observations())
          .extracting(
              Observation::asset,
              Observation::time,
              o -> o.declaration().levels(),
              o -> o.declaration().asset() == null,
              o -> o.declaration().isOfBase())
          .containsExactly(
              tuple("new", T0, List.of(LEVEL), false, false),
              tuple("old", T0 - 100_000, List.of(), true, false));
      harness.expectBooks(Input.TOPOLOGY_CHANGES, Map.of(Column.IN, 2L, Column.USED, 2L));
    }
  }

  @Test
  void completeSnapshotDeclaresWhatItBringsAndWhatItLeavesOut() throws Exception {
    try (Harness harness = new Harness()) {
      harness.process(mark("snapshot-begin", T0, 0));
      harness.process(upsert("new", "s1", T0));
      harness.process(upsert("newer", "s1", T0));
      assertThat(harness.observations()).isEmpty();

      harness.process(mark("snapshot-end", T0, 2));

      assertThat(harness.observations())
          .extracting(Observation::asset, o -> o.declaration().asset() == null)
          .containsExactlyInAnyOrder(
              tuple("new", false), tuple("newer", false), tuple("old", true));
    }
  }

  @Test
  void incompleteSnapshotDeclaresNothing_reachesNobody_andIsGivenUpAfterTenMinutes()
      throws Exception {
    try (Harness harness = new Harness()) {
      harness.process(mark("snapshot-begin", T0, 0));
      harness.process(upsert("new", "s1", T0));
      harness.process(mark("snapshot-end", T0, 2));
      harness.watermark(T0 + 599_999);
      assertThat(harness.outputs()).isEmpty();

      harness.watermark(T0 + 600_000);

      assertThat(harness.observations()).isEmpty();
      assertThat(harness.control()).isEmpty();
      assertThat(harness.outputs())
          .hasSize(3)
          .allMatch(line -> line.stream().equals(Output.DEAD_LETTERS))
          .allMatch(line -> line.json().contains("\"reason\":\"BAD_SNAPSHOT\""))
          .allMatch(line -> line.time() == T0 + 600_000);
      harness.expectBooks(Input.TOPOLOGY_CHANGES, Map.of(Column.IN, 3L, Column.DEAD_LETTERED, 3L));
    }
  }

  @Test
  void aReportThatNamesASectorWaitsForItToBeDeclared_acrossARestart() throws Exception {
    OperatorSubtaskState state;
    try (Harness harness = new Harness()) {
      harness.process(sectorReport("r1", "ports", T0));
      harness.process(sectorReport("r2", "mines", T0));
      assertThat(harness.observations()).isEmpty();
      state = harness.snapshot();
    }
    try (Harness harness = new Harness(state, 1, 0)) {
      harness.process(declared("ports", T0 + 60_000));
      assertThat(harness.observations())
          .extracting(Observation::asset, Observation::time)
          .containsExactly(tuple("ports@JP-01", T0 + 60_000));
      harness.process(sectorReport("r3", "ports", T0 + 61_000));
      assertThat(harness.observations()).hasSize(2);

      harness.watermark(T0 + 600_000);

      assertThat(harness.outputs())
          .extracting(Output::json)
          .singleElement()
          .asString()
          .contains("UNKNOWN_SECTOR", "does not declare the sector 'mines'");
      harness.expectBooks(Input.FAILURE_REPORTS, Map.of(Column.IN, 3L, Column.DEAD_LETTERED, 1L));
    }
  }

  @Test
  void aNewServiceLevelIsDeclaredToTheAssetsThatItAppliesTo() throws Exception {
    try (Harness harness = new Harness()) {
      harness.process(
          change(
              "upsert-service-level",
              "",
              "\"value\":{\"id\":\"slow\",\"sector\":\"ict\",\"metric\":\"delay\","
                  + "\"degraded\":{\"above\":1}}",
              T0));
      harness.process(upsert("new", null, T0 + 1));

      assertThat(harness.observations())
          .extracting(Observation::asset, o -> o.declaration().levels().size())
          .containsExactly(tuple("old", 2), tuple("new", 2));
    }
  }

  @Test
  void latenessBooksAndChangesSurviveARestart() throws Exception {
    OperatorSubtaskState state;
    try (Harness harness = new Harness()) {
      harness.process(reading("a", 0, T0 + 10_000));
      harness.process(mark("snapshot-begin", T0, 0));
      harness.process(upsert("new", "s1", T0));
      state = harness.snapshot();
    }
    try (Harness harness = new Harness(state, 1, 0)) {
      harness.process(reading("a", 0, T0));
      harness.process(mark("snapshot-end", T0, 1));

      assertThat(harness.outputs()).extracting(Output::stream).containsExactly(Output.LATE);
      assertThat(harness.observations())
          .extracting(Observation::asset)
          .containsExactlyInAnyOrder("new", "old");
      harness.expectBooks(Input.TELEMETRY, Map.of(Column.IN, 2L, Column.LATE, 1L));
      harness.expectBooks(Input.TOPOLOGY_CHANGES, Map.of(Column.IN, 3L, Column.USED, 3L));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void rescalingKeepsLatenessAndTheSumOfTheBooks(int parallelism) throws Exception {
    List<OperatorSubtaskState> states = new ArrayList<>();
    for (int subtask = 0; subtask < 3; subtask++) {
      try (Harness harness = new Harness(null, 3, subtask)) {
        harness.process(reading("a", subtask, T0 + 10_000 * (subtask + 1)));
        harness.process(parse(Input.TELEMETRY, subtask, "{}"));
        states.add(harness.snapshot());
      }
    }
    OperatorSubtaskState all =
        AbstractStreamOperatorTestHarness.repackageState(
            states.toArray(OperatorSubtaskState[]::new));

    Map<Column, Long> sums = new EnumMap<>(Column.class);
    for (int subtask = 0; subtask < parallelism; subtask++) {
      OperatorSubtaskState part =
          AbstractStreamOperatorTestHarness.repartitionOperatorState(
              all, 8, 3, parallelism, subtask);
      try (Harness harness = new Harness(part, parallelism, subtask)) {
        // whichever subtask gets the partition, its newest time is known there
        harness.process(reading("a", 2, T0 + 20_000));
        assertThat(harness.outputs()).extracting(Output::stream).containsExactly(Output.LATE);
        harness.finish().forEach(entry -> sums.merge(entry.column(), entry.count(), Long::sum));
      }
    }
    assertThat(sums)
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(
                Column.IN,
                6L + parallelism,
                Column.DEAD_LETTERED,
                3L,
                Column.LATE,
                (long) parallelism));
  }

  @Test
  void noticeIsHandedOnOnce_andCountsFromItsOwnTimeUnlessItIsLate() throws Exception {
    try (Harness harness = new Harness()) {
      harness.process(advisory("q1", "actual", T0 + 60_000));
      harness.process(advisory("q2", "actual", T0));
      harness.process(advisory("q1", "actual", T0 + 61_000));
      harness.process(silence("q1", "actual", T0, T0 + 90_000));
      harness.process(silence("m2", "actual", T0, T0 + 1));

      assertThat(harness.notices())
          .extracting(Notice::key, Notice::time)
          .containsExactly(
              tuple("a/q1", T0 + 60_000),
              tuple("a/q2", T0 + 60_000),
              tuple("c/q1", T0 + 90_000),
              tuple("c/m2", T0 + 1));
      harness.expectBooks(
          Input.ADVISORIES, Map.of(Column.IN, 3L, Column.USED, 2L, Column.REPEATED, 1L));
      harness.expectBooks(Input.CONTROLS, Map.of(Column.IN, 2L, Column.USED, 2L));
    }
  }

  @Test
  void noticeIsNewAgainAfterADay_unlessItStillHolds() throws Exception {
    long day = Duration.ofDays(1).toMillis();
    try (Harness harness = new Harness()) {
      harness.process(advisory("short", "actual", T0));
      harness.process(advisory("long", "actual", T0, T0 + 5 * day));
      harness.process(advisory("short", "actual", T0 + 4 * day));
      harness.process(advisory("long", "actual", T0 + 4 * day));

      assertThat(harness.notices())
          .extracting(Notice::key)
          .containsExactly("a/short", "a/long", "a/short");
    }
  }

  @Test
  void idsAreRepeatedWithinTheirLaneAlone_alsoAfterARestart() throws Exception {
    OperatorSubtaskState state;
    try (Harness harness = new Harness()) {
      harness.process(advisory("q1", "actual", T0));
      harness.process(advisory("q1", "exercise/x", T0));
      assertThat(harness.notices()).hasSize(2);
      state = harness.snapshot();
    }
    try (Harness harness = new Harness(state, 1, 0)) {
      harness.process(advisory("q1", "actual", T0));
      harness.process(advisory("q1", "exercise/x", T0));
      harness.process(advisory("q1", "test", T0));

      assertThat(harness.notices()).extracting(Notice::lane).containsExactly("test");
    }
  }

  @Test
  void wordOnAnAssetGoesTheWayOfItsReadings_andIsBookedWhereItIsUsed() throws Exception {
    try (Harness harness = new Harness()) {
      harness.process(
          parse(
              Input.CONTROLS,
              0,
              "{\"id\":\"o1\",\"kind\":\"override\",\"at\":\"%s\",\"by\":\"me\","
                      .formatted(Instant.ofEpochMilli(T0))
                  + "\"selector\":{\"asset\":\"a\"},\"set\":{\"state\":\"normal\"}}"));

      assertThat(harness.observations())
          .extracting(Observation::asset, Observation::time, o -> o.word().state())
          .containsExactly(tuple("a", T0, AssetState.NORMAL));
      assertThat(harness.notices()).hasSize(1);
      harness.expectBooks(Input.CONTROLS, Map.of(Column.IN, 1L));
    }
  }

  @Test
  void aWithdrawnWordGivesTheAssetBack_alsoAfterARestart_andOneWithdrawnBeforeItCameIsNoWord()
      throws Exception {
    OperatorSubtaskState state;
    try (Harness harness = new Harness()) {
      harness.process(word("o1", "a", T0));
      harness.process(withdrawal("w2", "o2", T0));
      state = harness.snapshot();
    }
    try (Harness harness = new Harness(state, 1, 0)) {
      harness.process(withdrawal("w1", "o1", T0 + 60_000));
      harness.process(word("o2", "a", T0 + 61_000));

      assertThat(harness.observations())
          .extracting(Observation::asset, o -> o.word().state(), Observation::time)
          .containsExactly(tuple("a", null, T0 + 60_000));
      assertThat(harness.notices()).hasSize(2);
    }
  }

  @Test
  void clockOfAnExerciseMakesNothingLateThatReallyHappens() throws Exception {
    try (Harness harness = new Harness()) {
      harness.process(reading("a", 0, T0));
      harness.process(inLane("exercise/x", T0 + 600_000));
      harness.process(reading("a", 0, T0 + 1_000));

      assertThat(harness.outputs()).isEmpty();
    }
  }

  @Test
  void exerciseBeyondTheBoundIsADeadLetterOfTheActualLane_untilAnotherIsQuiet() throws Exception {
    long day = Duration.ofDays(1).toMillis();
    OperatorSubtaskState state;
    try (Harness harness = new Harness()) {
      harness.process(inLane("exercise/a", T0));
      harness.process(inLane("exercise/b", T0 + day));
      harness.process(inLane("exercise/c", T0 + 1));
      harness.process(inLane("test", T0 + 1));
      harness.process(parse(Input.TELEMETRY, 0, "{\"lane\":\"exercise/d\",\"value\":\"x\"}"));

      assertThat(harness.outputs())
          .extracting(output -> output.name(StreamNames.FILE_LENGTH))
          .containsExactly("dead-letters", "dead-letters");
      assertThat(harness.outputs().get(0).json())
          .contains("\"reason\":\"TOO_MANY_LANES\"")
          .contains("\\\"lane\\\":\\\"exercise/c\\\"");
      assertThat(harness.observations()).hasSize(3);
      state = harness.snapshot();
      assertThat(harness.finish())
          .filteredOn(entry -> entry.column() == Column.DEAD_LETTERED)
          .containsExactly(new BookEntry(Input.TELEMETRY, Column.DEAD_LETTERED, 2));
    }
    try (Harness harness = new Harness(state, 1, 0)) {
      harness.process(inLane("exercise/c", T0 + day));
      harness.process(inLane("exercise/c", T0 + day + 1));

      assertThat(harness.observations()).extracting(Observation::lane).containsOnly("exercise/c");
      assertThat(harness.outputs()).hasSize(1);
    }
  }

  @Test
  void everyLaneHasBooksOfItsOwn() throws Exception {
    try (OneInputStreamOperatorTestHarness<BookEntry, Output> harness =
        new OneInputStreamOperatorTestHarness<>(new SumBooks(null))) {
      harness.open();
      harness.processElement(new BookEntry(Input.TELEMETRY, Column.IN, 5), 0);
      harness.processElement(new BookEntry("exercise/x", Input.TELEMETRY, Column.IN, 7), 0);
      harness.endInput();

      assertThat(harness.extractOutputValues())
          .filteredOn(line -> line.json().contains("telemetry"))
          .extracting(
              output -> output.name(StreamNames.FILE_LENGTH), line -> line.json().substring(0, 28))
          .containsExactly(
              tuple("books", "{\"input\":\"telemetry\",\"in\":5,"),
              tuple("exercise-x-books", "{\"input\":\"telemetry\",\"in\":7,"));
    }
  }

  @Test
  void sumOfTheBooksIsOneLineForEachInputAtTheEnd() throws Exception {
    try (OneInputStreamOperatorTestHarness<BookEntry, Output> harness =
        new OneInputStreamOperatorTestHarness<>(new SumBooks(null))) {
      harness.open();
      harness.processElement(new BookEntry(Input.TELEMETRY, Column.IN, 5), 0);
      harness.processElement(new BookEntry(Input.TELEMETRY, Column.LATE, 1), 0);
      harness.processElement(new BookEntry(Input.TELEMETRY, Column.USED, 3), 0);
      harness.processElement(new BookEntry(Input.TELEMETRY, Column.USED, 1), 0);
      harness.processWatermark(T0);
      harness.processWatermark(Long.MAX_VALUE);
      assertThat(harness.extractOutputValues()).isEmpty();

      harness.endInput();

      assertThat(harness.extractOutputValues())
          .extracting(Output::json)
          .containsExactly(
              "{\"input\":\"telemetry\",\"in\":5,\"used\":4,\"late\":1,\"repeated\":0,"
                  + "\"deadLettered\":0,\"waiting\":0}",
              "{\"input\":\"failure-reports\",\"in\":0,\"used\":0,\"late\":0,\"repeated\":0,"
                  + "\"deadLettered\":0,\"waiting\":0}",
              "{\"input\":\"topology-changes\",\"in\":0,\"used\":0,\"late\":0,\"repeated\":0,"
                  + "\"deadLettered\":0,\"waiting\":0}",
              "{\"input\":\"advisories\",\"in\":0,\"used\":0,\"late\":0,\"repeated\":0,"
                  + "\"deadLettered\":0,\"waiting\":0}",
              "{\"input\":\"controls\",\"in\":0,\"used\":0,\"late\":0,\"repeated\":0,"
                  + "\"deadLettered\":0,\"waiting\":0}",
              "{\"input\":\"patterns\",\"in\":0,\"used\":0,\"late\":0,\"repeated\":0,"
                  + "\"deadLettered\":0,\"waiting\":0}");
      assertThat(harness.extractOutputValues()).extracting(Output::time).containsOnly(T0);
    }
  }

  @Test
  void inALiveRunTheBooksThatHaveChangedAreSaidWithEachCheckpoint_overARestartToo()
      throws Exception {
    Clock clock = Clock.fixed(Instant.ofEpochMilli(T0), ZoneOffset.UTC);
    OperatorSubtaskState state;
    try (OneInputStreamOperatorTestHarness<BookEntry, Output> harness =
        new OneInputStreamOperatorTestHarness<>(new SumBooks(clock))) {
      harness.open();
      harness.processElement(new BookEntry(Input.TELEMETRY, Column.IN, 5), 0);
      harness.processElement(new BookEntry(Input.TELEMETRY, Column.USED, 5), 0);
      harness.processElement(new BookEntry("test", Input.TELEMETRY, Column.IN, 1), 0);
      harness.processElement(new BookEntry("test", Input.TELEMETRY, Column.WAITING, 1), 0);
      harness.prepareSnapshotPreBarrier(1);
      state = harness.snapshot(1, 1);
      harness.prepareSnapshotPreBarrier(2);

      assertThat(harness.extractOutputValues())
          .extracting(line -> line.name(StreamNames.FILE_LENGTH) + line.json())
          .containsExactly(
              "books{\"input\":\"telemetry\",\"in\":5,\"used\":5,\"late\":0,\"repeated\":0,"
                  + "\"deadLettered\":0,\"waiting\":0}",
              "test-books{\"input\":\"telemetry\",\"in\":1,\"used\":0,\"late\":0,\"repeated\":0,"
                  + "\"deadLettered\":0,\"waiting\":1}");
      assertThat(harness.extractOutputValues()).extracting(Output::time).containsOnly(T0);
    }
    try (OneInputStreamOperatorTestHarness<BookEntry, Output> harness =
        new OneInputStreamOperatorTestHarness<>(new SumBooks(clock))) {
      harness.initializeState(state);
      harness.open();
      harness.processElement(new BookEntry(Input.TELEMETRY, Column.IN, 1), 0);
      harness.processElement(new BookEntry(Input.TELEMETRY, Column.LATE, 1), 0);
      harness.prepareSnapshotPreBarrier(2);

      assertThat(harness.extractOutputValues())
          .singleElement()
          .extracting(Output::json)
          .asString()
          .contains("\"in\":6,\"used\":5,\"late\":1");
    }
  }

  @Test
  void sumOfTheBooksSurvivesARestart() throws Exception {
    OperatorSubtaskState state;
    try (OneInputStreamOperatorTestHarness<BookEntry, Output> harness =
        new OneInputStreamOperatorTestHarness<>(new SumBooks(null))) {
      harness.open();
      harness.processElement(new BookEntry(Input.FAILURE_REPORTS, Column.REPEATED, 2), 0);
      state = harness.snapshot(1, 1);
    }
    try (OneInputStreamOperatorTestHarness<BookEntry, Output> harness =
        new OneInputStreamOperatorTestHarness<>(new SumBooks(null))) {
      harness.initializeState(state);
      harness.open();
      harness.processElement(new BookEntry(Input.FAILURE_REPORTS, Column.REPEATED, 1), 0);
      harness.endInput();

      assertThat(harness.extractOutputValues().get(1).json()).contains("\"repeated\":3");
    }
  }

  @Test
  void whatTravelsOrIsStoredNeedsNoKryo() {
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(WaitingChange.class);
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(WaitingRecord.class);
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(HeldWord.class);
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(TopologyChange.class);
    for (Class<?> type :
        List.of(
            Decoded.class,
            Report.class,
            Declaration.class,
            Origin.class,
            BookEntry.class,
            PartitionTime.class,
            LaneTime.class,
            SeenId.class,
            Word.class,
            Notice.class,
            Control.class,
            Ruling.class,
            Advisory.class,
            TopologyChange.class,
            Output.class)) {
      PojoTestUtils.assertSerializedAsPojoWithoutKryo(type);
    }
  }

  @Test
  void unknownAssetIsADeadLetterWithTheRecordAsItCame() throws Exception {
    try (Harness harness = new Harness()) {
      harness.process(report("r1", T0));

      Output letter = DeadLetters.unknownAsset(harness.observations().get(0), T0 + 600_000);

      assertThat(letter.key()).isEqualTo("failure-reports/0/1");
      assertThat(letter.time()).isEqualTo(T0 + 600_000);
      assertThat(letter.json())
          .contains("\"reason\":\"UNKNOWN_ASSET\"")
          .endsWith(
              "\"raw\":\"{\\\"id\\\":\\\"r1\\\",\\\"asset\\\":\\\"a\\\",\\\"state\\\":\\\"stopped\\\","
                  + "\\\"reportedAt\\\":\\\"2018-09-05T18:00:00Z\\\"}\"}");
    }
  }

  private Decoded reading(String asset, int partition, long time) {
    return parse(
        Input.TELEMETRY,
        partition,
        "{\"asset\":\"%s\",\"metric\":\"m\",\"value\":1,\"time\":\"%s\"}"
            .formatted(asset, Instant.ofEpochMilli(time)));
  }

  private Decoded report(String id, long time) {
    return parse(
        Input.FAILURE_REPORTS,
        0,
        "{\"id\":\"%s\",\"asset\":\"a\",\"state\":\"stopped\",\"reportedAt\":\"%s\"}"
            .formatted(id, Instant.ofEpochMilli(time)));
  }

  private Decoded inLane(String lane, long time) {
    return parse(
        Input.TELEMETRY,
        0,
        "{\"asset\":\"a\",\"metric\":\"m\",\"value\":1,\"time\":\"%s\",\"lane\":\"%s\"}"
            .formatted(Instant.ofEpochMilli(time), lane));
  }

  private Decoded advisory(String id, String lane, long time) {
    return advisory(id, lane, time, time + 1_000);
  }

  private Decoded advisory(String id, String lane, long time, long expires) {
    return parse(
        Input.ADVISORIES,
        0,
        "{\"id\":\"%s\",\"kind\":\"hazard\",\"at\":\"%s\",\"lane\":\"%s\",\"expires\":\"%s\"}"
            .formatted(id, Instant.ofEpochMilli(time), lane, Instant.ofEpochMilli(expires)));
  }

  private Decoded silence(String id, String lane, long time, long from) {
    return parse(
        Input.CONTROLS,
        0,
        ("{\"id\":\"%s\",\"kind\":\"silence\",\"at\":\"%s\",\"lane\":\"%s\",\"from\":\"%s\","
                + "\"selector\":{\"sector\":\"ict\"}}")
            .formatted(id, Instant.ofEpochMilli(time), lane, Instant.ofEpochMilli(from)));
  }

  private Decoded upsert(String asset, String snapshot, long time) {
    return change(
        "upsert-asset",
        snapshot == null ? "" : "\"snapshot\":\"" + snapshot + "\",",
        "\"value\":{\"id\":\"%s\",\"name\":\"N\",\"sector\":\"ict\"}".formatted(asset),
        time);
  }

  private Decoded sectorReport(String id, String sector, long time) {
    return parse(
        Input.FAILURE_REPORTS,
        0,
        ("{\"id\":\"%s\",\"sector\":\"%s\",\"region\":\"JP-01\",\"state\":\"stopped\","
                + "\"reportedAt\":\"%s\"}")
            .formatted(id, sector, Instant.ofEpochMilli(time)));
  }

  private Decoded declared(String sector, long time) {
    return change("upsert-sector", "", "\"value\":{\"id\":\"%s\"}".formatted(sector), time);
  }

  private Decoded word(String id, String asset, long time) {
    return parse(
        Input.CONTROLS,
        0,
        ("{\"id\":\"%s\",\"kind\":\"override\",\"at\":\"%s\",\"selector\":{\"asset\":\"%s\"},"
                + "\"set\":{\"state\":\"stopped\"}}")
            .formatted(id, Instant.ofEpochMilli(time), asset));
  }

  private Decoded withdrawal(String id, String of, long time) {
    return parse(
        Input.CONTROLS,
        0,
        "{\"id\":\"%s\",\"kind\":\"withdraw\",\"at\":\"%s\",\"of\":\"%s\"}"
            .formatted(id, Instant.ofEpochMilli(time), of));
  }

  private Decoded remove(String asset, long time) {
    return change("remove-asset", "", "\"value\":{\"id\":\"%s\"}".formatted(asset), time);
  }

  private Decoded mark(String op, long time, long count) {
    return change(op, "", "\"snapshot\":\"s1\",\"count\":" + count, time);
  }

  private Decoded change(String op, String snapshot, String rest, long time) {
    Decoded change =
        parse(
            Input.TOPOLOGY_CHANGES,
            0,
            "{\"validFrom\":\"%s\",\"op\":\"%s\",%s%s}"
                .formatted(Instant.ofEpochMilli(time), op, snapshot, rest));
    assertThat(change.reason()).as(change.detail()).isNull();
    return change;
  }

  private Decoded parse(Input input, int partition, String json) {
    long offset = offsets.merge(input.topic() + partition, 1L, Long::sum);
    return parser.parse(
        input, new Origin(input.topic(), partition, offset), json.getBytes(StandardCharsets.UTF_8));
  }

  private static Topology topology() {
    return new Topology(
        "t",
        "1",
        List.of(),
        List.of(new Asset("old", "Old", "ict", null, null, null, 0, null, null, false, 0, 0)),
        List.of(),
        List.of(),
        List.of(LEVEL),
        List.of(),
        Topology.DEFAULT_HOP_LIMIT);
  }

  private static final class Harness implements AutoCloseable {

    private final OneInputStreamOperatorTestHarness<Decoded, Observation> flink;
    private boolean finished;

    Harness() throws Exception {
      this(null, 1, 0);
    }

    Harness(OperatorSubtaskState state, int parallelism, int subtask) throws Exception {
      flink =
          new OneInputStreamOperatorTestHarness<>(
              new DecodeOperator(
                  2_000,
                  2,
                  true,
                  () ->
                      TopologyRegistry.acquire(
                          "DecodeOperatorTest", "t", DecodeOperatorTest::topology),
                  null),
              8,
              parallelism,
              subtask);
      if (state != null) {
        flink.initializeState(state);
      }
      flink.open();
    }

    void process(Decoded record) throws Exception {
      flink.processElement(record, record.time());
    }

    void watermark(long time) throws Exception {
      flink.processWatermark(time);
    }

    OperatorSubtaskState snapshot() throws Exception {
      return flink.snapshot(1, 1);
    }

    List<Observation> observations() {
      return flink.extractOutputValues();
    }

    List<Output> outputs() {
      return side(Output.TAG);
    }

    List<Notice> notices() {
      return side(Decode.NOTICES);
    }

    List<TopologyChange> control() {
      return side(Decode.CONTROL);
    }

    List<BookEntry> finish() throws Exception {
      if (!finished) {
        finished = true;
        flink.getOperator().finish();
      }
      return side(Books.TAG);
    }

    /** Compares the columns that are not zero. */
    void expectBooks(Input input, Map<Column, Long> columns) throws Exception {
      Map<Column, Long> found = new EnumMap<>(Column.class);
      for (BookEntry entry : finish()) {
        if (entry.input() == input) {
          found.put(entry.column(), entry.count());
        }
      }
      assertThat(found).containsExactlyInAnyOrderEntriesOf(columns);
    }

    private <T> List<T> side(OutputTag<T> tag) {
      Queue<StreamRecord<T>> records = flink.getSideOutput(tag);
      return records == null ? List.of() : records.stream().map(StreamRecord::getValue).toList();
    }

    @Override
    public void close() throws Exception {
      flink.close();
    }
  }
}
