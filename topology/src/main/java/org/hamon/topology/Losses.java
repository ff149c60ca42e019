// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import it.unimi.dsi.fastutil.ints.IntList;

/** What dependencies on assets that are known lose and regain, sample by sample, end to end. */
final class Losses {

  private final int[] starts;
  private final int[] dependencies;
  private final long[] moments;
  private final long[] backs;

  /** Of these dependencies, whose providers go out like that, by asset. */
  Losses(IntList all, Edges edges, Outs[] outs, int samples) {
    starts = new int[samples + 2];
    for (int d : all) {
      outs[edges.provider(d)].forEach(samples, (k, moment, back) -> starts[k + 2]++);
    }
    for (int k = 1; k < starts.length; k++) {
      starts[k] += starts[k - 1];
    }
    dependencies = new int[starts[samples + 1]];
    moments = new long[dependencies.length];
    backs = new long[dependencies.length];
    for (int d : all) {
      outs[edges.provider(d)].forEach(samples, (k, moment, back) -> put(k, d, moment, back));
    }
  }

  /** While it is filled, a sample's start stands one place further on. */
  private void put(int sample, int dependency, long moment, long back) {
    int at = starts[sample + 1]++;
    dependencies[at] = dependency;
    moments[at] = moment;
    backs[at] = back;
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

  /** When that is over; may be never. */
  long back(int number) {
    return backs[number];
  }
}
