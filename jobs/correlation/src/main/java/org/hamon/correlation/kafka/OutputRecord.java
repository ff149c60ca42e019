// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.hamon.correlation.Output;
import org.hamon.correlation.StreamNames;
import org.jspecify.annotations.Nullable;

/**
 * Makes of an output a Kafka record with the headers of CloudEvents 1.0 in binary mode. The id of a
 * warning is {@code <key>/<revision>}, of any other line a hash of all that it is, so it is the
 * same whenever the line is said again. Decisions on a revision share its number, but not its id.
 *
 * <p>The record bears no timestamp of its own: topics drop by age, and event time may lie years
 * back.
 */
final class OutputRecord implements KafkaRecordSerializationSchema<Output> {

  private static final long serialVersionUID = 1L;

  /** Who says it, in the project's form {@code urn:ci:<sector>:<operator>:<system>}. */
  static final String SOURCE = "urn:ci:all:hamon:correlation";

  private final String prefix;

  OutputRecord(String prefix) {
    this.prefix = prefix;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      Output output, KafkaSinkContext context, @Nullable Long timestamp) {
    return record(prefix, output);
  }

  static ProducerRecord<byte[], byte[]> record(String prefix, Output output) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(
            prefix + output.name(StreamNames.roomBehind(prefix)),
            output.key().getBytes(UTF_8),
            output.json().getBytes(UTF_8));
    header(record, "ce_specversion", "1.0");
    header(record, "ce_id", id(output));
    header(record, "ce_source", SOURCE);
    header(record, "ce_type", output.type());
    header(record, "ce_time", Instant.ofEpochMilli(output.time()).toString());
    header(record, "ce_subject", output.subject());
    header(record, "content-type", "application/json");
    return record;
  }

  static String id(Output output) {
    if (output.revision() > 0 && output.stream().startsWith(Output.WARNINGS)) {
      return output.key() + "/" + output.revision();
    }
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      String of = output.lane() + "\n" + output.stream() + "\n" + output.key() + "\n";
      digest.update(of.getBytes(UTF_8));
      // whose a name is holds always, whenever it is said
      long time = output.stream().equals(Output.TOPICS) ? 0 : output.time();
      digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, time));
      digest.update(output.json().getBytes(UTF_8));
      return HexFormat.of().formatHex(digest.digest(), 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected SHA-256, which every Java has", e);
    }
  }

  private static void header(ProducerRecord<byte[], byte[]> record, String name, String value) {
    record.headers().add(name, value.getBytes(UTF_8));
  }
}
