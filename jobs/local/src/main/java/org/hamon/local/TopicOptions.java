// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.util.LinkedHashMap;
import java.util.Map;
import org.hamon.correlation.kafka.KafkaSettings;
import picocli.CommandLine.Option;

/** How to reach the topics of a job, besides its brokers. */
final class TopicOptions {

  @Option(
      names = "--prefix",
      paramLabel = "PREFIX",
      defaultValue = KafkaSettings.DEFAULT_PREFIX,
      description =
          "With --kafka: before the names of the job's topics (default: ${DEFAULT-VALUE}).")
  private String prefix = KafkaSettings.DEFAULT_PREFIX;

  @Option(
      names = "--property",
      paramLabel = "KEY=VALUE",
      description = "With --kafka: of the Kafka client, such as those of security.")
  private Map<String, String> properties = new LinkedHashMap<>();

  String prefix() {
    return prefix;
  }

  /** Of the client. */
  Map<String, String> properties() {
    return properties;
  }

  KafkaSettings of(String brokers) {
    return new KafkaSettings(brokers, prefix, properties);
  }
}
