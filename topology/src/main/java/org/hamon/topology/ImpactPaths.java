// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The shortest path of dependencies to each asset that is hit, the least by id among the shortest:
 * from an observed failure, else from an asset that links cut off. {@code O(V + E)} in reach.
 */
final class ImpactPaths {

  private static final int NONE = -1;
  private static final int UNREACHED = -2;

  private final Scope scope;
  private final BitSet hit;

  /** By local asset: the local dependency it is reached by. */
  private final int[] via;

  private final int[] queue;
  private int size;

  ImpactPaths(Scope scope, BitSet hit) {
    this.scope = scope;
    this.hit = hit;
    via = new int[scope.assets.length];
    queue = new int[via.length];
    Arrays.fill(via, UNREACHED);
    for (int asset = 0; asset < via.length; asset++) {
      if (scope.outAt[asset] != Scope.NEVER) {
        via[asset] = NONE;
      }
    }
    for (int d = 0; d < scope.dependencies.length; d++) {
      if (scope.lostAt[d] != Scope.NEVER) {
        reach(d);
      }
    }
    walk(0);
    int begin = size;
    for (int asset = 0; asset < via.length; asset++) {
      if (via[asset] == UNREACHED
          && hit.get(scope.assets[asset])
          && scope.graph.isLinked(scope.assets[asset])) {
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
            .flatMap(
                asset -> {
                  Rows out = scope.graph.out();
                  int row = scope.assets[asset];
                  return IntStream.range(out.start(row), out.end(row)).map(out::at);
                })
            .filter(d -> Scope.spreads(scope.graph.dependency(d)))
            .map(scope::localDependency)
            .sorted()
            .toArray();
    for (int d : first) {
      reach(d);
    }
    walk(end);
  }

  private void visit(int asset) {
    Rows out = scope.graph.out();
    int row = scope.assets[asset];
    for (int p = out.start(row); p < out.end(row); p++) {
      if (Scope.spreads(scope.graph.dependency(out.at(p)))) {
        reach(scope.localDependency(out.at(p)));
      }
    }
  }

  private void reach(int d) {
    int dependent = scope.local(scope.graph.dependentOf(scope.dependencies[d]));
    if (via[dependent] == UNREACHED
        && scope.graph.dependency(scope.dependencies[d]).strength() > 0
        && hit.get(scope.assets[dependent])) {
      via[dependent] = d;
      queue[size++] = dependent;
    }
  }

  /** Dependency ids, provider side first. */
  List<String> to(int asset) {
    List<String> path = new ArrayList<>();
    for (int at = scope.local(asset); via[at] >= 0; ) {
      int dependency = scope.dependencies[via[at]];
      path.add(scope.graph.dependency(dependency).id());
      if (scope.lostAt[via[at]] != Scope.NEVER) {
        break;
      }
      at = scope.local(scope.graph.providerOf(dependency));
    }
    Collections.reverse(path);
    return path;
  }
}
