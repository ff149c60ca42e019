// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import java.time.Duration;
import java.util.Set;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.hamon.correlation.Outlet;
import org.hamon.correlation.Output;
import org.hamon.correlation.Uids;

/** Writes what leaves the job to its topics. */
public final class KafkaOutputs {

  /** Largest record, so that the dead letter of any record that was accepted fits. */
  static final int MAX_BYTES = 8 << 20;

  /**
   * How long a transaction may stay open: longer than the longest downtime that nothing may be lost
   * in, and not above what a stock broker allows (15 minutes).
   */
  static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(14);

  /** Nobody waits for these with bated breath, but whoever looks wants them at once. */
  private static final Set<String> AT_ONCE =
      Set.of(Output.DECISIONS, Output.DEAD_LETTERS, Output.LATE, Output.FEED_HEALTH);

  private KafkaOutputs() {}

  /**
   * The outlet of all outputs.
   *
   * @param job names the job among all that write to the broker: two jobs of one name would end
   *     each other's transactions
   */
  public static Outlet outlet(KafkaSettings kafka, Delivery delivery, String job) {
    if (delivery == Delivery.AT_LEAST_ONCE) {
      return Outlet.of(sink(kafka));
    }
    return outputs -> {
      outputs
          .filter(output -> AT_ONCE.contains(output.stream()))
          .name("what is told at once")
          .uid(Uids.TOLD_AT_ONCE)
          .sinkTo(sink(kafka))
          .name("outputs at once")
          .uid(Uids.OUTPUTS_AT_ONCE);
      return outputs
          .filter(output -> !AT_ONCE.contains(output.stream()))
          .name("what is told once")
          .uid(Uids.TOLD_ONCE)
          .sinkTo(exactlyOnce(kafka, job))
          .name("outputs")
          .uid(Uids.OUTPUTS);
    };
  }

  /**
   * The sink of all outputs, at least once and at once. It creates the topics of other lanes itself
   * when it needs them.
   */
  public static Sink<Output> sink(KafkaSettings kafka) {
    return builder(kafka).setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE).build();
  }

  private static Sink<Output> exactlyOnce(KafkaSettings kafka, String job) {
    return builder(kafka)
        .setProperty("transaction.timeout.ms", Long.toString(TRANSACTION_TIMEOUT.toMillis()))
        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
        .setTransactionalIdPrefix(kafka.prefix() + job + "-outputs")
        .build();
  }

  private static KafkaSinkBuilder<Output> builder(KafkaSettings kafka) {
    return KafkaSink.<Output>builder()
        .setKafkaProducerConfig(kafka.clientProperties())
        .setBootstrapServers(kafka.brokers())
        .setProperty("acks", "all")
        .setProperty("enable.idempotence", "true")
        .setProperty("linger.ms", "5")
        .setProperty("max.request.size", Integer.toString(MAX_BYTES))
        .setRecordSerializer(new OutputRecord(kafka));
  }
}
