// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.function.IntUnaryOperator;

/**
 * Lists of ints for each of {@code 0..rows-1}, end to end in one array (compressed sparse rows).
 * Each list keeps the order in which its items were numbered.
 */
final class Rows {

  private final int[] starts;
  private final int[] items;

  private Rows(int[] starts, int[] items) {
    this.starts = starts;
    this.items = items;
  }

  /** Puts each of {@code 0..items-1} in the list of its row; a negative row leaves it out. */
  static Rows of(int rows, int items, IntUnaryOperator rowOf) {
    return of(rows, items, rowOf, item -> item);
  }

  /** The same, with something else in the list than the item's number. */
  static Rows of(int rows, int items, IntUnaryOperator rowOf, IntUnaryOperator valueOf) {
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
    return new Rows(starts, values);
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
