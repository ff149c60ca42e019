// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.lint;

import java.util.Arrays;
import java.util.function.IntConsumer;

/**
 * What the loss of each single asset cuts off from all sources of a network of closed links.
 * Articulation points by a depth-first search from all sources at once (Hopcroft and Tarjan 1973):
 * what is cut off is a run of the search's order. {@code O(V + E)}, without recursion.
 */
final class Cuts {

  private final int[] order;
  private final int[] found;
  private final int[] low;
  private final int[] last;
  private final int[] parent;
  private final Lists cut;
  private int next = 1;

  Cuts(Shape shape) {
    int size = shape.size();
    order = new int[size + 1];
    found = new int[size];
    low = new int[size];
    last = new int[size];
    parent = new int[size];
    Arrays.fill(parent, -1);
    int[] position = new int[size];
    int[] stack = new int[size];
    for (int source = 0; source < size; source++) {
      if (shape.assets.get(source).source() && shape.linked.get(source) && found[source] == 0) {
        search(shape, source, position, stack);
      }
    }
    cut =
        Lists.of(
            size,
            size,
            // A source is fed from outside the links: nothing that is lost cuts it off.
            v -> parent[v] >= 0 && low[v] >= found[parent[v]] ? parent[v] : -1,
            v -> v);
  }

  /**
   * Sources hang on one root found at 0; an asset found later that reaches one reaches the root.
   */
  private void search(Shape shape, int source, int[] position, int[] stack) {
    int depth = 0;
    enter(shape, source, -1, position);
    stack[depth++] = source;
    while (depth > 0) {
      int asset = stack[depth - 1];
      if (position[asset] < shape.neighbours.end(asset)) {
        int neighbour = shape.neighbours.at(position[asset]++);
        if (found[neighbour] == 0) {
          enter(shape, neighbour, asset, position);
          stack[depth++] = neighbour;
        } else if (neighbour != parent[asset]) {
          low[asset] = Math.min(low[asset], found[neighbour]);
        }
      } else {
        depth--;
        last[asset] = next - 1;
        if (parent[asset] >= 0) {
          low[parent[asset]] = Math.min(low[parent[asset]], low[asset]);
        }
      }
    }
  }

  private void enter(Shape shape, int asset, int from, int[] position) {
    found[asset] = next;
    order[next++] = asset;
    low[asset] = shape.assets.get(asset).source() ? 0 : found[asset];
    parent[asset] = from;
    position[asset] = shape.neighbours.start(asset);
  }

  /** How many assets the loss of this one cuts off. */
  int size(int asset) {
    int size = 0;
    for (int p = cut.start(asset); p < cut.end(asset); p++) {
      size += last[cut.at(p)] - found[cut.at(p)] + 1;
    }
    return size;
  }

  /** Calls back for each of them. */
  void forEach(int asset, IntConsumer each) {
    for (int p = cut.start(asset); p < cut.end(asset); p++) {
      for (int at = found[cut.at(p)]; at <= last[cut.at(p)]; at++) {
        each.accept(order[at]);
      }
    }
  }
}
