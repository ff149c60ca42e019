// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The groups of a graph: providers of one dependent that stand in for each other. A group of n that
 * needs m is down at its (n - m + 1)-th loss. Where the dependencies of a group differ in what it
 * needs, the largest counts; never more than there are, since what does not exist cannot be lost.
 */
final class Groups {

  private final int[] groupOf;
  private final int[] spare;
  private final int[] dependents;
  private final Rows members;

  Groups(Graph graph) {
    groupOf = new int[graph.dependencyCount()];
    List<Integer> first = new ArrayList<>();
    Map<String, Integer> named = new HashMap<>();
    for (int asset = 0; asset < graph.size(); asset++) {
      named.clear();
      for (int p = graph.in().start(asset); p < graph.in().end(asset); p++) {
        int dependency = graph.in().at(p);
        String name = graph.dependency(dependency).group();
        int next = first.size();
        Integer known = name == null ? null : named.putIfAbsent(name, next);
        groupOf[dependency] = known == null ? next : known;
        if (known == null) {
          first.add(dependency);
        }
      }
    }
    members = Rows.of(first.size(), groupOf.length, d -> groupOf[d]);
    spare = new int[first.size()];
    dependents = new int[first.size()];
    for (int group = 0; group < spare.length; group++) {
      int needs = 1;
      for (int p = members.start(group); p < members.end(group); p++) {
        needs = Math.max(needs, graph.dependency(members.at(p)).needs());
      }
      spare[group] = Math.max(0, members.size(group) - needs);
      dependents[group] = graph.dependentOf(first.get(group));
    }
  }

  int size() {
    return spare.length;
  }

  int of(int dependency) {
    return groupOf[dependency];
  }

  /** How many losses the group bears. */
  int spare(int group) {
    return spare[group];
  }

  int dependentOf(int group) {
    return dependents[group];
  }

  /** Dependencies by group, in the order of ids. */
  Rows members() {
    return members;
  }
}
