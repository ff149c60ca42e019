// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
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
  private final PartitionOutputs outputs = new PartitionOutputs();

  /** Complete: it is time to say the time. */
  private volatile CompletableFuture<Void> tick = new CompletableFuture<>();

  private final long started;

  /** The clock at the last tick. */
  private long now;

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
      watch.add(split.getTopicPartition(), split.getStartingOffset());
    }
    records.addSplits(splits);
  }

  @Override
  public List<KafkaPartitionSplit> snapshotState(long checkpointId) {
    List<KafkaPartitionSplit> positions = new ArrayList<>();
    for (KafkaPartitionSplit split : records.snapshotState(checkpointId)) {
      Partition partition = partitions.get(split.getTopicPartition());
      positions.add(partition == null ? split : partition.splitAt(split));
    }
    return positions;
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
          if (partition.isAnother(topic)) {
            readFromTheBeginning(partition.name());
          }
        } else {
          partition.hear(news);
        }
      }
    }
  }

  /** A split that is added again is read from its own offset on, whatever was read of it before. */
  private void readFromTheBeginning(TopicPartition partition) {
    LOG.warn("The topic of {} was made anew: it is read from its beginning", partition);
    long earliest = KafkaPartitionSplit.EARLIEST_OFFSET;
    records.addSplits(List.of(new KafkaPartitionSplit(partition, earliest)));
    watch.add(partition, earliest);
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
      waiting += partition.clock().lag();
      read = Math.min(read, partition.clock().readUpTo());
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
  }

  private void tell(long read) {
    if (read != told) {
      told = read;
      context.sendSourceEventToCoordinator(new ReadUpTo(read));
    }
  }
}
