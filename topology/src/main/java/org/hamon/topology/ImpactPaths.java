// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

  /** By local asset: the local dependency its path begins with, and how many there are. */
  private final int[] first;

  private final int[] hops;
  private final @Nullable String[] ids;
  private final int[] queue;
  private int size;

  /** Finds the paths to local assets that are hit. */
  ImpactPaths(Scope scope, Edges edges, BitSet hit) {
    this.scope = scope;
    this.edges = edges;
    this.hit = hit;
    via = new int[scope.assets.length];
    first = new int[via.length];
    hops = new int[via.length];
    ids = new String[scope.dependencies.length];
    queue = new int[via.length];
    Arrays.fill(via, UNREACHED);
    for (int asset = 0; asset < via.length; asset++) {
      if (scope.out.has(asset) && !hit.get(asset)) {
        via[asset] = NONE;
      }
    }
    for (int d = 0; d < scope.dependencies.length; d++) {
      if (scope.lost.has(d)) {
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
      int provider = edges.provider(d);
      boolean begins = scope.lost.has(d) || via[provider] < 0;
      via[dependent] = d;
      first[dependent] = begins ? d : first[provider];
      hops[dependent] = begins ? 1 : hops[provider] + 1;
      queue[size++] = dependent;
    }
  }

  /** How many dependencies the path to a local asset has. */
  int hops(int asset) {
    return via[asset] < 0 ? 0 : hops[asset];
  }

  /**
   * Dependency ids to a local asset, provider side first; of a path longer than {@link
   * Forecast.Impact#MOST_LISTED} the first and the last. {@code O(1)}.
   */
  List<String> to(int asset) {
    int listed = Math.min(hops(asset), Forecast.Impact.MOST_LISTED);
    String[] path = new String[listed];
    int at = asset;
    for (int i = listed - 1; i > 0; i--) {
      path[i] = id(via[at]);
      at = edges.provider(via[at]);
    }
    if (listed > 0) {
      path[0] = id(first[asset]);
    }
    return List.of(path);
  }

  /** Made once, though many paths lead over it. */
  private String id(int d) {
    String id = ids[d];
    if (id == null) {
      id = scope.graph.dependencyId(scope.dependencies[d]);
      ids[d] = id;
    }
    return id;
  }
}
