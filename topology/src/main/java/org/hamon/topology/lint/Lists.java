// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.lint;

import java.util.function.IntUnaryOperator;

/** Lists of ints, one for each row, end to end in one array (compressed sparse rows). */
final class Lists {

  private final int[] starts;
  private final int[] items;

  private Lists(int[] starts, int[] items) {
    this.starts = starts;
    this.items = items;
  }

  /** Puts each of {@code 0..items-1} in the list of its row, a negative row in none. */
  static Lists of(int rows, int items, IntUnaryOperator rowOf, IntUnaryOperator valueOf) {
    int[] starts = new int[rows + 1];
    for (int i = 0; i < items; i++) {
      int row = rowOf.applyAsInt(i);
      if (row >= 0) {
        starts[row + 1]++;
      }
    }
    for (int row = 0; row < rows; row++) {
      starts[row + 1] += starts[row];
    }
    int[] next = starts.clone();
    int[] values = new int[starts[rows]];
    for (int i = 0; i < items; i++) {
      int row = rowOf.applyAsInt(i);
      if (row >= 0) {
        values[next[row]++] = valueOf.applyAsInt(i);
      }
    }
    return new Lists(starts, values);
  }

  int start(int row) {
    return starts[row];
  }

  int end(int row) {
    return starts[row + 1];
  }

  int size(int row) {
    return starts[row + 1] - starts[row];
  }

  /** The item at a position between a row's start and end. */
  int at(int position) {
    return items[position];
  }
}
