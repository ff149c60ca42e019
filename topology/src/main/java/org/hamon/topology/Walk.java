// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.ArrayList;
import java.util.Arrays;
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
  private int size;
  private int[] assets = new int[16];
  private int[] hops = new int[16];
  private int[] via = new int[16];
  private int[] slots = new int[64];

  private Walk(Graph graph, boolean down) {
    this.graph = graph;
    this.down = down;
    Arrays.fill(slots, NONE);
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
    add(from, 0, NONE);
    for (int i = 0; i < size && hops[i] < maxHops; i++) {
      Rows rows = down ? graph.out() : graph.in();
      for (int p = rows.start(assets[i]); p < rows.end(assets[i]); p++) {
        int dependency = rows.at(p);
        int next = down ? graph.dependentOf(dependency) : graph.providerOf(dependency);
        int seen = find(next);
        if (seen < 0) {
          add(next, hops[i] + 1, dependency);
          if (next == target) {
            return;
          }
        } else if (!down && hops[seen] == hops[i] + 1 && dependency < via[seen]) {
          via[seen] = dependency;
        }
      }
    }
  }

  /** How many assets were visited, the first one included. */
  int size() {
    return size;
  }

  /** Whether the asset was visited. */
  boolean has(int asset) {
    return find(asset) >= 0;
  }

  /** What was reached, nearest first, then by id; without the first asset. */
  List<Reach> reached() {
    long[] order = new long[size - 1];
    for (int i = 1; i < size; i++) {
      order[i - 1] = ((long) hops[i] << 32) | assets[i];
    }
    Arrays.sort(order);
    List<Reach> reached = new ArrayList<>(order.length);
    for (long key : order) {
      int asset = (int) key;
      reached.add(new Reach(graph.asset(asset).id(), (int) (key >> 32), path(asset)));
    }
    return reached;
  }

  /** Dependency ids of the least shortest path between the first asset and this one. */
  List<String> path(int asset) {
    List<String> path = new ArrayList<>();
    for (int at = find(asset); via[at] != NONE; ) {
      int dependency = via[at];
      path.add(graph.dependency(dependency).id());
      at = find(down ? graph.providerOf(dependency) : graph.dependentOf(dependency));
    }
    if (down) {
      Collections.reverse(path);
    }
    return path;
  }

  private void add(int asset, int hop, int dependency) {
    if (size == assets.length) {
      assets = Arrays.copyOf(assets, size * 2);
      hops = Arrays.copyOf(hops, size * 2);
      via = Arrays.copyOf(via, size * 2);
      slots = new int[size * 8];
      Arrays.fill(slots, NONE);
      for (int i = 0; i < size; i++) {
        slots[freeSlot(assets[i])] = i;
      }
    }
    assets[size] = asset;
    hops[size] = hop;
    via[size] = dependency;
    slots[freeSlot(asset)] = size++;
  }

  private int find(int asset) {
    int slot = hash(asset);
    while (slots[slot] != NONE) {
      if (assets[slots[slot]] == asset) {
        return slots[slot];
      }
      slot = (slot + 1) & (slots.length - 1);
    }
    return NONE;
  }

  private int freeSlot(int asset) {
    int slot = hash(asset);
    while (slots[slot] != NONE) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  }

  private int hash(int asset) {
    int mixed = asset * 0x9E3779B9;
    return (mixed ^ (mixed >>> 16)) & (slots.length - 1);
  }
}
