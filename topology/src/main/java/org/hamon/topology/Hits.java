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
   * @param ignored samples that do not count
   */
  void take(Outs outs, long now, BitSet ignored) {
    count = 0;
    earliest = Long.MAX_VALUE;
    int last = -1;
    for (int i = 0; i < outs.count(); i++) {
      int sample = outs.areSame() ? 0 : outs.sample(i);
      if (sample != last && Moment.time(outs.back(i)) > now && !ignored.get(sample)) {
        last = sample;
        times[count] = Moment.time(outs.moment(i));
        earliest = Math.min(earliest, times[count++]);
      }
    }
    Arrays.fill(counts, 0);
    for (int i = 0; i < count; i++) {
      classes[i] = classOf(times[i]);
      counts[classes[i]]++;
    }
  }

  private int classOf(long time) {
    int bits = Float.floatToRawIntBits((float) (time - earliest));
    return Math.max(0, (bits >>> CLASS_SHIFT) - FIRST + 1);
  }

  /** In how many of the samples it is hit. */
  int count() {
    return count;
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
