// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.Arrays;
import java.util.Collection;

/**
 * The part of a graph that failures can reach, with what is the same in all samples: when observed
 * failures take assets out and dependencies away. Times count from the start, which is the earliest
 * failure.
 */
final class Scope {

  static final long NEVER = Long.MAX_VALUE;

  final Graph graph;
  final long now;

  /** The last instant that counts. */
  final long end;

  /** Epoch milliseconds that times count from. */
  final long start;

  /** Numbers of the assets in reach, in order; local numbers count within. */
  final int[] assets;

  /** Numbers of the dependencies in reach, in order; local numbers count within. */
  final int[] dependencies;

  /** By local asset: when an observed failure takes it out. */
  final long[] outAt;

  /** By local dependency: when an observed failure meets its trigger. */
  final long[] lostAt;

  private final int[] localAsset;

  Scope(Graph graph, Collection<Forecast.Failure> failures, long now, Forecast.Settings settings) {
    this.graph = graph;
    this.now = now;
    end = now + settings.horizonMillis();
    long earliest = now;
    for (Forecast.Failure failure : failures) {
      earliest = Math.min(earliest, failure.at());
    }
    start = Math.max(earliest, end - TimeHeap.LONGEST);
    Spread spread = new Spread(graph);
    for (Forecast.Failure failure : failures) {
      spread.from(failure);
    }
    assets = spread.assets();
    dependencies = spread.dependencies();
    if (assets.length + dependencies.length > TimeHeap.MOST) {
      throw new IllegalArgumentException(
          "Expected at most "
              + TimeHeap.MOST
              + " assets and dependencies in reach, but there are "
              + (assets.length + dependencies.length));
    }
    localAsset = new int[graph.size()];
    Arrays.fill(localAsset, -1);
    for (int i = 0; i < assets.length; i++) {
      localAsset[assets[i]] = i;
    }
    outAt = filled(assets.length);
    lostAt = filled(dependencies.length);
    for (Forecast.Failure failure : failures) {
      int asset = graph.indexOf(failure.asset());
      if (asset >= 0) {
        observe(failure, asset);
      }
    }
  }

  private static long[] filled(int size) {
    long[] times = new long[size];
    Arrays.fill(times, NEVER);
    return times;
  }

  private void observe(Forecast.Failure failure, int asset) {
    long at = Math.max(0, failure.at() - start);
    if (isOut(failure)) {
      outAt[local(asset)] = Math.min(outAt[local(asset)], at);
    }
    for (int p = graph.out().start(asset); p < graph.out().end(asset); p++) {
      int dependency = graph.out().at(p);
      if (triggers(failure, graph.dependency(dependency))) {
        int local = localDependency(dependency);
        lostAt[local] = Math.min(lostAt[local], at);
      }
    }
  }

  /** Whether the failure takes its asset out. */
  static boolean isOut(Forecast.Failure failure) {
    return failure.condition() == null && failure.state().isOut();
  }

  /** Whether the failure meets the trigger of a dependency on its asset. */
  static boolean triggers(Forecast.Failure failure, Dependency dependency) {
    String condition = failure.condition();
    return condition == null
        ? dependency.trigger().isMetBy(failure.state())
        : condition.equals(dependency.trigger().condition());
  }

  /** Whether the dependency is lost when a sample says that its provider has stopped. */
  static boolean spreads(Dependency dependency) {
    return dependency.trigger().isMetBy(AssetState.STOPPED);
  }

  int local(int asset) {
    return localAsset[asset];
  }

  /** The local number of the asset; -1 if it is unknown or out of reach. */
  int local(String asset) {
    int index = graph.indexOf(asset);
    return index < 0 ? -1 : localAsset[index];
  }

  int localDependency(int dependency) {
    return Arrays.binarySearch(dependencies, dependency);
  }
}
