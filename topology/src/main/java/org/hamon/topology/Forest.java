// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.Arrays;

/**
 * What links cut off in a sample while one asset after the other goes out and comes back, by local
 * number. Service grows from where it comes in as a forest; when an asset goes out only the
 * branches behind it look for another neighbour, as in {@link Service}; when one comes back the
 * forest grows over it to what was cut off. Costs what hangs on the asset, not the island.
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

  /** What is out for another reason than that it is cut off. */
  private final boolean[] isOut;

  /** What may not have its anchor of the beginning any more. */
  private final IntArrayList moved = new IntArrayList();

  private final IntArrayList gone = new IntArrayList();
  private final IntArrayList returned = new IntArrayList();
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
    isOut = new boolean[assets];
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
    returned.clear();
    for (int i = 0; i < moved.size(); i++) {
      int asset = moved.getInt(i);
      anchors[asset] = planted[asset];
      isOut[asset] = false;
    }
    moved.clear();
  }

  /** The asset goes out; it does not count as cut off any more. */
  void out(int asset) {
    if (!islands.has(asset) || isOut[asset]) {
      return;
    }
    isOut[asset] = true;
    moved.add(asset);
    if (anchors[asset] != NONE) {
      anchors[asset] = NONE;
      gone.add(asset);
    }
  }

  /** The asset, which stands in a network, is not out any more. */
  void back(int asset) {
    isOut[asset] = false;
    returned.add(asset);
  }

  /** Whether the asset, which stands in a network, has service, or would if it were not out. */
  boolean isReached(int asset) {
    return islands.isFed(asset) || servedNeighbour(asset) != NONE;
  }

  /** Whether anything went out or came back that the next calls tell of. */
  boolean isDisturbed() {
    return !gone.isEmpty() || !returned.isEmpty();
  }

  /**
   * What has service again by what came back since the last call, itself included, and what came
   * back and is cut off.
   */
  void takeReturns(IntArrayList freed, IntArrayList cutOff) {
    served.clear();
    for (int i = 0; i < returned.size(); i++) {
      int asset = returned.getInt(i);
      anchors[asset] = islands.isFed(asset) ? asset : servedNeighbour(asset);
      if (anchors[asset] != NONE) {
        served.add(asset);
      }
    }
    grow(anchors);
    freed.addAll(served);
    for (int i = 0; i < returned.size(); i++) {
      int asset = returned.getInt(i);
      if (anchors[asset] == NONE) {
        cutOff.add(asset);
      }
    }
    returned.clear();
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
      int neighbour = servedNeighbour(orphan);
      if (neighbour != NONE) {
        anchors[orphan] = neighbour;
        orphaned[orphan] = false;
        served.add(orphan);
      }
    }
  }

  private int servedNeighbour(int asset) {
    for (int p = starts[asset], end = starts[asset + 1]; p < end; p++) {
      if (anchors[neighbours[p]] != NONE) {
        return neighbours[p];
      }
    }
    return NONE;
  }

  /** Service spreads over closed links to those that have none and are not out. */
  private void grow(int[] from) {
    for (int i = 0; i < served.size(); i++) {
      int asset = served.getInt(i);
      for (int p = starts[asset], end = starts[asset + 1]; p < end; p++) {
        int next = neighbours[p];
        if (from[next] == NONE && !isOut[next]) {
          from[next] = asset;
          orphaned[next] = false;
          served.add(next);
        }
      }
    }
  }
}
