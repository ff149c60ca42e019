// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.Arrays;
import java.util.Map;

/**
 * The dependencies in reach of failures as arrays, by local number: what is the same in all
 * samples, and what a draw makes of it.
 */
final class Edges {

  private static final long NO_MINUTES = -1;

  private final long now;
  private final long[] seeds;
  private final double[] strengths;
  private final Delay[] delays;
  private final int[] dependents;
  private final int[] groups;
  private final boolean[] bridged;
  private final int[] spare;
  private final Rows spreading;

  /** By local asset. */
  private final long[] minutesLeft;

  Edges(Scope scope, Map<String, Double> minutes) {
    Graph graph = scope.graph;
    int[] numbers = scope.dependencies;
    now = scope.now - scope.start;
    seeds = new long[numbers.length];
    strengths = new double[numbers.length];
    delays = new Delay[numbers.length];
    dependents = new int[numbers.length];
    groups = new int[numbers.length];
    bridged = new boolean[numbers.length];
    int[] groupNumbers =
        Arrays.stream(numbers).map(graph.groups()::of).sorted().distinct().toArray();
    for (int d = 0; d < numbers.length; d++) {
      Dependency dependency = graph.dependency(numbers[d]);
      seeds[d] = Draws.seed(dependency.id());
      strengths[d] = dependency.strength();
      delays[d] = Delay.of(dependency.buffer());
      dependents[d] = scope.local(graph.dependentOf(numbers[d]));
      groups[d] = Arrays.binarySearch(groupNumbers, graph.groups().of(numbers[d]));
      bridged[d] = dependency.type() == DependencyType.PHYSICAL || dependency.buffer() != null;
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
    minutesLeft = new long[scope.assets.length];
    Arrays.fill(minutesLeft, NO_MINUTES);
    minutes.forEach(
        (asset, left) -> {
          int local = scope.local(asset);
          if (local >= 0 && left >= 0) {
            minutesLeft[local] = Math.round(Math.min(1e9, left) * 60_000);
          }
        });
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
      if ((strengths[d] > 0 && strengths[d] < 1) || !(delays[d].isFixed() || hasMinutes(d))) {
        return false;
      }
    }
    return true;
  }

  private boolean hasMinutes(int d) {
    return bridged[d] && minutesLeft[dependents[d]] != NO_MINUTES;
  }

  /** When a group that is down by the loss of {@code d} at that time hits; may be never. */
  long hitAt(int d, long time, int sample) {
    if (strengths[d] < 1 && !Draws.hits(seeds[d], sample, strengths[d])) {
      return Scope.NEVER;
    }
    if (hasMinutes(d)) {
      return Math.max(time, now) + minutesLeft[dependents[d]];
    }
    return time
        + (delays[d].isFixed() ? delays[d].fixed() : delays[d].at(Draws.normal(seeds[d], sample)));
  }
}
