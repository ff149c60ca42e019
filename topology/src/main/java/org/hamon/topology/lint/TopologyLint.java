// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.lint;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hamon.topology.Finding;
import org.hamon.topology.Topology;
import org.hamon.topology.reading.Origin;

/**
 * Says what is doubtful about a topology that can be used: what gets no service although nothing is
 * out, what only feeds itself, what can never happen, what nobody vouches for. Codes and what to do
 * about each stand in {@code docs/topology-lint.md}.
 */
public final class TopologyLint {

  /**
   * What was found.
   *
   * @param findings of each code at most {@value Notes#MOST_PER_RULE}, the first or the largest
   * @param counts how many there are of each code, listed or not
   */
  public record Report(List<Finding> findings, Map<String, Long> counts) {
    public Report {
      findings = List.copyOf(findings);
      counts = Collections.unmodifiableMap(new TreeMap<>(counts));
    }
  }

  private TopologyLint() {}

  /**
   * Applies all rules. {@code O(V + E)}, and a bounded effort for single points of failure.
   *
   * @param origin where the parts of the topology stand
   */
  public static Report check(Topology topology, Origin origin) {
    Notes notes = new Notes();
    Shape shape = new Shape(topology);
    Loss loss = AtRest.check(shape, origin, notes);
    Cycles.check(shape, origin, notes);
    Parts.check(shape, origin, notes);
    SinglePoints.check(shape, loss, origin, notes);
    return notes.report();
  }
}
