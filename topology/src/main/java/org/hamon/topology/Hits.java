// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.Arrays;

/** When each asset was hit, over the samples. */
final class Hits {

  private static final long[] NONE = {};

  private final int samples;
  private final long[][] times;
  private final int[] counts;
  private final int[] excluded;

  Hits(int assets, int samples) {
    this.samples = samples;
    times = new long[assets][];
    Arrays.fill(times, NONE);
    counts = new int[assets];
    excluded = new int[assets];
  }

  void add(int asset, long time) {
    if (counts[asset] == times[asset].length) {
      int room = Math.min(samples, Math.max(16, counts[asset] * 2));
      times[asset] = Arrays.copyOf(times[asset], room);
    }
    times[asset][counts[asset]++] = time;
  }

  /** One sample does not count for the asset. */
  void exclude(int asset) {
    excluded[asset]++;
  }

  int count(int asset) {
    return counts[asset];
  }

  double likelihood(int asset) {
    int counted = samples - excluded[asset];
    return counted == 0 ? 0 : counts[asset] / (double) counted;
  }

  /** Puts the times in order. */
  void sort(int asset) {
    Arrays.sort(times[asset], 0, counts[asset]);
  }

  /** The quantile in tenths by nearest rank; after {@link #sort}. */
  long quantile(int asset, int tenths) {
    int rank = (counts[asset] * tenths + 9) / 10;
    return times[asset][Math.max(1, rank) - 1];
  }
}
