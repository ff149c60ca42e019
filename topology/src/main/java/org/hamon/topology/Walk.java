// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntArrays;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A breadth-first walk over dependencies from one asset. What it costs depends on what it visits,
 * not on the size of the graph.
 *
 * <p>Down the dependencies, the first dependency that reaches an asset is the last one of the least
 * path to it: assets of one level are visited in the order of their paths. Up the dependencies, the
 * least dependency that leads one level nearer is the first one of the least path.
 */
final class Walk {

  private static final int NONE = -1;

  private final Graph graph;
  private final boolean down;

  /** In the order of visits: what was visited, at how many hops, by which dependency. */
  private final IntArrayList assets = new IntArrayList();

  private final IntArrayList hops = new IntArrayList();
  private final IntArrayList via = new IntArrayList();
  private final Int2IntOpenHashMap visits = new Int2IntOpenHashMap();

  private Walk(Graph graph, boolean down) {
    this.graph = graph;
    this.down = down;
    visits.defaultReturnValue(NONE);
  }

  /** From providers to dependents; ends early once {@code target} (or -1) is reached. */
  static Walk down(Graph graph, int from, int maxHops, int target) {
    Walk walk = new Walk(graph, true);
    walk.run(from, maxHops, target);
    return walk;
  }

  /** From dependents to providers. */
  static Walk up(Graph graph, int from, int maxHops) {
    Walk walk = new Walk(graph, false);
    walk.run(from, maxHops, NONE);
    return walk;
  }

  private void run(int from, int maxHops, int target) {
    visit(from, 0, NONE);
    Rows rows = down ? graph.out() : graph.in();
    for (int i = 0; i < assets.size() && hops.getInt(i) < maxHops; i++) {
      int asset = assets.getInt(i);
      int hop = hops.getInt(i) + 1;
      for (int p = rows.start(asset), end = rows.end(asset); p < end; p++) {
        int dependency = rows.at(asset, p);
        int next = down ? graph.dependent(dependency) : graph.provider(dependency);
        int seen = visits.get(next);
        if (seen < 0) {
          visit(next, hop, dependency);
          if (next == target) {
            return;
          }
        } else if (!down && hops.getInt(seen) == hop && precedes(dependency, via.getInt(seen))) {
          via.set(seen, dependency);
        }
      }
    }
  }

  private boolean precedes(int dependency, int other) {
    return graph.dependencyColumns().ids().compare(dependency, other) < 0;
  }

  private void visit(int asset, int hop, int dependency) {
    visits.put(asset, assets.size());
    assets.add(asset);
    hops.add(hop);
    via.add(dependency);
  }

  /** How many assets were visited, the first one included. */
  int size() {
    return assets.size();
  }

  /** Whether the asset was visited. */
  boolean has(int asset) {
    return visits.containsKey(asset);
  }

  /** What was reached, nearest first, then by id; without the first asset. */
  List<Reach> reached() {
    int[] order = assets.toIntArray();
    IntArrays.quickSort(order, 1, order.length, this::compare);
    List<Reach> reached = new ArrayList<>(order.length - 1);
    for (int i = 1; i < order.length; i++) {
      reached.add(
          new Reach(graph.assetId(order[i]), hops.getInt(visits.get(order[i])), path(order[i])));
    }
    return reached;
  }

  private int compare(int one, int other) {
    int nearer = Integer.compare(hops.getInt(visits.get(one)), hops.getInt(visits.get(other)));
    return nearer != 0 ? nearer : graph.assetColumns().ids().compare(one, other);
  }

  /** Dependency ids of the least shortest path between the first asset and this one. */
  List<String> path(int asset) {
    List<String> path = new ArrayList<>();
    for (int at = visits.get(asset); via.getInt(at) != NONE; ) {
      int dependency = via.getInt(at);
      path.add(graph.dependencyId(dependency));
      at = visits.get(down ? graph.provider(dependency) : graph.dependent(dependency));
    }
    if (down) {
      Collections.reverse(path);
    }
    return path;
  }
}
