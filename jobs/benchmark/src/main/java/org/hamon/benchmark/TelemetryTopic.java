// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.hamon.correlation.StreamNames;
import org.hamon.correlation.decode.Input;
import org.hamon.correlation.kafka.KafkaSettings;
import org.hamon.correlation.kafka.KafkaTopics;
import org.hamon.topology.Topology;

/** Fills the topic that all runs read, once, keyed by asset. */
final class TelemetryTopic {

  static final int PARTITIONS = 4;
  private static final long TELL_EVERY = 500_000;

  private TelemetryTopic() {}

  /** Creates the topics of the job and writes all readings in order. */
  static void fill(KafkaSettings kafka, Readings readings, LongConsumer progress)
      throws InterruptedException {
    KafkaTopics.create(kafka, StreamNames.ofSectors(Topology.TEN_SECTORS), PARTITIONS, 1);
    byte[][] keys = new byte[readings.assets()][];
    for (int asset = 0; asset < keys.length; asset++) {
      keys[asset] = GeneratedTopology.assetId(asset).getBytes(StandardCharsets.UTF_8);
    }
    String topic = kafka.prefix() + Input.TELEMETRY.topic();
    AtomicReference<Exception> failure = new AtomicReference<>();
    try (Producer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.of(
                "bootstrap.servers",
                kafka.brokers(),
                "batch.size",
                128 * 1024,
                "linger.ms",
                50,
                "acks",
                "all",
                // a broker that has yet to learn that it leads a new partition refuses the first
                // batch, would take those in flight behind it, and then never the first again
                "max.in.flight.requests.per.connection",
                1),
            new ByteArraySerializer(),
            new ByteArraySerializer())) {
      for (long i = 0; i < readings.count(); i++) {
        Future<RecordMetadata> unused =
            producer.send(
                new ProducerRecord<>(topic, keys[readings.asset(i)], readings.json(i)),
                (written, problem) -> {
                  if (problem != null) {
                    failure.compareAndSet(null, problem);
                  }
                });
        if ((i + 1) % TELL_EVERY == 0) {
          progress.accept(i + 1);
        }
      }
      producer.flush();
    }
    Exception problem = failure.get();
    if (problem != null) {
      throw new IllegalStateException("Expected to fill the topic " + topic, problem);
    }
  }
}
