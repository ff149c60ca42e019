// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.hamon.correlation.Output;
import org.hamon.correlation.Uids;
import org.hamon.correlation.decode.Decoded;
import org.hamon.correlation.decode.Feed;
import org.hamon.correlation.decode.Feeds;
import org.hamon.correlation.decode.FurtherSectors;
import org.hamon.correlation.decode.Input;
import org.hamon.correlation.recovery.JobHealth;

/**
 * The topics of a live run, each record at least once: from the offsets of the checkpoint, else
 * from the beginning. Offsets that were committed have no say: without the state that goes with
 * them, what had failed would be forgotten.
 *
 * <p>Readings and reports say event time by partition ({@link LiveSource}). The topology's changes,
 * patterns, controls and advisories never hold time back and never push it: their sources are idle
 * from the start, and have one reader each. A record whose time lies beyond the clock bears the
 * clock's as its timestamp, and waits in decode. Were a watermark of theirs the end of time, that
 * would become everybody's as soon as all partitions of readings and reports are idle.
 */
public final class KafkaFeeds implements Feeds {

  /**
   * How the names of gauges end that say which inputs are out of reach: for each a line with the
   * name of its topic ({@link #ALL}: no broker answers), {@code missing} or {@code unreachable},
   * and since when.
   */
  public static final String TROUBLES = ".feedHealth.troubles";

  /** In the place of a topic: all of them. */
  public static final String ALL = "*";

  /** Names of the sources and stems of their uids. */
  static final String SIGNALS = "signals";

  static final String TOPOLOGY = "topology";

  static final String NOTICES = "notices";

  private final KafkaSettings kafka;
  private final String group;
  private final LiveTime time;
  private final Clock clock;

  /**
   * @param group of consumers under which offsets are committed
   * @param time how event time goes on
   * @param clock to refuse times in the future by, and to tell the time by when all is read
   */
  public KafkaFeeds(KafkaSettings kafka, String group, LiveTime time, Clock clock) {
    this.kafka = requireNonNull(kafka, "kafka");
    this.group = requireNonNull(group, "group");
    this.time = requireNonNull(time, "time");
    this.clock = requireNonNull(clock, "clock");
  }

  @Override
  public List<Feed> open(StreamExecutionEnvironment env) {
    WatermarkStrategy<Decoded> saidByTheReader =
        WatermarkStrategy.<Decoded>noWatermarks()
            .withTimestampAssigner((record, readerTime) -> readerTime);
    WatermarkStrategy<Decoded> neverHoldsTimeBack =
        WatermarkStrategy.<Decoded>forGenerator(context -> new NoTime())
            .withTimestampAssigner((record, readerTime) -> readerTime);
    DecodeRecord decode = new DecodeRecord(kafka.prefix(), clock);
    LiveSource signals =
        new LiveSource(
            source(decode, Input.TELEMETRY, Input.FAILURE_REPORTS),
            kafka,
            decode,
            time,
            true,
            clock);
    LiveSource changes =
        new LiveSource(
            source(decode, Input.TOPOLOGY_CHANGES, Input.PATTERNS),
            kafka,
            decode,
            time,
            false,
            clock);
    LiveSource notices =
        new LiveSource(
            source(decode, Input.CONTROLS, Input.ADVISORIES), kafka, decode, time, false, clock);
    SingleOutputStreamOperator<Decoded> signalRecords =
        env.fromSource(signals, saidByTheReader, SIGNALS).uid(Uids.READ + SIGNALS);
    SingleOutputStreamOperator<Decoded> topologyRecords =
        env.fromSource(changes, neverHoldsTimeBack, TOPOLOGY)
            .uid(Uids.READ + TOPOLOGY)
            .setParallelism(1);
    SingleOutputStreamOperator<Decoded> noticeRecords =
        env.fromSource(notices, neverHoldsTimeBack, NOTICES)
            .uid(Uids.READ + NOTICES)
            .setParallelism(1);
    return List.of(
        new Feed(SIGNALS, settled(signalRecords, SIGNALS), clock, true),
        new Feed(
            TOPOLOGY,
            topologyRecords.union(
                ofFurtherSectors(signalRecords, SIGNALS), ofFurtherSectors(noticeRecords, NOTICES)),
            clock,
            false),
        new Feed(NOTICES, settled(noticeRecords, NOTICES), clock, false));
  }

  /** Records that name no sector or one of those that are always there. */
  private static SingleOutputStreamOperator<Decoded> settled(
      SingleOutputStreamOperator<Decoded> records, String name) {
    return records
        .filter(record -> !FurtherSectors.areNamedBy(record))
        .name(name + " of settled sectors")
        .uid(Uids.SETTLED + name)
        .setParallelism(records.getParallelism());
  }

  /**
   * The others: whether their sectors are there is known where the changes of the topology are
   * read. With them that place hears what time it is.
   */
  private static SingleOutputStreamOperator<Decoded> ofFurtherSectors(
      SingleOutputStreamOperator<Decoded> records, String name) {
    return records
        .filter(FurtherSectors::areNamedBy)
        .name(name + " of further sectors")
        .uid(Uids.FURTHER_SECTORS + name)
        .setParallelism(records.getParallelism());
  }

  /** Lines of {@code feed-health}, told by tasks beside the reader of the topology's changes. */
  @Override
  public Optional<DataStream<Output>> health(List<Feed> opened) {
    DataStream<Decoded> beside = opened.get(1).records();
    return Optional.of(
        beside
            .transform(
                "watch feeds", TypeInformation.of(Output.class), new WatchFeeds(kafka, clock))
            .uid(Uids.WATCH_FEEDS)
            .setParallelism(1)
            .union(JobHealth.watch(beside, clock)));
  }

  private KafkaSource<Decoded> source(DecodeRecord decode, Input... inputs) {
    return KafkaSource.<Decoded>builder()
        .setProperties(kafka.clientProperties())
        .setBootstrapServers(kafka.brokers())
        .setGroupId(group)
        .setTopics(Stream.of(inputs).map(input -> kafka.prefix() + input.topic()).toList())
        .setStartingOffsets(OffsetsInitializer.earliest())
        .setDeserializer(decode)
        .setProperty("partition.discovery.interval.ms", "60000")
        .build();
  }

  /** Says no time, and that nobody should wait for one. */
  private static final class NoTime implements WatermarkGenerator<Decoded> {
    @Override
    public void onEvent(Decoded record, long time, WatermarkOutput output) {}

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      output.markIdle();
    }
  }
}
