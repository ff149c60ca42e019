// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
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

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final DecodeRecord decode;

  /**
   * @param decode tells the event time of a record
   */
  LogProbe(KafkaSettings kafka, DecodeRecord decode) {
    Properties settings = kafka.clientProperties();
    settings.setProperty("enable.auto.commit", "false");
    settings.setProperty("auto.offset.reset", "none");
    settings.setProperty("max.poll.records", "1");
    settings.setProperty("default.api.timeout.ms", Long.toString(PATIENCE.toMillis()));
    this.consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    // the reader is parsing meanwhile
    this.decode = decode.forAnotherThread();
  }

  /**
   * What a partition is like when a reader starts.
   *
   * @param position offset of the first record to read
   * @param delay how long after its event the last record of the log was appended, in milliseconds;
   *     null if there is none, or if the topic does not say when records were appended
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

  private @Nullable Long delayBefore(TopicPartition partition, long first, long end) {
    // the very last offset may be the mark of a transaction
    ConsumerRecord<byte[], byte[]> last = look(partition, Math.max(first, end - 2), PATIENCE);
    if (last == null || last.timestampType() != TimestampType.LOG_APPEND_TIME) {
      return null;
    }
    long time = decode.parse(last).timeToAdvanceBy();
    return time == Decoded.NO_TIME ? null : Math.max(0, last.timestamp() - time);
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
