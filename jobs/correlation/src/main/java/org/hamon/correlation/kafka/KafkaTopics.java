// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;
import org.hamon.correlation.Output;
import org.hamon.correlation.StreamNames;
import org.hamon.correlation.decode.Input;
import org.hamon.patterns.language.StateChange;

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

  /** How each is kept, in the order in which they are created. */
  private static final Map<String, Kept> KEPT = new LinkedHashMap<>();

  static {
    KEPT.put(Input.TELEMETRY.topic(), Kept.days(7).inMany());
    KEPT.put(Input.FAILURE_REPORTS.topic(), Kept.days(400).inMany());
    KEPT.put(Input.TOPOLOGY_CHANGES.topic(), Kept.FOREVER);
    KEPT.put(Input.PATTERNS.topic(), Kept.FOREVER);
    KEPT.put(Input.CONTROLS.topic(), Kept.FOREVER);
    KEPT.put(Input.ADVISORIES.topic(), Kept.days(400));
    KEPT.put(Output.WARNINGS, Kept.days(400));
    KEPT.put(Output.WARNINGS_CURRENT, Kept.NEWEST);
    KEPT.put(Output.SITUATIONS, Kept.days(400));
    KEPT.put(Output.IMPACTS, Kept.NEWEST);
    KEPT.put(Output.SECTOR_HEALTH, Kept.days(30));
    KEPT.put(Output.ASSET_STATE, Kept.days(30).inMany());
    KEPT.put(Output.DECISIONS, Kept.days(400));
    KEPT.put(Output.DEAD_LETTERS, Kept.days(90).ofLongLines());
    KEPT.put(Output.LATE, Kept.days(30).ofLongLines());
    KEPT.put(Output.BOOKS, Kept.days(90));
    KEPT.put(Output.FEED_HEALTH, Kept.days(400));
    KEPT.put(Output.TOPICS, Kept.NEWEST);
  }

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
   * @param names of the recipients' own streams
   * @param partitions of readings, reports and the larger outputs
   * @param replication how many brokers hold each record
   * @return names of the topics that were created, sorted
   */
  public static List<String> create(
      KafkaSettings kafka, StreamNames names, int partitions, int replication)
      throws InterruptedException {
    return create(kafka, topics(kafka.prefix(), names, partitions, replication));
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

  static List<NewTopic> topics(String prefix, StreamNames names, int partitions, int replication) {
    List<String> streams = new ArrayList<>(KEPT.keySet());
    streams.addAll(new TreeSet<>(names.byOwner().values()));
    return streams.stream()
        .map(
            stream ->
                topic(
                    prefix,
                    StateChange.ACTUAL,
                    stream,
                    partitions,
                    Optional.of((short) replication)))
        .toList();
  }

  /** The topic of a stream, if it has to be made anew; on as many brokers as is usual. */
  static NewTopic missing(String prefix, String lane, String stream) {
    return topic(prefix, lane, stream, DEFAULT_PARTITIONS, Optional.empty());
  }

  /** The outputs that all read. */
  static List<String> outputs() {
    Set<String> inputs = Stream.of(Input.values()).map(Input::topic).collect(Collectors.toSet());
    return KEPT.keySet().stream().filter(name -> !inputs.contains(name)).toList();
  }

  /** What a line of the stream may have. */
  static int mostBytes(String stream) {
    return kept(stream).large() ? KafkaOutputs.MAX_BYTES : Output.MOST_BYTES;
  }

  /** In another lane kept as its like in the actual lane is, but of one partition. */
  private static NewTopic topic(
      String prefix, String lane, String stream, int partitions, Optional<Short> replication) {
    Kept kept = kept(stream);
    boolean many = kept.many && lane.equals(StateChange.ACTUAL);
    String name = StreamNames.inLane(lane, stream, StreamNames.roomBehind(prefix));
    return new NewTopic(prefix + name, Optional.of(many ? partitions : 1), replication)
        .configs(kept.settings);
  }

  /** A recipient's own stream is kept as all warnings are. */
  private static Kept kept(String stream) {
    return KEPT.getOrDefault(stream, Kept.days(400));
  }

  /**
   * How a topic is kept.
   *
   * @param many it has as many partitions as are asked for, else one
   */
  private record Kept(boolean many, Map<String, String> settings) {

    private static final String LONGEST = "max.message.bytes";

    static final Kept FOREVER = kept(Map.of("cleanup.policy", "delete", "retention.ms", "-1"));

    /** Only the newest of each key. */
    static final Kept NEWEST = kept(Map.of("cleanup.policy", "compact"));

    static Kept days(int days) {
      String retention = Long.toString(Duration.ofDays(days).toMillis());
      return kept(Map.of("cleanup.policy", "delete", "retention.ms", retention));
    }

    Kept inMany() {
      return new Kept(true, settings);
    }

    /** Lines may be as long as any record that was accepted. */
    Kept ofLongLines() {
      Map<String, String> all = new HashMap<>(settings);
      all.put(LONGEST, Integer.toString(KafkaOutputs.MAX_BYTES));
      return new Kept(many, all);
    }

    boolean large() {
      return settings.containsKey(LONGEST);
    }

    private static Kept kept(Map<String, String> settings) {
      Map<String, String> all = new HashMap<>(settings);
      all.put("message.timestamp.type", "LogAppendTime");
      return new Kept(false, all);
    }
  }
}
