// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;
import org.hamon.correlation.Output;
import org.hamon.patterns.language.StateChange;
import org.jspecify.annotations.Nullable;

/**
 * Creates the topics of other lanes when something is first said there. Nobody knows in advance
 * which exercises there will be, and a record that has no topic would stop the job for good: it
 * would be read again after every restart.
 */
final class LaneTopics implements Consumer<Output>, Serializable {

  private static final long serialVersionUID = 1L;

  private final KafkaSettings kafka;

  private transient @Nullable Set<String> known;

  LaneTopics(KafkaSettings kafka) {
    this.kafka = requireNonNull(kafka, "kafka");
  }

  @Override
  public void accept(Output output) {
    if (output.lane().equals(StateChange.ACTUAL)) {
      return;
    }
    Set<String> topics = known;
    if (topics == null) {
      topics = new HashSet<>();
      known = topics;
    }
    if (topics.add(output.topic())) {
      try {
        KafkaTopics.createForLane(kafka, output);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while creating a topic", e);
      }
    }
  }
}
