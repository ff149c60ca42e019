// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.hamon.correlation.decode.Decoded;
import org.jspecify.annotations.Nullable;

/**
 * Looks into the log of a partition beside the reader, for what the reader cannot tell. Every
 * method takes up to a second and throws Kafka's exceptions if the broker does not answer. Not
 * thread-safe.
 */
final class LogProbe implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(1);
  private static final Duration GLANCE = Duration.ofMillis(200);

  /** So many glances are {@link #PATIENCE}. */
  private static final int LOOKS_IN_VAIN = 5;

  /** So many records and marks are looked at for one that tells a delay. */
  private static final long FURTHEST = 128;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final DecodeRecord decode;
  private final Clock clock;

  /**
   * @param decode tells the event time of a record
   */
  LogProbe(KafkaSettings kafka, DecodeRecord decode, Clock clock) {
    Properties settings = kafka.clientProperties();
    settings.setProperty("enable.auto.commit", "false");
    settings.setProperty("auto.offset.reset", "none");
    settings.setProperty("max.poll.records", "1");
    settings.setProperty("default.api.timeout.ms", Long.toString(PATIENCE.toMillis()));
    this.consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    // the reader is parsing meanwhile
    this.decode = decode.forAnotherThread();
    this.clock = clock;
  }

  /**
   * What a partition is like when a reader starts.
   *
   * @param position offset of the first record to read
   * @param delay how long after its event the last record of the log was appended, in milliseconds;
   *     null if there is none or nobody can tell
   */
  record Start(long position, @Nullable Long delay) {}

  /** Looks at a partition whose reader was told to start there; below 0: at its beginning. */
  Start start(TopicPartition partition, long startingOffset) {
    long first = consumer.beginningOffsets(List.of(partition)).getOrDefault(partition, 0L);
    long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    return new Start(
        Math.max(first, startingOffset), end > first ? delayBefore(partition, first, end) : null);
  }

  /**
   * How far the log holds no records from that offset on: marks of transactions and what was
   * compacted away have offsets, but are no records.
   *
   * @return the first offset behind the gap; the offset itself if a record is there
   */
  long behindGap(TopicPartition partition, long offset) {
    ConsumerRecord<byte[], byte[]> next = look(partition, offset, GLANCE);
    return next != null ? next.offset() : consumer.position(partition);
  }

  @Override
  public void close() {
    consumer.close(org.apache.kafka.clients.consumer.CloseOptions.timeout(Duration.ZERO));
  }

  /** Of the newest record that tells it; at the very end may be marks of transactions. */
  private @Nullable Long delayBefore(TopicPartition partition, long first, long end) {
    Long delay = null;
    for (long back = 2; delay == null && back <= FURTHEST; back *= 8) {
      delay = delayIn(partition, Math.max(first, end - back), end);
    }
    return delay;
  }

  private @Nullable Long delayIn(TopicPartition partition, long from, long end) {
    consumer.assign(List.of(partition));
    consumer.seek(partition, from);
    int inVain = 0;
    Long delay = null;
    for (long before = from; before < end; before = consumer.position(partition)) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(GLANCE)) {
        Long told = delayOf(record);
        delay = told == null ? delay : told;
      }
      if (consumer.position(partition) == before && ++inVain == LOOKS_IN_VAIN) {
        throw new TimeoutException("its last records were not there within " + PATIENCE);
      }
    }
    return delay;
  }

  /**
   * Who wrote a record may give it whichever time, the event's too where history is played. So that
   * time tells nothing but where the event itself is of these minutes: then the record did not take
   * longer.
   */
  private @Nullable Long delayOf(ConsumerRecord<byte[], byte[]> record) {
    long time = decode.parse(record).timeToAdvanceBy();
    if (time == Decoded.NO_TIME) {
      return null;
    }
    if (record.timestampType() == TimestampType.LOG_APPEND_TIME) {
      return Math.max(0, record.timestamp() - time);
    }
    long now = clock.millis();
    boolean isOfNow = now - time <= UsualDelay.LIVE_MILLIS;
    return isOfNow ? Math.max(0, Math.min(record.timestamp(), now) - time) : null;
  }

  private @Nullable ConsumerRecord<byte[], byte[]> look(
      TopicPartition partition, long offset, Duration patience) {
    consumer.assign(List.of(partition));
    consumer.seek(partition, offset);
    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(patience)) {
      return record;
    }
    return null;
  }
}
