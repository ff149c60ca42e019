// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.flink.streaming.api.datastream.DataStreamSink;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.hamon.correlation.CorrelationPipeline;
import org.hamon.correlation.JobSettings;
import org.hamon.correlation.Outlet;
import org.hamon.correlation.Output;
import org.hamon.correlation.decode.Feeds;
import org.hamon.patterns.engine.PatternEngine;
import org.hamon.patterns.language.Pattern;
import org.hamon.patterns.language.PatternReader;
import org.hamon.topology.Finding;
import org.hamon.topology.Topology;
import org.hamon.topology.reading.TopologyReader;

/** What the job knows before it hears anything: the topology and the patterns. */
record Knowledge(Path topologyPath, Topology topology, List<Pattern> patterns) {

  /** Reads both; gives up with all that is wrong in either. */
  static Knowledge read(Path topologyPath, Path patternsPath) {
    FindingReport.requireReadable(List.of(topologyPath, patternsPath));
    List<Finding> findings = new ArrayList<>();
    TopologyReader.Result topology = TopologyReader.read(topologyPath);
    findings.addAll(topology.findings());
    List<PatternReader.Result> patterns = PatternsCommand.read(List.of(patternsPath));
    patterns.forEach(result -> findings.addAll(result.findings()));
    FindingReport.refuseErrors(findings);
    return new Knowledge(
        topologyPath,
        topology.topology().orElseThrow(),
        patterns.stream().map(PatternReader.Result::pattern).flatMap(Optional::stream).toList());
  }

  /**
   * Defines the job in the environment.
   *
   * @param lanes how many exercises may be in use at a time
   * @param start epoch milliseconds: assets that are expected to be heard are so from then on
   * @return the end of it, to say how many write
   */
  DataStreamSink<Output> define(
      StreamExecutionEnvironment env,
      Feeds feeds,
      Outlet outlet,
      Duration disorder,
      int lanes,
      long start) {
    JobSettings usual =
        JobSettings.of("hamon", topology, reader(topologyPath.toAbsolutePath()), patterns, start);
    return CorrelationPipeline.define(
        env,
        feeds,
        outlet,
        new JobSettings(start, disorder, usual.engine(), usual.sharing(), usual.health(), lanes));
  }

  private static PatternEngine.BaseTopology reader(Path path) {
    String file = path.toString();
    return () ->
        TopologyReader.read(Path.of(file))
            .topology()
            .orElseThrow(
                () -> new IllegalStateException("Expected " + file + " to be what it was"));
  }
}
