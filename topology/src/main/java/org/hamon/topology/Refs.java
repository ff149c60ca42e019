// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.Arrays;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** An immutable array of references in chunks; see {@link Ints}. Absent entries are null. */
final class Refs<T> {

  private final Object[][] chunks;

  private Refs(Object[][] chunks) {
    this.chunks = chunks;
  }

  static <T> Refs<T> of(int size, IntFunction<@Nullable T> value) {
    Object[][] chunks = new Object[Ints.chunksFor(size)][Ints.CHUNK];
    for (int i = 0; i < size; i++) {
      chunks[i >>> Ints.BITS][i & Ints.MASK] = value.apply(i);
    }
    return new Refs<>(chunks);
  }

  /** The entry; null if there is none or the index lies beyond the end. */
  @SuppressWarnings("unchecked") // only entries of the type come in
  @Nullable T get(int index) {
    int at = index >>> Ints.BITS;
    return at < chunks.length ? (T) chunks[at][index & Ints.MASK] : null;
  }

  /** The same with one entry replaced, or added beyond the end. */
  Refs<T> with(int index, @Nullable T value) {
    int at = index >>> Ints.BITS;
    Object[][] next = Arrays.copyOf(chunks, Math.max(chunks.length, at + 1));
    for (int i = chunks.length; i < at; i++) {
      next[i] = new Object[Ints.CHUNK];
    }
    next[at] = at < chunks.length ? chunks[at].clone() : new Object[Ints.CHUNK];
    next[at][index & Ints.MASK] = value;
    return new Refs<>(next);
  }
}
