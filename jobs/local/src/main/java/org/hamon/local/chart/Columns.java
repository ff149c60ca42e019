// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.chart;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Puts boxes into columns so that dependencies run from left to right, as far as they run in no
 * circle: an order with few and light arcs against it (Eades, Lin and Smyth, "A fast and effective
 * heuristic for the feedback arc set problem", 1993), then as far left as the order allows.
 */
final class Columns {

  private Columns() {}

  /**
   * The column of each box, from 0. {@code O(n^3)} for n boxes, of which there are few.
   *
   * @param weights dependencies from one box to another
   */
  static int[] of(int[][] weights) {
    List<Integer> order = order(weights);
    int[] column = new int[weights.length];
    for (int i = 0; i < order.size(); i++) {
      for (int j = i + 1; j < order.size(); j++) {
        int from = order.get(i);
        int to = order.get(j);
        if (weights[from][to] > 0) {
          column[to] = Math.max(column[to], column[from] + 1);
        }
      }
    }
    return column;
  }

  private static List<Integer> order(int[][] weights) {
    List<Integer> left = new ArrayList<>();
    for (int box = 0; box < weights.length; box++) {
      left.add(box);
    }
    List<Integer> front = new ArrayList<>();
    Deque<Integer> back = new ArrayDeque<>();
    while (!left.isEmpty()) {
      Integer sink = null;
      Integer most = left.get(0);
      for (Integer box : left) {
        if (sink == null && out(weights, box, left) == 0) {
          sink = box;
        }
        if (surplus(weights, box, left) > surplus(weights, most, left)) {
          most = box;
        }
      }
      Integer taken = sink != null ? sink : most;
      if (sink != null) {
        back.push(taken);
      } else {
        front.add(taken);
      }
      left.remove(taken);
    }
    front.addAll(back);
    return front;
  }

  /** A box that nothing leads to is worth more than all others. */
  private static int surplus(int[][] weights, int box, List<Integer> left) {
    int in = in(weights, box, left);
    return in == 0 ? Integer.MAX_VALUE : out(weights, box, left) - in;
  }

  private static int out(int[][] weights, int box, List<Integer> left) {
    return left.stream().filter(o -> o != box).mapToInt(o -> weights[box][o]).sum();
  }

  private static int in(int[][] weights, int box, List<Integer> left) {
    return left.stream().filter(o -> o != box).mapToInt(o -> weights[o][box]).sum();
  }
}
