// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hamon.correlation.kafka.KafkaFeeds;
import org.jspecify.annotations.Nullable;

/**
 * What a person is told of inputs that are out of reach, each once when it begins and once when it
 * is over: a topic that is gone, one that is not answered for, brokers of which none answers.
 */
final class FeedTroubles {
  private static final String MISSING = "missing";

  private final String brokers;
  private Map<String, Trouble> told = new TreeMap<>();

  private record Trouble(String kind, Instant since) {}

  /**
   * @param brokers as they are configured
   */
  FeedTroubles(String brokers) {
    this.brokers = brokers;
  }

  /**
   * What is news.
   *
   * @param gauge see {@link KafkaFeeds#TROUBLES}
   */
  List<String> news(String gauge, Instant now) {
    Map<String, Trouble> troubles = new TreeMap<>();
    gauge
        .lines()
        .map(line -> line.split(" "))
        .forEach(part -> troubles.put(part[0], new Trouble(part[1], Instant.parse(part[2]))));
    List<String> said = new ArrayList<>();
    if (troubles.containsKey(KafkaFeeds.ALL)) {
      if (!told.containsKey(KafkaFeeds.ALL)) {
        said.add(begins(KafkaFeeds.ALL, troubles.get(KafkaFeeds.ALL)));
        told.put(KafkaFeeds.ALL, troubles.get(KafkaFeeds.ALL));
      }
      return said; // of single topics nobody knows meanwhile
    }
    Map<String, Trouble> before = told;
    told = troubles;
    before.forEach(
        (topic, trouble) -> {
          if (!troubles.containsKey(topic)) {
            said.add(ends(topic, trouble, now));
          }
        });
    troubles.forEach(
        (topic, trouble) -> {
          Trouble known = before.get(topic);
          if (known == null || !known.kind().equals(trouble.kind())) {
            said.add(begins(topic, trouble));
          }
        });
    return said;
  }

  private String begins(String topic, @Nullable Trouble trouble) {
    String since =
        trouble == null ? "" : " since " + trouble.since().truncatedTo(ChronoUnit.SECONDS);
    if (topic.equals(KafkaFeeds.ALL)) {
      return "no Kafka broker answers at "
          + brokers
          + since
          + ". Nothing is heard, nothing is told and time stands still until one does; the job then"
          + " goes on by itself.";
    }
    return trouble != null && trouble.kind().equals(MISSING)
        ? "topic "
            + topic
            + " is gone"
            + since
            + ": nothing is heard on it until somebody makes it again; the others go on. The job"
            + " makes its inputs at its start only."
        : "topic "
            + topic
            + " is out of reach"
            + since
            + ": its leader does not answer. It is read"
            + " on from there when one does; the others go on.";
  }

  private static String ends(String topic, Trouble trouble, Instant now) {
    if (topic.equals(KafkaFeeds.ALL)) {
      Duration away = Duration.between(trouble.since(), now).truncatedTo(ChronoUnit.SECONDS);
      return "Kafka brokers answer again, after " + Text.duration(away) + ".";
    }
    return trouble.kind().equals(MISSING)
        ? "topic " + topic + " is there again, and is read from its beginning."
        : "topic " + topic + " is in reach again.";
  }
}
