// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntArrays;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.ints.IntSet;
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

  /** By local asset: while observed failures take it out. */
  final Spells out;

  /** By local dependency: while observed failures meet its trigger. */
  final Spells lost;

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
    Spells.Builder observed = new Spells.Builder();
    for (Forecast.Failure failure : failures) {
      int local = local(failure.asset());
      if (local >= 0 && failure.isOut()) {
        observe(failure, local, observed);
      }
    }
    out = observed.build(assets.length);
    dependencies = within(triggered);
    IntArrays.quickSort(dependencies, graph.dependencyColumns().ids()::compare);
    localDependencies = numbers(dependencies);
    Spells.Builder triggers = new Spells.Builder();
    for (Forecast.Failure failure : failures) {
      observeLosses(failure, triggers);
    }
    lost = triggers.build(dependencies.length);
  }

  private void observe(Forecast.Failure failure, int local, Spells.Builder spells) {
    boolean isOpen = failure.until() == Forecast.Failure.OPEN || failure.until() - start > horizon;
    long until = isOpen ? Moment.NEVER : failure.until() - start;
    if (failure.at() - start <= horizon && until >= 0) {
      spells.add(local, Math.max(0, failure.at() - start), until);
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

  /** The assets that may be lost in some sample, with those that failed. */
  private int[] reached(Collection<Forecast.Failure> failures, IntSet triggered) {
    IntSet failed = new IntOpenHashSet();
    for (Forecast.Failure failure : failures) {
      int asset = graph.indexOf(failure.asset());
      if (asset < 0) {
        continue;
      }
      if (failure.isOut()) {
        failed.add(asset);
      }
      for (int d : graph.out().items(asset)) {
        if (failure.triggers(graph.terms(d).trigger())) {
          triggered.add(d);
        }
      }
    }
    Service service = Service.possibly(graph);
    service.fail(failed);
    triggered.forEach(service::lose);
    return service.takeLosses();
  }

  /** The dependencies between assets in reach that may be lost; what stays out needs none. */
  private int[] within(IntSet triggered) {
    IntSet found = new IntOpenHashSet();
    for (int asset : assets) {
      Rows outgoing = graph.out();
      for (int p = outgoing.start(asset), end = outgoing.end(asset); p < end; p++) {
        if (graph.terms(outgoing.at(asset, p)).spreads()) {
          found.add(outgoing.at(asset, p));
        }
      }
    }
    found.addAll(triggered);
    IntArrayList kept = new IntArrayList(found.size());
    for (int d : found) {
      int dependent = localAssets.get(graph.dependent(d));
      if (dependent >= 0 && out.lastUntil(dependent) != Moment.NEVER) {
        kept.add(d);
      }
    }
    return kept.toIntArray();
  }

  private void observeLosses(Forecast.Failure failure, Spells.Builder spells) {
    int asset = graph.indexOf(failure.asset());
    if (asset < 0) {
      return;
    }
    for (int d : graph.out().items(asset)) {
      int local = localDependencies.get(d);
      if (local >= 0 && failure.triggers(graph.terms(d).trigger())) {
        observe(failure, local, spells);
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

  /** Whether the asset is known to be out now, or to go out. */
  boolean isObservedNow(int local) {
    return out.has(local) && Moment.time(out.lastUntil(local)) > now - start;
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
