// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BiFunction;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches the logs of a reader's partitions on threads of its own, and keeps what it learns until
 * the reader takes it. A broker that does not answer is asked again; nothing is learnt meanwhile.
 */
final class LogWatch implements LogEnds.Round, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LogWatch.class);

  private final KafkaSettings kafka;
  private final DecodeRecord decode;
  private final Clock clock;
  private final Runnable tick;
  private final Set<TopicPartition> partitions = ConcurrentHashMap.newKeySet();
  private final Map<TopicPartition, Long> toStart = new ConcurrentHashMap<>();
  private final Map<TopicPartition, Long> stuck = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<News> news = new ConcurrentLinkedQueue<>();
  private final LogEnds ends;

  private @Nullable LogProbe probe;
  private boolean complained;

  /** What was learnt of a partition. */
  sealed interface News {
    TopicPartition partition();

    /** At that instant its log ended there. */
    record Ends(TopicPartition partition, long askedAt, long end) implements News {}

    /** Reading begins there; the last record came so long after its event, if that is known. */
    record Starts(TopicPartition partition, long position, @Nullable Long delay) implements News {}

    /** Nothing stands in the log before that offset but what has been read. */
    record Gap(TopicPartition partition, long behind) implements News {}

    /**
     * Its topic has that id.
     *
     * @param exists whether the topic has such a partition
     */
    record Topic(TopicPartition partition, Uuid id, boolean exists) implements News {}
  }

  /**
   * @param tick called in every round, on the thread of the rounds
   */
  LogWatch(
      KafkaSettings kafka, DecodeRecord decode, Clock clock, Duration interval, Runnable tick) {
    this.kafka = kafka;
    this.decode = decode;
    this.clock = clock;
    this.tick = tick;
    this.ends = new LogEnds(kafka, clock, interval, this);
  }

  void start() {
    ends.start();
  }

  /** Tells from now on which topic the partition is of, and whether that has it. */
  void identify(TopicPartition partition) {
    partitions.add(partition);
    ends.describe(partition.topic());
  }

  /** Watches its log too: it is read from that offset on. */
  void add(TopicPartition partition, long startingOffset) {
    toStart.put(partition, startingOffset);
    ends.add(List.of(partition));
  }

  /** Watches its log no longer: the topic has no such partition. */
  void remove(TopicPartition partition) {
    ends.remove(partition);
    toStart.remove(partition);
    stuck.remove(partition);
  }

  /** Looks whether there are records from that offset on at all. */
  void lookBehind(TopicPartition partition, long offset) {
    stuck.put(partition, offset);
  }

  /** The next thing learnt; null if there is no more. */
  @Nullable News poll() {
    return news.poll();
  }

  @Override
  public void close() {
    ends.close();
    LogProbe open = probe;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void ends(TopicPartition partition, long askedAt, long end) {
    news.add(new News.Ends(partition, askedAt, end));
  }

  @Override
  public void topic(TopicDescription topic) {
    for (TopicPartition partition : partitions) {
      if (partition.topic().equals(topic.name())) {
        boolean exists = partition.partition() < topic.partitions().size();
        news.add(new News.Topic(partition, topic.topicId(), exists));
      }
    }
  }

  @Override
  public void missing(String topic) {
    // what it held is read, and it may be made again; WatchFeeds says so
  }

  @Override
  public void begins() {
    List<String> untold = new ArrayList<>();
    if (!toStart.isEmpty() || !stuck.isEmpty()) {
      look(
          toStart,
          (partition, from) -> {
            LogProbe.Start start = probe().start(partition, from);
            return new News.Starts(partition, start.position(), start.delay());
          },
          untold);
      look(
          stuck,
          (partition, from) -> new News.Gap(partition, probe().behindGap(partition, from)),
          untold);
    }
    if (!untold.isEmpty() && !complained) {
      LOG.warn("Asked about the log, the broker does not tell (it is asked again): {}", untold);
    }
    complained = !untold.isEmpty();
    tick.run();
  }

  /** Looks at each by itself: one of which nothing can be told is in nobody's way. */
  private void look(
      Map<TopicPartition, Long> wanted,
      BiFunction<TopicPartition, Long, News> toLook,
      List<String> untold) {
    for (Map.Entry<TopicPartition, Long> one : Map.copyOf(wanted).entrySet()) {
      try {
        news.add(toLook.apply(one.getKey(), one.getValue()));
        wanted.remove(one.getKey(), one.getValue());
      } catch (KafkaException e) {
        if (Thread.currentThread().isInterrupted()) {
          return;
        }
        untold.add(one.getKey() + ": " + e.getMessage());
      }
    }
  }

  private LogProbe probe() {
    LogProbe open = probe;
    if (open == null) {
      open = new LogProbe(kafka, decode, clock);
      probe = open;
    }
    return open;
  }
}
