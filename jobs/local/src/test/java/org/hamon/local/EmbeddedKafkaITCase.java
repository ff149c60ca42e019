// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class EmbeddedKafkaITCase {

  @Test
  void exampleUsage() throws Exception {
    // given
    Path folder;
    int port;
    try (EmbeddedKafka kafka = EmbeddedKafka.start()) {
      folder = kafka.folder();
      port = Integer.parseInt(kafka.bootstrapServers().split(":")[1]);
      Map<String, Object> servers = Map.of("bootstrap.servers", kafka.bootstrapServers());
      try (Admin admin = Admin.create(servers)) {
        admin.createTopics(List.of(new NewTopic("ripples", 1, (short) 1))).all().get();
      }

      // when
      long longAgo = Instant.parse("2018-09-05T18:07:00Z").toEpochMilli();
      try (KafkaProducer<String, String> producer =
          new KafkaProducer<>(servers, new StringSerializer(), new StringSerializer())) {
        producer.send(new ProducerRecord<>("ripples", 0, longAgo, "a", "first"));
        producer.send(new ProducerRecord<>("ripples", 0, longAgo, "a", "second"));
      }

      // then
      try (KafkaConsumer<String, String> consumer =
          new KafkaConsumer<>(servers, new StringDeserializer(), new StringDeserializer())) {
        TopicPartition partition = new TopicPartition("ripples", 0);
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        List<String> read = new ArrayList<>();
        Awaitility.await()
            .atMost(Duration.ofSeconds(30))
            .until(
                () -> {
                  consumer.poll(Duration.ofMillis(100)).forEach(record -> read.add(record.value()));
                  return read.size() >= 2;
                });
        assertThat(read).containsExactly("first", "second");
      }
    }
    assertThat(folder).doesNotExist();
    assertThatThrownBy(() -> new Socket("127.0.0.1", port).close()).hasMessageContaining("refused");
  }

  @Test
  void twoBrokersDoNotGetInEachOthersWay() throws Exception {
    try (EmbeddedKafka one = EmbeddedKafka.start();
        EmbeddedKafka other = EmbeddedKafka.start()) {
      assertThat(one.bootstrapServers()).isNotEqualTo(other.bootstrapServers());
      assertThat(clusterId(one)).isNotEqualTo(clusterId(other));
    }
  }

  private static String clusterId(EmbeddedKafka kafka) throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      return new String(
          admin.describeCluster().clusterId().get().getBytes(StandardCharsets.UTF_8),
          StandardCharsets.UTF_8);
    }
  }
}
