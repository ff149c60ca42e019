// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * The assets in reach in parts, each after those it depends on: the strongly connected components
 * of dependencies and links (Tarjan 1972, without recursion). An asset that is in no circle and in
 * no network is a part of its own. {@code O(V + E)} in reach.
 */
final class Parts {

  private static final int UNSEEN = 0;

  private final Edges edges;
  private final Islands islands;
  private final int[] order;
  private final int[] low;
  private final boolean[] open;
  private final int[] position;
  private final IntArrayList stack = new IntArrayList();
  private final IntArrayList path = new IntArrayList();
  private final List<int[]> found = new ArrayList<>();
  private int seen;

  private Parts(Scope scope, Edges edges, Islands islands) {
    this.edges = edges;
    this.islands = islands;
    int size = scope.assets.length;
    order = new int[size];
    low = new int[size];
    open = new boolean[size];
    position = new int[size];
    for (int asset = 0; asset < size; asset++) {
      if (order[asset] == UNSEEN) {
        search(asset);
      }
    }
    Collections.reverse(found);
  }

  /** The parts, each with its assets in the order of ids. */
  static List<int[]> of(Scope scope, Edges edges, Islands islands) {
    return new Parts(scope, edges, islands).found;
  }

  private void search(int root) {
    enter(root);
    while (!path.isEmpty()) {
      int asset = path.topInt();
      int next = next(asset);
      if (next < 0) {
        leave(asset);
      } else if (order[next] == UNSEEN) {
        enter(next);
      } else if (open[next]) {
        low[asset] = Math.min(low[asset], order[next]);
      }
    }
  }

  private void enter(int asset) {
    order[asset] = low[asset] = ++seen;
    open[asset] = true;
    stack.push(asset);
    path.push(asset);
  }

  /** What comes next behind the asset: what depends on it, then its neighbours; -1 at the end. */
  private int next(int asset) {
    int at = position[asset]++;
    Rows outgoing = edges.outgoing();
    int dependents = outgoing.size(asset);
    if (at < dependents) {
      return edges.dependent(outgoing.at(asset, outgoing.start(asset) + at));
    }
    Rows neighbours = islands.neighbours();
    at -= dependents;
    return at < neighbours.size(asset) ? neighbours.at(asset, neighbours.start(asset) + at) : -1;
  }

  private void leave(int asset) {
    path.popInt();
    if (!path.isEmpty()) {
      int before = path.topInt();
      low[before] = Math.min(low[before], low[asset]);
    }
    if (low[asset] == order[asset]) {
      IntArrayList part = new IntArrayList();
      int one;
      do {
        one = stack.popInt();
        open[one] = false;
        part.add(one);
      } while (one != asset);
      int[] assets = part.toIntArray();
      Arrays.sort(assets);
      found.add(assets);
    }
  }
}
