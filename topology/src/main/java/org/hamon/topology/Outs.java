// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.Arrays;

/**
 * When something goes out in the samples of a forecast: a moment for each sample in which it does,
 * in the order of samples, or one for all.
 */
final class Outs {

  /** Goes out in no sample. */
  static final Outs NEVER = new Outs(new int[0], new long[0]);

  /** Nothing if it is the same in all samples. */
  private final int[] samples;

  private final long[] moments;

  private Outs(int[] samples, long[] moments) {
    this.samples = samples;
    this.moments = moments;
  }

  /** Goes out at that moment in all samples; in none if that is never. */
  static Outs inAll(long moment) {
    return moment == Moment.NEVER ? NEVER : new Outs(NEVER.samples, new long[] {moment});
  }

  /** Whether all samples are the same. */
  boolean areSame() {
    return samples.length == 0;
  }

  /** How many moments there are: of samples in which it goes out, or one for all. */
  int count() {
    return moments.length;
  }

  /** Which sample the moment of that number is of. */
  int sample(int number) {
    return samples[number];
  }

  long moment(int number) {
    return moments[number];
  }

  /** What to do with a sample in which it goes out. */
  interface Action {
    void accept(int sample, long moment);
  }

  /** For each sample of so many in which it goes out, in order. */
  void forEach(int all, Action action) {
    if (areSame() && moments.length > 0) {
      for (int k = 0; k < all; k++) {
        action.accept(k, moments[0]);
      }
    }
    for (int i = 0; i < samples.length; i++) {
      action.accept(samples[i], moments[i]);
    }
  }

  /** Adds moments sample by sample. */
  static final class Builder {

    private int[] samples;
    private long[] moments;
    private int count;

    /** Room for that many; more are taken. */
    Builder(int room) {
      samples = new int[room];
      moments = new long[room];
    }

    /** It goes out in that sample, which comes after those so far. */
    void add(int sample, long moment) {
      if (count == moments.length) {
        int room = Math.max(8, 2 * count);
        samples = Arrays.copyOf(samples, room);
        moments = Arrays.copyOf(moments, room);
      }
      samples[count] = sample;
      moments[count++] = moment;
    }

    /** What was added, of so many samples. */
    Outs build(int all) {
      if (count == 0) {
        return NEVER;
      }
      if (all == 1) {
        return inAll(moments[0]);
      }
      return new Outs(Arrays.copyOf(samples, count), Arrays.copyOf(moments, count));
    }
  }
}
