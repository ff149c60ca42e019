// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntArrays;
import it.unimi.dsi.fastutil.longs.LongArrayList;

/**
 * When things are lost by what is observed of them: by local number spells, apart from each other
 * and in the order of time. The spells of all numbers stand end to end.
 */
final class Spells {

  private final int[] starts;
  private final long[] from;
  private final long[] until;

  private Spells(int[] starts, long[] from, long[] until) {
    this.starts = starts;
    this.from = from;
    this.until = until;
  }

  /** Whether there is any for that number. */
  boolean has(int number) {
    return start(number) < end(number);
  }

  /** The first spell of a number. */
  int start(int number) {
    return starts[number];
  }

  /** Behind the last spell of a number. */
  int end(int number) {
    return starts[number + 1];
  }

  /** The moment at which a spell begins. */
  long from(int spell) {
    return from[spell];
  }

  /** The moment at which a spell is over; may be never. */
  long until(int spell) {
    return until[spell];
  }

  /** When the last spell of a number, which has one, begins. */
  long lastFrom(int number) {
    return from[end(number) - 1];
  }

  /** When the last spell of a number is over; 0 if it has none. */
  long lastUntil(int number) {
    return has(number) ? until[end(number) - 1] : 0;
  }

  /** Whether anything of a number comes back. */
  boolean hasReturns(int number) {
    return has(number) && until[start(number)] != Moment.NEVER;
  }

  /** The spells of a number as outages in all samples. */
  Outs outs(int number) {
    Outs.Builder outs = new Outs.Builder(end(number) - start(number));
    for (int spell = start(number); spell < end(number); spell++) {
      outs.add(0, from[spell], until[spell]);
    }
    return outs.build(1);
  }

  /** Collects spells in any order; those that overlap or touch are one. */
  static final class Builder {

    private final IntArrayList numbers = new IntArrayList();
    private final LongArrayList froms = new LongArrayList();
    private final LongArrayList untils = new LongArrayList();

    /** From a time on until another, milliseconds after the start, or never. */
    void add(int number, long from, long until) {
      numbers.add(number);
      froms.add(from);
      untils.add(until);
    }

    /** The spells of so many numbers. */
    Spells build(int size) {
      int[] order = new int[numbers.size()];
      for (int i = 0; i < order.length; i++) {
        order[i] = i;
      }
      IntArrays.quickSort(order, this::compare);
      int[] starts = new int[size + 1];
      long[] from = new long[order.length];
      long[] until = new long[order.length];
      int count = 0;
      int next = 0;
      for (int number = 0; number < size; number++) {
        starts[number] = count;
        for (; next < order.length && numbers.getInt(order[next]) == number; next++) {
          long begin = froms.getLong(order[next]);
          long end = untils.getLong(order[next]);
          if (count > starts[number] && begin <= until[count - 1]) {
            until[count - 1] = Math.max(until[count - 1], end);
          } else {
            from[count] = begin;
            until[count++] = end;
          }
        }
      }
      starts[size] = count;
      for (int i = 0; i < count; i++) {
        from[i] = Moment.at(from[i]);
        until[i] = until[i] == Moment.NEVER ? Moment.NEVER : Moment.returning(until[i]);
      }
      return new Spells(starts, from, until);
    }

    private int compare(int one, int other) {
      int byNumber = Integer.compare(numbers.getInt(one), numbers.getInt(other));
      return byNumber != 0 ? byNumber : Long.compare(froms.getLong(one), froms.getLong(other));
    }
  }
}
