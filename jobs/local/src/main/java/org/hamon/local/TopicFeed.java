// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Hears topics of a broker from their beginning, on a thread of its own. */
final class TopicFeed implements AutoCloseable {
  private final KafkaConsumer<String, String> consumer;
  private final Consumer<ConsumerRecord<String, String>> onRecord;
  private final Thread thread;
  private volatile boolean closing;

  /**
   * Starts to listen.
   *
   * @param topics must exist
   * @param name of the thread
   * @param onRecord told of each record, on that thread
   */
  TopicFeed(
      String bootstrapServers,
      List<String> topics,
      String name,
      Consumer<ConsumerRecord<String, String>> onRecord) {
    this.onRecord = onRecord;
    this.consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.GROUP_ID_CONFIG,
                "hamon-demo-" + UUID.randomUUID(),
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest"),
            new StringDeserializer(),
            new StringDeserializer());
    List<TopicPartition> partitions = new ArrayList<>();
    for (String topic : topics) {
      consumer
          .partitionsFor(topic)
          .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    this.thread = new Thread(this::listen, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void listen() {
    try {
      boolean quiet = false;
      while (!(closing && quiet)) {
        var records = consumer.poll(Duration.ofMillis(200));
        quiet = records.isEmpty();
        records.forEach(onRecord);
      }
    } catch (WakeupException e) {
      // Asked to stop.
    } finally {
      consumer.close();
    }
  }

  /** Hears out what is already there, then stops. */
  @Override
  public void close() {
    closing = true;
    try {
      thread.join(Duration.ofSeconds(10).toMillis());
      if (thread.isAlive()) {
        consumer.wakeup();
        thread.join(Duration.ofSeconds(10).toMillis());
      }
    } catch (InterruptedException e) {
      consumer.wakeup();
      Thread.currentThread().interrupt();
    }
  }
}
