// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.hamon.correlation.StreamNames;
import org.hamon.correlation.decode.Input;
import org.hamon.correlation.kafka.KafkaSettings;
import org.hamon.correlation.kafka.KafkaTopics;

/** The topics of one job, written and read as anybody else would, with plain clients. */
final class Topics implements AutoCloseable {

  /** No partition in particular: the key decides. */
  private static final int ANY = -1;

  private final KafkaSettings kafka;
  private final int partitions;
  private final Admin admin;
  private final KafkaProducer<String, String> producer;
  private final KafkaConsumer<String, String> consumer;
  private final KafkaConsumer<String, String> ofCommitted;

  private Topics(KafkaSettings kafka, int partitions) {
    this.kafka = kafka;
    this.partitions = partitions;
    Map<String, Object> settings = Map.of("bootstrap.servers", kafka.brokers(), "linger.ms", 1);
    this.admin = Admin.create(settings);
    this.producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    this.consumer = consumer("read_uncommitted");
    this.ofCommitted = consumer("read_committed");
  }

  private KafkaConsumer<String, String> consumer(String isolation) {
    return new KafkaConsumer<>(
        Map.of(
            "bootstrap.servers",
            kafka.brokers(),
            "fetch.max.wait.ms",
            20,
            "isolation.level",
            isolation),
        new StringDeserializer(),
        new StringDeserializer());
  }

  static Topics create(String brokers, String prefix, Collection<String> sectors, int partitions)
      throws InterruptedException {
    KafkaSettings kafka = new KafkaSettings(brokers, prefix, Map.of());
    KafkaTopics.create(kafka, StreamNames.ofSectors(sectors), partitions, 1);
    return new Topics(kafka, partitions);
  }

  KafkaSettings kafka() {
    return kafka;
  }

  void reading(String asset, String metric, double value, Instant time) {
    send(Input.TELEMETRY, ANY, asset, readingLine(asset, metric, String.valueOf(value), time));
  }

  void report(String id, String asset, String state, Instant time, String more) {
    send(Input.FAILURE_REPORTS, ANY, asset, reportLine(id, asset, state, time, more));
  }

  void change(String id, String json) {
    send(Input.TOPOLOGY_CHANGES, ANY, id, json);
  }

  void raw(Input input, String key, String value) {
    send(input, ANY, key, value);
  }

  /**
   * Advances time in every partition of both inputs, by assets {@code clock-N} of which nothing
   * depends and that are always well.
   */
  void tick(Instant time) {
    for (int partition = 0; partition < partitions; partition++) {
      String clock = "clock-" + partition;
      send(Input.TELEMETRY, partition, clock, readingLine(clock, "tick", "1", time));
      send(
          Input.FAILURE_REPORTS,
          partition,
          clock,
          reportLine("tick-" + partition + "-" + time, clock, "normal", time, ""));
    }
    producer.flush();
  }

  /** All that stands in a topic of the job, in each partition in order. */
  List<ConsumerRecord<String, String>> read(String topic) {
    return read(Set.of(topic)).getOrDefault(topic, List.of());
  }

  /** What a reader of committed records sees in a topic. */
  List<ConsumerRecord<String, String>> readCommitted(String topic) {
    return read(ofCommitted, Set.of(topic)).getOrDefault(topic, List.of());
  }

  /** The same of several, by name. */
  Map<String, List<ConsumerRecord<String, String>>> read(Collection<String> topics) {
    return read(consumer, topics);
  }

  private Map<String, List<ConsumerRecord<String, String>>> read(
      KafkaConsumer<String, String> consumer, Collection<String> topics) {
    Map<String, List<ConsumerRecord<String, String>>> records = new TreeMap<>();
    List<TopicPartition> all = new ArrayList<>();
    for (String topic : topics) {
      consumer
          .partitionsFor(kafka.prefix() + topic)
          .forEach(info -> all.add(new TopicPartition(info.topic(), info.partition())));
    }
    consumer.assign(all);
    consumer.seekToBeginning(all);
    Map<TopicPartition, Long> ends = consumer.endOffsets(all);
    while (ends.entrySet().stream()
        .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
      for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(100))) {
        String topic = record.topic().substring(kafka.prefix().length());
        records.computeIfAbsent(topic, name -> new ArrayList<>()).add(record);
      }
    }
    return records;
  }

  /** Names without the prefix of all topics of the job. */
  Set<String> names() throws Exception {
    Set<String> names = new TreeSet<>();
    for (String name : admin.listTopics().names().get()) {
      if (name.startsWith(kafka.prefix())) {
        names.add(name.substring(kafka.prefix().length()));
      }
    }
    return names;
  }

  /** Whether the group's committed offsets are the ends of all inputs. */
  boolean areReadBy(String group) throws Exception {
    Map<TopicPartition, OffsetAndMetadata> committed = committed(group);
    for (Map.Entry<TopicPartition, Long> end : ends().entrySet()) {
      OffsetAndMetadata offset = committed.get(end.getKey());
      if (end.getValue() > (offset == null ? 0 : offset.offset())) {
        return false;
      }
    }
    return true;
  }

  /** The group's committed offset and the end of each partition of the inputs, in words. */
  String positions(String group) throws Exception {
    Map<TopicPartition, OffsetAndMetadata> committed = committed(group);
    Map<String, String> words = new TreeMap<>();
    ends()
        .forEach(
            (partition, end) -> {
              OffsetAndMetadata offset = committed.get(partition);
              words.put(
                  partition.toString(), (offset == null ? "-" : offset.offset()) + " of " + end);
            });
    return words.toString();
  }

  private Map<TopicPartition, OffsetAndMetadata> committed(String group) throws Exception {
    return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
  }

  private Map<TopicPartition, Long> ends() throws Exception {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    for (Input input : Input.values()) {
      boolean split = input == Input.TELEMETRY || input == Input.FAILURE_REPORTS;
      int count = split ? partitions : 1;
      for (int partition = 0; partition < count; partition++) {
        wanted.put(
            new TopicPartition(kafka.prefix() + input.topic(), partition), OffsetSpec.latest());
      }
    }
    Map<TopicPartition, Long> ends = new HashMap<>();
    admin.listOffsets(wanted).all().get().forEach((one, end) -> ends.put(one, end.offset()));
    return ends;
  }

  @Override
  public void close() {
    consumer.close();
    ofCommitted.close();
    producer.close();
    admin.close();
  }

  private void send(Input input, int partition, String key, String value) {
    producer.send(
        new ProducerRecord<>(
            kafka.prefix() + input.topic(), partition == ANY ? null : partition, key, value));
  }

  private static String readingLine(String asset, String metric, String value, Instant time) {
    return "{\"asset\":\"%s\",\"metric\":\"%s\",\"value\":%s,\"time\":\"%s\"}"
        .formatted(asset, metric, value, time);
  }

  private static String reportLine(
      String id, String asset, String state, Instant time, String more) {
    return "{\"id\":\"%s\",\"asset\":\"%s\",\"state\":\"%s\",\"reportedAt\":\"%s\"%s}"
        .formatted(id, asset, state, time, more);
  }
}
