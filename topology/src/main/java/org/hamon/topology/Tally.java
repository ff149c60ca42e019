// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Collects, in any order, when one thing goes out in samples; the earliest of each counts, of those
 * that do not contradict what is known.
 */
final class Tally implements Edges.Hitting {

  private final long[] earliest;
  private final long[] noted;
  private final BitSet contradicted = new BitSet();
  private long since;

  Tally(int samples) {
    earliest = new long[samples];
    noted = new long[(samples + Long.SIZE - 1) / Long.SIZE];
    Arrays.fill(earliest, Moment.NEVER);
  }

  /** From here on nothing can have happened before that moment. */
  void notBefore(long moment) {
    since = moment;
    contradicted.clear();
  }

  /** The samples of which something contradicted what is known. */
  BitSet contradicted() {
    return contradicted;
  }

  @Override
  public void note(int sample, long moment) {
    if (moment < since) {
      contradicted.set(sample);
    } else if (moment < earliest[sample]) {
      earliest[sample] = moment;
      noted[sample / Long.SIZE] |= 1L << sample;
    }
  }

  /** What was noted since the last call, of so many samples. */
  Outs take(int samples) {
    int count = 0;
    for (long word : noted) {
      count += Long.bitCount(word);
    }
    Outs.Builder outs = new Outs.Builder(count);
    for (int i = 0; i < noted.length; i++) {
      for (long word = noted[i]; word != 0; word &= word - 1) {
        int sample = i * Long.SIZE + Long.numberOfTrailingZeros(word);
        outs.add(sample, earliest[sample]);
        earliest[sample] = Moment.NEVER;
      }
      noted[i] = 0;
    }
    return outs.build(samples);
  }
}
