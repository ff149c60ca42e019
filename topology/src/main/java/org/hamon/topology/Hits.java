// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.Arrays;
import java.util.BitSet;

/**
 * What the samples say of one asset: how often it is hit, and when. Quantiles are found without
 * putting all times in order: they are counted into classes whose width grows with the time, as
 * powers of two (G. Tene's HdrHistogram does it so), and only the class that has the quantile is
 * put in order. Not safe for several threads.
 */
final class Hits {

  /** Four bits behind the leading one of a float: classes of 6 % at most. */
  private static final int CLASS_SHIFT = 19;

  /** The class of one millisecond; what is less is of the class below. */
  private static final int FIRST = Float.floatToRawIntBits(1) >>> CLASS_SHIFT;

  private static final int CLASSES =
      (Float.floatToRawIntBits((float) Moment.LONGEST) >>> CLASS_SHIFT) - FIRST + 2;

  private final int[] counts = new int[CLASSES];
  private final long[] times;
  private final int[] classes;
  private final long[] inClass;
  private int count;
  private int over;
  private long earliest;

  Hits(int samples) {
    times = new long[samples];
    classes = new int[samples];
    inClass = new long[samples];
  }

  /**
   * Takes the samples in which it is hit: of the outages that are not over by now the first.
   *
   * @param now milliseconds from the start
   * @param heard until then outages are what it said itself
   * @param ignored samples that do not count
   */
  void take(Outs outs, long now, long heard, BitSet ignored) {
    count = 0;
    over = 0;
    earliest = Long.MAX_VALUE;
    for (int i = 0, next; i < outs.count(); i = next) {
      boolean isOver = false;
      int standing = -1;
      for (next = i; next < outs.count() && isSameSample(outs, i, next); next++) {
        if (Moment.time(outs.back(next)) <= now) {
          isOver |= Moment.time(outs.moment(next)) > heard;
        } else if (standing < 0) {
          standing = next;
        }
      }
      if (ignored.get(outs.areSame() ? 0 : outs.sample(i))) {
        continue;
      }
      long time = standing < 0 ? Long.MAX_VALUE : Moment.time(outs.moment(standing));
      over += isOver && time > now ? 1 : 0;
      if (standing >= 0) {
        times[count++] = time;
        earliest = Math.min(earliest, time);
      }
    }
    Arrays.fill(counts, 0);
    for (int i = 0; i < count; i++) {
      classes[i] = classOf(times[i]);
      counts[classes[i]]++;
    }
  }

  private static boolean isSameSample(Outs outs, int one, int other) {
    return outs.areSame() || outs.sample(one) == outs.sample(other);
  }

  private int classOf(long time) {
    int bits = Float.floatToRawIntBits((float) (time - earliest));
    return Math.max(0, (bits >>> CLASS_SHIFT) - FIRST + 1);
  }

  /** In how many of the samples it is hit. */
  int count() {
    return count;
  }

  /** In how many of the samples it was hit and is back. */
  int over() {
    return over;
  }

  /** The quantile in tenths by nearest rank, of at least one hit; milliseconds from the start. */
  long quantile(int tenths) {
    int rank = Math.max(1, (count * tenths + 9) / 10);
    int at = 0;
    while (rank > counts[at]) {
      rank -= counts[at++];
    }
    int size = 0;
    for (int i = 0; i < count; i++) {
      if (classes[i] == at) {
        inClass[size++] = times[i];
      }
    }
    Arrays.sort(inClass, 0, size);
    return inClass[rank - 1];
  }
}
