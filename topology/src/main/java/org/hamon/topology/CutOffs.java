// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.BitSet;

/**
 * What links cut off in a sample while assets go out and come back, island by island; see {@link
 * Forest} for when nothing comes back.
 */
final class CutOffs {

  private final Islands islands;
  private final BitSet out = new BitSet();
  private final BitSet disturbed = new BitSet();

  CutOffs(Islands islands) {
    this.islands = islands;
  }

  /** A sample begins: nothing is out. */
  void begin() {
    disturbed.clear();
    out.clear();
  }

  void out(int asset) {
    change(asset, true);
  }

  /** The asset is not out any more. */
  void back(int asset) {
    change(asset, false);
  }

  boolean isOut(int asset) {
    return out.get(asset);
  }

  private void change(int asset, boolean isOut) {
    int island = islands.islandOf(asset);
    if (island >= 0 && out.get(asset) != isOut) {
      out.set(asset, isOut);
      disturbed.set(island);
    }
  }

  /** The islands where something went out or came back since. */
  int[] takeDisturbed() {
    int[] taken = disturbed.stream().toArray();
    disturbed.clear();
    return taken;
  }

  /** The assets of the island that are not out and cut off, in order. */
  int[] cutOff(int island) {
    return islands.cutOff(island, out);
  }
}
