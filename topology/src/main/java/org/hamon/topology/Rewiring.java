// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import static java.util.Objects.requireNonNull;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.ints.IntSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Makes one wiring from another, change by change. What it costs depends on what a change touches,
 * not on the size of the graph: some chunks of the columns are copied. Removing an asset touches
 * all that ends at it.
 */
final class Rewiring {

  private Assets assets;
  private Dependencies dependencies;
  private Links links;
  private Rows out;
  private Rows in;
  private Rows ends;
  private Rows neighbours;
  private final Map<Integer, Set<Integer>> looseDependencies;
  private final Map<Integer, Set<Integer>> looseLinks;
  private final IntSet touched = new IntOpenHashSet();
  private boolean areasTouched;

  Rewiring(Wiring before) {
    assets = before.assets();
    dependencies = before.dependencies();
    links = before.links();
    out = before.out();
    in = before.in();
    ends = before.ends();
    neighbours = before.neighbours();
    looseDependencies = new HashMap<>(before.looseDependencies());
    looseLinks = new HashMap<>(before.looseLinks());
  }

  Wiring wiring() {
    return new Wiring(
        assets, dependencies, links, out, in, ends, neighbours, looseDependencies, looseLinks);
  }

  /** The assets whose service may be another one now: what they need or are linked to changed. */
  IntSet touched() {
    return touched;
  }

  /** Whether an asset that is an area came, went or moved. */
  boolean areasTouched() {
    return areasTouched;
  }

  /** Applies what the change says by itself, whatever snapshot it belongs to. */
  void apply(TopologyChange change) {
    switch (change.op()) {
      case UPSERT_ASSET -> put(requireNonNull(change.asset()));
      case REMOVE_ASSET -> removeAsset(change.id());
      case UPSERT_DEPENDENCY -> put(requireNonNull(change.dependency()));
      case REMOVE_DEPENDENCY -> removeDependency(dependencies.ids().number(change.id()));
      case UPSERT_LINK -> put(requireNonNull(change.link()));
      case REMOVE_LINK -> removeLink(links.ids().number(change.id()));
      default -> {}
    }
  }

  private void put(Asset asset) {
    int number = assets.ids().numbered(asset.id());
    boolean isNew = !assets.has(number);
    areasTouched |= isArea(asset.sector()) || (!isNew && isArea(assets.traits(number).sector()));
    if (isNew || assets.traits(number).source() != asset.source()) {
      touched.add(number);
    }
    assets = assets.with(number, asset);
    if (isNew) {
      for (int d : taken(looseDependencies, number)) {
        connectDependency(d);
      }
      for (int l : taken(looseLinks, number)) {
        connectLink(l);
      }
    }
  }

  private static boolean isArea(String sector) {
    return sector.equals(Asset.AREA);
  }

  private static Set<Integer> taken(Map<Integer, Set<Integer>> loose, int asset) {
    Set<Integer> items = loose.remove(asset);
    return items == null ? Set.of() : items;
  }

  private void removeAsset(String id) {
    int number = assets.indexOf(id);
    if (number < 0) {
      return;
    }
    areasTouched |= isArea(assets.traits(number).sector());
    Set<Integer> looseEdges = halfLoose(looseDependencies, number, dependencies::provider);
    looseEdges.addAll(halfLoose(looseDependencies, number, dependencies::dependent));
    Set<Integer> looseEnds = halfLoose(looseLinks, number, links::a);
    looseEnds.addAll(halfLoose(looseLinks, number, links::b));
    for (Rows rows : new Rows[] {out, in}) {
      for (int d : rows.items(number)) {
        disconnectDependency(d);
        looseEdges.add(d);
      }
    }
    for (int l : ends.items(number)) {
      disconnectLink(l);
      looseEnds.add(l);
    }
    assets = assets.without(number);
    putLoose(looseDependencies, number, looseEdges);
    putLoose(looseLinks, number, looseEnds);
    touched.add(number);
  }

  private interface End {
    int of(int item);
  }

  /** What ends at the asset and, at its other end, at one that does not exist. */
  private static Set<Integer> halfLoose(Map<Integer, Set<Integer>> loose, int asset, End end) {
    Set<Integer> found = new HashSet<>();
    loose.values().forEach(items -> items.forEach(i -> addIf(end.of(i) == asset, found, i)));
    return found;
  }

  private static void addIf(boolean condition, Set<Integer> set, int item) {
    if (condition) {
      set.add(item);
    }
  }

  private static void putLoose(Map<Integer, Set<Integer>> loose, int asset, Set<Integer> items) {
    if (!items.isEmpty()) {
      loose.put(asset, items);
    }
  }

  private void put(Dependency dependency) {
    int number = dependencies.ids().numbered(dependency.id());
    removeDependency(number);
    dependencies = dependencies.with(number, dependency);
    connectDependency(number);
  }

  private void removeDependency(int number) {
    if (number < 0 || !dependencies.has(number)) {
      return;
    }
    if (dependencies.isBound(number, assets)) {
      disconnectDependency(number);
    }
    release(looseDependencies, dependencies.provider(number), number);
    release(looseDependencies, dependencies.dependent(number), number);
    dependencies = dependencies.without(number);
  }

  /** Connects it if both its ends exist, else leaves it loose. */
  private void connectDependency(int number) {
    int provider = dependencies.provider(number);
    int dependent = dependencies.dependent(number);
    if (dependencies.isBound(number, assets)) {
      out = out.with(provider, with(out.items(provider), number, dependencies.ids()));
      in = in.with(dependent, with(in.items(dependent), number, dependencies.ids()));
      touched.add(dependent);
    } else {
      hold(looseDependencies, provider, number);
      hold(looseDependencies, dependent, number);
    }
  }

  private void disconnectDependency(int number) {
    int provider = dependencies.provider(number);
    int dependent = dependencies.dependent(number);
    out = out.with(provider, without(out.items(provider), number));
    in = in.with(dependent, without(in.items(dependent), number));
    touched.add(dependent);
  }

  private void put(Link link) {
    int number = links.ids().numbered(link.id());
    removeLink(number);
    links = links.with(number, link);
    connectLink(number);
  }

  private void removeLink(int number) {
    if (number < 0 || !links.has(number)) {
      return;
    }
    if (links.isBound(number, assets)) {
      disconnectLink(number);
    }
    release(looseLinks, links.a(number), number);
    release(looseLinks, links.b(number), number);
    links = links.without(number);
  }

  private void connectLink(int number) {
    int a = links.a(number);
    int b = links.b(number);
    if (links.isBound(number, assets)) {
      ends = ends.with(a, with(ends.items(a), number, links.ids()));
      ends = ends.with(b, with(ends.items(b), number, links.ids()));
      meet(a);
      meet(b);
    } else {
      hold(looseLinks, a, number);
      hold(looseLinks, b, number);
    }
  }

  private void disconnectLink(int number) {
    for (int asset : new int[] {links.a(number), links.b(number)}) {
      ends = ends.with(asset, without(ends.items(asset), number));
      meet(asset);
    }
  }

  /** Finds the neighbours of the asset anew. */
  private void meet(int asset) {
    IntArrayList found = new IntArrayList();
    for (int l : ends.items(asset)) {
      if (links.isClosed(l)) {
        found.add(links.otherEnd(l, asset));
      }
    }
    neighbours = neighbours.with(asset, found.toIntArray());
    touched.add(asset);
  }

  private void hold(Map<Integer, Set<Integer>> loose, int asset, int item) {
    if (!assets.has(asset)) {
      Set<Integer> items = new HashSet<>(loose.getOrDefault(asset, Set.of()));
      items.add(item);
      loose.put(asset, items);
    }
  }

  private static void release(Map<Integer, Set<Integer>> loose, int asset, int item) {
    Set<Integer> items = loose.get(asset);
    if (items != null && items.contains(item)) {
      Set<Integer> left = new HashSet<>(items);
      left.remove(item);
      loose.put(asset, left);
    }
  }

  private static int[] with(int[] items, int item, Ids order) {
    IntArrayList all = new IntArrayList(items);
    int at = 0;
    while (at < items.length && order.compare(items[at], item) < 0) {
      at++;
    }
    if (at == items.length || items[at] != item) {
      all.add(at, item);
    }
    return all.toIntArray();
  }

  private static int[] without(int[] items, int item) {
    IntArrayList all = new IntArrayList(items);
    all.rem(item);
    return all.toIntArray();
  }
}
