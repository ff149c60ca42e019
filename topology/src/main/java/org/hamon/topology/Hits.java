// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.Arrays;

/**
 * What the samples say of one asset: how often it is hit, and when. Quantiles are found without
 * putting all times in order: they are counted into classes whose width grows with the time, as
 * powers of two (G. Tene's HdrHistogram does it so), and only the class that has the quantile is
 * put in order. Not safe for several threads.
 */
final class Hits {

  /** Four bits behind the leading one of a float: classes of 6 % at most. */
  private static final int CLASS_SHIFT = 19;

  private static final int CLASSES = Float.floatToRawIntBits(0x1p43f) >>> CLASS_SHIFT;

  private final int[] counts = new int[CLASSES + 1];
  private final long[] times;
  private final long[] inClass;
  private int count;
  private long earliest;

  Hits(int samples) {
    times = new long[samples];
    inClass = new long[samples];
  }

  /** Takes the moments of the samples, never among them; one for all if there is but one. */
  void take(long[] moments) {
    count = 0;
    earliest = Long.MAX_VALUE;
    for (long moment : moments) {
      if (moment != Moment.NEVER) {
        long time = Moment.time(moment);
        times[count++] = time;
        earliest = Math.min(earliest, time);
      }
    }
    Arrays.fill(counts, 0);
    for (int i = 0; i < count; i++) {
      counts[classOf(times[i])]++;
    }
  }

  private int classOf(long time) {
    return Float.floatToRawIntBits((float) (time - earliest)) >>> CLASS_SHIFT;
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
      if (classOf(times[i]) == at) {
        inClass[size++] = times[i];
      }
    }
    Arrays.sort(inClass, 0, size);
    return inClass[rank - 1];
  }
}
