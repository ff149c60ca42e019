// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.config;

import static java.util.Objects.requireNonNull;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hamon.correlation.JobSettings;
import org.hamon.patterns.language.Pattern;
import org.hamon.patterns.language.PatternReader;
import org.hamon.topology.Finding;
import org.hamon.topology.Topology;
import org.hamon.topology.reading.TopologyReader;

/**
 * What a job knows before it hears anything, found to be right: the topology and the patterns.
 *
 * @param path of the topology, absolute; each process of a cluster reads it once more
 */
public record Knowledge(Path path, Topology topology, List<Pattern> patterns) {

  private static final String JOB = "hamon";

  public Knowledge {
    requireNonNull(path, "path");
    requireNonNull(topology, "topology");
    patterns = List.copyOf(patterns);
  }

  /**
   * Reads both.
   *
   * @param topology a YAML file or a folder
   * @param patterns a YAML file or a folder of them
   * @throws InvalidConfigException with all that is wrong in either
   */
  public static Knowledge read(Path topology, Path patterns) {
    List<String> wrong = new ArrayList<>();
    Optional<Knowledge> knowledge = read(topology, patterns, wrong);
    if (!wrong.isEmpty()) {
      throw new InvalidConfigException(wrong);
    }
    return knowledge.orElseThrow();
  }

  /** Adds what is wrong; with something in there the result is not to be used. */
  static Optional<Knowledge> read(Path topologyPath, Path patternsPath, List<String> wrong) {
    Optional<Topology> topology = topology(topologyPath, wrong);
    List<Pattern> patterns = patterns(patternsPath, wrong);
    return topology.map(read -> new Knowledge(topologyPath.toAbsolutePath(), read, patterns));
  }

  /**
   * The usual settings of a job that knows this.
   *
   * @param start epoch milliseconds: assets that are expected to be heard are so from then on
   */
  public JobSettings settings(long start) {
    String file = path.toString();
    return JobSettings.of(JOB, topology, () -> again(file), patterns, start);
  }

  private static Topology again(String path) {
    return TopologyReader.read(Path.of(path))
        .topology()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Expected the topology "
                        + path
                        + " to be, on each machine that the job runs on, what it was where the job"
                        + " was started. Put it there."));
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
