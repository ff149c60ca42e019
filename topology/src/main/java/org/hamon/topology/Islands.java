// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * The assets in reach that stand in networks of links, by local number: who is whose neighbour, and
 * where service comes in. What lies out of reach never loses service, so one step out of reach is a
 * source. What does not serve at rest carries nothing and is never cut off.
 */
final class Islands {

  private static final int NONE = -1;

  private final Rows neighbours;

  /** Gives service by itself, or has a neighbour out of reach that serves. */
  private final BitSet fed = new BitSet();

  private final int[] islandOf;
  private final int[][] islands;

  Islands(Scope scope) {
    Graph graph = scope.graph;
    int size = scope.assets.length;
    IntArrayList from = new IntArrayList();
    IntArrayList to = new IntArrayList();
    BitSet inNetwork = new BitSet();
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
    islandOf = new int[size];
    Arrays.fill(islandOf, NONE);
    islands = inNetwork.isEmpty() ? new int[0][] : number(inNetwork);
  }

  private int[][] number(BitSet inNetwork) {
    List<int[]> all = new ArrayList<>();
    for (int first = inNetwork.nextSetBit(0); first >= 0; first = inNetwork.nextSetBit(first + 1)) {
      if (islandOf[first] == NONE) {
        IntArrayList island = IntArrayList.of(first);
        islandOf[first] = all.size();
        for (int i = 0; i < island.size(); i++) {
          for (int next : neighbours.items(island.getInt(i))) {
            if (islandOf[next] == NONE) {
              islandOf[next] = all.size();
              island.add(next);
            }
          }
        }
        int[] members = island.toIntArray();
        Arrays.sort(members);
        all.add(members);
      }
    }
    return all.toArray(int[][]::new);
  }

  /** Whether service comes in at the asset, which stands in an island. */
  boolean isFed(int asset) {
    return fed.get(asset);
  }

  /** Closed links between assets in reach. */
  Rows neighbours() {
    return neighbours;
  }

  int count() {
    return islands.length;
  }

  /** The number of the asset's island; -1 if it stands in no network, or does not serve at rest. */
  int islandOf(int asset) {
    return islandOf[asset];
  }

  /**
   * The assets of the island that are not out and get no service while those are out, in order.
   * {@code O(assets and links of the island)}.
   */
  int[] cutOff(int island, BitSet out) {
    int[] members = islands[island];
    BitSet served = new BitSet();
    IntArrayList queue = new IntArrayList();
    for (int asset : members) {
      if (fed.get(asset) && !out.get(asset)) {
        served.set(asset);
        queue.add(asset);
      }
    }
    for (int i = 0; i < queue.size(); i++) {
      int asset = queue.getInt(i);
      for (int p = neighbours.start(asset), end = neighbours.end(asset); p < end; p++) {
        int next = neighbours.at(asset, p);
        if (!out.get(next) && !served.get(next)) {
          served.set(next);
          queue.add(next);
        }
      }
    }
    return Arrays.stream(members).filter(a -> !out.get(a) && !served.get(a)).toArray();
  }
}
