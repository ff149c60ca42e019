// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.hamon.correlation.config.LiveSetup;
import org.hamon.correlation.config.RunConfig;
import org.hamon.correlation.recovery.FlinkJob;
import org.hamon.correlation.recovery.JobFolder;
import org.hamon.correlation.recovery.JobHealth;

/** The job between the topics of a broker, running on an embedded Flink. */
final class LiveJob {
  private static final Duration TO_START = Duration.ofMinutes(2);
  private static final Duration TO_CATCH_UP = Duration.ofMinutes(2);
  private static final Duration QUIET = Duration.ofMillis(1_500);

  /** In the trace of a failure: the state that was to be restored is not what the job expects. */
  private static final Pattern SIGNS_OF_STATE =
      Pattern.compile(
          "StateMigrationException|StreamOperatorStateContext|annot map checkpoint/savepoint"
              + "|rollback to checkpoint/savepoint");

  private final EmbeddedFlink flink;
  private final RunConfig config;
  private final Heartbeat heartbeat;
  private final JobID job;
  private final JobProgress progress;
  private final FlinkJob told;
  private final CompletableFuture<JobResult> result;

  /**
   * For a demo: a broker of its own, small, and history that is played from that time on. No
   * partition is ever idle; the player's {@link Heartbeat} moves them all.
   */
  static LiveSetup ofDemo(String brokers, Path topology, Path patterns, Instant start) {
    return Setups.read(
        null,
        Map.of(
            "brokers", brokers,
            "group", "hamon-demo",
            "topology", topology.toString(),
            "patterns", patterns.toString(),
            "parallelism", "2",
            "time", "records",
            "idleness", "1d",
            "start", start.toString(),
            "topics.partitions", "2"));
  }

  private LiveJob(EmbeddedFlink flink, LiveSetup setup, JobID job) {
    this.flink = flink;
    this.config = setup.config();
    this.heartbeat = Heartbeat.in(setup.topology());
    this.job = job;
    this.progress = new JobProgress(flink.web(), job);
    this.told = new FlinkJob(flink.web(), job.toString());
    this.result = flink.result(job);
  }

  /** Creates the topics that are missing and starts the job; does not wait until it runs. */
  static LiveJob start(EmbeddedFlink flink, LiveSetup setup)
      throws IOException, InterruptedException {
    setup.createTopics();
    Integer parallelism = setup.config().parallelism();
    StreamExecutionEnvironment env = flink.environment(parallelism == null ? 1 : parallelism);
    JobHealth.tellWhereFlinkIs(env, flink.web());
    setup.define(env, Clock.systemUTC());
    return new LiveJob(flink, setup, flink.submit(env, "hamon"));
  }

  /**
   * Returns when every task runs.
   *
   * @throws UnusableInput if it cannot go on from the checkpoint that it was given
   */
  void awaitRunning() throws IOException {
    if (!await(TO_START, () -> isRunning() || cannotRestore().isPresent())) {
      throw new IOException(
          "the job does not run after "
              + Text.duration(TO_START)
              + lastFailure().map(failure -> ": " + failure.why()).orElse(""));
    }
    cannotRestore().ifPresent(LiveJob::refuse);
  }

  /** From now on a person is told what becomes of it. */
  JobWatch watch(Console console, JobFolder checkpoints) {
    return new JobWatch(
        console,
        told,
        progress,
        new Safekeeping(flink, job, checkpoints),
        new FeedTroubles(brokers()));
  }

  private static void refuse(String why) {
    throw new UnusableInput(why);
  }

  private Optional<String> cannotRestore() {
    return flink
        .restore()
        .flatMap(
            from ->
                lastFailure()
                    .filter(failure -> SIGNS_OF_STATE.matcher(failure.trace()).find())
                    .map(failure -> unreadable(from, failure.why())));
  }

  private static String unreadable(URI from, String why) {
    return "hamon: Expected to go on from "
        + from.getPath()
        + ", but this program cannot read it: "
        + why
        + ". It is damaged, or another version of the program took it. Start the version that took"
        + " it, name an older one (--restore PATH), or begin without (--restart).";
  }

  private Optional<FlinkJob.Failure> lastFailure() {
    try {
      return told.lastFailure();
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /**
   * Waits until every task has come to the event time of the last record, less the disorder bound,
   * and nothing more is heard.
   *
   * @return false if that takes too long
   */
  boolean awaitEventTime(long lastTime, WarningFeed feed) throws IOException {
    long wanted = lastTime - config.time().bound().toMillis() - 1;
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
      cannotRestore().ifPresent(LiveJob::refuse);
      throw JobEnd.failure(result.join());
    }
  }

  /** Waits until the job ends by itself; a live one does only when it fails. */
  void awaitEnd() throws IOException {
    IOException end = JobEnd.failure(result.join());
    throw new IOException(
        String.valueOf(end.getMessage()).replaceFirst("\\.$", "")
            + ". It is not started again by itself any more. Mend the cause and start it: it goes"
            + " on from its newest checkpoint. If it fails in the same way again, an older"
            + " checkpoint (--restore PATH) may not, and --restart begins without any. More in "
            + Home.shown(Home.log()),
        end);
  }

  void cancel() throws IOException {
    flink.cancel(job);
  }

  String prefix() {
    return config.kafka().prefix();
  }

  Heartbeat heartbeat() {
    return heartbeat;
  }

  String brokers() {
    return config.kafka().brokers();
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
