// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.hamon.correlation.CorrelationPipeline;
import org.hamon.correlation.JobSettings;
import org.hamon.correlation.Outlet;
import org.hamon.correlation.config.Knowledge;
import org.hamon.patterns.engine.PatternCost;
import org.hamon.replay.History;
import org.hamon.replay.ReplayFeeds;
import org.hamon.replay.SortedFileSink;
import org.jspecify.annotations.Nullable;

/**
 * Runs the job over history, with the outputs in a folder at its end. One that was stopped goes on
 * from its last checkpoint when the same is asked for again.
 */
final class ReplayRun {
  private final Console console;
  private final Asked asked;

  /**
   * What is asked for.
   *
   * @param checkpointEvery how often it notes where it stands
   * @param identity the same only where the same outputs are to be expected
   * @param anew leave what a stopped one has done
   */
  record Asked(
      Knowledge knowledge,
      History history,
      Path out,
      int parallelism,
      Duration checkpointEvery,
      String identity,
      boolean anew) {
    Asked {
      requireNonNull(knowledge, "knowledge");
      requireNonNull(history, "history");
      requireNonNull(out, "out");
      requireNonNull(checkpointEvery, "checkpointEvery");
      requireNonNull(identity, "identity");
    }
  }

  ReplayRun(Console console, Asked asked) {
    this.console = console;
    this.asked = asked;
  }

  /**
   * Returns what the patterns did and cost, by {@code id@version}.
   *
   * @throws UnusableInput if there is no history, or another replay writes there
   * @throws IOException if the job fails, or is stopped; where there was a checkpoint it can go on
   */
  Map<String, PatternCost> run() throws IOException {
    List<String> complaints = asked.history().complaints();
    if (!complaints.isEmpty()) {
      throw new UnusableInput(complaints.stream().map(line -> "hamon: " + line).toList());
    }
    asked.history().remarks().forEach(line -> console.note("hamon: " + line));
    try (Unfinished unfinished = Unfinished.in(asked.out())) {
      try {
        Map<String, PatternCost> costs = run(unfinished);
        unfinished.clear();
        return costs;
      } catch (IOException | RuntimeException e) {
        Optional<UnusableInput> full =
            FullDisk.stopping(e, asked.out(), Path.of(System.getProperty("java.io.tmpdir")));
        if (unfinished.newestCheckpoint().isEmpty()) {
          unfinished.clear();
        }
        if (full.isPresent()) {
          throw full.get();
        }
        throw e;
      }
    }
  }

  private Map<String, PatternCost> run(Unfinished unfinished) throws IOException {
    OptionalLong begun = asked.anew() ? OptionalLong.empty() : unfinished.startOf(asked.identity());
    Optional<URI> checkpoint = begun.isPresent() ? unfinished.newestCheckpoint() : Optional.empty();
    long start;
    if (checkpoint.isPresent()) {
      start = begun.orElseThrow();
      console.note("hamon: goes on with a replay that was stopped; --anew begins at the beginning");
    } else {
      start = start(asked.history());
      unfinished.begin(asked.identity(), start);
    }
    return PatternCost.in(execute(unfinished, checkpoint.orElse(null), start));
  }

  /** Where no record has a time there still are dead letters to be written. */
  private static long start(History history) throws IOException {
    OptionalLong start = history.start();
    if (start.isEmpty() && !history.hasRecords()) {
      throw new UnusableInput(
          "hamon: "
              + history.text()
              + ": expected records of telemetry, failure-reports or topology-changes, but there is"
              + " none.");
    }
    return start.orElse(0);
  }

  private Map<String, Object> execute(Unfinished unfinished, @Nullable URI checkpoint, long start)
      throws IOException {
    Waiting waiting = new Waiting(console);
    try (Resources resources = new Resources()) {
      EmbeddedFlink flink =
          resources.add(
              EmbeddedFlink.start(
                  EmbeddedFlink.Options.of(asked.parallelism())
                      .withCheckpointsEvery(asked.checkpointEvery())
                      .withCheckpointsIn(unfinished.checkpoints())
                      .startingFrom(checkpoint)
                      .withoutRestarts()));
      StreamExecutionEnvironment env = flink.environment(asked.parallelism());
      JobSettings settings = asked.knowledge().settings(start);
      CorrelationPipeline.define(
              env,
              new ReplayFeeds(asked.history(), settings.bound(), start),
              Outlet.of(SortedFileSink.resumable(asked.out(), settings.names())),
              settings)
          .setParallelism(1);
      BoundedJob job = new BoundedJob(flink, flink.submit(env, "hamon replay"));
      resources.add(job::cancel);
      return job.awaitEnd(waiting);
    }
  }
}
