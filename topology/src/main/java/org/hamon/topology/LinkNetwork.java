// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The assets of a graph that links end at, in components over closed links. An asset of it gets
 * service only over closed links and assets in service from a source: two assets that are cut off
 * never keep each other alive, since service is counted from the sources on.
 */
final class LinkNetwork {

  private static final int[] NONE = {};

  private final Graph graph;
  private final int[] componentOf;
  private final int[][] components;

  LinkNetwork(Graph graph) {
    this.graph = graph;
    componentOf = new int[graph.size()];
    Arrays.fill(componentOf, -1);
    List<int[]> found = new ArrayList<>();
    for (int asset = 0; asset < graph.size(); asset++) {
      if (graph.isLinked(asset) && componentOf[asset] < 0) {
        found.add(component(asset, found.size()));
      }
    }
    components = found.toArray(int[][]::new);
  }

  private int[] component(int first, int number) {
    int[] queue = new int[16];
    int size = 0;
    queue[size++] = first;
    componentOf[first] = number;
    for (int i = 0; i < size; i++) {
      Rows neighbours = graph.neighbours();
      for (int p = neighbours.start(queue[i]); p < neighbours.end(queue[i]); p++) {
        int next = neighbours.at(p);
        if (componentOf[next] < 0) {
          componentOf[next] = number;
          queue = size == queue.length ? Arrays.copyOf(queue, size * 2) : queue;
          queue[size++] = next;
        }
      }
    }
    int[] component = Arrays.copyOf(queue, size);
    Arrays.sort(component);
    return component;
  }

  int size() {
    return components.length;
  }

  /** The number of the asset's component; -1 if no link ends at it. */
  int componentOf(int asset) {
    return componentOf[asset];
  }

  /** The assets of a component, in order. */
  int[] members(int component) {
    return components[component];
  }

  /**
   * The assets of the component that are not out and get no service while those are out, in order.
   * {@code O(assets and links of the component)}.
   */
  int[] cutOff(int component, BitSet out) {
    int[] members = components[component];
    BitSet served = new BitSet();
    int[] queue = new int[members.length];
    int size = 0;
    for (int asset : members) {
      if (graph.asset(asset).source() && !out.get(asset)) {
        served.set(asset);
        queue[size++] = asset;
      }
    }
    for (int i = 0; i < size; i++) {
      Rows neighbours = graph.neighbours();
      for (int p = neighbours.start(queue[i]); p < neighbours.end(queue[i]); p++) {
        int next = neighbours.at(p);
        if (!out.get(next) && !served.get(next)) {
          served.set(next);
          queue[size++] = next;
        }
      }
    }
    if (size == members.length) {
      return NONE;
    }
    return Arrays.stream(members).filter(a -> !out.get(a) && !served.get(a)).toArray();
  }
}
