// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the broker, round after round, where the logs of some partitions end, and now and then what
 * their topics are like; on a thread of its own. A partition whose leader does not answer is not
 * asked twice at a time and holds nobody else up.
 */
final class LogEnds implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LogEnds.class);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration DESCRIBE = Duration.ofSeconds(1);

  /** Nothing is read before it is known what its topic is like. */
  private static final Duration SOON = Duration.ofMillis(20);

  private final Admin admin;
  private final IsolationLevel isolation;
  private final Clock clock;
  private final Duration interval;
  private final Round round;
  private final Set<TopicPartition> partitions = ConcurrentHashMap.newKeySet();
  private final Map<TopicPartition, Question> open = new HashMap<>();

  /** Whose partitions are all asked for. */
  private final Set<String> topics = ConcurrentHashMap.newKeySet();

  /** Which are described, whether any of their partitions is asked for or not. */
  private final Set<String> toDescribe = ConcurrentHashMap.newKeySet();

  private final Map<String, KafkaFuture<TopicDescription>> described = new HashMap<>();

  /** Zero: as soon as possible. */
  private volatile long describedAt;

  private final Thread thread;
  private volatile boolean closed;

  /** What is done in each round, on the thread of the rounds. */
  interface Round {
    /** Before the broker is asked. */
    void begins();

    /**
     * The broker was asked at that instant and said that the log ends there: records from that
     * offset on were not in it then.
     */
    void ends(TopicPartition partition, long askedAt, long end);

    /** The broker said, once a second or so, what that topic is like. */
    void topic(TopicDescription topic);

    /** The broker said, once a second or so, that there is no such topic. */
    void missing(String topic);
  }

  private record Question(long askedAt, KafkaFuture<ListOffsetsResultInfo> answer) {}

  /** To be started by {@link #start}. */
  LogEnds(KafkaSettings kafka, Clock clock, Duration interval, Round round) {
    this.admin = Admin.create(kafka.clientProperties());
    this.isolation = kafka.isolation();
    this.clock = clock;
    this.interval = interval;
    this.round = round;
    this.thread = new Thread(this::run, "hamon-log-ends");
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /** From the next round on these are asked for too. */
  void add(Collection<TopicPartition> more) {
    partitions.addAll(more);
  }

  /** From the next round on this is not asked for. */
  void remove(TopicPartition partition) {
    partitions.remove(partition);
  }

  /** Asks what the topic is like, at once and then again and again. */
  void describe(String topic) {
    toDescribe.add(topic);
    describedAt = 0;
    LockSupport.unpark(thread);
  }

  /** Asks for all partitions that a topic has, as soon as it is known. */
  void addAllOf(String topic) {
    topics.add(topic);
    describe(topic);
  }

  /** Ends the rounds; what the last one is at is interrupted and waited for. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    try {
      thread.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    admin.close(Duration.ZERO);
  }

  private void run() {
    while (!closed) {
      try {
        round.begins();
        hear();
        hearOfTopics();
        askOfTopics();
        ask();
      } catch (RuntimeException e) {
        if (!closed) {
          LOG.error("Expected to ask the broker where logs end, but it failed; going on", e);
        }
      }
      LockSupport.parkNanos((described.isEmpty() ? interval : SOON).toNanos());
    }
  }

  private void hear() {
    for (Iterator<Map.Entry<TopicPartition, Question>> all = open.entrySet().iterator();
        all.hasNext(); ) {
      Map.Entry<TopicPartition, Question> one = all.next();
      Question question = one.getValue();
      if (question.answer().isDone()) {
        all.remove();
        valueOf(question.answer())
            .ifPresent(end -> round.ends(one.getKey(), question.askedAt(), end.offset()));
      }
    }
  }

  private void hearOfTopics() {
    for (Iterator<Map.Entry<String, KafkaFuture<TopicDescription>>> all =
            described.entrySet().iterator();
        all.hasNext(); ) {
      Map.Entry<String, KafkaFuture<TopicDescription>> one = all.next();
      if (one.getValue().isDone()) {
        all.remove();
        Optional<TopicDescription> topic = valueOf(one.getValue());
        topic.ifPresent(this::hear);
        if (topic.isEmpty() && isMissing(one.getValue())) {
          round.missing(one.getKey());
        }
      }
    }
  }

  private void hear(TopicDescription topic) {
    if (topics.contains(topic.name())) {
      int count = topic.partitions().size();
      partitions.removeIf(one -> one.topic().equals(topic.name()) && one.partition() >= count);
      topic
          .partitions()
          .forEach(info -> partitions.add(new TopicPartition(topic.name(), info.partition())));
    }
    round.topic(topic);
  }

  private void askOfTopics() {
    long now = clock.millis();
    if (!described.isEmpty() || now - describedAt < DESCRIBE.toMillis()) {
      return;
    }
    describedAt = now;
    if (!toDescribe.isEmpty()) {
      described.putAll(admin.describeTopics(Set.copyOf(toDescribe)).topicNameValues());
    }
  }

  private void ask() {
    Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
    for (TopicPartition partition : partitions) {
      if (!open.containsKey(partition)) {
        wanted.put(partition, OffsetSpec.latest());
      }
    }
    if (wanted.isEmpty()) {
      return;
    }
    long askedAt = clock.millis();
    ListOffsetsResult answers =
        admin.listOffsets(
            wanted,
            new ListOffsetsOptions(isolation).timeoutMs(Math.toIntExact(PATIENCE.toMillis())));
    for (TopicPartition partition : wanted.keySet()) {
      open.put(partition, new Question(askedAt, answers.partitionResult(partition)));
    }
  }

  private static boolean isMissing(KafkaFuture<?> answered) {
    try {
      answered.getNow(null);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } catch (ExecutionException e) {
      return e.getCause() instanceof UnknownTopicOrPartitionException;
    }
  }

  private static <T> Optional<T> valueOf(@Nullable KafkaFuture<T> future) {
    if (future == null) {
      return Optional.empty();
    }
    try {
      return Optional.ofNullable(future.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      LOG.debug("The broker does not tell", e);
      return Optional.empty();
    }
  }
}
