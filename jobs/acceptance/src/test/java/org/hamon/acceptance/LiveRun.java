// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.hamon.correlation.CorrelationPipeline;
import org.hamon.correlation.JobSettings;
import org.hamon.correlation.decode.Decode;
import org.hamon.correlation.kafka.Delivery;
import org.hamon.correlation.kafka.KafkaFeeds;
import org.hamon.correlation.kafka.KafkaOutputs;
import org.hamon.correlation.kafka.LiveTime;
import org.hamon.correlation.recovery.JobHealth;
import org.hamon.local.EmbeddedFlink;
import org.jspecify.annotations.Nullable;

/**
 * The job between real topics on a real Flink with RocksDB and incremental checkpoints. Those are
 * taken when a test asks for them, so that what lies before and after is no matter of chance.
 */
final class LiveRun implements AutoCloseable {

  /** When nothing has moved for so long, nothing will. */
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Where time goes by the clock something always moves. */
  private static final Duration AT_MOST = Duration.ofMinutes(15);

  private static final Duration LOOK = Duration.ofSeconds(5);

  private final EmbeddedFlink flink;
  private final JobID job;
  private final Topics topics;
  private final String group;
  private final Standing standing;
  private String stood = "";
  private long lookedAt;
  private long movedAt;

  private LiveRun(EmbeddedFlink flink, JobID job, Topics topics, String group) {
    this.flink = flink;
    this.job = job;
    this.topics = topics;
    this.group = group;
    this.standing = new Standing(flink.web(), job);
  }

  /**
   * Starts the job on a Flink of its own.
   *
   * @param start epoch milliseconds
   * @param checkpoints where they are kept
   * @param restore a checkpoint to resume from, or null
   */
  static LiveRun start(
      Topics topics,
      Ground ground,
      long start,
      int parallelism,
      Duration idleness,
      URI checkpoints,
      @Nullable URI restore)
      throws IOException {
    LiveTime time = LiveTime.ofRecords(Decode.DEFAULT_BOUND, idleness);
    return start(
        topics, ground, start, parallelism, time, checkpoints, restore, Delivery.AT_LEAST_ONCE);
  }

  /** The same, with a clock and a delivery of choice. */
  static LiveRun start(
      Topics topics,
      Ground ground,
      long start,
      int parallelism,
      LiveTime time,
      URI checkpoints,
      @Nullable URI restore,
      Delivery delivery)
      throws IOException {
    return start(
        topics,
        ground,
        start,
        time,
        EmbeddedFlink.Options.of(parallelism)
            .withCheckpointsIn(checkpoints)
            .startingFrom(restore)
            .withoutRestarts(),
        delivery);
  }

  /** One that is started again when it fails, as it is where nobody tests it. */
  static LiveRun startWithRestarts(
      Topics topics, Ground ground, long start, LiveTime time, URI checkpoints, Delivery delivery)
      throws IOException {
    return start(
        topics,
        ground,
        start,
        time,
        EmbeddedFlink.Options.of(1).withCheckpointsIn(checkpoints),
        delivery);
  }

  private static LiveRun start(
      Topics topics,
      Ground ground,
      long start,
      LiveTime time,
      EmbeddedFlink.Options options,
      Delivery delivery)
      throws IOException {
    EmbeddedFlink flink = EmbeddedFlink.start(options.withCheckpointsEvery(Duration.ofHours(1)));
    String group = topics.kafka().prefix() + "group";
    JobSettings settings = ground.settings(group, start);
    StreamExecutionEnvironment env = flink.environment(options.slots());
    JobHealth.tellWhereFlinkIs(env, flink.web());
    CorrelationPipeline.define(
        env,
        new KafkaFeeds(topics.kafka(), group, time, Clock.systemUTC()),
        new KafkaOutputs(
            topics.kafka(), delivery, true, group, settings.names(), Clock.systemUTC()),
        settings);
    return new LiveRun(flink, flink.submit(env, group), topics, group);
  }

  /**
   * Waits until something is so, as long as anything moves: event time of an operator, or records.
   * Gives up at once if the job has ended.
   */
  void awaitThat(String what, Callable<Boolean> isSo) {
    movedAt = System.nanoTime();
    lookedAt = movedAt;
    await(what)
        .atMost(AT_MOST)
        .pollInterval(Duration.ofMillis(200))
        .failFast(
            "the job has ended, or stands still",
            () -> {
              if (flink.result(job).isDone()) {
                flink.result(job).join().toJobExecutionResult(LiveRun.class.getClassLoader());
              }
              look(what);
            })
        .until(isSo);
  }

  private void look(String what) throws Exception {
    long now = System.nanoTime();
    if (now - lookedAt < LOOK.toNanos()) {
      return;
    }
    lookedAt = now;
    String stands = standing.lines() + "\nread up to: " + topics.positions(group);
    if (!stands.equals(stood)) {
      stood = stands;
      movedAt = now;
    } else if (now - movedAt > PATIENCE.toNanos()) {
      throw new AssertionError(
          "Expected that %s, but nothing has moved for %s:%n%s".formatted(what, PATIENCE, stands));
    }
  }

  /** Waits for the change of {@code clock-0} that was told for that time. */
  void awaitTime(Instant time) {
    awaitThat(
        "time has come to " + time,
        () ->
            topics.read("asset-state").stream()
                .map(ConsumerRecord::value)
                .anyMatch(line -> line.contains("clock-0") && line.contains(time.toString())));
  }

  /**
   * Takes a checkpoint behind all that stands in the inputs. All that followed from it so far is
   * written by then.
   *
   * @return where the checkpoint is
   */
  URI checkpoint() {
    AtomicReference<String> taken = new AtomicReference<>();
    awaitThat(
        "all inputs are read",
        () -> {
          try {
            taken.set(flink.cluster().triggerCheckpoint(job).get(60, TimeUnit.SECONDS));
          } catch (ExecutionException e) {
            if (hasEnded()) {
              return false; // and the reason is told
            }
            throw e;
          }
          return topics.areReadBy(group);
        });
    return URI.create(taken.get());
  }

  /** Waits until every task runs: no checkpoint can be taken before. */
  void awaitRunning() {
    awaitThat(
        "every task runs",
        () -> {
          int tasks = 0;
          for (AccessExecutionVertex task :
              flink.cluster().getExecutionGraph(job).get().getAllExecutionVertices()) {
            if (task.getExecutionState() != ExecutionState.RUNNING
                && task.getExecutionState() != ExecutionState.FINISHED) {
              return false;
            }
            tasks++;
          }
          return tasks > 0; // a job that is only just known has none
        });
  }

  /** Takes everything from under the job at once, as if the machine were gone. */
  void kill() throws Exception {
    flink.cluster().terminateTaskManager(0).get(60, TimeUnit.SECONDS);
    JobResult result = flink.result(job).get(60, TimeUnit.SECONDS);
    if (result.isSuccess()) {
      throw new IllegalStateException("Expected the job to have failed, but " + result);
    }
    flink.close();
  }

  boolean hasEnded() {
    return flink.result(job).isDone();
  }

  @Override
  public void close() throws IOException {
    if (!hasEnded()) {
      flink.cancel(job);
    }
    flink.close();
  }
}
