// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.hamon.correlation.Output;
import org.hamon.correlation.decode.Input;

/**
 * Creates the topics of a job. Those that are there already stay as they are.
 *
 * <p>Control inputs have one partition, are never compacted and keep everything: what the job is
 * told is the order of it. Ages are counted from when the broker took the record, not from the
 * event, which may lie years back.
 */
public final class KafkaTopics {

  /** Partitions of readings and reports where nobody says otherwise. */
  public static final int DEFAULT_PARTITIONS = 4;

  private static final String FOREVER = "-1";

  /** So long a broker may take to say which cluster it belongs to, before anything starts. */
  private static final Duration TO_ANSWER = Duration.ofSeconds(30);

  private KafkaTopics() {}

  /**
   * The id of the cluster; empty if its brokers say none.
   *
   * @throws KafkaException if no broker answers within half a minute
   */
  public static String cluster(KafkaSettings kafka) throws InterruptedException {
    Properties settings = kafka.clientProperties();
    String patience = Long.toString(TO_ANSWER.toMillis());
    settings.setProperty("request.timeout.ms", patience);
    settings.setProperty("default.api.timeout.ms", patience);
    try (Admin admin = Admin.create(settings)) {
      String id = admin.describeCluster().clusterId().get();
      return id == null ? "" : id;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
    }
  }

  /**
   * Creates what is missing.
   *
   * @param recipients that have a topic of warnings each: sectors, communities
   * @param partitions of readings, reports and the larger outputs
   * @param replication how many brokers hold each record
   * @return names of the topics that were created, sorted
   */
  public static List<String> create(
      KafkaSettings kafka, Collection<String> recipients, int partitions, int replication)
      throws InterruptedException {
    return create(kafka, topics(kafka.prefix(), recipients, partitions, replication));
  }

  /** Creates the topic of an output of another lane than the actual one, if it is missing. */
  static void createForLane(KafkaSettings kafka, Output output) throws InterruptedException {
    create(kafka, List.of(topicForLane(kafka.prefix(), output)));
  }

  private static List<String> create(KafkaSettings kafka, List<NewTopic> topics)
      throws InterruptedException {
    try (Admin admin = Admin.create(kafka.clientProperties())) {
      Map<String, KafkaFuture<Void>> results = admin.createTopics(topics).values();
      TreeSet<String> created = new TreeSet<>();
      for (Map.Entry<String, KafkaFuture<Void>> result : results.entrySet()) {
        try {
          result.getValue().get();
          created.add(result.getKey());
        } catch (ExecutionException e) {
          if (!(e.getCause() instanceof TopicExistsException)) {
            throw new IllegalStateException(
                "Expected to create the topic " + result.getKey() + ", but " + e.getCause(), e);
          }
        }
      }
      return List.copyOf(created);
    }
  }

  static List<NewTopic> topics(
      String prefix, Collection<String> recipients, int partitions, int replication) {
    List<NewTopic> topics = new ArrayList<>();
    Plan plan = new Plan(prefix, (short) replication, topics);
    plan.add(Input.TELEMETRY.topic(), partitions, days(7));
    plan.add(Input.FAILURE_REPORTS.topic(), partitions, days(400));
    plan.add(Input.TOPOLOGY_CHANGES.topic(), 1, FOREVER);
    plan.add(Input.PATTERNS.topic(), 1, FOREVER);
    plan.add(Input.CONTROLS.topic(), 1, FOREVER);
    plan.add(Input.ADVISORIES.topic(), 1, days(400));
    plan.add(Output.WARNINGS, 1, days(400));
    plan.compacted(Output.WARNINGS_CURRENT);
    for (String recipient : new TreeSet<>(recipients)) {
      plan.add(Output.WARNINGS + "-" + recipient, 1, days(400));
    }
    plan.add(Output.SITUATIONS, 1, days(400));
    plan.add(Output.SECTOR_HEALTH, 1, days(30));
    plan.add(Output.ASSET_STATE, partitions, days(30));
    plan.add(Output.DECISIONS, 1, days(400));
    plan.large(Output.DEAD_LETTERS, days(90));
    plan.add(Output.LATE, 1, days(30));
    plan.add(Output.BOOKS, 1, days(90));
    plan.add(Output.FEED_HEALTH, 1, days(400));
    return topics;
  }

  /** Kept as its like in the actual lane is; of one partition, on as many brokers as is usual. */
  static NewTopic topicForLane(String prefix, Output output) {
    List<NewTopic> actual = topics(prefix, List.of(), 1, 1);
    String like = prefix + output.stream();
    if (actual.stream().noneMatch(topic -> topic.name().equals(like))) {
      actual = topics(prefix, List.of(output.stream().replaceFirst("^warnings-", "")), 1, 1);
    }
    Map<String, String> settings =
        actual.stream()
            .filter(topic -> topic.name().equals(like))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("Expected an output, but got " + output))
            .configs();
    return new NewTopic(prefix + output.topic(), Optional.of(1), Optional.empty())
        .configs(settings);
  }

  private static String days(int days) {
    return Long.toString(Duration.ofDays(days).toMillis());
  }

  private record Plan(String prefix, short replication, List<NewTopic> topics) {

    void add(String name, int partitions, String retention) {
      topic(name, partitions, Map.of("cleanup.policy", "delete", "retention.ms", retention));
    }

    void large(String name, String retention) {
      topic(
          name,
          1,
          Map.of(
              "cleanup.policy",
              "delete",
              "retention.ms",
              retention,
              "max.message.bytes",
              Integer.toString(KafkaOutputs.MAX_BYTES)));
    }

    void compacted(String name) {
      topic(name, 1, Map.of("cleanup.policy", "compact"));
    }

    private void topic(String name, int partitions, Map<String, String> settings) {
      Map<String, String> all = new HashMap<>(settings);
      all.put("message.timestamp.type", "LogAppendTime");
      topics.add(new NewTopic(prefix + name, partitions, replication).configs(all));
    }
  }
}
