// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplitSerializer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.hamon.correlation.decode.Decoded;
import org.hamon.correlation.decode.Input;
import org.hamon.correlation.decode.Origin;
import org.hamon.correlation.decode.RecordParser;
import org.junit.jupiter.api.Test;

class PartitionTest {

  private static final Instant T = Instant.parse("2018-09-05T18:00:00Z");
  private static final LiveTime TIME =
      LiveTime.ofRecords(Duration.ofSeconds(2), Duration.ofSeconds(1));
  private static final long BOUND = 2_001;
  private static final long NOW = T.plusSeconds(3_600).toEpochMilli();

  private final Said reports = new Said();
  private final Said readings = new Said();
  private long now = NOW + 10_000;

  @Test
  void recordThatWakesItsPartitionIsNotPassedOverByALaterOneOfAnother() {
    // given two partitions of which nothing has been heard for long
    Partition asleep = partition("reports", reports);
    Partition other = partition("readings", readings);
    hear(asleep, NOW + 12_000, 0);
    asleep.sayTime(SplitClock.NONE, asleep.readUpTo(SplitClock.NONE));
    assertThat(reports.all()).containsExactly("idle");
    // when a reading is handed on though a report was written before it
    other.collect(reading(0, T.plusSeconds(60)), 0);
    hear(other, NOW + 12_100, 1);
    other.sayTime(SplitClock.NONE, asleep.readUpTo(SplitClock.NONE));
    // then its time waits until the report is handed on and holds time back
    assertThat(readings.all()).containsExactly("record");
    asleep.hear(new LogWatch.News.Ends(asleep.name(), NOW + 12_200, 1));
    other.sayTime(SplitClock.NONE, asleep.readUpTo(SplitClock.NONE));
    assertThat(readings.all()).as("the log is known to have more").containsExactly("record");
    asleep.collect(reading(0, T.plusSeconds(58)), 0);
    assertThat(reports.all()).containsExactly("idle", "active", "record");
    asleep.sayTime(SplitClock.NONE, NOW + 12_200);
    other.sayTime(SplitClock.NONE, asleep.readUpTo(SplitClock.NONE));
    assertThat(reports.last()).isEqualTo(T.toEpochMilli() + 58_000 - BOUND);
    assertThat(readings.last()).isEqualTo(T.toEpochMilli() + 60_000 - BOUND);
  }

  @Test
  void partitionSaysAllItsTimeBeforeItIsIdle_howeverLongNobodyAsked() {
    Partition partition = partition("readings", readings);
    hear(partition, NOW + 10_000, 0);
    partition.collect(reading(0, T), 0);
    now = NOW + 60_000;
    partition.hear(new LogWatch.News.Ends(partition.name(), NOW + 60_000, 1));
    partition.sayTime(SplitClock.NONE, NOW + 10_000);
    assertThat(readings.all()).containsExactly("record");
    partition.sayTime(SplitClock.NONE, NOW + 60_000);
    assertThat(readings.all())
        .containsExactly("record", "time " + (T.toEpochMilli() - BOUND), "idle");
  }

  @Test
  void partitionIsNotIdleBeforeOthersKnowThatTheyMayPassItOver() {
    Partition partition = partition("readings", readings);
    hear(partition, NOW + 20_000, 0);
    partition.sayTime(SplitClock.NONE, Long.MAX_VALUE);
    assertThat(readings.all()).isEmpty();
    partition.sayTime(SplitClock.NONE, partition.readUpTo(SplitClock.NONE));
    assertThat(readings.all()).containsExactly("idle");
  }

  @Test
  void backlogOfAPartitionThatIsWaitedForHoldsNobodyElseBack() {
    Partition partition = partition("readings", readings);
    partition.hear(new LogWatch.News.Starts(partition.name(), 0, null));
    assertThat(partition.readUpTo(SplitClock.NONE)).as("unknown").isEqualTo(SplitClock.NONE);
    partition.hear(new LogWatch.News.Ends(partition.name(), NOW + 10_000, 1_000));
    assertThat(partition.readUpTo(SplitClock.NONE)).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void noRecordMovesTimeBeyondTheClock() {
    Partition partition = partition("readings", readings);
    hear(partition, NOW, 2);
    partition.collect(reading(0, Instant.ofEpochMilli(NOW - 1_000)), NOW);
    partition.collect(reading(1, Instant.ofEpochMilli(NOW + 3_540_000)), NOW);
    partition.sayTime(SplitClock.NONE, NOW);
    assertThat(readings.timestamps).containsExactly(NOW - 1_000, NOW);
    assertThat(readings.last()).isEqualTo(NOW - BOUND);
  }

  @Test
  void inABacklogTheClockIsThatOfWhenARecordWasWritten() {
    Partition partition = partition("readings", readings);
    hear(partition, NOW, 3);
    long written = NOW - 1_800_000;
    partition.collect(reading(0, Instant.ofEpochMilli(written + 900_000)), written);
    partition.collect(reading(1, Instant.ofEpochMilli(written)), written);
    partition.collect(reading(2, Instant.ofEpochMilli(written)), -1);
    assertThat(readings.timestamps).containsExactly(written, written, written);
  }

  @Test
  void topicThatWasMadeAnewIsReadFromItsBeginning() {
    Partition partition = partition("readings", readings);
    Uuid first = Uuid.randomUuid();
    Uuid second = Uuid.randomUuid();
    hear(partition, NOW + 10_000, 1_000);
    assertThat(partition.isAnother(topic(partition, first))).isFalse();
    partition.collect(reading(999, T), 0);
    assertThat(partition.readUpTo(SplitClock.NONE)).isEqualTo(NOW + 10_000);
    // when there are more records in the new one than were read of the old one
    partition.hear(new LogWatch.News.Ends(partition.name(), NOW + 11_000, 5_000));
    assertThat(partition.isAnother(topic(partition, second))).isTrue();
    assertThat(partition.isAnother(topic(partition, second))).as("only once").isFalse();
    // then what was fetched before is no place to go on from
    partition.collect(reading(1_000, T), 0);
    assertThat(positionOf(partition, 1_001)).isEqualTo(KafkaPartitionSplit.EARLIEST_OFFSET);
    partition.collect(reading(0, T), 0);
    assertThat(positionOf(partition, 1)).isEqualTo(1);
    partition.hear(new LogWatch.News.Ends(partition.name(), NOW + 12_000, 5_000));
    assertThat(partition.clock().lag()).isEqualTo(4_999);
  }

  @Test
  void positionRemembersItsTopicOverARestart() throws Exception {
    Partition partition = partition("readings", readings);
    Uuid first = Uuid.randomUuid();
    partition.isAnother(topic(partition, first));
    LiveSplit.Serializer serializer = new LiveSplit.Serializer(new KafkaPartitionSplitSerializer());
    KafkaPartitionSplit kept =
        serializer.deserialize(
            serializer.getVersion(),
            serializer.serialize(
                partition.splitAt(new KafkaPartitionSplit(partition.name(), 1_000))));

    Partition again = new Partition(kept, TIME, () -> now);

    assertThat(kept.getStartingOffset()).isEqualTo(1_000);
    assertThat(again.isAnother(topic(again, first))).isFalse();
    assertThat(again.isAnother(topic(again, Uuid.randomUuid()))).isTrue();
    assertThat(positionOf(again, 1_000)).isEqualTo(KafkaPartitionSplit.EARLIEST_OFFSET);
  }

  @Test
  void partitionThatWasLiveBeforeTheRestartGoesOnByTheClock_thoughNothingElseTellsThatItIs()
      throws Exception {
    LiveTime auto = LiveTime.auto(Duration.ofSeconds(2));
    KafkaPartitionSplit start =
        new KafkaPartitionSplit(
            new TopicPartition("readings", 0), KafkaPartitionSplit.EARLIEST_OFFSET);
    Partition partition = new Partition(start, auto, () -> now);
    partition.sendTo(readings);
    partition.isAnother(topic(partition, Uuid.randomUuid()));
    hear(partition, NOW + 10_000, 0);
    partition.collect(reading(0, Instant.ofEpochMilli(NOW + 9_700)), NOW + 10_000);
    LiveSplit.Serializer serializer = new LiveSplit.Serializer(new KafkaPartitionSplitSerializer());
    KafkaPartitionSplit kept =
        serializer.deserialize(
            serializer.getVersion(),
            serializer.serialize(partition.splitAt(new KafkaPartitionSplit(partition.name(), 1))));

    Partition again = new Partition(kept, auto, () -> now);
    again.sendTo(reports);
    now = NOW + 3_600_000;
    again.hear(new LogWatch.News.Starts(again.name(), 1, null));
    again.hear(new LogWatch.News.Ends(again.name(), now, 1));
    again.sayTime(again.clock().liveDelay(), Long.MAX_VALUE);

    assertThat(reports.last()).isCloseTo(now - BOUND - 300, within(5L));
  }

  @Test
  void nobodyWaitsForAPartitionThatTheTopicDoesNotHaveAnyMore() {
    Partition partition = partition("readings", readings);
    partition.isAnother(topic(partition, Uuid.randomUuid()));
    partition.isAnother(new LogWatch.News.Topic(partition.name(), Uuid.randomUuid(), false));
    partition.sayTime(SplitClock.NONE, Long.MAX_VALUE);
    assertThat(readings.all()).containsExactly("idle");
    assertThat(partition.readUpTo(SplitClock.NONE)).isEqualTo(Long.MAX_VALUE);
  }

  private static LogWatch.News.Topic topic(Partition partition, Uuid id) {
    return new LogWatch.News.Topic(partition.name(), id, true);
  }

  private static long positionOf(Partition partition, long offset) {
    return partition.splitAt(new KafkaPartitionSplit(partition.name(), offset)).getStartingOffset();
  }

  /** The broker said at that instant that the log ends there. */
  private void hear(Partition partition, long instant, long end) {
    now = instant;
    partition.hear(new LogWatch.News.Starts(partition.name(), 0, null));
    partition.hear(new LogWatch.News.Ends(partition.name(), instant, end));
  }

  private Partition partition(String topic, Said said) {
    Partition partition =
        new Partition(new KafkaPartitionSplit(new TopicPartition(topic, 0), 0), TIME, () -> now);
    partition.sendTo(said);
    return partition;
  }

  private static Decoded reading(long offset, Instant time) {
    String json = "{\"asset\":\"a\",\"metric\":\"m\",\"value\":1,\"time\":\"%s\"}".formatted(time);
    return new RecordParser(Clock.systemUTC())
        .parse(
            Input.TELEMETRY,
            new Origin("readings", 0, offset),
            json.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes down what a partition hands on and says. */
  private static final class Said implements SourceOutput<Decoded> {
    private final List<String> all = new ArrayList<>();
    private final List<Long> timestamps = new ArrayList<>();
    private long last = SplitClock.NONE;

    List<String> all() {
      return List.copyOf(all);
    }

    long last() {
      return last;
    }

    @Override
    public void collect(Decoded record) {
      all.add("record");
    }

    @Override
    public void collect(Decoded record, long timestamp) {
      timestamps.add(timestamp);
      all.add("record");
    }

    @Override
    public void emitWatermark(Watermark watermark) {
      last = watermark.getTimestamp();
      all.add("time " + last);
    }

    @Override
    public void markIdle() {
      all.add("idle");
    }

    @Override
    public void markActive() {
      all.add("active");
    }
  }
}
