// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import java.util.Optional;

/** The inputs of the contract; each has a file and a topic of its name. */
public enum Input {
  TELEMETRY("telemetry"),
  FAILURE_REPORTS("failure-reports"),
  TOPOLOGY_CHANGES("topology-changes"),
  ADVISORIES("advisories"),
  CONTROLS("controls"),
  PATTERNS("patterns");

  private final String topic;

  Input(String topic) {
    this.topic = topic;
  }

  /** Name of the topic behind the prefix, and of the file before its ending. */
  public String topic() {
    return topic;
  }

  /** The input of that topic, named without prefix; empty if there is none. */
  public static Optional<Input> of(String topic) {
    for (Input input : values()) {
      if (input.topic.equals(topic)) {
        return Optional.of(input);
      }
    }
    return Optional.empty();
  }
}
