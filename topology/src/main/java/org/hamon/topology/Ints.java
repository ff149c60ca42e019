// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * An immutable array of ints in chunks. One that differs in an entry shares all chunks but one, so
 * that many versions of a large column stand side by side.
 */
final class Ints {

  static final int BITS = 10;
  static final int CHUNK = 1 << BITS;
  static final int MASK = CHUNK - 1;

  private final int[][] chunks;

  private Ints(int[][] chunks) {
    this.chunks = chunks;
  }

  /** Entries beyond {@code size} are 0. */
  static Ints of(int size, IntUnaryOperator value) {
    int[][] chunks = new int[chunksFor(size)][CHUNK];
    for (int i = 0; i < size; i++) {
      chunks[i >>> BITS][i & MASK] = value.applyAsInt(i);
    }
    return new Ints(chunks);
  }

  /** How many chunks so many entries take. */
  static int chunksFor(int size) {
    return (size + MASK) >>> BITS;
  }

  int get(int index) {
    int at = index >>> BITS;
    return at < chunks.length ? chunks[at][index & MASK] : 0;
  }

  /** The same with one entry replaced, or added beyond the end. */
  Ints with(int index, int value) {
    int at = index >>> BITS;
    int[][] next = Arrays.copyOf(chunks, Math.max(chunks.length, at + 1));
    for (int i = chunks.length; i < at; i++) {
      next[i] = new int[CHUNK];
    }
    next[at] = at < chunks.length ? chunks[at].clone() : new int[CHUNK];
    next[at][index & MASK] = value;
    return new Ints(next);
  }
}
