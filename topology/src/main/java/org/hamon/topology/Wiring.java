// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;

/**
 * Assets, dependencies and links with who is connected to whom. Immutable; versions share all
 * chunks that are the same.
 *
 * @param out by provider, its dependencies in the order of ids; only those whose ends both exist
 * @param in by dependent, its dependencies in the order of ids; only those whose ends both exist
 * @param ends by asset, its links, open or closed; only those whose ends both exist
 * @param neighbours by asset, the assets at the other ends of its closed links
 * @param looseDependencies by asset that does not exist, the dependencies that would end there
 * @param looseLinks by asset that does not exist, the links that would end there
 */
record Wiring(
    Assets assets,
    Dependencies dependencies,
    Links links,
    Rows out,
    Rows in,
    Rows ends,
    Rows neighbours,
    Map<Integer, Set<Integer>> looseDependencies,
    Map<Integer, Set<Integer>> looseLinks) {

  /** {@code O((V + E) log (V + E))}. */
  static Wiring of(Topology topology) {
    Assets assets = Assets.of(topology.assets());
    Dependencies dependencies = Dependencies.of(topology.dependencies(), assets.ids());
    Links links = Links.of(topology.links(), assets.ids());
    int rows = assets.ids().size();
    int edges = dependencies.ids().size();
    int twice = links.ids().size() * 2;
    IntPredicate bound = d -> dependencies.isBound(d, assets);
    IntPredicate tied = l -> links.isBound(l, assets);
    IntUnaryOperator near = end -> end % 2 == 0 ? links.a(end / 2) : links.b(end / 2);
    IntUnaryOperator far = end -> end % 2 == 0 ? links.b(end / 2) : links.a(end / 2);
    return new Wiring(
        assets,
        dependencies,
        links,
        Rows.of(rows, edges, d -> bound.test(d) ? dependencies.provider(d) : -1),
        Rows.of(rows, edges, d -> bound.test(d) ? dependencies.dependent(d) : -1),
        Rows.of(rows, twice, end -> tied.test(end / 2) ? near.applyAsInt(end) : -1, end -> end / 2),
        Rows.of(
            rows,
            twice,
            end -> links.isClosed(end / 2) && tied.test(end / 2) ? near.applyAsInt(end) : -1,
            far),
        loose(edges, assets, dependencies::provider, dependencies::dependent),
        loose(twice / 2, assets, links::a, links::b));
  }

  private static Map<Integer, Set<Integer>> loose(
      int items, Assets assets, IntUnaryOperator one, IntUnaryOperator other) {
    Map<Integer, Set<Integer>> loose = new HashMap<>();
    for (int i = 0; i < items; i++) {
      for (int end : new int[] {one.applyAsInt(i), other.applyAsInt(i)}) {
        if (!assets.has(end)) {
          loose.computeIfAbsent(end, e -> new HashSet<>()).add(i);
        }
      }
    }
    return loose;
  }
}
