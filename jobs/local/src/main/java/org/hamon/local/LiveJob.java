// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.hamon.correlation.decode.Decode;
import org.hamon.correlation.kafka.Delivery;
import org.hamon.correlation.kafka.KafkaFeeds;
import org.hamon.correlation.kafka.KafkaOutputs;
import org.hamon.correlation.kafka.KafkaSettings;
import org.hamon.correlation.kafka.KafkaTopics;
import org.hamon.correlation.kafka.LiveTime;
import org.hamon.topology.Graph;

/** The job between the topics of a broker, running on an embedded Flink. */
final class LiveJob {
  private static final Duration TO_START = Duration.ofMinutes(2);
  private static final Duration TO_CATCH_UP = Duration.ofMinutes(2);
  private static final Duration QUIET = Duration.ofMillis(1_500);

  private final EmbeddedFlink flink;
  private final Settings settings;
  private final JobID job;
  private final JobProgress progress;
  private final CompletableFuture<JobResult> result;

  /**
   * What the job is to work with.
   *
   * @param time how event time goes on
   * @param lanes how many exercises may be in use at a time
   */
  record Settings(
      KafkaSettings kafka,
      String group,
      Path topology,
      Path patterns,
      int parallelism,
      LiveTime time,
      boolean createTopics,
      int partitions,
      int replication,
      int lanes) {

    /** For a demo: a broker of its own, small. */
    static Settings of(String brokers, Path topology, Path patterns) {
      return new Settings(
          KafkaSettings.of(brokers),
          "hamon-demo",
          topology,
          patterns,
          2,
          LiveTime.ofRecords(Duration.ofSeconds(2), Duration.ofMillis(500)),
          true,
          2,
          1,
          Decode.DEFAULT_LANES);
    }

    static Settings of(RunConfig config) {
      return new Settings(
          new KafkaSettings(config.brokers(), config.prefix(), Map.copyOf(config.properties())),
          config.group(),
          config.topology(),
          config.patterns(),
          config.parallelism(),
          config.time(),
          config.createTopics(),
          config.partitions(),
          config.replication(),
          config.lanes());
    }
  }

  private LiveJob(EmbeddedFlink flink, Settings settings, JobID job) {
    this.flink = flink;
    this.settings = settings;
    this.job = job;
    this.progress = new JobProgress(flink.web(), job);
    this.result = flink.result(job);
  }

  /**
   * Creates the topics that are missing and starts the job; does not wait until it runs.
   *
   * @param start epoch milliseconds: assets that are expected to be heard are so from then on
   */
  static LiveJob start(EmbeddedFlink flink, Settings settings, long start)
      throws IOException, InterruptedException {
    Knowledge knowledge = Knowledge.read(settings.topology(), settings.patterns());
    Graph graph = Graph.of(knowledge.topology());
    if (settings.createTopics()) {
      KafkaTopics.create(
          settings.kafka(), graph.sectors(), settings.partitions(), settings.replication());
    }
    StreamExecutionEnvironment env = flink.environment(settings.parallelism());
    knowledge.define(
        env,
        new KafkaFeeds(
            settings.kafka(),
            settings.group(),
            settings.time(),
            graph.sectors(),
            Clock.systemUTC()),
        KafkaOutputs.outlet(settings.kafka(), Delivery.AT_LEAST_ONCE, settings.group()),
        settings.time().bound(),
        settings.lanes(),
        start);
    return new LiveJob(flink, settings, flink.submit(env, "hamon"));
  }

  /** Returns when every task runs. */
  void awaitRunning() throws IOException {
    if (!await(TO_START, this::isRunning)) {
      throw new IOException("the job does not run after " + Text.duration(TO_START));
    }
  }

  /**
   * Waits until every task has come to the event time of the last record, less the disorder bound,
   * and nothing more is heard.
   *
   * @return false if that takes too long
   */
  boolean awaitEventTime(long lastTime, WarningFeed feed) throws IOException {
    long wanted = lastTime - settings.time().bound().toMillis() - 1;
    if (!await(TO_CATCH_UP, () -> watermark() >= wanted)) {
      return false;
    }
    long[] lastNews = {System.nanoTime(), feed.count()};
    return await(
        TO_CATCH_UP,
        () -> {
          if (feed.count() != lastNews[1]) {
            lastNews[0] = System.nanoTime();
            lastNews[1] = feed.count();
          }
          return System.nanoTime() - lastNews[0] > QUIET.toNanos();
        });
  }

  /** Throws if the job has ended, with the reason. */
  void complainIfEnded() throws IOException {
    if (result.isDone()) {
      throw JobEnd.failure(result.join());
    }
  }

  /** Waits until the job ends by itself; a live one does only when it fails. */
  void awaitEnd() throws IOException {
    result.join();
    complainIfEnded();
  }

  void cancel() throws IOException {
    flink.cancel(job);
  }

  String prefix() {
    return settings.kafka().prefix();
  }

  String brokers() {
    return settings.kafka().brokers();
  }

  private boolean isRunning() {
    try {
      return progress.isRunning();
    } catch (IOException e) {
      return false;
    }
  }

  /** Event time of the job, epoch milliseconds; {@link Long#MIN_VALUE} as long as it has none. */
  long watermark() {
    try {
      return progress.watermark();
    } catch (IOException e) {
      return Long.MIN_VALUE;
    }
  }

  private boolean await(Duration patience, BooleanSupplier condition) throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!condition.getAsBoolean()) {
      complainIfEnded();
      if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
        return false;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
    }
    return true;
  }
}
