// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.analysis;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.hamon.topology.Forecast;
import org.hamon.topology.Forecast.Failure;
import org.hamon.topology.Graph;
import org.hamon.topology.GroundedService;

/**
 * What would follow if assets failed or conditions went on: who is hit when and how likely, by
 * {@link Forecast}, and who stops at once, by {@link GroundedService}.
 *
 * @param graph what exists
 * @param failures what fails or goes on, and when; at least one
 * @param horizonMillis counted from the last of the failures
 * @param samples how many times to simulate; at least 1
 * @param reserves live batteries and fuel of an asset
 */
public record WhatIf(
    Graph graph,
    List<Failure> failures,
    long horizonMillis,
    int samples,
    Function<String, List<Forecast.Reserve>> reserves) {

  private static final int MOST_SAMPLES = 16_384;
  private static final int LEAST_SAMPLES = 1_024;

  /** About as many assets and dependencies as can be simulated in some ten seconds, in samples. */
  private static final long MOST_STEPS = 50_000_000;

  public WhatIf {
    requireNonNull(graph, "graph");
    requireNonNull(reserves, "reserves");
    failures = List.copyOf(failures);
    if (failures.isEmpty()) {
      throw new IllegalArgumentException("Expected a failure, but there is none");
    }
  }

  /**
   * How many samples to take where nobody says: 16,384, which is half a percentage point either
   * way, but fewer where much is in reach, and at least the 1,024 of the live job. {@code O(V +
   * E)}.
   */
  public static int samplesFor(Graph graph, Collection<Failure> failures) {
    Set<String> reached = Downstream.of(graph, failures.stream().map(Failure::asset).toList());
    Set<String> linked = new HashSet<>();
    graph.links().forEach(link -> linked.addAll(List.of(link.a(), link.b())));
    if (reached.stream().anyMatch(linked::contains)) {
      linked.addAll(reached);
      reached = Downstream.of(graph, linked);
    }
    long steps = reached.size();
    for (String asset : reached) {
      steps += graph.dependentsOf(asset).size();
    }
    return (int) Math.max(LEAST_SAMPLES, Math.min(MOST_SAMPLES, MOST_STEPS / Math.max(1, steps)));
  }

  /** When the first of the failures happens, epoch milliseconds. */
  public long begin() {
    return failures.stream().mapToLong(Failure::at).min().orElseThrow();
  }

  /** When the last of the failures happens, epoch milliseconds. */
  public long now() {
    return failures.stream().mapToLong(Failure::at).max().orElseThrow();
  }

  /**
   * Who is hit, by median time, then the more likely first, then by id. {@code O(samples x what is
   * downstream)}.
   */
  public List<Forecast.Impact> impacts() {
    Forecast.Settings settings =
        new Forecast.Settings(samples, horizonMillis, reserves, asset -> Forecast.Served.UNKNOWN);
    return Forecast.simulate(graph, failures, now(), settings).stream()
        .sorted(
            Comparator.comparingLong(Forecast.Impact::p50)
                .thenComparing(Comparator.comparingDouble(Forecast.Impact::likelihood).reversed())
                .thenComparing(Forecast.Impact::asset))
        .toList();
  }

  /**
   * Who serves while nothing has failed and does not once all of this has, through links and groups
   * that fail at once; without what failed itself. By id. {@code O(what is lost)} once the graph
   * was asked before.
   */
  public Set<String> stoppedAtOnce() {
    return GroundedService.stoppedAtOnce(graph, failures);
  }
}
