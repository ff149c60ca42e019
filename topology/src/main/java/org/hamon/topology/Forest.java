// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.Arrays;

/**
 * What links cut off in a sample while one asset after the other goes out and none comes back, by
 * local number. Service grows from where it comes in as a forest; when an asset goes out only the
 * branches behind it look for another neighbour, as in {@link Service}. Costs what hangs on the
 * asset, not the island.
 */
final class Forest {

  private static final int NONE = -1;

  /** The neighbours of all assets, end to end. */
  private final int[] neighbours;

  private final int[] starts;
  private final Islands islands;

  /** By asset, before anything is out: the neighbour its service comes from; itself where fed. */
  private final int[] planted;

  /** The same in this sample; none for what is out or cut off. */
  private final int[] anchors;

  private final boolean[] orphaned;

  /** What may not have its anchor of the beginning any more. */
  private final IntArrayList moved = new IntArrayList();

  private final IntArrayList gone = new IntArrayList();
  private final IntArrayList orphans = new IntArrayList();
  private final IntArrayList served = new IntArrayList();
  private final IntArrayList cut = new IntArrayList();

  Forest(Islands islands, int assets) {
    this.islands = islands;
    starts = new int[assets + 1];
    for (int asset = 0; asset < assets; asset++) {
      starts[asset + 1] = starts[asset] + islands.neighbours().size(asset);
    }
    neighbours = new int[starts[assets]];
    for (int asset = 0; asset < assets; asset++) {
      int[] all = islands.neighbours().items(asset);
      System.arraycopy(all, 0, neighbours, starts[asset], all.length);
    }
    planted = new int[assets];
    anchors = new int[assets];
    orphaned = new boolean[assets];
    Arrays.fill(planted, NONE);
    for (int asset = 0; asset < assets; asset++) {
      if (islands.isFed(asset)) {
        planted[asset] = asset;
        served.add(asset);
      }
    }
    grow(planted);
    served.clear();
    System.arraycopy(planted, 0, anchors, 0, assets);
  }

  /** A sample begins: nothing is out. */
  void begin() {
    gone.clear();
    for (int i = 0; i < moved.size(); i++) {
      int asset = moved.getInt(i);
      anchors[asset] = planted[asset];
    }
    moved.clear();
  }

  void out(int asset) {
    if (islands.islandOf(asset) >= 0 && anchors[asset] != NONE) {
      anchors[asset] = NONE;
      moved.add(asset);
      gone.add(asset);
    }
  }

  /** What was cut off by what went out since the last call; to be read before the next. */
  IntArrayList takeCut() {
    cut.clear();
    if (gone.isEmpty()) {
      return cut;
    }
    orphans.clear();
    for (int i = 0; i < gone.size(); i++) {
      int asset = gone.getInt(i);
      orphan(asset);
    }
    gone.clear();
    for (int i = 0; i < orphans.size(); i++) {
      orphan(orphans.getInt(i));
    }
    adopt();
    grow(anchors);
    for (int i = 0; i < orphans.size(); i++) {
      int orphan = orphans.getInt(i);
      if (orphaned[orphan]) {
        orphaned[orphan] = false;
        cut.add(orphan);
      }
    }
    return cut;
  }

  /** Takes their service from those that have it from the asset. */
  private void orphan(int asset) {
    for (int p = starts[asset], end = starts[asset + 1]; p < end; p++) {
      int next = neighbours[p];
      if (anchors[next] == asset && next != asset) {
        anchors[next] = NONE;
        moved.add(next);
        orphaned[next] = true;
        orphans.add(next);
      }
    }
  }

  /** Finds orphans with a neighbour that still has service. */
  private void adopt() {
    served.clear();
    for (int i = 0; i < orphans.size(); i++) {
      int orphan = orphans.getInt(i);
      for (int p = starts[orphan], end = starts[orphan + 1]; p < end; p++) {
        int next = neighbours[p];
        if (anchors[next] != NONE) {
          anchors[orphan] = next;
          orphaned[orphan] = false;
          served.add(orphan);
          break;
        }
      }
    }
  }

  /** Service spreads over closed links to those that have none and are not out. */
  private void grow(int[] from) {
    for (int i = 0; i < served.size(); i++) {
      int asset = served.getInt(i);
      for (int p = starts[asset], end = starts[asset + 1]; p < end; p++) {
        int next = neighbours[p];
        if (from[next] == NONE && (from == planted || orphaned[next])) {
          from[next] = asset;
          orphaned[next] = false;
          served.add(next);
        }
      }
    }
  }
}
