// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import it.unimi.dsi.fastutil.ints.IntList;

/** What dependencies on assets that are known lose, sample by sample, end to end. */
final class Losses {

  private final int[] starts;
  private final int[] dependencies;
  private final long[] moments;

  /** Of these dependencies, whose providers go out like that, by asset. */
  Losses(IntList all, Edges edges, Outs[] outs, int samples) {
    starts = new int[samples + 2];
    for (int d : all) {
      outs[edges.provider(d)].forEach(samples, (k, moment) -> starts[k + 2]++);
    }
    for (int k = 1; k < starts.length; k++) {
      starts[k] += starts[k - 1];
    }
    dependencies = new int[starts[samples + 1]];
    moments = new long[dependencies.length];
    for (int d : all) {
      outs[edges.provider(d)].forEach(samples, (k, moment) -> put(k, d, moment));
    }
  }

  /** While it is filled, a sample's start stands one place further on. */
  private void put(int sample, int dependency, long moment) {
    int at = starts[sample + 1]++;
    dependencies[at] = dependency;
    moments[at] = moment;
  }

  /** The number of the first loss of a sample. */
  int start(int sample) {
    return starts[sample];
  }

  /** The number behind the last loss of a sample. */
  int end(int sample) {
    return starts[sample + 1];
  }

  int dependency(int number) {
    return dependencies[number];
  }

  long moment(int number) {
    return moments[number];
  }
}
