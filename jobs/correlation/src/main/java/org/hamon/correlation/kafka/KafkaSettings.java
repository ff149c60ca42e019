// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.Map;
import java.util.Properties;

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

  Properties clientProperties() {
    Properties all = new Properties();
    all.putAll(properties);
    all.setProperty("bootstrap.servers", brokers);
    return all;
  }
}
