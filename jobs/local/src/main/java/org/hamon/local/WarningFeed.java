// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.hamon.correlation.Output;
import org.hamon.replay.scoring.IssuedWarning;
import org.hamon.replay.scoring.SituationEnds;

/**
 * Hears warnings and situations from Kafka as they come, on a thread of its own. Delivery is at
 * least once, so a revision that comes again is dropped here.
 */
final class WarningFeed implements AutoCloseable {
  private final KafkaConsumer<String, String> consumer;
  private final String warnings;
  private final Consumer<IssuedWarning> onWarning;
  private final Thread thread;
  private final Object lock = new Object();
  private final Set<String> seen = new HashSet<>();
  private final List<IssuedWarning> heard = new ArrayList<>();
  private final SituationEnds situations = new SituationEnds();
  private final List<String> warningLines = new ArrayList<>();
  private final List<String> situationLines = new ArrayList<>();
  private final AtomicLong count = new AtomicLong();
  private volatile boolean closing;

  /**
   * Starts to listen, from the beginning of the topics, which must exist.
   *
   * @param onWarning told of each revision, once
   */
  WarningFeed(String bootstrapServers, String prefix, Consumer<IssuedWarning> onWarning) {
    this.warnings = prefix + Output.WARNINGS;
    this.onWarning = onWarning;
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
    for (String topic : List.of(warnings, prefix + Output.SITUATIONS)) {
      consumer
          .partitionsFor(topic)
          .forEach(info -> partitions.add(new TopicPartition(topic, info.partition())));
    }
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    this.thread = new Thread(this::listen, "warnings");
    thread.setDaemon(true);
    thread.start();
  }

  /** All revisions so far, in the order they came. */
  List<IssuedWarning> heard() {
    synchronized (lock) {
      return List.copyOf(heard);
    }
  }

  /** How many lines came so far, repeats included. */
  long count() {
    return count.get();
  }

  /** Writes what came into files of the names of the outputs; only after the feed is closed. */
  void write(Path folder) throws IOException {
    Files.write(folder.resolve(Output.WARNINGS + ".jsonl"), warningLines);
    Files.write(folder.resolve(Output.SITUATIONS + ".jsonl"), situationLines);
  }

  /** The situations so far; not to be used before the feed is closed. */
  SituationEnds situations() {
    return situations;
  }

  private void listen() {
    try {
      boolean quiet = false;
      while (!(closing && quiet)) {
        var records = consumer.poll(Duration.ofMillis(200));
        quiet = records.isEmpty();
        records.forEach(this::take);
      }
    } catch (WakeupException e) {
      // Asked to stop.
    } finally {
      consumer.close();
    }
  }

  private void take(ConsumerRecord<String, String> record) {
    count.incrementAndGet();
    if (!record.topic().equals(warnings)) {
      situationLines.add(record.value());
      situations.take(record.value());
      return;
    }
    IssuedWarning warning = IssuedWarning.parse(record.value());
    synchronized (lock) {
      if (!seen.add(warning.key())) {
        return;
      }
      heard.add(warning);
      warningLines.add(record.value());
    }
    onWarning.accept(warning);
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
