// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ParameterTool;
import org.hamon.correlation.config.LiveSetup;
import org.hamon.correlation.config.RunConfig;
import org.hamon.correlation.recovery.Beginning;
import org.hamon.correlation.recovery.Identity;
import org.hamon.correlation.recovery.JobFolder;
import org.hamon.correlation.recovery.JobHealth;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts the job on a cluster, between the topics of a broker:
 *
 * <pre>
 * --config FILE [--KEY VALUE ...]
 * </pre>
 *
 * <p>It goes on from the newest checkpoint of the job, unless Flink was told another, or {@code
 * --restart true} says to begin without.
 *
 * <p>Each key of the file can be given beside it, and wins; without a file, {@code --brokers},
 * {@code --topology} and {@code --patterns} are needed.
 *
 * <p>Everything is read where this runs: the job manager, when the jar is submitted to its REST
 * interface or run as an application. The topology is read once more by each process, so its path
 * must be the same there. What the configuration does not say of parallelism and checkpoints, and
 * the state backend and restarts, are the cluster's to configure.
 */
public final class Main {

  private static final Logger LOG = LoggerFactory.getLogger(Main.class);

  private static final String JOB = "hamon";
  private static final String CONFIG = "config";
  private static final String RESTART = "restart";

  private Main() {}

  /**
   * Checks everything it was given before it submits.
   *
   * @throws org.hamon.correlation.config.InvalidConfigException with all that is wrong
   * @throws org.hamon.correlation.recovery.UnusableCheckpointException if there are checkpoints,
   *     but none that the job can go on from
   */
  public static void main(String[] args) throws Exception {
    Map<String, String> options = new LinkedHashMap<>(ParameterTool.fromArgs(args).toMap());
    String file = options.remove(CONFIG);
    boolean restart = Boolean.parseBoolean(options.remove(RESTART));
    LiveSetup setup = LiveSetup.read(file == null ? null : Path.of(file), options);
    Identity identity = setup.identity();
    setup.createTopics();
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(flink(setup.config()));
    begin(env, identity, restart);
    setup.define(env, Clock.systemUTC());
    env.execute(JOB);
  }

  /** Finds what to go on from, unless that was said to Flink already. */
  private static void begin(StreamExecutionEnvironment env, Identity identity, boolean restart)
      throws IOException {
    ReadableConfig cluster = env.getConfiguration();
    tellWhereFlinkIs(env, cluster);
    String named = cluster.get(StateRecoveryOptions.SAVEPOINT_PATH);
    String checkpoints = cluster.get(CheckpointingOptions.CHECKPOINTS_DIRECTORY);
    Configuration more = new Configuration();
    Beginning beginning;
    if (checkpoints == null) {
      beginning =
          named == null ? Beginning.withoutCheckpoints() : Beginning.from(URI.create(named));
    } else {
      JobFolder folder = JobFolder.in(URI.create(checkpoints), identity);
      more.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, folder.uri().toString());
      if (named != null) {
        beginning = Beginning.from(URI.create(named));
      } else {
        beginning = restart ? Beginning.anew(folder, identity) : Beginning.newest(folder, identity);
      }
    }
    beginning.said().forEach(LOG::warn);
    if (named == null && beginning.checkpoint() != null) {
      more.set(StateRecoveryOptions.SAVEPOINT_PATH, beginning.checkpoint().toString());
    }
    env.configure(more, Main.class.getClassLoader());
  }

  /** As its tasks may reach it: where the REST interface is open to all, and has an address. */
  private static void tellWhereFlinkIs(StreamExecutionEnvironment env, ReadableConfig cluster) {
    String address =
        cluster
            .getOptional(RestOptions.ADDRESS)
            .or(() -> cluster.getOptional(JobManagerOptions.ADDRESS))
            .orElse(null);
    if (address != null && !cluster.get(SecurityOptions.SSL_REST_ENABLED)) {
      JobHealth.tellWhereFlinkIs(
          env, URI.create("http://" + address + ":" + cluster.get(RestOptions.PORT)));
    }
  }

  /** What the code relies on, whatever the cluster says, and what the configuration asks for. */
  static Configuration flink(RunConfig config) {
    Configuration flink = new Configuration();
    flink.set(PipelineOptions.GENERIC_TYPES, false);
    flink.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    flink.set(PipelineOptions.OBJECT_REUSE, true);
    if (config.parallelism() != null) {
      flink.set(CoreOptions.DEFAULT_PARALLELISM, config.parallelism());
    }
    if (config.checkpointInterval() != null) {
      flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, config.checkpointInterval());
    }
    if (config.checkpoints() != null) {
      flink.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
      flink.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, config.checkpoints().toString());
    }
    return flink;
  }
}
