// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.BitSet;

/**
 * The assets in reach that stand in networks of links, by local number: who is whose neighbour, and
 * where service comes in. What lies out of reach never loses service, so one step out of reach is a
 * source. What does not serve at rest carries nothing and is never cut off.
 */
final class Islands {

  private final Rows neighbours;

  /** Gives service by itself, or has a neighbour out of reach that serves. */
  private final BitSet fed = new BitSet();

  private final BitSet inNetwork = new BitSet();

  Islands(Scope scope) {
    Graph graph = scope.graph;
    int size = scope.assets.length;
    IntArrayList from = new IntArrayList();
    IntArrayList to = new IntArrayList();
    for (int local = 0; local < size; local++) {
      int asset = scope.assets[local];
      if (!graph.isLinked(asset) || graph.rest().isUnserved(asset)) {
        continue;
      }
      inNetwork.set(local);
      fed.set(local, graph.assetColumns().traits(asset).source());
      for (int next : graph.neighbours().items(asset)) {
        if (!graph.rest().isUnserved(next)) {
          int other = scope.local(next);
          if (other < 0) {
            fed.set(local);
          } else {
            from.add(local);
            to.add(other);
          }
        }
      }
    }
    neighbours = Rows.of(size, from.size(), from::getInt, to::getInt);
  }

  /** Whether service comes in at the asset, which stands in a network. */
  boolean isFed(int asset) {
    return fed.get(asset);
  }

  /** Closed links between assets in reach. */
  Rows neighbours() {
    return neighbours;
  }

  /** Whether the asset stands in a network and serves at rest. */
  boolean has(int asset) {
    return inNetwork.get(asset);
  }
}
