// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.hamon.correlation.Uids;
import org.hamon.correlation.decode.Decoded;
import org.hamon.correlation.decode.Feed;
import org.hamon.correlation.decode.Feeds;
import org.hamon.correlation.decode.Input;

/**
 * The topics of a live run, each record at least once: from the offsets of the checkpoint, else
 * from those committed at the last one, else from the beginning.
 *
 * <p>Readings and reports say event time by partition, the disorder bound behind their newest. The
 * topology's changes, controls and advisories never hold time back and never push it: their sources
 * are idle from the start, and have one reader each. Were a watermark of theirs the end of time,
 * that would become everybody's as soon as all partitions of readings and reports are idle.
 */
public final class KafkaFeeds implements Feeds {

  /** Names of the sources and stems of their uids. */
  static final String SIGNALS = "signals";

  static final String TOPOLOGY = "topology";

  static final String NOTICES = "notices";

  private final KafkaSettings kafka;
  private final String group;
  private final Duration bound;
  private final Duration idleness;
  private final Set<String> sectors;
  private final Clock clock;

  /**
   * @param group of consumers under which offsets are committed
   * @param bound disorder within a partition; the same as decode's
   * @param idleness after which a partition without records no longer holds time back
   * @param sectors that a report may name
   * @param clock to refuse times in the future by
   */
  public KafkaFeeds(
      KafkaSettings kafka,
      String group,
      Duration bound,
      Duration idleness,
      Set<String> sectors,
      Clock clock) {
    this.kafka = requireNonNull(kafka, "kafka");
    this.group = requireNonNull(group, "group");
    this.bound = requireNonNull(bound, "bound");
    this.idleness = requireNonNull(idleness, "idleness");
    this.sectors = Set.copyOf(sectors);
    this.clock = requireNonNull(clock, "clock");
  }

  @Override
  public List<Feed> open(StreamExecutionEnvironment env) {
    WatermarkStrategy<Decoded> byPartition =
        WatermarkStrategy.<Decoded>forBoundedOutOfOrderness(bound)
            .withTimestampAssigner((record, kafkaTime) -> record.timeToAdvanceBy())
            .withIdleness(idleness);
    WatermarkStrategy<Decoded> neverHoldsTimeBack =
        WatermarkStrategy.<Decoded>forGenerator(context -> new NoTime())
            .withTimestampAssigner((record, kafkaTime) -> record.timeToAdvanceBy());
    return List.of(
        new Feed(
            SIGNALS,
            env.fromSource(source(Input.TELEMETRY, Input.FAILURE_REPORTS), byPartition, SIGNALS)
                .uid(Uids.READ + SIGNALS)),
        new Feed(
            TOPOLOGY,
            env.fromSource(source(Input.TOPOLOGY_CHANGES), neverHoldsTimeBack, TOPOLOGY)
                .uid(Uids.READ + TOPOLOGY)
                .setParallelism(1)),
        new Feed(
            NOTICES,
            env.fromSource(source(Input.CONTROLS, Input.ADVISORIES), neverHoldsTimeBack, NOTICES)
                .uid(Uids.READ + NOTICES)
                .setParallelism(1)));
  }

  @SuppressWarnings("deprecation") // the connector's API still takes Kafka's deprecated enum
  private KafkaSource<Decoded> source(Input... inputs) {
    return KafkaSource.<Decoded>builder()
        .setProperties(kafka.clientProperties())
        .setBootstrapServers(kafka.brokers())
        .setGroupId(group)
        .setTopics(Stream.of(inputs).map(input -> kafka.prefix() + input.topic()).toList())
        .setStartingOffsets(OffsetsInitializer.committedOffsets(OffsetResetStrategy.EARLIEST))
        .setDeserializer(new DecodeRecord(kafka.prefix(), sectors, clock))
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
