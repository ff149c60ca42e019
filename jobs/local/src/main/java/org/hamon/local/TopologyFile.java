// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.hamon.topology.Asset;
import org.hamon.topology.Graph;
import org.hamon.topology.Suggestion;
import org.hamon.topology.reading.TopologyReader;

/** A topology that a command was given, and how its assets are named on the command line. */
record TopologyFile(Path path, Graph graph) {

  TopologyFile {
    requireNonNull(path, "path");
    requireNonNull(graph, "graph");
  }

  /** Reads it; gives up if it is not there or has an error, with all that is wrong. */
  static TopologyFile read(Path path) {
    FindingReport.requireReadable(List.of(path));
    TopologyReader.Result result = TopologyReader.read(path);
    FindingReport.refuseErrors(result.findings());
    return new TopologyFile(path, Graph.of(result.topology().orElseThrow()));
  }

  Asset asset(String id) {
    return graph.asset(id).orElseThrow();
  }

  /** The line that says that an asset does not exist; empty if it does. */
  Optional<String> complaint(String option, String id) {
    if (graph.asset(id).isPresent()) {
      return Optional.empty();
    }
    List<String> known = graph.assets().stream().map(Asset::id).toList();
    return Optional.of(
        "hamon: "
            + option
            + ": expected an asset of "
            + path
            + ", but '"
            + id
            + "' is none"
            + suggestion(id, known));
  }

  /** {@code ; did you mean 'kind'?}, or a full stop where no known word is near. */
  static String suggestion(String word, List<String> known) {
    return Optional.ofNullable(Suggestion.didYouMean(word, known))
        .or(
            () ->
                known.stream()
                    .filter(k -> contains(k, word))
                    .sorted()
                    .findFirst()
                    .map(near -> "did you mean '" + near + "'?"))
        .map(hint -> "; " + hint)
        .orElse(".");
  }

  private static boolean contains(String known, String word) {
    return word.length() >= 4 && known.contains(word);
  }
}
