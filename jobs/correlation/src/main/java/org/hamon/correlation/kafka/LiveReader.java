// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.metrics.MetricGroup;
import org.apache.kafka.common.TopicPartition;
import org.hamon.correlation.decode.Decoded;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A reader of Kafka's partitions that says what time it is in each, ten times a second, whether
 * records come or not. Flink asks it for the next record and is woken for the time in the same way,
 * so under back-pressure time stands still by itself. A topic that was made anew it reads from its
 * beginning; it may also do that alone, and say no time.
 *
 * <p>Gauges of one that says the time, in the group {@code liveTime}: {@code lag}, records known to
 * wait in the logs; {@code readUpToMillisAgo}, how long ago the partition furthest behind was known
 * to be read to its end (-1: never yet); {@code usualDelayMillis} of the slowest live partition
 * (-1: none is live).
 */
final class LiveReader implements SourceReader<Decoded, KafkaPartitionSplit> {

  private static final Logger LOG = LoggerFactory.getLogger(LiveReader.class);
  private static final Duration TICK = Duration.ofMillis(100);

  /** Of one that says no time. */
  private static final Duration LOOK = Duration.ofSeconds(1);

  /** A reader that has no partition by then gets none, and nobody waits for it. */
  private static final Duration TO_ASSIGN = Duration.ofSeconds(5);

  private final SourceReader<Decoded, KafkaPartitionSplit> records;
  private final SourceReaderContext context;
  private final LiveTime time;
  private final boolean saysTime;
  private final Clock clock;
  private final LogWatch watch;
  private final Map<TopicPartition, Partition> partitions = new LinkedHashMap<>();

  /**
   * Partitions that Kafka's reader does not have: of which nobody has said yet whether the topic
   * has them, or that the topic has no longer. It would wait for their offsets until it fails.
   */
  private final Map<TopicPartition, KafkaPartitionSplit> unread = new HashMap<>();

  private final PartitionOutputs outputs = new PartitionOutputs();

  /** Complete: it is time to say the time. */
  private volatile CompletableFuture<Void> tick = new CompletableFuture<>();

  private final long started;

  /** The clock at the last tick. */
  private long now;

  /** It was said that time stands still. */
  private boolean toldStanding;

  /** What this reader has read, as it was last told to all. */
  private long told = SplitClock.NONE;

  /** What all readers have read, as was last heard. */
  private long readByAll = SplitClock.NONE;

  private volatile long lag;
  private volatile long readUpTo = SplitClock.NONE;
  private volatile long usualDelay = SplitClock.NONE;

  LiveReader(
      SourceReader<Decoded, KafkaPartitionSplit> records,
      KafkaSettings kafka,
      DecodeRecord decode,
      LiveTime time,
      boolean saysTime,
      Clock clock,
      SourceReaderContext context) {
    this.records = records;
    this.context = context;
    this.time = time;
    this.saysTime = saysTime;
    this.clock = clock;
    this.started = clock.millis();
    this.now = started;
    this.watch =
        new LogWatch(kafka, decode, clock, saysTime ? TICK : LOOK, () -> tick.complete(null));
    if (saysTime) {
      tellHowFar(context.metricGroup().addGroup("liveTime"));
    }
  }

  private void tellHowFar(MetricGroup gauges) {
    gauges.gauge("lag", () -> lag);
    gauges.gauge(
        "readUpToMillisAgo", () -> readUpTo == SplitClock.NONE ? -1 : clock.millis() - readUpTo);
    gauges.gauge("usualDelayMillis", () -> usualDelay == SplitClock.NONE ? -1 : usualDelay);
  }

  @Override
  public void start() {
    records.start();
    watch.start();
  }

  @Override
  public InputStatus pollNext(ReaderOutput<Decoded> output) throws Exception {
    outputs.sendTo(output);
    if (tick.isDone()) {
      tick = new CompletableFuture<>();
      now = clock.millis();
      takeNews();
      if (saysTime) {
        sayTime(output);
      }
    }
    return records.pollNext(outputs);
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    CompletableFuture<Void> toSayTime = tick;
    if (toSayTime.isDone()) {
      return toSayTime;
    }
    CompletableFuture<Void> more = records.isAvailable();
    return more.isDone() ? more : CompletableFuture.anyOf(more, toSayTime).thenApply(any -> null);
  }

  @Override
  public void addSplits(List<KafkaPartitionSplit> splits) {
    for (KafkaPartitionSplit split : splits) {
      Partition partition = new Partition(split, time, () -> now);
      partitions.put(split.getTopicPartition(), partition);
      outputs.add(split.splitId(), partition);
      unread.put(split.getTopicPartition(), split);
      watch.identify(split.getTopicPartition());
    }
  }

  @Override
  public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
    List<KafkaPartitionSplit> positions = new ArrayList<>();
    for (KafkaPartitionSplit split : records.snapshotState(checkpointId)) {
      if (!unread.containsKey(split.getTopicPartition())) {
        positions.add(splitAt(split));
      }
    }
    unread.values().forEach(split -> positions.add(splitAt(split)));
    return positions;
  }

  private KafkaPartitionSplit splitAt(KafkaPartitionSplit position) {
    Partition partition = partitions.get(position.getTopicPartition());
    return partition == null ? position : partition.splitAt(position);
  }

  @Override
  public void notifyNoMoreSplits() {
    records.notifyNoMoreSplits();
  }

  @Override
  public void handleSourceEvents(SourceEvent event) {
    if (event instanceof ReadUpTo read) {
      readByAll = read.instant();
      tick.complete(null);
    } else {
      records.handleSourceEvents(event);
    }
  }

  @Override
  public void notifyCheckpointComplete(long checkpointId) throws Exception {
    records.notifyCheckpointComplete(checkpointId);
  }

  @Override
  public void notifyCheckpointAborted(long checkpointId) throws Exception {
    records.notifyCheckpointAborted(checkpointId);
  }

  @Override
  public void pauseOrResumeSplits(Collection<String> pause, Collection<String> resume) {
    records.pauseOrResumeSplits(pause, resume);
  }

  @Override
  public void close() throws Exception {
    watch.close();
    records.close();
  }

  private void takeNews() {
    for (LogWatch.News news = watch.poll(); news != null; news = watch.poll()) {
      Partition partition = partitions.get(news.partition());
      if (partition != null) {
        if (news instanceof LogWatch.News.Topic topic) {
          hear(topic, partition);
        } else {
          partition.hear(news);
        }
      }
    }
  }

  private void hear(LogWatch.News.Topic topic, Partition partition) {
    TopicPartition name = partition.name();
    boolean another = partition.isAnother(topic);
    KafkaPartitionSplit waits = unread.get(name);
    if (another) {
      LOG.warn("The topic of {} was made anew: it is read from its beginning", name);
    }
    if (partition.isGone()) {
      if (waits == null || another) {
        LOG.warn("The topic has no partition {} any more: it is read no longer", name);
        unread.put(name, fromTheBeginning(name));
      }
      if (waits == null) {
        watch.remove(name);
        records.addSplits(List.of(ended(name)));
      }
    } else if (waits != null || another) {
      unread.remove(name);
      KafkaPartitionSplit split = waits == null || another ? fromTheBeginning(name) : waits;
      records.addSplits(List.of(split));
      watch.add(name, split.getStartingOffset());
    }
  }

  /**
   * A split that is added again is read from its own offset on, whatever was read of it before. Its
   * end says that it has none, should it have been {@link #ended} before.
   */
  private static KafkaPartitionSplit fromTheBeginning(TopicPartition partition) {
    return new KafkaPartitionSplit(partition, KafkaPartitionSplit.EARLIEST_OFFSET, Long.MAX_VALUE);
  }

  /** A split that is added again like that ends where it is, without asking the broker. */
  private static KafkaPartitionSplit ended(TopicPartition partition) {
    return new KafkaPartitionSplit(partition, KafkaPartitionSplit.COMMITTED_OFFSET, 0);
  }

  private void sayTime(ReaderOutput<Decoded> output) {
    long others = SplitClock.NONE;
    for (Partition partition : partitions.values()) {
      others = Math.max(others, partition.clock().liveDelay());
    }
    long waiting = 0;
    long read = Long.MAX_VALUE;
    long passable = Long.MAX_VALUE;
    for (Partition partition : partitions.values()) {
      partition.sayTime(others, readByAll);
      if (!partition.isGone()) {
        waiting += partition.clock().lag();
        read = Math.min(read, partition.clock().readUpTo());
      }
      passable = Math.min(passable, partition.readUpTo(others));
      if (partition.isStuck()) {
        partition.lookedAt();
        watch.lookBehind(partition.name(), partition.clock().position());
      }
    }
    tell(passable);
    if (partitions.isEmpty()) {
      if (now - started >= Math.max(TO_ASSIGN.toMillis(), time.idleness().toMillis())) {
        output.markIdle();
      }
      return;
    }
    lag = waiting;
    readUpTo = read;
    usualDelay = others;
    sayWhetherTimeStands();
  }

  /** Once: a person who waits for a warning should not have to guess. */
  private void sayWhetherTimeStands() {
    if (usualDelay != SplitClock.NONE || time.mode() != LiveTime.Mode.AUTO) {
      toldStanding = false;
      return;
    }
    long reached = SplitClock.NONE;
    for (Partition partition : partitions.values()) {
      if (!partition.isIdle()) {
        return;
      }
      reached = Math.max(reached, partition.clock().watermark(SplitClock.NONE));
    }
    if (!toldStanding && reached != SplitClock.NONE) {
      toldStanding = true;
      LOG.info(
          "Event time stands at {} in {} until the next record comes: all is read, and its records"
              + " came long after their events, as played history does, or do not tell when they"
              + " came. If the feed is live, say 'time: clock'.",
          Instant.ofEpochMilli(reached),
          partitions.keySet());
    }
  }

  private void tell(long read) {
    if (read != told) {
      told = read;
      context.sendSourceEventToCoordinator(new ReadUpTo(read));
    }
  }
}
