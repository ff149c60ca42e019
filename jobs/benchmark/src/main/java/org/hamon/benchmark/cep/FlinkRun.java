// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark.cep;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.runtime.execution.ExecutionState;
import org.apache.flink.runtime.executiongraph.AccessExecutionVertex;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.hamon.benchmark.Counts;
import org.hamon.local.EmbeddedFlink;
import org.hamon.patterns.engine.PatternEngine;
import org.hamon.patterns.language.Pattern;
import org.hamon.patterns.language.Symptom;

/**
 * Runs a contender on Flink and takes the time. The clock starts once all tasks run, so neither
 * their start nor the opening of their state counts; it stops at the last watermark that came
 * through all operators in the time that a run is given, and what is before it was processed. Then
 * the job is cancelled.
 */
final class FlinkRun {

  /** More than any run processes. */
  private static final long NO_END = 1L << 40;

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  private final EmbeddedFlink flink;
  private final int parallelism;

  FlinkRun(EmbeddedFlink flink, int parallelism) {
    this.flink = flink;
    this.parallelism = parallelism;
  }

  /** Runs it once over the stream, as long as the limits say. */
  Run run(
      Contender contender,
      int round,
      Symptoms stream,
      List<Pattern> patterns,
      Contender.Limits limits)
      throws IOException {
    String name = contender + "-" + stream.kind() + "-" + patterns.size() + "-" + round;
    Race race = Race.prepare(name);
    try {
      int bound = PatternEngine.Settings.MAX_PARTIAL_MATCHES;
      StreamExecutionEnvironment env = environment(contender, limits.checkpoint());
      define(env, name, contender, Source.of(env, name, stream::at, NO_END), patterns, bound);
      return start(
          env,
          name,
          race,
          id -> {
            await(id, () -> isOver(race, id, limits), limits.most());
            return result(contender, round, patterns, race, checkpoints(id));
          });
    } finally {
      race.end();
    }
  }

  private static boolean isOver(Race race, JobID job, Contender.Limits limits) {
    Race.Progress progress = race.progress();
    return progress.nanos() >= limits.least().toNanos()
        && Symptoms.numberUpTo(progress.watermark()) >= limits.symptoms()
        && (limits.checkpoint().isZero() || checkpoints(job) > 0);
  }

  private static Run result(
      Contender contender, int round, List<Pattern> patterns, Race race, long checkpoints)
      throws IOException {
    Race.Progress progress = race.progress();
    long symptoms = Symptoms.numberUpTo(progress.watermark());
    if (symptoms == 0) {
      throw new IOException(contender.text() + " processed nothing in its time");
    }
    if (race.storms() > 0) {
      throw new IOException(
          "the host dropped partial matches, so matches cannot be equal: take more roots");
    }
    List<Finding> findings = race.findings();
    return new Run(
        contender,
        round,
        symptoms,
        progress.nanos() / 1e9,
        progress.cpuNanos() / 1e9,
        progress.watermark(),
        checkpoints,
        contender.isHost() ? Told.of(findings) : Told.ofAll(findings, within(patterns)));
  }

  static Map<String, Long> within(List<Pattern> patterns) {
    return patterns.stream().collect(Collectors.toMap(Pattern::id, Pattern::withinMillis));
  }

  /**
   * Plays a storm: many first stages at one root, then one that completes a match.
   *
   * @param bound of partial matches; only the host has one
   * @return seconds until the first match, from the first symptom
   */
  double storm(
      Contender contender,
      int round,
      int firstStages,
      int bound,
      Duration checkpoint,
      Duration patience)
      throws IOException {
    String name = contender + "-storm-" + bound + "-" + round;
    Race race = Race.prepare(name);
    try {
      StreamExecutionEnvironment env = environment(contender, checkpoint);
      DataStream<Symptom> symptoms =
          Source.of(env, name, new StormSymptoms(firstStages), firstStages + 1L);
      List<Pattern> pattern = List.of(GeneratedPatterns.ofStorm());
      define(env, name, contender, symptoms, pattern, bound);
      return start(
          env,
          name,
          race,
          id -> {
            await(id, () -> race.firstFindingNanos() > 0, patience);
            if (race.firstFindingNanos() == 0) {
              throw new IOException(
                  contender.text() + " finds no match within " + patience.toSeconds() + " s");
            }
            return race.firstFindingNanos() / 1e9;
          });
    } finally {
      race.end();
    }
  }

  private StreamExecutionEnvironment environment(Contender contender, Duration checkpoint) {
    StreamExecutionEnvironment env = flink.environment(parallelism);
    Configuration backend = new Configuration();
    backend.set(
        StateBackendOptions.STATE_BACKEND,
        contender == Contender.PLAIN_HEAP ? "hashmap" : "rocksdb");
    env.configure(backend);
    if (contender.isHost() && !checkpoint.isZero()) {
      env.enableCheckpointing(checkpoint.toMillis());
    }
    return env;
  }

  private static void define(
      StreamExecutionEnvironment env,
      String name,
      Contender contender,
      DataStream<Symptom> symptoms,
      List<Pattern> patterns,
      int bound) {
    DataStream<Finding> found =
        contender.isHost()
            ? HostJob.define(
                env, name, symptoms, patterns, requireNonNull(contender.engine()), bound)
            : PlainJob.define(symptoms, patterns);
    found
        .transform("tally", TypeInformation.of(Finding.class), new Tally(name))
        .setParallelism(1)
        .uid("tally");
  }

  /** What is done while the job runs. */
  private interface Watch<T> {
    T over(JobID job) throws IOException;
  }

  private <T> T start(StreamExecutionEnvironment env, String name, Race race, Watch<T> watch)
      throws IOException {
    System.gc(); // what the run before left behind is not this one's
    JobID id = flink.submit(env, "bench " + name);
    try {
      await(id, () -> allRun(id), PATIENCE);
      race.start();
      return watch.over(id);
    } finally {
      race.start();
      flink.cancel(id);
    }
  }

  private boolean allRun(JobID id) {
    try {
      for (AccessExecutionVertex vertex :
          flink.cluster().getExecutionGraph(id).get().getAllExecutionVertices()) {
        ExecutionState state = vertex.getExecutionState();
        if (state != ExecutionState.RUNNING && state != ExecutionState.FINISHED) {
          return false;
        }
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      return false; // not there yet
    }
  }

  /** Waits until it holds, at most that long; a job that fails is an error. */
  private void await(JobID id, BooleanSupplier holds, Duration most) throws IOException {
    CompletableFuture<JobResult> result = flink.result(id);
    long since = System.nanoTime();
    while (!holds.getAsBoolean() && System.nanoTime() - since < most.toNanos()) {
      if (result.isDone()) {
        JobResult ended = result.join();
        if (ended.getSerializedThrowable().isPresent()) {
          throw new IOException(
              "a job failed: "
                  + ended.getSerializedThrowable().get().getFullStringifiedStackTrace());
        }
      }
      LockSupport.parkNanos(LOOK_NANOS);
    }
  }

  private static long checkpoints(JobID id) {
    return Counts.sum(id, "", "numberOfCompletedCheckpoints");
  }
}
