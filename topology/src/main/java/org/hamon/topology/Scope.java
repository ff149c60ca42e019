// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntArrays;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.ints.IntSet;
import java.util.Arrays;
import java.util.Collection;

/**
 * The part of a graph that failures can reach, with what is the same in all samples: when observed
 * failures take assets out and dependencies away. Moments count from the start, which is the
 * earliest failure. What it costs depends on what is reached, not on the size of the graph.
 */
final class Scope {

  final Graph graph;
  final long now;

  /** Epoch milliseconds that moments count from. */
  final long start;

  /** The last instant that counts, from the start. */
  final long horizon;

  /** Numbers of the assets in reach, in the order of ids; local numbers count within. */
  final int[] assets;

  /** Numbers of the dependencies in reach, in the order of ids; local numbers count within. */
  final int[] dependencies;

  /** By local asset: when an observed failure takes it out. */
  final long[] outAt;

  /** By local asset: when it is known to be back. */
  final long[] untilAt;

  /** By local dependency: when an observed failure meets its trigger. */
  final long[] lostAt;

  /** By local dependency: when that is known to be over. */
  final long[] regainedAt;

  /** Whether anything is known to come back. */
  final boolean hasReturns;

  private final Int2IntOpenHashMap localAssets;
  private final Int2IntOpenHashMap localDependencies;

  Scope(Graph graph, Collection<Forecast.Failure> failures, long now, Forecast.Settings settings) {
    this.graph = graph;
    this.now = now;
    long earliest = now;
    for (Forecast.Failure failure : failures) {
      earliest = Math.min(earliest, failure.at());
    }
    long end = now + settings.horizonMillis();
    start = Math.max(earliest, end - Moment.LONGEST);
    horizon = end - start;
    IntSet triggered = new IntOpenHashSet();
    assets = reached(failures, triggered);
    IntArrays.quickSort(assets, graph.assetColumns().ids()::compare);
    localAssets = numbers(assets);
    hasReturns = failures.stream().anyMatch(failure -> !isOpen(failure));
    outAt = never(assets.length);
    untilAt = new long[assets.length];
    for (Forecast.Failure failure : failures) {
      int local = local(failure.asset());
      if (local >= 0 && failure.isOut()) {
        observe(failure, local, outAt, untilAt);
      }
    }
    neverWhereOpen(outAt, untilAt);
    dependencies = within(triggered);
    IntArrays.quickSort(dependencies, graph.dependencyColumns().ids()::compare);
    localDependencies = numbers(dependencies);
    lostAt = never(dependencies.length);
    regainedAt = new long[dependencies.length];
    for (Forecast.Failure failure : failures) {
      observeLosses(failure);
    }
    neverWhereOpen(lostAt, regainedAt);
  }

  /** Several failures of one thing are one, from the first to the last. */
  private void observe(Forecast.Failure failure, int local, long[] from, long[] until) {
    if (failure.at() - start > horizon) {
      return;
    }
    from[local] = Math.min(from[local], momentOf(failure.at()));
    until[local] =
        isOpen(failure) ? Moment.NEVER : Math.max(until[local], momentOf(failure.until()));
  }

  private boolean isOpen(Forecast.Failure failure) {
    return failure.until() == Forecast.Failure.OPEN || failure.until() - start > horizon;
  }

  private long momentOf(long time) {
    return Moment.at(Math.max(0, time - start));
  }

  private static void neverWhereOpen(long[] from, long[] until) {
    for (int i = 0; i < from.length; i++) {
      until[i] = from[i] == Moment.NEVER ? Moment.NEVER : until[i];
    }
  }

  private static Int2IntOpenHashMap numbers(int[] all) {
    Int2IntOpenHashMap numbers = new Int2IntOpenHashMap(all.length);
    numbers.defaultReturnValue(-1);
    for (int i = 0; i < all.length; i++) {
      numbers.put(all[i], i);
    }
    return numbers;
  }

  private static long[] never(int size) {
    long[] moments = new long[size];
    Arrays.fill(moments, Moment.NEVER);
    return moments;
  }

  /** The assets that may be lost in some sample, with those that failed. */
  private int[] reached(Collection<Forecast.Failure> failures, IntSet triggered) {
    IntSet out = new IntOpenHashSet();
    for (Forecast.Failure failure : failures) {
      int asset = graph.indexOf(failure.asset());
      if (asset < 0) {
        continue;
      }
      if (failure.isOut()) {
        out.add(asset);
      }
      for (int d : graph.out().items(asset)) {
        if (failure.triggers(graph.terms(d).trigger())) {
          triggered.add(d);
        }
      }
    }
    Service service = Service.possibly(graph);
    service.fail(out);
    triggered.forEach(service::lose);
    return service.takeLosses();
  }

  /** The dependencies between assets in reach that may be lost; what stays out needs none. */
  private int[] within(IntSet triggered) {
    IntSet found = new IntOpenHashSet();
    for (int asset : assets) {
      Rows out = graph.out();
      for (int p = out.start(asset), end = out.end(asset); p < end; p++) {
        if (graph.terms(out.at(asset, p)).spreads()) {
          found.add(out.at(asset, p));
        }
      }
    }
    found.addAll(triggered);
    IntArrayList kept = new IntArrayList(found.size());
    for (int d : found) {
      int dependent = localAssets.get(graph.dependent(d));
      if (dependent >= 0 && !(isObserved(dependent) && untilAt[dependent] == Moment.NEVER)) {
        kept.add(d);
      }
    }
    return kept.toIntArray();
  }

  private void observeLosses(Forecast.Failure failure) {
    int asset = graph.indexOf(failure.asset());
    if (asset < 0) {
      return;
    }
    for (int d : graph.out().items(asset)) {
      int local = localDependencies.get(d);
      if (local >= 0 && failure.triggers(graph.terms(d).trigger())) {
        observe(failure, local, lostAt, regainedAt);
      }
    }
  }

  /** The local number of the asset of that number; -1 if it is out of reach. */
  int local(int asset) {
    return localAssets.get(asset);
  }

  /** The local number of the asset; -1 if it is unknown or out of reach. */
  int local(String asset) {
    int index = graph.indexOf(asset);
    return index < 0 ? -1 : localAssets.get(index);
  }

  /** Whether an observed failure takes the asset out. */
  boolean isObserved(int local) {
    return outAt[local] != Moment.NEVER;
  }

  /** Whether the asset is known to be out now, or to go out. */
  boolean isObservedNow(int local) {
    return isObserved(local) && untilAt[local] > Moment.at(now - start);
  }

  Terms terms(int localDependency) {
    return graph.terms(dependencies[localDependency]);
  }

  /** The local number of the asset that provides; -1 if it is out of reach. */
  int provider(int localDependency) {
    return localAssets.get(graph.provider(dependencies[localDependency]));
  }

  /** The local number of the asset that depends. */
  int dependent(int localDependency) {
    return localAssets.get(graph.dependent(dependencies[localDependency]));
  }

  String id(int local) {
    return graph.assetId(assets[local]);
  }
}
