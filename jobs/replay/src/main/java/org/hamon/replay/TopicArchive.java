// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.hamon.correlation.decode.Input;
import org.hamon.correlation.kafka.KafkaSettings;

/**
 * The topics of a job. Partitions of readings and reports are read from where the first record can
 * be that is not too early: since none may lie more than an hour ahead of the time that Kafka keeps
 * with it, Kafka finds that place without reading. Nothing is committed: who reads history takes
 * nothing from the job.
 *
 * @param from event time, epoch milliseconds
 */
record TopicArchive(KafkaSettings kafka, long from) implements Archive {

  /** How far ahead of Kafka's time a record may lie; the same as in a live run. */
  private static final long AHEAD = 3_600_000;

  @Override
  public String text() {
    return "topics " + kafka.prefix() + "* of " + kafka.brokers();
  }

  @Override
  public List<String> complaints() {
    return List.of();
  }

  @Override
  public List<Part> parts() throws IOException {
    try (KafkaConsumer<byte[], byte[]> consumer = consumer()) {
      Map<TopicPartition, Input> inputs = new HashMap<>();
      Map<String, List<PartitionInfo>> topics = consumer.listTopics();
      for (Input input : ORDER) {
        for (PartitionInfo info : topics.getOrDefault(kafka.prefix() + input.topic(), List.of())) {
          inputs.put(new TopicPartition(info.topic(), info.partition()), input);
        }
      }
      Map<TopicPartition, Long> starts = starts(consumer, inputs);
      Map<TopicPartition, Long> ends = consumer.endOffsets(inputs.keySet());
      List<Part> parts = new ArrayList<>();
      inputs.forEach(
          (partition, input) -> {
            long end = ends.getOrDefault(partition, 0L);
            long start = Math.min(starts.getOrDefault(partition, end), end);
            parts.add(
                new Part(input, partition.topic(), partition.partition(), start, end, end - start));
          });
      parts.sort(
          Comparator.comparingInt((Part part) -> ORDER.indexOf(part.input()))
              .thenComparingInt(Part::partition));
      return parts;
    } catch (KafkaException e) {
      throw unreachable(e);
    }
  }

  private Map<TopicPartition, Long> starts(
      KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Input> inputs) {
    Map<TopicPartition, Long> starts = new HashMap<>(consumer.beginningOffsets(inputs.keySet()));
    if (from == Long.MIN_VALUE) {
      return starts;
    }
    Map<TopicPartition, Long> wanted = new HashMap<>();
    inputs.forEach(
        (partition, input) -> {
          if (!History.holdsOn(input)) {
            wanted.put(partition, Math.max(0, from - AHEAD));
          }
        });
    for (Map.Entry<TopicPartition, OffsetAndTimestamp> found :
        consumer.offsetsForTimes(wanted).entrySet()) {
      if (found.getValue() == null) {
        starts.remove(found.getKey()); // all of it came before
      } else {
        starts.put(found.getKey(), found.getValue().offset());
      }
    }
    return starts;
  }

  @Override
  public RecordLog open(Part part, long behind) throws IOException {
    TopicPartition partition = new TopicPartition(part.name(), part.partition());
    try {
      KafkaConsumer<byte[], byte[]> consumer = consumer();
      consumer.assign(List.of(partition));
      consumer.seek(partition, behind);
      return new PartitionLog(consumer, partition, part);
    } catch (KafkaException e) {
      throw unreachable(e);
    }
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    Map<String, Object> settings = new HashMap<>(kafka.properties());
    settings.put("bootstrap.servers", kafka.brokers());
    settings.put("enable.auto.commit", "false");
    settings.put("auto.offset.reset", "none");
    settings.put("max.poll.records", "5000");
    settings.remove("group.id");
    return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
  }

  static IOException unreachable(KafkaException cause) {
    return new IOException("Expected to read topics, but Kafka says: " + cause.getMessage(), cause);
  }
}
