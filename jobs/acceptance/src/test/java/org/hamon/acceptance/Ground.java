// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.hamon.correlation.JobSettings;
import org.hamon.patterns.engine.PatternEngine;
import org.hamon.patterns.language.Pattern;
import org.hamon.patterns.language.PatternReader;
import org.hamon.topology.Graph;
import org.hamon.topology.Topology;
import org.hamon.topology.reading.TopologyReader;

/**
 * What a job stands on in these tests: a topology in a file and the patterns of the catalogue.
 *
 * @param file that each process of the job reads again
 */
record Ground(Path file, Topology topology, List<Pattern> patterns) {

  private static final Path CATALOGUE = Path.of("../../patterns/catalogue");

  static Ground in(Path file) throws IOException {
    return new Ground(file, read(file), catalogue());
  }

  /** Settings of a job that begins at that time, epoch milliseconds. */
  JobSettings settings(String job, long start) {
    String path = file.toString();
    PatternEngine.BaseTopology base = () -> read(Path.of(path));
    return JobSettings.of(job, topology, base, patterns, start);
  }

  Graph graph() {
    return Graph.of(topology);
  }

  private static Topology read(Path file) {
    TopologyReader.Result result = TopologyReader.read(file);
    return result
        .topology()
        .orElseThrow(
            () -> new IllegalStateException("Expected a topology, but " + result.findings()));
  }

  private static List<Pattern> catalogue() {
    List<Pattern> patterns = new ArrayList<>();
    try (Stream<Path> files = Files.list(CATALOGUE)) {
      for (Path file : files.filter(path -> path.toString().endsWith(".yaml")).sorted().toList()) {
        PatternReader.Result result = PatternReader.read(file);
        patterns.add(
            result
                .pattern()
                .orElseThrow(() -> new IllegalStateException("Expected a pattern, but " + result)));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return patterns;
  }
}
