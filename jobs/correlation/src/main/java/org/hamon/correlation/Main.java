// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation;

import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ParameterTool;
import org.hamon.correlation.config.LiveSetup;
import org.hamon.correlation.config.RunConfig;

/**
 * Starts the job on a cluster, between the topics of a broker:
 *
 * <pre>
 * --config FILE [--KEY VALUE ...]
 * </pre>
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

  private static final String JOB = "hamon";
  private static final String CONFIG = "config";

  private Main() {}

  /**
   * Checks everything it was given before it submits.
   *
   * @throws org.hamon.correlation.config.InvalidConfigException with all that is wrong
   */
  public static void main(String[] args) throws Exception {
    Map<String, String> options = new LinkedHashMap<>(ParameterTool.fromArgs(args).toMap());
    String file = options.remove(CONFIG);
    LiveSetup setup = LiveSetup.read(file == null ? null : Path.of(file), options);
    setup.createTopics();
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.getExecutionEnvironment(flink(setup.config()));
    setup.define(env, Clock.systemUTC());
    env.execute(JOB);
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
