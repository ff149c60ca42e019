// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.ParameterTool;
import org.hamon.correlation.kafka.KafkaFeeds;
import org.hamon.correlation.kafka.KafkaOutputs;
import org.hamon.correlation.kafka.KafkaSettings;
import org.hamon.correlation.kafka.LiveTime;
import org.hamon.patterns.language.PatternReader;
import org.hamon.topology.Finding;
import org.hamon.topology.Graph;
import org.hamon.topology.Topology;
import org.hamon.topology.TopologyReader;

/**
 * Starts the job on a cluster, between the topics of a broker:
 *
 * <pre>
 * --brokers HOST:PORT --topology PATH --patterns DIR [--prefix hamon.] [--group hamon]
 * </pre>
 *
 * <p>Topology and patterns are read where the job is submitted; the topology once more by each
 * process, so its path must be the same there. State backend, checkpoints and restarts are the
 * cluster's to configure.
 */
public final class Main {

  private static final String JOB = "hamon";

  private Main() {}

  /** Checks everything it was given before it submits; fails with all that is wrong. */
  public static void main(String[] args) throws Exception {
    ParameterTool options = ParameterTool.fromArgs(args);
    String topologyPath = options.getRequired("topology");
    List<Finding> findings = new ArrayList<>();
    TopologyReader.Result topology = TopologyReader.read(Path.of(topologyPath));
    findings.addAll(topology.findings());
    List<PatternReader.Result> patterns =
        PatternReader.readAll(Path.of(options.getRequired("patterns")));
    patterns.forEach(pattern -> findings.addAll(pattern.findings()));
    refuse(findings.stream().filter(Finding::isError).toList());

    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(strict());
    Topology base = topology.topology().orElseThrow();
    KafkaSettings kafka =
        new KafkaSettings(
            options.getRequired("brokers"),
            options.get("prefix", KafkaSettings.DEFAULT_PREFIX),
            Map.of());
    JobSettings settings =
        JobSettings.of(
            JOB,
            base,
            () -> TopologyReader.read(Path.of(topologyPath)).topology().orElseThrow(),
            patterns.stream().map(PatternReader.Result::pattern).flatMap(Optional::stream).toList(),
            Clock.systemUTC().millis());
    KafkaFeeds feeds =
        new KafkaFeeds(
            kafka,
            options.get("group", JOB),
            LiveTime.auto(settings.bound()),
            Graph.of(base).sectors(),
            Clock.systemUTC());
    CorrelationPipeline.define(env, feeds, KafkaOutputs.sink(kafka), settings);
    env.execute(JOB);
  }

  /** What the code relies on, whatever the cluster says. */
  private static Configuration strict() {
    Configuration strict = new Configuration();
    strict.set(PipelineOptions.GENERIC_TYPES, false);
    strict.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    strict.set(PipelineOptions.OBJECT_REUSE, true);
    return strict;
  }

  private static void refuse(List<Finding> errors) {
    if (!errors.isEmpty()) {
      StringBuilder all = new StringBuilder("The job cannot start:");
      errors.forEach(error -> all.append(System.lineSeparator()).append(error));
      throw new IllegalArgumentException(all.toString());
    }
  }
}
