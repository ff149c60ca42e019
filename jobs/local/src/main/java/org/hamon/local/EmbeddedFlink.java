// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.jspecify.annotations.Nullable;

/**
 * A Flink cluster in this process, set up as a real one should be: state in RocksDB, incremental
 * checkpoints, no Kryo, no generated uids, restarts with a growing delay. Its files live in a
 * folder of its own that {@link #close} removes, unless the checkpoints were asked for elsewhere.
 */
public final class EmbeddedFlink implements AutoCloseable {
  private static final int PORTS_TO_TRY = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** After so long without a failure a job may be started again as often as at first. */
  private static final Duration UNDISTURBED = Duration.ofMinutes(10);

  private final WorkingFolder folder;
  private final Options options;
  private final MiniCluster cluster;
  private final URI web;
  private boolean closed;

  /**
   * @param slots and so the largest parallelism
   * @param webPort where the web page is wanted; the next free one is taken if it is in use, any
   *     free one with 0
   * @param checkpointInterval zero for no checkpoints
   * @param checkpoints where they are kept, and stay; null: in a folder that goes with the cluster
   * @param restore a checkpoint or savepoint to start from, or null
   * @param restarts how often a job that fails is started again
   * @param more settings of the cluster, by Flink's names
   */
  public record Options(
      int slots,
      int webPort,
      Duration checkpointInterval,
      @Nullable URI checkpoints,
      @Nullable URI restore,
      int restarts,
      Map<String, String> more) {

    public Options {
      more = Map.copyOf(more);
    }

    public static Options of(int slots) {
      return new Options(slots, 0, Duration.ofSeconds(10), null, null, 10, Map.of());
    }

    public Options withWebPort(int port) {
      return new Options(slots, port, checkpointInterval, checkpoints, restore, restarts, more);
    }

    public Options withCheckpointsEvery(Duration interval) {
      return new Options(slots, webPort, interval, checkpoints, restore, restarts, more);
    }

    public Options withCheckpointsIn(@Nullable URI place) {
      return new Options(slots, webPort, checkpointInterval, place, restore, restarts, more);
    }

    public Options startingFrom(@Nullable URI checkpoint) {
      return new Options(
          slots, webPort, checkpointInterval, checkpoints, checkpoint, restarts, more);
    }

    /** A job that fails has failed: its input can be read again from the beginning. */
    public Options withoutRestarts() {
      return new Options(slots, webPort, checkpointInterval, checkpoints, restore, 0, more);
    }

    /** Settings of the cluster, by Flink's names. */
    public Options with(Map<String, String> more) {
      return new Options(slots, webPort, checkpointInterval, checkpoints, restore, restarts, more);
    }
  }

  private EmbeddedFlink(WorkingFolder folder, Options options, MiniCluster cluster, URI web) {
    this.folder = folder;
    this.options = options;
    this.cluster = cluster;
    this.web = web;
  }

  /** Starts a cluster; returns when it takes jobs. */
  public static EmbeddedFlink start(Options options) throws IOException {
    WorkingFolder folder = WorkingFolder.below(Path.of(System.getProperty("java.io.tmpdir")));
    MiniCluster cluster =
        new MiniCluster(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(clusterSettings(folder.path(), options))
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(options.slots())
                .build());
    try {
      cluster.start();
      return new EmbeddedFlink(folder, options, cluster, await(cluster.getRestAddress()));
    } catch (Exception e) {
      cluster.closeAsync().join();
      folder.close();
      throw new IOException("Flink does not start: " + e.getMessage(), e);
    }
  }

  /** An environment to define a job in, with the settings of this cluster. */
  public StreamExecutionEnvironment environment(int parallelism) {
    StreamExecutionEnvironment env =
        new StreamExecutionEnvironment(jobSettings(), EmbeddedFlink.class.getClassLoader());
    env.setParallelism(parallelism);
    return env;
  }

  /** Starts the job that was defined in the environment; does not wait for it. */
  public JobID submit(StreamExecutionEnvironment env, String name) throws IOException {
    StreamGraph graph = env.getStreamGraph();
    graph.setJobName(name);
    return await(cluster.submitJob(graph.getJobGraph())).getJobID();
  }

  public JobStatus status(JobID job) throws IOException {
    return await(cluster.getJobStatus(job));
  }

  /** Completes when the job has ended, however it did. */
  public CompletableFuture<JobResult> result(JobID job) {
    return cluster.requestJobResult(job);
  }

  /** Stops the job where it stands and waits until it has stopped. */
  public void cancel(JobID job) throws IOException {
    if (!status(job).isGloballyTerminalState()) {
      await(cluster.cancelJob(job));
      await(cluster.requestJobResult(job));
    }
  }

  /** Asks for a checkpoint that needs no file of an earlier one; does not wait for it. */
  void takeWholeCheckpoint(JobID job) {
    var unused = cluster.triggerCheckpoint(job, CheckpointType.FULL);
  }

  /** What its jobs go on from; empty: from their beginning. */
  Optional<URI> restore() {
    return Optional.ofNullable(options.restore());
  }

  /** The page of the cluster, also the root of its REST interface. */
  public URI web() {
    return web;
  }

  /** For tests that need more: kill a task manager, trigger a checkpoint. */
  public MiniCluster cluster() {
    return cluster;
  }

  @Override
  public synchronized void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    await(cluster.closeAsync());
    folder.close();
  }

  private static Configuration clusterSettings(Path folder, Options options) {
    Configuration settings = Configuration.fromMap(options.more());
    String temporary = folder.resolve("tmp").toString();
    settings.set(CoreOptions.TMP_DIRS, temporary);
    settings.set(WebOptions.TMP_DIR, temporary);
    settings.set(RestOptions.ADDRESS, "127.0.0.1");
    settings.set(RestOptions.BIND_ADDRESS, "127.0.0.1");
    int port = options.webPort();
    settings.set(RestOptions.PORT, port);
    settings.set(
        RestOptions.BIND_PORT,
        port == 0 ? "0" : port + "-" + Math.min(port + PORTS_TO_TRY, 65_535));
    settings.set(WebOptions.SUBMIT_ENABLE, false);
    // how far the job is behind is asked once a second
    settings.set(MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, Duration.ofSeconds(1));
    settings.set(WebOptions.REFRESH_INTERVAL, Duration.ofSeconds(1));
    settings.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, Safekeeping.KEPT);
    settings.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(256));
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(128));
    settings.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(128));
    return settings;
  }

  private Configuration jobSettings() {
    Configuration settings = new Configuration();
    settings.set(StateBackendOptions.STATE_BACKEND, "rocksdb");
    settings.set(CheckpointingOptions.INCREMENTAL_CHECKPOINTS, true);
    settings.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
    URI checkpoints = options.checkpoints();
    settings.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY,
        (checkpoints == null ? folder.path().resolve("checkpoints").toUri() : checkpoints)
            .toString());
    settings.set(
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    if (!options.checkpointInterval().isZero()) {
      settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, options.checkpointInterval());
      settings.set(
          CheckpointingOptions.CHECKPOINTING_CONSISTENCY_MODE, CheckpointingMode.EXACTLY_ONCE);
      // a folder that is full or gone is no reason to stop, and to read everything again
      settings.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, Integer.MAX_VALUE);
    }
    URI restore = options.restore();
    if (restore != null) {
      settings.set(StateRecoveryOptions.SAVEPOINT_PATH, restore.toString());
    }
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    // What travels between chained operators are immutable records: they need no copies.
    settings.set(PipelineOptions.OBJECT_REUSE, true);
    settings.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    if (options.restarts() == 0) {
      settings.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
    } else {
      settings.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
      settings.set(
          RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
          Duration.ofSeconds(1));
      settings.set(
          RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
          Duration.ofSeconds(30));
      settings.set(
          RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
          UNDISTURBED);
      settings.set(
          RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, options.restarts());
    }
    return settings;
  }

  private static <T> T await(CompletableFuture<T> future) throws IOException {
    try {
      return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for Flink", e);
    } catch (TimeoutException e) {
      throw new IOException("Flink did not answer within " + PATIENCE.toSeconds() + " s", e);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new IOException("Flink refuses: " + cause.getMessage(), e);
    }
  }
}
