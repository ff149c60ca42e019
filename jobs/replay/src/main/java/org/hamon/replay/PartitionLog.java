// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.Iterator;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** The records of a partition up to an offset that was its end once. */
final class PartitionLog implements RecordLog {

  private static final Duration PATIENCE = Duration.ofMillis(500);

  /** Polls in a row that may bring nothing and get nowhere, a minute in all. */
  private static final int MOST_IN_VAIN = 120;

  private static final byte[] NOTHING = {};

  /** So late that no time is refused for lying behind it. */
  private static final long UNKNOWN = Long.MAX_VALUE / 2;

  private final KafkaConsumer<byte[], byte[]> consumer;
  private final TopicPartition partition;
  private final Part part;

  private Iterator<ConsumerRecord<byte[], byte[]>> polled = Collections.emptyIterator();
  private @Nullable ConsumerRecord<byte[], byte[]> record;
  private byte[] value = NOTHING;

  /**
   * @param consumer of that partition alone, where it is to begin; closed with this
   */
  PartitionLog(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, Part part) {
    this.consumer = consumer;
    this.partition = partition;
    this.part = part;
  }

  @Override
  public boolean advance() throws IOException {
    try {
      if (!polled.hasNext() && !poll()) {
        return false;
      }
      ConsumerRecord<byte[], byte[]> next = polled.next();
      record = next;
      value = next.value() == null ? NOTHING : next.value();
      return next.offset() < part.end();
    } catch (KafkaException e) {
      throw TopicArchive.unreachable(e);
    }
  }

  /** Gets more; false at the end, which may be a mark of a transaction that is no record. */
  private boolean poll() throws IOException {
    int inVain = 0;
    long reached = consumer.position(partition);
    while (reached < part.end()) {
      polled = consumer.poll(PATIENCE).records(partition).iterator();
      if (polled.hasNext()) {
        return true;
      }
      long now = consumer.position(partition);
      inVain = now > reached ? 0 : inVain + 1;
      reached = now;
      if (inVain > MOST_IN_VAIN) {
        throw new IOException(
            "Expected to read "
                + part.text()
                + " up to offset "
                + part.end()
                + ", but nothing"
                + " comes behind "
                + reached
                + " for a minute. Is its leader up?");
      }
    }
    return false;
  }

  @Override
  public long number() {
    return record == null ? part.start() : record.offset();
  }

  @Override
  public long behind() {
    return record == null ? part.start() : record.offset() + 1;
  }

  @Override
  public byte[] buffer() {
    return value;
  }

  @Override
  public int start() {
    return 0;
  }

  @Override
  public int length() {
    return value.length;
  }

  @Override
  public long passed() {
    return behind() - part.start();
  }

  /** The time that Kafka keeps with the record. */
  @Override
  public Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public long millis() {
        ConsumerRecord<byte[], byte[]> told = record;
        return told == null || told.timestampType() == TimestampType.NO_TIMESTAMP_TYPE
            ? UNKNOWN
            : told.timestamp();
      }

      @Override
      public Instant instant() {
        return Instant.ofEpochMilli(millis());
      }
    };
  }

  @Override
  public void close() {
    consumer.close();
  }
}
