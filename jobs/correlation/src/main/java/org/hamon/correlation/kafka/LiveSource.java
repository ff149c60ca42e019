// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.KafkaSourceEnumState;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.hamon.correlation.decode.Decoded;

/**
 * A {@link KafkaSource} whose reader knows which topic it reads, and reads one that was made anew
 * from its beginning. Where its records say the time, it says the watermarks itself, partition by
 * partition, since it alone knows what has been read and where the logs end ({@link SplitClock});
 * to be used with a strategy that has none.
 */
final class LiveSource
    implements Source<Decoded, KafkaPartitionSplit, KafkaSourceEnumState>,
        ResultTypeQueryable<Decoded> {

  private static final long serialVersionUID = 1L;

  private final KafkaSource<Decoded> topics;
  private final KafkaSettings kafka;
  private final DecodeRecord decode;
  private final LiveTime time;
  private final boolean saysTime;
  private final Clock clock;

  /**
   * @param saysTime whether event time goes on by these topics
   */
  LiveSource(
      KafkaSource<Decoded> topics,
      KafkaSettings kafka,
      DecodeRecord decode,
      LiveTime time,
      boolean saysTime,
      Clock clock) {
    this.saysTime = saysTime;
    this.topics = requireNonNull(topics, "topics");
    this.kafka = requireNonNull(kafka, "kafka");
    this.decode = requireNonNull(decode, "decode");
    this.time = requireNonNull(time, "time");
    this.clock = requireNonNull(clock, "clock");
  }

  @Override
  public Boundedness getBoundedness() {
    return topics.getBoundedness();
  }

  @Override
  public SourceReader<Decoded, KafkaPartitionSplit> createReader(SourceReaderContext context)
      throws Exception {
    return new LiveReader(
        topics.createReader(MetricsOnce.in(context)),
        kafka,
        decode,
        time,
        saysTime,
        clock,
        context);
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> createEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context) {
    return new LiveEnumerator(topics.createEnumerator(context), context);
  }

  @Override
  public SplitEnumerator<KafkaPartitionSplit, KafkaSourceEnumState> restoreEnumerator(
      SplitEnumeratorContext<KafkaPartitionSplit> context, KafkaSourceEnumState checkpoint)
      throws java.io.IOException {
    return new LiveEnumerator(topics.restoreEnumerator(context, checkpoint), context);
  }

  @Override
  public SimpleVersionedSerializer<KafkaPartitionSplit> getSplitSerializer() {
    return new LiveSplit.Serializer(topics.getSplitSerializer());
  }

  @Override
  public SimpleVersionedSerializer<KafkaSourceEnumState> getEnumeratorCheckpointSerializer() {
    return topics.getEnumeratorCheckpointSerializer();
  }

  @Override
  public TypeInformation<Decoded> getProducedType() {
    return topics.getProducedType();
  }
}
