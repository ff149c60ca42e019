// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.Arrays;
import java.util.function.IntToLongFunction;

/**
 * An immutable array of longs in chunks. One that differs in an entry shares all chunks but one, so
 * that many versions of a large column stand side by side.
 */
final class Longs {

  private final long[][] chunks;

  private Longs(long[][] chunks) {
    this.chunks = chunks;
  }

  /** Entries beyond {@code size} are 0. */
  static Longs of(int size, IntToLongFunction value) {
    long[][] chunks = new long[Ints.chunksFor(size)][Ints.CHUNK];
    for (int i = 0; i < size; i++) {
      chunks[i >>> Ints.BITS][i & Ints.MASK] = value.applyAsLong(i);
    }
    return new Longs(chunks);
  }

  long get(int index) {
    int at = index >>> Ints.BITS;
    return at < chunks.length ? chunks[at][index & Ints.MASK] : 0;
  }

  /** The same with one entry replaced, or added beyond the end. */
  Longs with(int index, long value) {
    int at = index >>> Ints.BITS;
    long[][] next = Arrays.copyOf(chunks, Math.max(chunks.length, at + 1));
    for (int i = chunks.length; i < at; i++) {
      next[i] = new long[Ints.CHUNK];
    }
    next[at] = at < chunks.length ? chunks[at].clone() : new long[Ints.CHUNK];
    next[at][index & Ints.MASK] = value;
    return new Longs(next);
  }
}
