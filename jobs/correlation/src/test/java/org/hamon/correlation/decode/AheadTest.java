// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.runtime.watermarkstatus.WatermarkStatus;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.types.PojoTestUtils;
import org.apache.flink.util.OutputTag;
import org.hamon.correlation.Output;
import org.hamon.correlation.StreamNames;
import org.hamon.correlation.decode.BookEntry.Column;
import org.hamon.topology.Topology;
import org.hamon.topology.TopologyRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Records that are ahead, as decode is told by their timestamps. */
class AheadTest {

  private static final long T0 = Instant.parse("2019-02-03T04:00:00Z").toEpochMilli();
  private static final long MINUTE = 60_000;
  private static final long HOUR = 60 * MINUTE;

  private final RecordParser parser = new RecordParser(null);
  private long offset;

  @Test
  void exampleUsage() throws Exception {
    try (Harness harness = new Harness(null, null)) {
      harness.process(reading("fast", T0 + HOUR), T0);
      harness.process(reading("pump", T0 + MINUTE));
      assertThat(harness.used()).containsExactly("pump");
      assertThat(harness.late()).isEmpty();

      harness.watermark(T0 + HOUR - 1);
      assertThat(harness.used()).containsExactly("pump");
      harness.watermark(T0 + HOUR);
      assertThat(harness.used()).containsExactly("pump", "fast");
      assertThat(harness.books()).isEqualTo(Map.of(Column.IN, 2L));
    }
  }

  @Test
  void whatNobodyBearsOutIsUsedAtOnceAndMovesNobodysTime() throws Exception {
    try (Harness harness = new Harness(null, null)) {
      harness.process(reading("pump", T0));
      harness.process(reading("fast", T0 + 10_000).unconfirmed(), T0);
      harness.process(reading("pump", T0 + 2_000));

      assertThat(harness.used()).containsExactly("pump", "fast", "pump");
      assertThat(harness.late()).isEmpty();
      assertThat(harness.books()).isEqualTo(Map.of(Column.IN, 3L));
    }
  }

  @Test
  void whatIsAheadWaitsInTheBooks_alsoAtTheEndOfHistory() throws Exception {
    try (Harness harness = new Harness(null, null)) {
      harness.process(reading("fast", T0 + HOUR), T0);
      harness.watermark(T0 + MINUTE);
      harness.watermark(Long.MAX_VALUE);

      assertThat(harness.used()).isEmpty();
      assertThat(harness.books()).isEqualTo(Map.of(Column.IN, 1L, Column.WAITING, 1L));
    }
  }

  @Test
  void whatHasWaitedIsNotLate_howeverFarItsPartitionHasCome() throws Exception {
    try (Harness harness = new Harness(null, null)) {
      harness.process(reading("fast", T0 + HOUR), T0);
      harness.process(reading("pump", T0 + 3 * HOUR));
      harness.watermark(T0 + 2 * HOUR);

      assertThat(harness.used()).containsExactly("pump", "fast");
      assertThat(harness.late()).isEmpty();
    }
  }

  @Test
  void whatStandsFromBeforeHistoryIsLate() throws Exception {
    try (Harness harness = new Harness(null, null)) {
      harness.process(reading("old", 7_000), T0);

      assertThat(harness.used()).isEmpty();
      assertThat(harness.late()).hasSize(1);
    }
  }

  @Test
  void everyKindOfRecordWaits() throws Exception {
    try (Harness harness = new Harness(null, null)) {
      harness.process(
          parse(
              Input.FAILURE_REPORTS,
              "{\"id\":\"r\",\"asset\":\"a\",\"state\":\"stopped\",\"reportedAt\":\"%s\"}",
              T0 + HOUR),
          T0);
      harness.process(
          parse(
              Input.CONTROLS,
              "{\"id\":\"c\",\"kind\":\"silence\",\"by\":\"x\",\"selector\":{\"sector\":\"ict\"},"
                  + "\"at\":\"%s\"}",
              T0 + HOUR),
          T0);
      harness.process(
          parse(
              Input.TOPOLOGY_CHANGES,
              "{\"validFrom\":\"%s\",\"op\":\"upsert-asset\",\"value\":{\"id\":\"a\",\"sector\":\"ict\"}}",
              T0 + HOUR),
          T0);
      assertThat(harness.used()).isEmpty();
      assertThat(harness.count(Decode.NOTICES)).isZero();
      assertThat(harness.count(Decode.CONTROL)).isZero();

      harness.watermark(T0 + HOUR);
      assertThat(harness.used()).contains("a");
      assertThat(harness.count(Decode.NOTICES)).isOne();
      assertThat(harness.count(Decode.CONTROL)).isOne();
    }
  }

  @Test
  void feedHealthNamesTheClockOnce_andAgainWhenItIsRight() throws Exception {
    try (Harness harness = new Harness(null, null)) {
      for (int minute = 0; minute < 9; minute++) {
        // it goes to and fro
        boolean ahead = minute % 3 != 2;
        long time = T0 + minute * MINUTE;
        harness.process(reading("fast", ahead ? time + HOUR : time), time);
      }
      assertThat(harness.lines(Output.FEED_HEALTH))
          .containsExactly(
              "{\"feed\":\"telemetry\",\"asset\":\"fast\",\"status\":\"ahead\",\"ahead\":\"1h\","
                  + "\"since\":\"2019-02-03T04:00:00Z\",\"at\":\"2019-02-03T04:00:00Z\"}");

      for (int minute = 10; minute < 20; minute++) {
        harness.process(reading("fast", T0 + minute * MINUTE));
      }
      assertThat(harness.lines(Output.FEED_HEALTH))
          .hasSize(2)
          .last()
          .isEqualTo(
              "{\"feed\":\"telemetry\",\"asset\":\"fast\",\"status\":\"heard\","
                  + "\"since\":\"2019-02-03T04:08:00Z\",\"at\":\"2019-02-03T04:11:00Z\"}");

      harness.process(reading("fast", T0 + 2 * HOUR), T0 + 20 * MINUTE);
      assertThat(harness.lines(Output.FEED_HEALTH)).hasSize(3);
    }
  }

  @Test
  void aClockIsKnownByFeedAndLane() throws Exception {
    try (Harness harness = new Harness(null, null)) {
      harness.process(reading("fast", T0 + HOUR), T0);
      harness.process(
          parse(
              Input.TELEMETRY,
              "{\"asset\":\"fast\",\"metric\":\"m\",\"value\":1,\"lane\":\"test\",\"time\":\"%s\"}",
              T0 + HOUR),
          T0);
      harness.process(
          parse(
              Input.FAILURE_REPORTS,
              "{\"id\":\"r\",\"asset\":\"fast\",\"state\":\"stopped\",\"reportedAt\":\"%s\"}",
              T0 + HOUR),
          T0);

      assertThat(harness.side(Output.TAG))
          .extracting(output -> output.name(StreamNames.FILE_LENGTH), Output::key)
          .containsExactly(
              tuple("feed-health", "telemetry"),
              tuple("test-feed-health", "telemetry"),
              tuple("feed-health", "failure-reports"));
    }
  }

  @Test
  void goesOnAfterARestart() throws Exception {
    OperatorSubtaskState state;
    try (Harness harness = new Harness(null, null)) {
      harness.process(reading("fast", T0 + HOUR), T0);
      state = harness.flink.snapshot(1, 1);
    }
    try (Harness harness = new Harness(null, state)) {
      harness.process(reading("fast", T0 + HOUR + MINUTE), T0 + MINUTE);
      harness.watermark(T0 + 2 * HOUR);

      assertThat(harness.lines(Output.FEED_HEALTH)).isEmpty();
      assertThat(harness.used()).containsExactly("fast", "fast");
      assertThat(harness.books()).isEqualTo(Map.of(Column.IN, 2L));
    }
  }

  @Test
  void liveTheTimeOfWhatIsAheadComesByTheClockWhileNobodySaysTheTime() throws Exception {
    ManualClock clock = new ManualClock();
    try (Harness harness = new Harness(clock, null)) {
      harness.flink.processWatermarkStatus(WatermarkStatus.IDLE);
      harness.process(reading("fast", T0 + 59 * MINUTE), T0);
      harness.process(reading("pump", T0));

      clock.millis = T0 + 59 * MINUTE - 1;
      harness.flink.setProcessingTime(59 * MINUTE - 1);
      assertThat(harness.used()).containsExactly("pump");
      clock.millis = T0 + 59 * MINUTE;
      harness.flink.setProcessingTime(59 * MINUTE);
      assertThat(harness.used()).containsExactly("pump", "fast");
      assertThat(harness.lines(Output.FEED_HEALTH)).hasSize(1);
    }
  }

  @Test
  void liveWhatIsAheadWaitsForTheWatermarkInABacklog() throws Exception {
    ManualClock clock = new ManualClock();
    try (Harness harness = new Harness(clock, null)) {
      harness.process(reading("fast", T0 - HOUR), T0 - 2 * HOUR);
      harness.flink.setProcessingTime(HOUR);
      harness.watermark(T0 - HOUR - 1);
      assertThat(harness.used()).isEmpty();

      harness.watermark(T0 - HOUR);
      assertThat(harness.used()).containsExactly("fast");
    }
  }

  @Test
  void liveWhatIsAheadSurvivesARestart_alsoAtATaskThatReadsNothing() throws Exception {
    ManualClock clock = new ManualClock();
    OperatorSubtaskState state;
    try (Harness harness = new Harness(clock, null)) {
      harness.process(reading("fast", T0 + 59 * MINUTE), T0);
      state = harness.flink.snapshot(1, 1);
    }
    clock.millis = T0 + 58 * MINUTE;
    try (Harness one = new Harness(clock, reassigned(state, 0), 2, 0);
        Harness two = new Harness(clock, reassigned(state, 1), 2, 1)) {
      one.flink.processWatermarkStatus(WatermarkStatus.IDLE);
      two.flink.processWatermarkStatus(WatermarkStatus.IDLE);
      clock.millis = T0 + 59 * MINUTE;
      one.flink.setProcessingTime(MINUTE);
      two.flink.setProcessingTime(MINUTE);

      assertThat(one.used().size() + two.used().size()).isOne();
    }
  }

  @Test
  void liveDisorderIsNoFaultOfAClock_butMovesNoTimeEither() throws Exception {
    ManualClock clock = new ManualClock();
    try (Harness harness = new Harness(clock, null)) {
      harness.process(reading("a", T0 + 2_000), T0);
      harness.process(reading("b", T0 - 1_500));

      assertThat(harness.used()).containsExactly("a", "b");
      assertThat(harness.lines(Output.FEED_HEALTH)).isEmpty();
      assertThat(harness.late()).isEmpty();
    }
  }

  @Test
  void beyondSoManyTheFurthestAheadIsADeadLetter() throws Exception {
    AheadRecords ahead = new AheadRecords(2);
    Decoded first = reading("a", T0 + HOUR);
    Decoded second = reading("a", T0 + 2 * HOUR);
    Decoded third = reading("a", T0 + MINUTE);

    assertThat(ahead.add(first)).isNull();
    assertThat(ahead.add(second)).isNull();
    assertThat(ahead.add(third)).isEqualTo(second);
    assertThat(ahead.next()).isEqualTo(T0 + MINUTE);
    assertThat(ahead.removeUntil(T0 + HOUR)).containsExactly(third, first);
    assertThat(ahead.next()).isEqualTo(Long.MAX_VALUE);
    assertThat(DeadLetters.tooManyAhead(second, T0).json()).contains("TIME_IN_FUTURE");
  }

  @Test
  void whatIsStoredNeedsNoKryo() {
    PojoTestUtils.assertSerializedAsPojoWithoutKryo(ClockFault.class);
  }

  private Decoded reading(String asset, long time) {
    return parse(
        Input.TELEMETRY,
        "{\"asset\":\"" + asset + "\",\"metric\":\"m\",\"value\":1,\"time\":\"%s\"}",
        time);
  }

  private Decoded parse(Input input, String json, long time) {
    return parser.parse(
        input,
        new Origin(input.topic(), 0, ++offset),
        json.formatted(Instant.ofEpochMilli(time)).getBytes(StandardCharsets.UTF_8));
  }

  private static OperatorSubtaskState reassigned(OperatorSubtaskState state, int subtask)
      throws Exception {
    return AbstractStreamOperatorTestHarness.repartitionOperatorState(state, 8, 1, 2, subtask);
  }

  private static Topology topology() {
    return new Topology(
        "t",
        "1",
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Topology.DEFAULT_HOP_LIMIT);
  }

  private static final class ManualClock extends Clock {
    private long millis = T0;

    @Override
    public Instant instant() {
      return Instant.ofEpochMilli(millis);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private static final class Harness implements AutoCloseable {

    private final OneInputStreamOperatorTestHarness<Decoded, Observation> flink;

    Harness(@Nullable Clock clock, @Nullable OperatorSubtaskState state) throws Exception {
      this(clock, state, 1, 0);
    }

    Harness(
        @Nullable Clock clock, @Nullable OperatorSubtaskState state, int parallelism, int subtask)
        throws Exception {
      flink =
          new OneInputStreamOperatorTestHarness<>(
              new DecodeOperator(
                  2_000,
                  2,
                  true,
                  () -> TopologyRegistry.acquire("AheadTest", "t", AheadTest::topology),
                  clock),
              8,
              parallelism,
              subtask);
      if (state != null) {
        flink.initializeState(state);
      }
      flink.open();
    }

    void process(Decoded record) throws Exception {
      process(record, record.time());
    }

    void process(Decoded record, long reached) throws Exception {
      flink.processElement(record, reached);
    }

    void watermark(long time) throws Exception {
      flink.processWatermark(time);
    }

    List<String> used() {
      return flink.extractOutputValues().stream()
          .filter(observation -> observation.declaration() == null)
          .map(Observation::asset)
          .toList();
    }

    List<String> late() {
      return lines(Output.LATE);
    }

    List<String> lines(String stream) {
      return side(Output.TAG).stream()
          .filter(output -> output.stream().equals(stream))
          .map(Output::json)
          .toList();
    }

    int count(OutputTag<?> tag) {
      return side(tag).size();
    }

    /** The columns of readings that are not zero. */
    Map<Column, Long> books() throws Exception {
      flink.getOperator().finish();
      Map<Column, Long> found = new EnumMap<>(Column.class);
      for (BookEntry entry : side(Books.TAG)) {
        if (entry.input() == Input.TELEMETRY) {
          found.put(entry.column(), entry.count());
        }
      }
      return found;
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
