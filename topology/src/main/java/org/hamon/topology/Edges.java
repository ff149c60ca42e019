// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * The dependencies in reach of failures as arrays, by local number: what is the same in all
 * samples, and what a draw makes of it.
 */
final class Edges {

  private final long[] seeds;
  private final double[] strengths;
  private final Delay[] delays;
  private final int[] dependents;
  private final int[] groups;
  private final int[] spare;
  private final Rows spreading;
  private final Reserves reserves;

  Edges(Scope scope, Function<String, List<Forecast.Reserve>> live) {
    Graph graph = scope.graph;
    int[] numbers = scope.dependencies;
    seeds = new long[numbers.length];
    strengths = new double[numbers.length];
    delays = new Delay[numbers.length];
    dependents = new int[numbers.length];
    groups = new int[numbers.length];
    int[] groupNumbers =
        Arrays.stream(numbers).map(graph.groups()::of).sorted().distinct().toArray();
    for (int d = 0; d < numbers.length; d++) {
      Dependency dependency = graph.dependency(numbers[d]);
      seeds[d] = Draws.seed(dependency.id());
      strengths[d] = dependency.strength();
      delays[d] = Delay.of(dependency.buffer());
      dependents[d] = scope.local(graph.dependentOf(numbers[d]));
      groups[d] = Arrays.binarySearch(groupNumbers, graph.groups().of(numbers[d]));
    }
    spare = Arrays.stream(groupNumbers).map(graph.groups()::spare).toArray();
    spreading =
        Rows.of(
            scope.assets.length,
            numbers.length,
            d ->
                Scope.spreads(graph.dependency(numbers[d]))
                    ? scope.local(graph.providerOf(numbers[d]))
                    : -1);
    reserves = new Reserves(scope, live);
  }

  int size() {
    return seeds.length;
  }

  int groupCount() {
    return spare.length;
  }

  int groupOf(int d) {
    return groups[d];
  }

  /** How many losses the group bears. */
  int spare(int group) {
    return spare[group];
  }

  int dependentOf(int d) {
    return dependents[d];
  }

  /** By provider, the dependencies that are lost when it stops. */
  Rows spreading() {
    return spreading;
  }

  /** Whether every sample draws the same. */
  boolean areCertain() {
    for (int d = 0; d < seeds.length; d++) {
      if ((strengths[d] > 0 && strengths[d] < 1) || !(delays[d].isFixed() || reserves.bridge(d))) {
        return false;
      }
    }
    return true;
  }

  /** When a group that is down by the loss of {@code d} at that time hits; may be never. */
  long hitAt(int d, long time, int sample) {
    if (strengths[d] < 1 && !Draws.hits(seeds[d], sample, strengths[d])) {
      return Scope.NEVER;
    }
    if (reserves.bridge(d)) {
      return reserves.emptyAt(dependents[d], time);
    }
    return time
        + (delays[d].isFixed() ? delays[d].fixed() : delays[d].at(Draws.normal(seeds[d], sample)));
  }
}
