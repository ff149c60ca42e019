// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.config;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hamon.correlation.kafka.Delivery;
import org.hamon.correlation.kafka.KafkaSettings;
import org.hamon.correlation.kafka.LiveTime;
import org.hamon.patterns.engine.Replaced;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a live job; {@code docs/running.md} describes each key.
 *
 * @param group of consumers under which offsets are committed, and the job's name among producers
 * @param checkpoints where they are kept; null: where Flink's own configuration says
 * @param checkpointInterval how often; null: as Flink's own configuration says
 * @param parallelism null: as Flink's own configuration says
 * @param start since when assets that are expected to be heard are so; null: the job's start
 * @param port of Flink's page, where the job brings its own Flink
 * @param topics whether those that are missing are created, and how
 * @param lanes how many exercises may be in use at a time, for each reader
 * @param replaced what becomes of matches that are open in a version of a pattern when a new one
 *     takes over
 */
public record RunConfig(
    KafkaSettings kafka,
    String group,
    Path topology,
    Path patterns,
    @Nullable URI checkpoints,
    @Nullable Duration checkpointInterval,
    @Nullable Integer parallelism,
    Delivery delivery,
    LiveTime time,
    @Nullable Instant start,
    int port,
    NewTopics topics,
    int lanes,
    Replaced replaced) {

  /** How topics that are missing are made. */
  public record NewTopics(boolean create, int partitions, int replication) {}

  public RunConfig {
    requireNonNull(kafka, "kafka");
    requireNonNull(group, "group");
    requireNonNull(topology, "topology");
    requireNonNull(patterns, "patterns");
    requireNonNull(delivery, "delivery");
    requireNonNull(time, "time");
    requireNonNull(topics, "topics");
    requireNonNull(replaced, "replaced");
  }

  /**
   * Reads a file and what is said beside it.
   *
   * @param file YAML; paths in it are relative to it. Null: there is none
   * @param overrides by key, {@code checkpoints.interval} for a key in a key; paths in them are
   *     relative to where the process runs
   * @throws InvalidConfigException with all that is wrong
   */
  public static RunConfig read(@Nullable Path file, Map<String, String> overrides) {
    List<String> wrong = new ArrayList<>();
    RunConfig config = ConfigReader.read(file, overrides, wrong);
    if (!wrong.isEmpty()) {
      throw new InvalidConfigException(wrong);
    }
    return config;
  }
}
