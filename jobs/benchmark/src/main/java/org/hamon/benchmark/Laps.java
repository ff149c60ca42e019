// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.flink.api.common.JobID;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.hamon.local.EmbeddedFlink;
import org.jspecify.annotations.Nullable;

/**
 * Runs a job over all readings of the topic and takes the time of its steady state.
 *
 * <p>The jobs read without end, as in production, from the beginning of the topic; a run is over
 * when the operator that has a reading behind it has taken as many as there are, and is cancelled
 * then. The counters of the running tasks are looked at every two milliseconds: the clock runs from
 * the moment a fifth of the readings is taken until all are. So neither the start of the job nor
 * the first connection to the broker count, and nothing is subtracted or extrapolated.
 *
 * <p>The processor time is that of the whole process in the same interval: job, broker, collector
 * and compiler. Unlike the rate it hardly depends on what else the machine is doing.
 */
final class Laps {

  /** The share of the readings after which the clock starts. */
  static final double RUN_UP = 0.2;

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(2);

  private final EmbeddedFlink flink;
  private final TelemetryJob.Setting setting;
  private final long readings;

  Laps(EmbeddedFlink flink, TelemetryJob.Setting setting, long readings) {
    this.flink = flink;
    this.setting = setting;
    this.readings = readings;
  }

  /**
   * What a run came to.
   *
   * @param perSecond readings, in the steady state
   * @param cpuMicros processor time of the process for each reading, then
   * @param seconds how long the clock ran
   * @param checkpoints completed in the whole run
   * @param changes of state and conditions; only the pipeline finds any
   */
  record Lap(
      TelemetryJob job,
      double perSecond,
      double cpuMicros,
      double seconds,
      long checkpoints,
      long changes) {}

  /** Runs it once; records a profile of the steady state if one is asked for. */
  Lap run(TelemetryJob job, int parallelism, @Nullable Profile profile) throws IOException {
    StreamExecutionEnvironment env = flink.environment(parallelism);
    job.define(env, setting);
    System.gc(); // what the run before left behind is not this one's
    JobID id = flink.submit(env, "bench " + job);
    CompletableFuture<JobResult> result = flink.result(id);
    try {
      long besides = job.recordsBesides(setting);
      List<Metric> counters = counters(id, job, parallelism, result);
      long first = await(counters, job, besides + (long) (RUN_UP * readings), result);
      long startNanos = System.nanoTime();
      long startCpu = cpuNanos();
      if (profile != null) {
        profile.start();
      }
      long last = await(counters, job, besides + readings, result);
      long nanos = System.nanoTime() - startNanos;
      long cpu = cpuNanos() - startCpu;
      if (profile != null) {
        profile.stop();
      }
      if (last != besides + readings) {
        throw new IOException(
            "expected the operator '"
                + job.counted()
                + "' to take "
                + (besides + readings)
                + " records, but it took "
                + last);
      }
      requireAllUsed(job, id);
      long timed = last - first;
      return new Lap(
          job,
          timed * 1e9 / nanos,
          cpu / 1e3 / timed,
          nanos / 1e9,
          Counts.sum(id, "", "numberOfCompletedCheckpoints"),
          Counts.taken(id, "withhold red evidence"));
    } finally {
      flink.cancel(id);
    }
  }

  /** The rate means nothing unless every reading was used. */
  private void requireAllUsed(TelemetryJob job, JobID id) throws IOException {
    long used = Counts.sum(id, job.counted(), "books.telemetry.used");
    if (job == TelemetryJob.PIPELINE && used != readings) {
      throw new IOException("expected all " + readings + " readings to be used, but " + used);
    }
  }

  /** Waits until every subtask has its counter: the operator does not take a record before. */
  private static List<Metric> counters(
      JobID id, TelemetryJob job, int parallelism, CompletableFuture<JobResult> result)
      throws IOException {
    long since = System.nanoTime();
    List<Metric> counters = Counts.takenBy(id, job.counted());
    while (counters.size() < parallelism) {
      if (System.nanoTime() - since > PATIENCE.toNanos()) {
        throw new IOException(job.flow() + " does not start");
      }
      refuseEnd(job, result);
      LockSupport.parkNanos(LOOK_NANOS);
      counters = Counts.takenBy(id, job.counted());
    }
    return counters;
  }

  /** Waits until the operator took that many records; returns how many it took then. */
  private static long await(
      List<Metric> counters, TelemetryJob job, long wanted, CompletableFuture<JobResult> result)
      throws IOException {
    long lastTaken = -1;
    long lastNews = System.nanoTime();
    while (true) {
      long taken = Counts.sum(counters);
      if (taken >= wanted) {
        return taken;
      }
      long now = System.nanoTime();
      if (taken != lastTaken) {
        lastTaken = taken;
        lastNews = now;
      } else if (now - lastNews > PATIENCE.toNanos()) {
        throw new IOException(
            job.flow() + " stands still at " + taken + " of " + wanted + " records");
      }
      refuseEnd(job, result);
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private static void refuseEnd(TelemetryJob job, CompletableFuture<JobResult> result)
      throws IOException {
    if (result.isDone()) {
      throw new IOException(job.flow() + " has ended early: " + result.join());
    }
  }

  private static long cpuNanos() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getProcessCpuTime()
        : 0;
  }
}
