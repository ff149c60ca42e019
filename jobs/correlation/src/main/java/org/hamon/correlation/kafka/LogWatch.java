// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
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
    this.tick = tick;
    this.ends = new LogEnds(kafka, clock, interval, this);
  }

  void start() {
    ends.start();
  }

  /** Watches one more, which is read from that offset on. */
  void add(TopicPartition partition, long startingOffset) {
    partitions.add(partition);
    toStart.put(partition, startingOffset);
    ends.add(List.of(partition));
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
  public void begins() {
    try {
      if (!toStart.isEmpty() || !stuck.isEmpty()) {
        look(probe());
      }
      complained = false;
    } catch (KafkaException e) {
      if (!complained && !Thread.currentThread().isInterrupted()) {
        LOG.warn("The broker does not tell about {} and {}: {}", toStart, stuck, e.toString());
        complained = true;
      }
    }
    tick.run();
  }

  private void look(LogProbe logs) {
    for (Iterator<Map.Entry<TopicPartition, Long>> all = toStart.entrySet().iterator();
        all.hasNext(); ) {
      Map.Entry<TopicPartition, Long> one = all.next();
      LogProbe.Start start = logs.start(one.getKey(), one.getValue());
      news.add(new News.Starts(one.getKey(), start.position(), start.delay()));
      all.remove();
    }
    for (Iterator<Map.Entry<TopicPartition, Long>> all = stuck.entrySet().iterator();
        all.hasNext(); ) {
      Map.Entry<TopicPartition, Long> one = all.next();
      news.add(new News.Gap(one.getKey(), logs.behindGap(one.getKey(), one.getValue())));
      all.remove();
    }
  }

  private LogProbe probe() {
    LogProbe open = probe;
    if (open == null) {
      open = new LogProbe(kafka, decode);
      probe = open;
    }
    return open;
  }
}
