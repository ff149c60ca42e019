// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.hamon.correlation.CorrelationPipeline;
import org.hamon.correlation.JobSettings;
import org.hamon.correlation.kafka.KafkaFeeds;
import org.hamon.correlation.kafka.KafkaOutputs;
import org.hamon.correlation.kafka.KafkaTopics;
import org.hamon.correlation.warn.Warn;
import org.hamon.patterns.engine.PatternEngine;
import org.hamon.patterns.language.Pattern;
import org.hamon.patterns.language.PatternReader;
import org.hamon.topology.Finding;
import org.hamon.topology.Graph;
import org.hamon.topology.Topology;
import org.hamon.topology.reading.TopologyReader;
import org.jspecify.annotations.Nullable;

/**
 * A live job that is ready to be started: its configuration, and the topology and the patterns that
 * it names, all found to be right. The same on a cluster and in a process of one's own.
 */
public record LiveSetup(RunConfig config, Topology topology, List<Pattern> patterns) {

  public LiveSetup {
    requireNonNull(config, "config");
    requireNonNull(topology, "topology");
    patterns = List.copyOf(patterns);
  }

  /**
   * Reads everything.
   *
   * @param file see {@link RunConfig#read}
   * @param overrides see {@link RunConfig#read}
   * @throws InvalidConfigException with all that is wrong with any of it
   */
  public static LiveSetup read(@Nullable Path file, Map<String, String> overrides) {
    List<String> wrong = new ArrayList<>();
    RunConfig config = ConfigReader.read(file, overrides, wrong);
    Optional<Topology> topology = topology(config.topology(), wrong);
    List<Pattern> patterns = patterns(config.patterns(), wrong);
    if (!wrong.isEmpty()) {
      throw new InvalidConfigException(wrong);
    }
    return new LiveSetup(config, topology.orElseThrow(), patterns);
  }

  /**
   * Creates the topics that are missing, if they are to be.
   *
   * @return names of those that were created
   */
  public List<String> createTopics() throws InterruptedException {
    RunConfig.NewTopics topics = config.topics();
    return topics.create()
        ? KafkaTopics.create(
            config.kafka(),
            Warn.recipients(sectors(), topology.sharing()),
            topics.partitions(),
            topics.replication())
        : List.of();
  }

  /**
   * Adds the job to the environment. The topology is read once more by each process of the cluster,
   * so its path must be the same there.
   *
   * @param clock of the machine
   */
  public void define(StreamExecutionEnvironment env, Clock clock) {
    String path = config.topology().toString();
    PatternEngine.BaseTopology base = () -> again(path);
    Instant start = config.start() == null ? clock.instant() : config.start();
    JobSettings usual = JobSettings.of("hamon", topology, base, patterns, start.toEpochMilli());
    CorrelationPipeline.define(
        env,
        new KafkaFeeds(config.kafka(), config.group(), config.time(), sectors(), clock),
        KafkaOutputs.outlet(config.kafka(), config.delivery(), config.group()),
        new JobSettings(
            usual.start(),
            config.time().bound(),
            usual.engine(),
            usual.sharing(),
            usual.health(),
            config.lanes()));
  }

  private Set<String> sectors() {
    return Graph.of(topology).sectors();
  }

  private static Topology again(String path) {
    return TopologyReader.read(Path.of(path))
        .topology()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Expected the topology "
                        + path
                        + " to be on each machine of the cluster what it was where the job was"
                        + " submitted. Put it there."));
  }

  private static Optional<Topology> topology(Path path, List<String> wrong) {
    if (!isGiven(path, "topology", wrong)) {
      return Optional.empty();
    }
    TopologyReader.Result result = TopologyReader.read(path);
    addErrors(result.findings(), wrong);
    return result.topology();
  }

  private static List<Pattern> patterns(Path path, List<String> wrong) {
    if (!isGiven(path, "patterns", wrong)) {
      return List.of();
    }
    List<PatternReader.Result> results = PatternReader.readAll(path);
    if (results.isEmpty()) {
      wrong.add(path + ": error NO_PATTERNS: Expected pattern files (.yaml), but there is none.");
    }
    results.forEach(result -> addErrors(result.findings(), wrong));
    return results.stream().map(PatternReader.Result::pattern).flatMap(Optional::stream).toList();
  }

  /** One that is not given has been complained of. */
  private static boolean isGiven(Path path, String key, List<String> wrong) {
    if (path.equals(ConfigReader.NOWHERE)) {
      return false;
    }
    if (!Files.isReadable(path)) {
      wrong.add(
          path
              + ": error FILE_UNREADABLE at "
              + key
              + (Files.exists(path)
                  ? ": Expected to be allowed to read it, but it is not readable."
                  : ": Expected a file or folder, but there is none."));
      return false;
    }
    return true;
  }

  private static void addErrors(List<Finding> findings, List<String> wrong) {
    findings.stream().filter(Finding::isError).map(Finding::toString).forEach(wrong::add);
  }
}
