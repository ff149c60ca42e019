// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.Arrays;

/**
 * The groups of a graph: providers of one dependent that stand in for each other. A group of n that
 * needs m is down at its (n - m + 1)-th loss. Where the dependencies of a group differ in what it
 * needs, the largest counts; never more than there are, since what does not exist cannot be lost.
 */
final class Groups {

  private Groups() {}

  /** The dependencies in the group of one, in the order of ids. */
  static int[] members(Graph graph, int dependency) {
    Dependencies all = graph.dependencyColumns();
    if (all.group(dependency) == null) {
      return new int[] {dependency};
    }
    return Arrays.stream(graph.in().items(all.dependent(dependency)))
        .filter(other -> all.areOneGroup(dependency, other))
        .toArray();
  }

  /** How many losses the group of a dependency bears. */
  static int spare(Graph graph, int dependency) {
    int[] members = members(graph, dependency);
    int needs = 1;
    for (int member : members) {
      needs = Math.max(needs, graph.terms(member).needs());
    }
    return Math.max(0, members.length - needs);
  }
}
