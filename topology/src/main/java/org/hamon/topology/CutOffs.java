// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What links cut off in a sample while one asset after the other goes out. The answer for a
 * component and a set of assets that are out is kept, by a 64-bit hash of the set: samples mostly
 * differ elsewhere.
 */
final class CutOffs {

  private static final int[] NONE = {};
  private static final int MOST_KEPT = 100_000;

  private record Question(int component, long out) {}

  private final Graph graph;
  private final LinkNetwork network;
  private final BitSet atRest;
  private final BitSet out = new BitSet();

  /** What was answered in this sample: that it goes out as well cuts off nothing more. */
  private final BitSet unserved = new BitSet();

  private final Map<Integer, Long> hashes = new HashMap<>();
  private final BitSet disturbed = new BitSet();
  private final Map<Question, int[]> answers = new HashMap<>();

  CutOffs(Graph graph) {
    this.graph = graph;
    network = graph.network();
    atRest = network.size() == 0 ? new BitSet() : graph.unservedAtRest();
  }

  /** A sample begins: nothing is out but what does not serve at rest. */
  void begin() {
    hashes.clear();
    disturbed.clear();
    if (network.size() > 0) {
      out.clear();
      out.or(atRest);
      unserved.clear();
    }
  }

  void out(int asset) {
    int component = network.componentOf(asset);
    if (component >= 0 && !out.get(asset)) {
      out.set(asset);
      disturbed.set(component, disturbed.get(component) || !unserved.get(asset));
      hashes.merge(component, Draws.mixed(Draws.seed(graph.asset(asset).id())), (a, b) -> a ^ b);
    }
  }

  /** Assets that are not out and cut off, of the components where something went out since. */
  int[] take() {
    if (disturbed.isEmpty()) {
      return NONE;
    }
    List<int[]> parts = new ArrayList<>();
    disturbed.stream().forEach(component -> parts.add(answer(component)));
    disturbed.clear();
    for (int[] part : parts) {
      for (int asset : part) {
        unserved.set(asset);
      }
    }
    return parts.size() == 1 ? parts.get(0) : parts.stream().flatMapToInt(IntStream::of).toArray();
  }

  private int[] answer(int component) {
    Question question = new Question(component, hashes.getOrDefault(component, 0L));
    int[] known = answers.get(question);
    if (known == null) {
      known = network.cutOff(component, out);
      if (answers.size() == MOST_KEPT) {
        answers.clear();
      }
      answers.put(question, known);
    }
    return known;
  }
}
