// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.Arrays;

/**
 * When something is out in the samples of a forecast: outages, from a moment on until it is back or
 * for good, in the order of samples and then of time, or the same ones for all samples.
 */
final class Outs {

  /** Goes out in no sample. */
  static final Outs NEVER = new Outs(new int[0], new long[0], new long[0]);

  /** Nothing if it is the same in all samples. */
  private final int[] samples;

  private final long[] moments;

  /** Nothing if it never comes back. */
  private final long[] backs;

  private Outs(int[] samples, long[] moments, long[] backs) {
    this.samples = samples;
    this.moments = moments;
    this.backs = backs;
  }

  /** Goes out at that moment in all samples, for good; in none if that is never. */
  static Outs inAll(long moment) {
    return moment == Moment.NEVER
        ? NEVER
        : new Outs(NEVER.samples, new long[] {moment}, NEVER.backs);
  }

  /** Out while one or the other is, of so many samples. */
  static Outs either(Outs one, Outs other, int samples) {
    if (one.count() == 0 || other.count() == 0) {
      return one.count() == 0 ? other : one;
    }
    int different = one.areSame() && other.areSame() ? 1 : samples;
    Builder outs = new Builder(one.count() + other.count());
    int atOne = 0;
    int atOther = 0;
    for (int k = 0; k < different; k++) {
      atOne = one.areSame() ? 0 : atOne;
      atOther = other.areSame() ? 0 : atOther;
      long from = Moment.NEVER;
      long until = 0;
      while (one.has(atOne, k) || other.has(atOther, k)) {
        boolean isOne =
            !other.has(atOther, k)
                || (one.has(atOne, k) && one.moment(atOne) <= other.moment(atOther));
        Outs next = isOne ? one : other;
        int at = isOne ? atOne++ : atOther++;
        if (from != Moment.NEVER && next.moment(at) <= until) {
          until = Math.max(until, next.back(at));
        } else {
          if (from != Moment.NEVER) {
            outs.add(k, from, until);
          }
          from = next.moment(at);
          until = next.back(at);
        }
      }
      if (from != Moment.NEVER) {
        outs.add(k, from, until);
      }
    }
    return outs.build(different);
  }

  private boolean has(int number, int sample) {
    return number < moments.length && (areSame() || samples[number] == sample);
  }

  /** Whether all samples are the same. */
  boolean areSame() {
    return samples.length == 0;
  }

  /** Whether it comes back in some sample. */
  boolean hasReturns() {
    return backs.length > 0;
  }

  /** How many outages there are: of all samples, or of one if all are the same. */
  int count() {
    return moments.length;
  }

  /** Which sample the outage of that number is of. */
  int sample(int number) {
    return samples[number];
  }

  /** When the outage of that number begins. */
  long moment(int number) {
    return moments[number];
  }

  /** When the outage of that number is over; may be never. */
  long back(int number) {
    return backs.length == 0 ? Moment.NEVER : backs[number];
  }

  /** What to do with an outage. */
  interface Action {
    void accept(int sample, long moment, long back);
  }

  /** For each outage of each sample of so many, in order. */
  void forEach(int all, Action action) {
    if (areSame() && moments.length > 0) {
      for (int k = 0; k < all; k++) {
        for (int i = 0; i < moments.length; i++) {
          action.accept(k, moments[i], back(i));
        }
      }
    }
    for (int i = 0; i < samples.length; i++) {
      action.accept(samples[i], moments[i], back(i));
    }
  }

  /** Adds outages sample by sample. */
  static final class Builder {

    private int[] samples;
    private long[] moments;
    private long[] backs = NEVER.backs;
    private int count;

    /** Room for that many; more are taken. */
    Builder(int room) {
      samples = new int[room];
      moments = new long[room];
    }

    /** It goes out for good in that sample, which comes after those so far. */
    void add(int sample, long moment) {
      add(sample, moment, Moment.NEVER);
    }

    /** It is out between these in that sample, after all that was added. */
    void add(int sample, long moment, long back) {
      if (count == moments.length) {
        int room = Math.max(8, 2 * count);
        samples = Arrays.copyOf(samples, room);
        moments = Arrays.copyOf(moments, room);
      }
      if (back != Moment.NEVER || backs.length > 0) {
        int known = backs.length;
        if (known < moments.length) {
          backs = Arrays.copyOf(backs, moments.length);
          Arrays.fill(backs, Math.min(known, count), moments.length, Moment.NEVER);
        }
        backs[count] = back;
      }
      samples[count] = sample;
      moments[count++] = moment;
    }

    /** What was added, of so many samples. */
    Outs build(int all) {
      if (count == 0) {
        return NEVER;
      }
      return new Outs(
          all == 1 ? NEVER.samples : Arrays.copyOf(samples, count),
          Arrays.copyOf(moments, count),
          Arrays.copyOf(backs, Math.min(backs.length, count)));
    }
  }
}
