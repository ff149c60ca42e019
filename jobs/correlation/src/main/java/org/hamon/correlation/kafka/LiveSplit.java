// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Objects;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * How far a partition is read, and of which topic: an offset means nothing in another topic of the
 * same name. And how long after their events its records used to come: where nothing has come since
 * the start, nothing else might tell that the feed is live.
 */
final class LiveSplit extends KafkaPartitionSplit {

  private final Uuid topic;
  private final long liveDelay;

  /**
   * @param topic id that the broker gave the topic when it was made
   * @param liveDelay usual delay of its records in milliseconds; {@link SplitClock#NONE} if the
   *     partition is not known to be live
   */
  LiveSplit(KafkaPartitionSplit split, Uuid topic, long liveDelay) {
    super(
        split.getTopicPartition(),
        split.getStartingOffset(),
        split.getStoppingOffset().orElse(NO_STOPPING_OFFSET));
    this.topic = topic;
    this.liveDelay = liveDelay;
  }

  /** The id of the topic in which the split was read; null if nobody knows. */
  static @Nullable Uuid topicOf(KafkaPartitionSplit split) {
    return split instanceof LiveSplit live ? live.topic : null;
  }

  /** The usual delay of its records; {@link SplitClock#NONE} if it is not known to be live. */
  static long liveDelayOf(KafkaPartitionSplit split) {
    return split instanceof LiveSplit live ? live.liveDelay : SplitClock.NONE;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof LiveSplit split
        && super.equals(other)
        && topic.equals(split.topic)
        && liveDelay == split.liveDelay;
  }

  @Override
  public int hashCode() {
    return Objects.hash(super.hashCode(), topic, liveDelay);
  }

  /** Writes splits of either kind. */
  static final class Serializer implements SimpleVersionedSerializer<KafkaPartitionSplit> {

    private static final int VERSION = 1;

    private final SimpleVersionedSerializer<KafkaPartitionSplit> ofKafka;

    Serializer(SimpleVersionedSerializer<KafkaPartitionSplit> ofKafka) {
      this.ofKafka = ofKafka;
    }

    @Override
    public int getVersion() {
      return VERSION;
    }

    @Override
    public byte[] serialize(KafkaPartitionSplit split) throws IOException {
      Uuid topic = topicOf(split);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (DataOutputStream out = new DataOutputStream(bytes)) {
        out.writeUTF(topic == null ? "" : topic.toString());
        out.writeLong(liveDelayOf(split));
        out.writeInt(ofKafka.getVersion());
        out.write(ofKafka.serialize(split));
      }
      return bytes.toByteArray();
    }

    @Override
    public KafkaPartitionSplit deserialize(int version, byte[] serialized) throws IOException {
      try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(serialized))) {
        String topic = in.readUTF();
        long liveDelay = in.readLong();
        KafkaPartitionSplit split = ofKafka.deserialize(in.readInt(), in.readAllBytes());
        return topic.isEmpty() ? split : new LiveSplit(split, Uuid.fromString(topic), liveDelay);
      }
    }
  }
}
