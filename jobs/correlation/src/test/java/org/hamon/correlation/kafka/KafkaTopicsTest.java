// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.hamon.correlation.StreamNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaTopicsTest {

  private final Map<String, NewTopic> topics =
      KafkaTopics.topics("p.", StreamNames.ofSectors(List.of("ict", "water")), 4, 3).stream()
          .collect(Collectors.toMap(NewTopic::name, Function.identity()));

  @Test
  void exampleUsage() {
    assertThat(topics)
        .containsKeys(
            "p.telemetry",
            "p.failure-reports",
            "p.warnings",
            "p.warnings-ict",
            "p.warnings-water",
            "p.sector-health",
            "p.asset-state",
            "p.situations",
            "p.decisions",
            "p.dead-letters",
            "p.late");
    assertThat(topics.get("p.telemetry").numPartitions()).isEqualTo(4);
    assertThat(topics.values()).allMatch(topic -> topic.replicationFactor() == 3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"topology-changes", "patterns", "controls"})
  void controlInputsHaveOnePartitionAndKeepEverything(String name) {
    NewTopic topic = topics.get("p." + name);

    assertThat(topic.numPartitions()).isEqualTo(1);
    assertThat(topic.configs())
        .containsEntry("cleanup.policy", "delete")
        .containsEntry("retention.ms", "-1");
  }

  @Test
  void onlyTheNewestOfWarningsImpactsAndNamesIsKept() {
    assertThat(topics.values())
        .filteredOn(topic -> "compact".equals(topic.configs().get("cleanup.policy")))
        .extracting(NewTopic::name)
        .containsExactlyInAnyOrder("p.warnings-current", "p.topics", "p.impacts");
    assertThat(topics.get("p.warnings").configs())
        .containsEntry("retention.ms", Long.toString(400L * 24 * 3600 * 1000));
  }

  @Test
  void ageIsCountedFromWhenTheBrokerTookTheRecord() {
    assertThat(topics.values())
        .allMatch(topic -> "LogAppendTime".equals(topic.configs().get("message.timestamp.type")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "warnings",
        "warnings-ict",
        "warnings-ict-north",
        "warnings-current",
        "asset-state",
        "dead-letters"
      })
  void topicsOfOtherLanesAreKeptAsThoseOfTheActualOne(String stream) {
    NewTopic topic = KafkaTopics.missing("p.", "exercise/e1", stream);

    NewTopic like = topics.getOrDefault("p." + stream, topics.get("p.warnings"));
    assertThat(topic.name()).isEqualTo("p.exercise-e1-" + stream);
    assertThat(topic.configs()).isEqualTo(like.configs());
  }
}
