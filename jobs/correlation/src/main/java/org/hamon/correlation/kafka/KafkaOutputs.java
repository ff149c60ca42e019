// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.hamon.correlation.Outlet;
import org.hamon.correlation.Output;
import org.hamon.correlation.StreamNames;
import org.hamon.correlation.Uids;

/** Writes what leaves the job to its topics, and sees to it that they are there. */
public final class KafkaOutputs implements Outlet {

  /**
   * How the names of gauges end that say which topics are not as they should be: for each a line
   * with its name, a blank and what is wrong.
   */
  public static final String TROUBLES = ".topics.troubles";

  /** Largest record, so that the dead letter of any record that was accepted fits. */
  static final int MAX_BYTES = 8 << 20;

  /**
   * How long a transaction may stay open: longer than the longest downtime that nothing may be lost
   * in, and not above what a stock broker allows (15 minutes).
   */
  static final Duration TRANSACTION_TIMEOUT = Duration.ofMinutes(14);

  /** Nobody waits for these with bated breath, but whoever looks wants them at once. */
  private static final Set<String> AT_ONCE =
      Set.of(Output.DECISIONS, Output.DEAD_LETTERS, Output.LATE, Output.FEED_HEALTH, Output.TOPICS);

  private final KafkaSettings kafka;
  private final Delivery delivery;
  private final boolean makesTopics;
  private final String job;
  private final StreamNames names;
  private final Clock clock;

  /**
   * The outlet of all outputs.
   *
   * @param makesTopics topics that are missing are made; if not, their lines wait until somebody
   *     does
   * @param job names the job among all that write to the broker: two jobs of one name would end
   *     each other's transactions
   * @param names of the recipients' own streams
   * @param clock of the machine
   */
  public KafkaOutputs(
      KafkaSettings kafka,
      Delivery delivery,
      boolean makesTopics,
      String job,
      StreamNames names,
      Clock clock) {
    this.kafka = kafka;
    this.delivery = delivery;
    this.makesTopics = makesTopics;
    this.job = job;
    this.names = names;
    this.clock = clock;
  }

  @Override
  public DataStreamSink<Output> write(DataStream<Output> outputs) {
    DataStream<Output> ready =
        outputs
            .transform(
                "await topics",
                TypeInformation.of(Output.class),
                new AwaitTopics(kafka, delivery, makesTopics, names, clock))
            .uid(Uids.AWAIT_TOPICS);
    if (delivery == Delivery.AT_LEAST_ONCE) {
      return Outlet.of(sink()).write(ready);
    }
    ready
        .filter(output -> AT_ONCE.contains(output.stream()))
        .name("what is told at once")
        .uid(Uids.TOLD_AT_ONCE)
        .sinkTo(sink())
        .name("outputs at once")
        .uid(Uids.OUTPUTS_AT_ONCE);
    return ready
        .filter(output -> !AT_ONCE.contains(output.stream()))
        .name("what is told once")
        .uid(Uids.TOLD_ONCE)
        .sinkTo(exactlyOnce())
        .name("outputs")
        .uid(Uids.OUTPUTS);
  }

  /** Whether a line of that stream is held back until the next checkpoint is complete. */
  static boolean isInTransaction(Delivery delivery, String stream) {
    return delivery == Delivery.EXACTLY_ONCE && !AT_ONCE.contains(stream);
  }

  /** At least once and at once. */
  private Sink<Output> sink() {
    return builder().setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE).build();
  }

  private Sink<Output> exactlyOnce() {
    return builder()
        .setProperty("transaction.timeout.ms", Long.toString(TRANSACTION_TIMEOUT.toMillis()))
        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
        .setTransactionalIdPrefix(kafka.prefix() + job + "-outputs")
        .build();
  }

  private KafkaSinkBuilder<Output> builder() {
    return KafkaSink.<Output>builder()
        .setKafkaProducerConfig(kafka.clientProperties())
        .setBootstrapServers(kafka.brokers())
        .setProperty("acks", "all")
        .setProperty("enable.idempotence", "true")
        .setProperty("linger.ms", "5")
        .setProperty("max.request.size", Integer.toString(MAX_BYTES))
        .setRecordSerializer(new OutputRecord(kafka.prefix()));
  }
}
