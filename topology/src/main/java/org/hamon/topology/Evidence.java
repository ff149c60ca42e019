// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.Arrays;

/**
 * What is known now of the assets in reach, by local number: what a sample must not contradict. An
 * asset that is known to have failed served until its last failure, but for those before.
 */
final class Evidence {

  private static final long[] NOTHING = {};

  private final Scope scope;

  /** After the start, in milliseconds; 0 if it did not fail. */
  private final long[] servesSince;

  /** After the start, in milliseconds; 0 if nothing is known. */
  private final long[] servedUntil;

  Evidence(Scope scope, Forecast.Settings settings) {
    this.scope = scope;
    servesSince = new long[scope.assets.length];
    servedUntil = new long[scope.assets.length];
    for (int asset = 0; asset < servedUntil.length; asset++) {
      Forecast.Served served = settings.served().apply(scope.id(asset));
      servesSince[asset] = Math.max(served.from(), scope.start) - scope.start;
      servedUntil[asset] = Math.max(served.until(), scope.start) - scope.start;
      if (scope.out.has(asset)) {
        long last = Moment.time(scope.out.lastFrom(asset));
        servedUntil[asset] = Math.max(servedUntil[asset], last);
      }
    }
  }

  /** Since when the asset serves again without what it had lost. */
  long servesSince(int asset) {
    return servesSince[asset];
  }

  /** Until when the asset is known to have served, in milliseconds after the start. */
  long servedUntil(int asset) {
    return servedUntil[asset];
  }

  /** Whether the asset, while it is not observed to be out, cannot be hit at that moment. */
  boolean contradicts(int asset, long moment) {
    return Moment.time(moment) < servedUntil[asset];
  }

  /**
   * While the asset is known to have served after a time: from (inclusive), until (exclusive), from
   * and so on, in milliseconds after that time.
   */
  long[] servedAfter(int asset, long time) {
    long end = servedUntil[asset];
    if (end <= time) {
      return NOTHING;
    }
    int first = scope.out.start(asset);
    int count = scope.out.end(asset) - first;
    long[] served = new long[2 * count + 2];
    int size = 0;
    long from = time;
    for (int spell = first; spell < first + count; spell++) {
      long until = Math.min(end, Moment.time(scope.out.from(spell)));
      size = add(served, size, from - time, until - time);
      from = Math.max(from, Moment.time(scope.out.until(spell)) + 1);
    }
    size = add(served, size, from - time, end - time);
    return Arrays.copyOf(served, size);
  }

  private static int add(long[] served, int size, long from, long until) {
    if (from >= until) {
      return size;
    }
    served[size] = from;
    served[size + 1] = until;
    return size + 2;
  }
}
