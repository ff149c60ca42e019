// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.IsolationLevel;

/**
 * How to reach the topics.
 *
 * @param brokers host:port, separated by commas
 * @param prefix before the name of each topic, {@code hamon.} by default
 * @param properties of Kafka clients, such as those of security
 */
public record KafkaSettings(String brokers, String prefix, Map<String, String> properties)
    implements Serializable {

  public static final String DEFAULT_PREFIX = "hamon.";

  public KafkaSettings {
    requireNonNull(brokers, "brokers");
    requireNonNull(prefix, "prefix");
    properties = Map.copyOf(properties);
  }

  /** Settings of an open broker with the default prefix. */
  public static KafkaSettings of(String brokers) {
    return new KafkaSettings(brokers, DEFAULT_PREFIX, Map.of());
  }

  /** What of a transaction that is open a reader sees. */
  IsolationLevel isolation() {
    return "read_committed".equals(properties.get("isolation.level"))
        ? IsolationLevel.READ_COMMITTED
        : IsolationLevel.READ_UNCOMMITTED;
  }

  Properties clientProperties() {
    Properties all = new Properties();
    all.putAll(properties);
    all.setProperty("bootstrap.servers", brokers);
    return all;
  }
}
