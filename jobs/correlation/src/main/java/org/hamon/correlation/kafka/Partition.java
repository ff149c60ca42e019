// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import java.util.function.LongSupplier;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.hamon.correlation.decode.Decoded;
import org.jspecify.annotations.Nullable;

/**
 * One partition in its reader's hands: hands on its records, and says what time it is there.
 *
 * <ul>
 *   <li>A time is said only when all that stood in the logs of idle partitions when it became known
 *       has been handed on, by whichever reader: a record that wakes its partition up is never
 *       passed over by one that was written after it.
 *   <li>The partition is idle only when all its own time has been said.
 * </ul>
 */
final class Partition implements SourceOutput<Decoded> {

  /** A reader that has not moved for so long, though the log goes on, may stand before a gap. */
  private static final long STUCK_MILLIS = 1_000;

  private final TopicPartition name;
  private final SplitClock clock;
  private final HeldTime held = new HeldTime();
  private final LongSupplier now;
  private @Nullable SourceOutput<Decoded> out;
  private boolean idle;
  private long stuckSince;

  /** The id of the topic that is read; null while nobody knows. */
  private @Nullable Uuid topic;

  /** The topic has no such partition any more: nothing comes, and nobody waits. */
  private boolean gone;

  /** The topic was made anew, and its first record is still to come: none before it counts. */
  private boolean fromTheBeginning;

  /** The offset of the last record, of whichever topic. */
  private long highest;

  /**
   * @param from how far it is read, and of which topic
   * @param now the clock as it stood when time was last said: to ask it for each record costs more
   */
  Partition(KafkaPartitionSplit from, LiveTime time, LongSupplier now) {
    this.name = from.getTopicPartition();
    this.topic = LiveSplit.topicOf(from);
    this.highest = from.getStartingOffset() - 1;
    this.now = now;
    this.clock = new SplitClock(time, now.getAsLong());
    this.stuckSince = now.getAsLong();
    if (LiveSplit.liveDelayOf(from) != SplitClock.NONE) {
      clock.startsAfter(LiveSplit.liveDelayOf(from), now.getAsLong());
    }
  }

  TopicPartition name() {
    return name;
  }

  SplitClock clock() {
    return clock;
  }

  /** Where the records and the time of this partition go. */
  void sendTo(SourceOutput<Decoded> output) {
    out = output;
  }

  /**
   * Up to when a record may say the time: its event time or, if that lies beyond the clock, the
   * clock's: that of now and that of when it was written to the log, which is earlier in a backlog.
   *
   * @param written the timestamp that Kafka keeps with the record
   */
  static long reached(Decoded record, long written, long now) {
    long clock = written > 0 ? Math.min(written, now) : now;
    return Math.min(record.timeToAdvanceBy(), clock);
  }

  /** Hands the record on with {@link #reached} as its timestamp. */
  @Override
  public void collect(Decoded record, long timestamp) {
    if (idle) {
      markActive();
    }
    stuckSince = now.getAsLong();
    long reached = reached(record, timestamp, stuckSince);
    to().collect(record, reached);
    long offset = record.origin().offset();
    fromTheBeginning &= offset > highest;
    highest = fromTheBeginning ? highest : offset;
    clock.record(offset, reached, stuckSince);
  }

  @Override
  public void collect(Decoded record) {
    throw new IllegalStateException("Expected every record of Kafka to have a timestamp");
  }

  /** Takes over what was learnt of its log. */
  void hear(LogWatch.News news) {
    if (news instanceof LogWatch.News.Ends ends) {
      clock.ends(ends.askedAt(), ends.end());
    } else if (news instanceof LogWatch.News.Starts starts) {
      clock.skipTo(starts.position());
      if (starts.delay() != null) {
        clock.startsAfter(starts.delay(), now.getAsLong());
      }
    } else if (news instanceof LogWatch.News.Gap gap) {
      clock.skipTo(gap.behind());
    }
  }

  /** Nobody waits for it now. */
  boolean isIdle() {
    return idle;
  }

  /** The topic has no such partition: nothing comes, and nobody waits. */
  boolean isGone() {
    return gone;
  }

  /**
   * Takes over which topic of that name there is.
   *
   * @return whether it is another one than was read so far, and is to be read from its beginning
   */
  boolean isAnother(LogWatch.News.Topic heard) {
    gone = !heard.exists();
    boolean another = topic != null && !topic.equals(heard.id());
    topic = heard.id();
    if (another) {
      clock.startsAnew();
      fromTheBeginning = highest >= 0;
    }
    return another;
  }

  /** Where to go on from after a restart. */
  KafkaPartitionSplit splitAt(KafkaPartitionSplit position) {
    KafkaPartitionSplit split =
        fromTheBeginning
            ? new KafkaPartitionSplit(name, KafkaPartitionSplit.EARLIEST_OFFSET)
            : position;
    return topic == null ? split : new LiveSplit(split, topic, clock.liveDelay());
  }

  /**
   * Says the time, or that nobody should wait for this partition.
   *
   * @param others the delay of live partitions beside this one
   * @param readUpTo all that was in the logs of idle partitions at that instant is handed on
   */
  void sayTime(long others, long readUpTo) {
    held.hold(clock.watermark(others), now.getAsLong());
    long watermark = held.release(readUpTo);
    // at the end of time nobody knows yet that this partition can be passed over
    boolean mayBeIdle = idle || readUpTo != Long.MAX_VALUE;
    boolean quiet = gone || (mayBeIdle && held.isEmpty() && clock.isIdle(others, now.getAsLong()));
    if (idle && !quiet) {
      markActive();
    }
    if (watermark != SplitClock.NONE) {
      to().emitWatermark(new Watermark(watermark));
    }
    if (quiet && (!idle || watermark != SplitClock.NONE)) {
      markIdle();
    }
  }

  /**
   * All that was in the log at this instant has been handed on; {@link Long#MAX_VALUE} where others
   * wait for this partition anyway, so that it cannot be passed over.
   */
  long readUpTo(long others) {
    boolean holdsTimeBack = clock.goesByClock(others) || (!idle && clock.lag() > 0);
    return gone || holdsTimeBack ? Long.MAX_VALUE : clock.readUpTo();
  }

  /** Whether records seem to wait in the log, but none come. */
  boolean isStuck() {
    return clock.lag() > 0 && now.getAsLong() - stuckSince >= STUCK_MILLIS;
  }

  /** Somebody looks; not again for a while. */
  void lookedAt() {
    stuckSince = now.getAsLong();
  }

  @Override
  public void emitWatermark(Watermark watermark) {
    to().emitWatermark(watermark);
  }

  @Override
  public void markIdle() {
    idle = true;
    to().markIdle();
  }

  @Override
  public void markActive() {
    idle = false;
    to().markActive();
  }

  private SourceOutput<Decoded> to() {
    if (out == null) {
      throw new IllegalStateException("Expected an output for " + name + ", but there is none yet");
    }
    return out;
  }
}
