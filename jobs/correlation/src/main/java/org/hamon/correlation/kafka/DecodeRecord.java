// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import java.time.Clock;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.hamon.correlation.decode.Decoded;
import org.hamon.correlation.decode.Input;
import org.hamon.correlation.decode.Origin;
import org.hamon.correlation.decode.RecordParser;

/** Parses the value of a Kafka record; the topic tells which input it belongs to. */
@SuppressWarnings("NullAway.Init") // Flink calls open first
final class DecodeRecord implements KafkaRecordDeserializationSchema<Decoded> {

  private static final long serialVersionUID = 1L;
  private static final Input[] INPUTS = Input.values();

  private final String prefix;
  private final Clock clock;

  private transient RecordParser parser;

  DecodeRecord(String prefix, Clock clock) {
    this.prefix = prefix;
    this.clock = clock;
  }

  @Override
  public void open(DeserializationSchema.InitializationContext context) {
    open();
  }

  /** Makes ready to parse. */
  void open() {
    parser = new RecordParser(clock);
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Decoded> out) {
    out.collect(parse(record));
  }

  /** The same for another thread, ready to parse: a parser serves one at a time. */
  DecodeRecord forAnotherThread() {
    DecodeRecord other = new DecodeRecord(prefix, clock);
    other.open();
    return other;
  }

  /** The record, or the dead letter that it is. */
  Decoded parse(ConsumerRecord<byte[], byte[]> record) {
    Input input = inputOf(record.topic());
    Origin origin = new Origin(record.topic(), record.partition(), record.offset());
    byte[] value = record.value();
    return value == null ? parser.withoutValue(input, origin) : parser.parse(input, origin, value);
  }

  @Override
  public TypeInformation<Decoded> getProducedType() {
    return TypeInformation.of(Decoded.class);
  }

  private Input inputOf(String topic) {
    for (Input input : INPUTS) {
      String name = input.topic();
      if (topic.length() == prefix.length() + name.length() && topic.endsWith(name)) {
        return input;
      }
    }
    throw new IllegalStateException("Expected a topic of an input, but got " + topic);
  }
}
