// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import it.unimi.dsi.fastutil.ints.IntSet;
import java.util.BitSet;

/**
 * Who serves in a graph while nothing is out. Not to be changed.
 *
 * @param down assets too few of whose providers serve
 * @param cut assets that links connect to no source
 * @param anchors by asset in a network of links that serves, the neighbour that its service comes
 *     from, plus one; a source is its own. A forest whose roots are sources. 0 for all others
 */
record Rest(BitSet down, BitSet cut, Ints anchors) {

  /** {@code O(V + E)}. */
  static Rest of(Graph graph) {
    return Service.fromNothing(graph).rest();
  }

  /** The same for a graph that differs from this one's where assets were touched. */
  Rest after(Graph graph, IntSet touched) {
    return touched.isEmpty() ? this : Service.atRest(graph, this, touched).rest();
  }

  /** Whether the asset does not serve although nothing is out. */
  boolean isUnserved(int asset) {
    return down.get(asset) || cut.get(asset);
  }
}
