// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;

/**
 * The shortest path of dependencies to each asset that is hit, the least by id among the shortest:
 * from an observed failure, else from an asset that links cut off. {@code O(V + E)} in reach.
 */
final class ImpactPaths {

  private static final int NONE = -1;
  private static final int UNREACHED = -2;

  private final Scope scope;
  private final Edges edges;
  private final BitSet hit;

  /** By local asset: the local dependency it is reached by. */
  private final int[] via;

  private final int[] queue;
  private int size;

  /** Finds the paths to local assets that are hit. */
  ImpactPaths(Scope scope, Edges edges, BitSet hit) {
    this.scope = scope;
    this.edges = edges;
    this.hit = hit;
    via = new int[scope.assets.length];
    queue = new int[via.length];
    Arrays.fill(via, UNREACHED);
    for (int asset = 0; asset < via.length; asset++) {
      if (scope.isObserved(asset) && !hit.get(asset)) {
        via[asset] = NONE;
      }
    }
    for (int d = 0; d < scope.dependencies.length; d++) {
      if (scope.lostAt[d] != Moment.NEVER) {
        reach(d);
      }
    }
    walk(0);
    int begin = size;
    for (int asset = 0; asset < via.length; asset++) {
      if (via[asset] == UNREACHED && hit.get(asset) && scope.graph.isLinked(scope.assets[asset])) {
        via[asset] = NONE;
        queue[size++] = asset;
      }
    }
    walkFromCutOff(begin);
  }

  private void walk(int from) {
    for (int i = from; i < size; i++) {
      visit(queue[i]);
    }
  }

  /** The first level in the order of dependencies, whatever provider they have. */
  private void walkFromCutOff(int begin) {
    int end = size;
    int[] first =
        Arrays.stream(queue, begin, end)
            .flatMap(asset -> Arrays.stream(edges.outgoing().items(asset)))
            .sorted()
            .toArray();
    for (int d : first) {
      reach(d);
    }
    walk(end);
  }

  private void visit(int asset) {
    Rows outgoing = edges.outgoing();
    for (int p = outgoing.start(asset), end = outgoing.end(asset); p < end; p++) {
      reach(outgoing.at(asset, p));
    }
  }

  private void reach(int d) {
    int dependent = edges.dependent(d);
    if (via[dependent] == UNREACHED && scope.terms(d).strength() > 0 && hit.get(dependent)) {
      via[dependent] = d;
      queue[size++] = dependent;
    }
  }

  /** Dependency ids to a local asset, provider side first. */
  List<String> to(int asset) {
    List<String> path = new ArrayList<>();
    for (int at = asset; via[at] >= 0; ) {
      int d = via[at];
      path.add(scope.graph.dependencyId(scope.dependencies[d]));
      if (scope.lostAt[d] != Moment.NEVER) {
        break;
      }
      at = edges.provider(d);
    }
    Collections.reverse(path);
    return path;
  }
}
