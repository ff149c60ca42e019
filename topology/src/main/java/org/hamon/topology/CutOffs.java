// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import it.unimi.dsi.fastutil.ints.Int2LongOpenHashMap;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/**
 * What links cut off in a sample while one asset after the other goes out. The answer for an island
 * and a set of assets that are out is kept, by a 64-bit hash of the set: samples mostly differ
 * elsewhere.
 */
final class CutOffs {

  private static final int MOST_KEPT = 100_000;

  private record Question(int island, long out) {}

  private final Islands islands;
  private final BitSet out = new BitSet();

  private final Int2LongOpenHashMap hashes = new Int2LongOpenHashMap();
  private final BitSet disturbed = new BitSet();
  private final Map<Question, int[]> answers = new HashMap<>();

  CutOffs(Islands islands) {
    this.islands = islands;
  }

  /** A sample begins: nothing is out. */
  void begin() {
    hashes.clear();
    disturbed.clear();
    out.clear();
  }

  void out(int asset) {
    int island = islands.islandOf(asset);
    if (island >= 0 && !out.get(asset)) {
      out.set(asset);
      disturbed.set(island);
      hashes.put(island, hashes.get(island) ^ Draws.mixed(asset + 1L));
    }
  }

  /** The asset is not out any more. */
  void back(int asset) {
    int island = islands.islandOf(asset);
    if (island >= 0 && out.get(asset)) {
      out.clear(asset);
      disturbed.set(island);
      hashes.put(island, hashes.get(island) ^ Draws.mixed(asset + 1L));
    }
  }

  /** The islands where something went out or came back since. */
  int[] takeDisturbed() {
    int[] taken = disturbed.stream().toArray();
    disturbed.clear();
    return taken;
  }

  /** The assets of the island that are not out and cut off, in order; not to be changed. */
  int[] cutOff(int island) {
    Question question = new Question(island, hashes.get(island));
    int[] known = answers.get(question);
    if (known == null) {
      known = islands.cutOff(island, out);
      if (answers.size() == MOST_KEPT) {
        answers.clear();
      }
      answers.put(question, known);
    }
    return known;
  }
}
