// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * Lists of ints, one for each row, end to end in one array for each chunk of rows (compressed
 * sparse rows). Immutable; one that differs in a row shares all chunks but one. Rows beyond the end
 * are empty.
 */
final class Rows {

  private static final Chunk EMPTY = new Chunk(new int[Ints.CHUNK + 1], new int[0]);

  /** Items of row {@code i} of the chunk stand from {@code starts[i]} to {@code starts[i + 1]}. */
  private static final class Chunk {
    final int[] starts;
    final int[] items;

    Chunk(int[] starts, int[] items) {
      this.starts = starts;
      this.items = items;
    }
  }

  private final Chunk[] chunks;

  private Rows(Chunk[] chunks) {
    this.chunks = chunks;
  }

  /**
   * Puts each of {@code 0..items-1} in the list of its row, in this order; a negative row leaves it
   * out.
   */
  static Rows of(int rows, int items, IntUnaryOperator rowOf) {
    return of(rows, items, rowOf, item -> item);
  }

  /** The same, with something else in the list than the item's number. */
  static Rows of(int rows, int items, IntUnaryOperator rowOf, IntUnaryOperator valueOf) {
    Chunk[] chunks = new Chunk[Ints.chunksFor(rows)];
    int[][] starts = new int[chunks.length][Ints.CHUNK + 1];
    for (int i = 0; i < items; i++) {
      int row = rowOf.applyAsInt(i);
      if (row >= 0) {
        starts[row >>> Ints.BITS][(row & Ints.MASK) + 1]++;
      }
    }
    for (int c = 0; c < chunks.length; c++) {
      for (int i = 0; i < Ints.CHUNK; i++) {
        starts[c][i + 1] += starts[c][i];
      }
      chunks[c] = new Chunk(starts[c].clone(), new int[starts[c][Ints.CHUNK]]);
    }
    for (int i = 0; i < items; i++) {
      int row = rowOf.applyAsInt(i);
      if (row >= 0) {
        int at = row >>> Ints.BITS;
        chunks[at].items[starts[at][row & Ints.MASK]++] = valueOf.applyAsInt(i);
      }
    }
    return new Rows(chunks);
  }

  private Chunk chunk(int row) {
    int at = row >>> Ints.BITS;
    return at < chunks.length ? chunks[at] : EMPTY;
  }

  /** Position of the first item of the row. */
  int start(int row) {
    return chunk(row).starts[row & Ints.MASK];
  }

  /** Position behind the last item of the row. */
  int end(int row) {
    return chunk(row).starts[(row & Ints.MASK) + 1];
  }

  int size(int row) {
    return end(row) - start(row);
  }

  /** The item at a position between the row's start and end. */
  int at(int row, int position) {
    return chunk(row).items[position];
  }

  /** The items of the row. */
  int[] items(int row) {
    return Arrays.copyOfRange(chunk(row).items, start(row), end(row));
  }

  /** The same with one row replaced, or added beyond the end. {@code O(items of its chunk)}. */
  Rows with(int row, int[] items) {
    Chunk old = chunk(row);
    int local = row & Ints.MASK;
    int more = items.length - size(row);
    int[] starts = old.starts.clone();
    for (int i = local + 1; i < starts.length; i++) {
      starts[i] += more;
    }
    int[] all = new int[old.items.length + more];
    System.arraycopy(old.items, 0, all, 0, starts[local]);
    System.arraycopy(items, 0, all, starts[local], items.length);
    System.arraycopy(
        old.items,
        old.starts[local + 1],
        all,
        starts[local + 1],
        old.items.length - old.starts[local + 1]);
    int at = row >>> Ints.BITS;
    Chunk[] next = Arrays.copyOf(chunks, Math.max(chunks.length, at + 1));
    Arrays.fill(next, chunks.length, next.length, EMPTY);
    next[at] = new Chunk(starts, all);
    return new Rows(next);
  }
}
