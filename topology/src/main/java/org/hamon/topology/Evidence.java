// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

/** What is known now of the assets in reach, by local number: what a sample must not contradict. */
final class Evidence {

  /** After the start, in milliseconds; 0 if it did not fail. */
  private final long[] servesSince;

  /** After the start, in milliseconds; 0 if nothing is known. */
  private final long[] servedUntil;

  private final long now;

  Evidence(Scope scope, Forecast.Settings settings) {
    now = scope.now - scope.start;
    servesSince = new long[scope.assets.length];
    servedUntil = new long[scope.assets.length];
    for (int asset = 0; asset < servedUntil.length; asset++) {
      Forecast.Served served = settings.served().apply(scope.id(asset));
      servesSince[asset] = Math.max(served.from(), scope.start) - scope.start;
      servedUntil[asset] = Math.max(served.until(), scope.start) - scope.start;
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

  /** Whether the asset is known to have served. */
  boolean mayContradict(int asset) {
    return servedUntil[asset] > 0;
  }

  /** Whether the asset is known to have served after that moment, at which it would be hit. */
  boolean contradicts(int asset, long moment) {
    return Moment.time(moment) < servedUntil[asset];
  }

  /** Whether the moment lies behind. */
  boolean isPast(long moment) {
    return Moment.time(moment) <= now;
  }
}
