// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.hamon.correlation.Output;

/**
 * Writes what leaves the job to its topics, at least once and at once: a reader drops repeats by
 * the CloudEvents id, which is the same each time.
 */
public final class KafkaOutputs {

  /** Largest record, so that the dead letter of any record that was accepted fits. */
  static final int MAX_BYTES = 8 << 20;

  private KafkaOutputs() {}

  /** The sink of all outputs. It creates the topics of other lanes itself when it needs them. */
  public static Sink<Output> sink(KafkaSettings kafka) {
    return KafkaSink.<Output>builder()
        .setKafkaProducerConfig(kafka.clientProperties())
        .setBootstrapServers(kafka.brokers())
        .setProperty("acks", "all")
        .setProperty("enable.idempotence", "true")
        .setProperty("linger.ms", "5")
        .setProperty("max.request.size", Integer.toString(MAX_BYTES))
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .setRecordSerializer(new OutputRecord(kafka))
        .build();
  }
}
