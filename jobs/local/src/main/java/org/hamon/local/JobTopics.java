// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.hamon.correlation.Output;
import org.hamon.correlation.decode.Input;

/** The topics of a job that runs elsewhere, as its broker tells of them. */
final class JobTopics implements AutoCloseable {
  private static final List<Input> PLAYED = List.of(Input.TELEMETRY, Input.FAILURE_REPORTS);
  private static final int PATIENCE_SECONDS = 15;

  private final Admin admin;
  private final String brokers;
  private final String prefix;

  /** Topics of an open broker. */
  JobTopics(String brokers, String prefix) {
    this(brokers, prefix, Map.of());
  }

  /**
   * @param properties of the Kafka client, such as those of security
   */
  JobTopics(String brokers, String prefix, Map<String, String> properties) {
    this.brokers = brokers;
    this.prefix = prefix;
    Map<String, Object> settings = new HashMap<>(properties);
    settings.put("bootstrap.servers", brokers);
    settings.put("request.timeout.ms", 5_000);
    settings.put("default.api.timeout.ms", 10_000);
    this.admin = Admin.create(settings);
  }

  /** Gives up unless the broker answers and has the topics of a job. */
  void require() throws IOException {
    Set<String> there;
    try {
      there = await(admin.listTopics().names());
    } catch (IOException e) {
      throw new UnusableInput(
          "hamon: --kafka: expected a broker at " + brokers + ", but none answers there.");
    }
    for (String topic : List.of(Input.TELEMETRY.topic(), Output.WARNINGS, Output.SITUATIONS)) {
      if (!there.contains(prefix + topic)) {
        throw new UnusableInput(
            "hamon: expected a job between the topics "
                + prefix
                + "*, but there is no topic "
                + prefix
                + topic
                + " at "
                + brokers
                + ". Start the job first.");
      }
    }
  }

  /**
   * Whether the group has committed all that stands in the topics that are played. It does so with
   * a checkpoint, and all that followed from it is written by then.
   */
  boolean areReadBy(String group) throws IOException {
    List<String> names = PLAYED.stream().map(input -> prefix + input.topic()).toList();
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    await(admin.describeTopics(names).allTopicNames())
        .forEach(
            (name, topic) ->
                topic
                    .partitions()
                    .forEach(
                        partition ->
                            wanted.put(
                                new TopicPartition(name, partition.partition()),
                                OffsetSpec.latest())));
    Map<TopicPartition, Long> ends =
        await(admin.listOffsets(wanted).all()).entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue().offset()));
    Map<TopicPartition, OffsetAndMetadata> read =
        await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    return ends.entrySet().stream()
        .allMatch(
            end -> {
              OffsetAndMetadata offset = read.get(end.getKey());
              return end.getValue() <= (offset == null ? 0 : offset.offset());
            });
  }

  @Override
  public void close() {
    admin.close(java.time.Duration.ofSeconds(5));
  }

  private static <T> T await(KafkaFuture<T> future) throws IOException {
    try {
      return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while asking Kafka", e);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("Kafka does not answer: " + e.getMessage(), e);
    }
  }
}
