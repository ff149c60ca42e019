// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.function.SerializableSupplier;
import org.hamon.correlation.CorrelationPipeline;
import org.hamon.correlation.JobSettings;
import org.hamon.correlation.decode.Decode;
import org.hamon.correlation.decode.Decoded;
import org.hamon.correlation.decode.Feeds;
import org.hamon.correlation.decode.Observation;
import org.hamon.correlation.kafka.Delivery;
import org.hamon.correlation.kafka.KafkaFeeds;
import org.hamon.correlation.kafka.KafkaOutputs;
import org.hamon.correlation.kafka.KafkaSettings;
import org.hamon.correlation.kafka.LiveTime;
import org.hamon.patterns.language.Pattern;
import org.hamon.topology.TopologyRegistry;

/** The jobs that are compared: each does all that the one before does, and more. */
enum TelemetryJob {
  /** Kafka, parse, count: what any job that reads these records has to pay. */
  PARSE("Kafka -> parse -> count", "count readings") {
    @Override
    void define(StreamExecutionEnvironment env, Setting setting) {
      count(setting.signals(env), Decoded.class);
    }
  },

  /** The same, and decode, and every reading sent to the task that has its asset. */
  EXCHANGE("Kafka -> parse -> decode -> keyBy -> count", "count readings") {
    @Override
    void define(StreamExecutionEnvironment env, Setting setting) {
      Decode.Streams decoded =
          Decode.decode(
              setting.feeds().open(env),
              Decode.DEFAULT_BOUND,
              Readings.START.toEpochMilli(),
              setting.topologyOf("exchange"));
      count(decoded.observations().keyBy(Observation::asset), Observation.class);
    }

    @Override
    long recordsBesides(Setting setting) {
      return setting.topology().assets();
    }
  },

  /** The job itself, with its outputs to Kafka. */
  PIPELINE("Kafka -> whole pipeline -> Kafka", "assess health") {
    @Override
    void define(StreamExecutionEnvironment env, Setting setting) {
      JobSettings settings =
          JobSettings.of(
              setting.group(),
              setting.topology().get(),
              setting.topology(),
              setting.patterns(),
              Readings.START.toEpochMilli());
      CorrelationPipeline.define(
          env,
          setting.feeds(),
          new KafkaOutputs(
              setting.kafka(),
              Delivery.AT_LEAST_ONCE,
              true,
              setting.group(),
              settings.names(),
              Clock.systemUTC()),
          settings);
    }

    @Override
    long recordsBesides(Setting setting) {
      return setting.topology().assets();
    }
  };

  private final String flow;
  private final String counted;

  TelemetryJob(String flow, String counted) {
    this.flow = flow;
    this.counted = counted;
  }

  /** What is in it, for people. */
  String flow() {
    return flow;
  }

  /** The operator that has a reading behind it once it took it. */
  String counted() {
    return counted;
  }

  abstract void define(StreamExecutionEnvironment env, Setting setting);

  /** What that operator takes besides readings, all of it at the start: declarations. */
  long recordsBesides(Setting setting) {
    return 0;
  }

  private static <T> void count(DataStream<T> records, Class<T> type) {
    FlatMapFunction<T, Long> count = new CountRecords<>();
    records
        .flatMap(count)
        .returns(Types.LONG)
        .name("count readings")
        .uid("count-" + type.getSimpleName());
  }

  /**
   * What a run reads and knows.
   *
   * @param group of consumers; a new one for each run, so that it reads from the beginning
   */
  record Setting(
      KafkaSettings kafka, String group, GeneratedTopology topology, List<Pattern> patterns) {

    static KafkaSettings kafka(String brokers) {
      return new KafkaSettings(brokers, KafkaSettings.DEFAULT_PREFIX, Map.of());
    }

    Feeds feeds() {
      return new KafkaFeeds(
          kafka,
          group,
          LiveTime.ofRecords(Decode.DEFAULT_BOUND, Duration.ofSeconds(2)),
          Clock.systemUTC());
    }

    DataStream<Decoded> signals(StreamExecutionEnvironment env) {
      return feeds().open(env).stream()
          .filter(feed -> feed.name().equals("signals"))
          .findFirst()
          .orElseThrow()
          .records();
    }

    SerializableSupplier<TopologyRegistry.Lease> topologyOf(String job) {
      GeneratedTopology base = topology;
      return () -> TopologyRegistry.acquire(job, base.toString(), base);
    }
  }
}
