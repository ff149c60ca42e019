// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

/** What is known now of the assets in reach, by local number: what a sample must not contradict. */
final class Evidence {

  private final boolean[] serving;
  private final long now;
  private final long hitsBegin;

  Evidence(Scope scope, Forecast.Settings settings) {
    now = scope.now - scope.start;
    hitsBegin = now - settings.graceMillis();
    serving = new boolean[scope.assets.length];
    for (int asset = 0; asset < serving.length; asset++) {
      serving[asset] = settings.knownServing().test(scope.id(asset));
    }
  }

  /** Whether the asset is known to serve. */
  boolean mayContradict(int asset) {
    return serving[asset];
  }

  /** Whether the asset is known to serve although it would have been hit at that moment. */
  boolean contradicts(int asset, long moment) {
    return serving[asset] && Moment.time(moment) < hitsBegin;
  }

  /** Whether the moment lies behind. */
  boolean isPast(long moment) {
    return Moment.time(moment) <= now;
  }
}
