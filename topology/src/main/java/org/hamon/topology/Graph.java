// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import it.unimi.dsi.fastutil.ints.IntArrays;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.ints.IntSet;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * One version of a topology, ready for questions. Immutable and shared between threads; compact, so
 * that a nation fits into some hundred megabytes. A version that differs by a few changes shares
 * nearly all with the one it came from.
 *
 * <p>An asset that the graph does not know (such as a pseudo-asset {@code <sector>@<region>}) has
 * no dependencies: every question about it is answered with none or false. Dependencies and links
 * whose ends do not exist are left out until they do.
 *
 * <p>Whatever is asked, answers are in the order of ids, so that every order and every sum is the
 * same in each process.
 */
public final class Graph {

  private final Frame frame;
  private final Wiring wiring;
  private final Map<String, List<String>> areasByRegion;

  /** The service at rest of a version before, and what changed since; null if none is known. */
  private final @Nullable Rest restBefore;

  private final IntSet touchedSince;
  private volatile @Nullable Rest rest;

  /** Number of assets downstream plus one, of those that were asked for. */
  private final Map<Integer, Integer> downstream = new ConcurrentHashMap<>();

  private Graph(
      Frame frame,
      Wiring wiring,
      Map<String, List<String>> areasByRegion,
      @Nullable Rest restBefore,
      IntSet touchedSince) {
    this.frame = frame;
    this.wiring = wiring;
    this.areasByRegion = areasByRegion;
    this.restBefore = restBefore;
    this.touchedSince = touchedSince;
  }

  /**
   * The graph of a topology. {@code O((V + E) log (V + E))}.
   *
   * @throws IllegalArgumentException if two assets, dependencies or links have the same id
   */
  public static Graph of(Topology topology) {
    Wiring wiring = Wiring.of(topology);
    return new Graph(
        Frame.of(topology), wiring, areas(wiring.assets()), null, new IntOpenHashSet());
  }

  /**
   * This graph after changes, applied one after the other by what each says itself. {@code O(what
   * they touch)}; a change of a sector, level, agreement or region {@code O(all of these)}.
   */
  Graph after(Collection<TopologyChange> changes) {
    Rewiring rewiring = new Rewiring(wiring);
    changes.forEach(rewiring::apply);
    Wiring next = rewiring.wiring();
    Rest known = rest;
    IntSet touched = rewiring.touched();
    if (known == null) {
      known = restBefore;
      touched.addAll(touchedSince);
    }
    return new Graph(
        frame.after(changes),
        next,
        rewiring.areasTouched() ? areas(next.assets()) : areasByRegion,
        known,
        touched);
  }

  private static Map<String, List<String>> areas(Assets assets) {
    return listed(assets.ids(), number -> isPlacedArea(assets, number), assets::get).stream()
        .collect(groupingBy(asset -> asset.region(), mapping(Asset::id, toList())));
  }

  private static boolean isPlacedArea(Assets assets, int number) {
    return assets.has(number)
        && assets.traits(number).sector().equals(Asset.AREA)
        && assets.traits(number).region() != null;
  }

  /** The topology of this version, with dependencies and links that have no ends. */
  public Topology topology() {
    return frame
        .bare()
        .with(
            assets(),
            listed(
                wiring.dependencies().ids(),
                wiring.dependencies()::has,
                wiring.dependencies()::get),
            listed(wiring.links().ids(), wiring.links()::has, wiring.links()::get));
  }

  /** Number of assets. */
  public int size() {
    return wiring.assets().count();
  }

  /** The asset of that id. {@code O(1)}. */
  public Optional<Asset> asset(String assetId) {
    int index = indexOf(assetId);
    return index < 0 ? Optional.empty() : Optional.of(asset(index));
  }

  /** All assets, by id; each is made when it is asked for. */
  public List<Asset> assets() {
    return listed(wiring.assets().ids(), wiring.assets()::has, wiring.assets()::get);
  }

  /** All dependencies whose ends exist, by id; each is made when it is asked for. */
  public List<Dependency> dependencies() {
    Dependencies all = wiring.dependencies();
    return listed(all.ids(), d -> all.isBound(d, wiring.assets()), all::get);
  }

  /** All links whose ends exist, by id; each is made when it is asked for. */
  public List<Link> links() {
    Links all = wiring.links();
    return listed(all.ids(), l -> all.isBound(l, wiring.assets()), all::get);
  }

  private static <T> List<T> listed(Ids ids, IntPredicate has, IntFunction<T> thing) {
    int[] numbers = new int[ids.size()];
    int count = 0;
    for (int i = 0; i < numbers.length; i++) {
      if (has.test(i)) {
        numbers[count++] = i;
      }
    }
    IntArrays.quickSort(numbers, 0, count, ids::compare);
    int size = count;
    return new AbstractList<>() {
      @Override
      public T get(int index) {
        return thing.apply(numbers[index]);
      }

      @Override
      public int size() {
        return size;
      }
    };
  }

  /** The dependency of that id; empty if this version has none. {@code O(1)}. */
  public Optional<Dependency> dependency(String dependencyId) {
    Dependencies all = wiring.dependencies();
    int number = all.ids().number(dependencyId);
    boolean isThere = number >= 0 && all.isBound(number, wiring.assets());
    return isThere ? Optional.of(all.get(number)) : Optional.empty();
  }

  /** The link of that id; empty if this version has none. {@code O(1)}. */
  public Optional<Link> link(String linkId) {
    Links all = wiring.links();
    int number = all.ids().number(linkId);
    boolean isThere = number >= 0 && all.isBound(number, wiring.assets());
    return isThere ? Optional.of(all.get(number)) : Optional.empty();
  }

  /** What the asset depends on, by id. */
  public List<Dependency> providersOf(String assetId) {
    return dependencies(in(), assetId);
  }

  /** What depends on the asset, by id. */
  public List<Dependency> dependentsOf(String assetId) {
    return dependencies(out(), assetId);
  }

  private List<Dependency> dependencies(Rows rows, String assetId) {
    int asset = indexOf(assetId);
    if (asset < 0) {
      return List.of();
    }
    List<Dependency> all = new ArrayList<>(rows.size(asset));
    for (int d : rows.items(asset)) {
      all.add(wiring.dependencies().get(d));
    }
    return all;
  }

  /** All service levels, by id. */
  public List<ServiceLevel> serviceLevels() {
    return frame.serviceLevels();
  }

  /** The service levels that apply to the asset, by id. {@code O(levels of its sector)}. */
  public List<ServiceLevel> levelsOf(Asset asset) {
    return frame.levelsOf(asset);
  }

  /** What each sector's communities have agreed on being told. */
  public List<Sharing> sharing() {
    return frame.bare().sharing();
  }

  /** What is known of regions. */
  public List<Region> regions() {
    return frame.bare().regions();
  }

  /** How many hops downstream of its root a situation reaches. */
  public int hopLimit() {
    return frame.bare().hopLimit();
  }

  /** The ten sectors, those the topology declares, {@code provider} and {@code area}. */
  public Set<String> sectors() {
    return frame.sectors();
  }

  /** Whether anything depends on the asset. {@code O(1)}. */
  public boolean hasDependents(String assetId) {
    int asset = indexOf(assetId);
    return asset >= 0 && out().size(asset) > 0;
  }

  /**
   * Whether service may reach another asset through the asset: something depends on it, or it
   * stands in a network of closed links as a source or between others. {@code O(1)}.
   */
  public boolean isRelied(String assetId) {
    int asset = indexOf(assetId);
    if (asset < 0) {
      return false;
    }
    int neighbours = neighbours().size(asset);
    return out().size(asset) > 0
        || neighbours > 1
        || (neighbours == 1 && assetColumns().traits(asset).source());
  }

  /** Whether some dependency on the asset triggers on the condition. {@code O(dependents)}. */
  public boolean triggersOn(String assetId, String condition) {
    int asset = indexOf(assetId);
    if (asset >= 0) {
      for (int d : out().items(asset)) {
        if (condition.equals(terms(d).trigger().condition())) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * What the asset depends on, directly or not, within so many hops; nearest first, then by id,
   * without itself. {@code O(what is reached)}.
   */
  public List<Reach> ancestors(String assetId, int maxHops) {
    int asset = indexOf(assetId);
    return asset < 0 ? List.of() : Walk.up(this, asset, maxHops).reached();
  }

  /**
   * What depends on the asset, directly or not, within so many hops; nearest first, then by id,
   * without itself. {@code O(what is reached)}.
   */
  public List<Reach> descendants(String assetId, int maxHops) {
    int asset = indexOf(assetId);
    return asset < 0 ? List.of() : Walk.down(this, asset, maxHops, -1).reached();
  }

  /** How many assets {@link #descendants} gives. {@code O(what is reached)}, without paths. */
  public int countDownstream(String assetId, int maxHops) {
    int asset = indexOf(assetId);
    return asset < 0 ? 0 : Walk.down(this, asset, maxHops, -1).size() - 1;
  }

  /**
   * Ids of the dependencies on the shortest path from a provider to a dependent, the least by id
   * among the shortest; of none from an asset to itself. {@code O(what is reached)}.
   */
  public Optional<List<String>> path(String from, String to, int maxHops) {
    int start = indexOf(from);
    int target = indexOf(to);
    if (start < 0 || target < 0) {
      return Optional.empty();
    }
    Walk walk = Walk.down(this, start, maxHops, target);
    return walk.has(target) ? Optional.of(List.copyOf(walk.path(target))) : Optional.empty();
  }

  /** Whether there is a path from a provider to a dependent. {@code O(what is reached)}. */
  public boolean hasPath(String from, String to, int maxHops) {
    int start = indexOf(from);
    int target = indexOf(to);
    return start >= 0 && target >= 0 && Walk.down(this, start, maxHops, target).has(target);
  }

  /**
   * Whether the asset lies in the area: it has it as provider by a geographic dependency, or
   * carries its region. {@code O(providers of the asset)}.
   */
  public boolean isInArea(String areaAsset, String assetId) {
    int area = indexOf(areaAsset);
    int asset = indexOf(assetId);
    if (area < 0 || asset < 0) {
      return false;
    }
    for (int d : in().items(asset)) {
      if (provider(d) == area && terms(d).type() == DependencyType.GEOGRAPHIC) {
        return true;
      }
    }
    Traits place = wiring.assets().traits(area);
    return place.sector().equals(Asset.AREA)
        && place.region() != null
        && place.region().equals(wiring.assets().traits(asset).region());
  }

  /** The assets of sector {@code area} that carry the region, by id. {@code O(1)}. */
  public List<String> areasOfRegion(String region) {
    return areasByRegion.getOrDefault(region, List.of());
  }

  /**
   * The share of the other assets that is downstream of the asset within the hop limit, 0 to 1.
   * {@code O(what is reached)} the first time, then {@code O(1)}.
   */
  public double centrality(String assetId) {
    int asset = indexOf(assetId);
    if (asset < 0 || size() < 2) {
      return 0;
    }
    Integer counted = downstream.get(asset);
    if (counted == null) {
      counted = Walk.down(this, asset, hopLimit(), -1).size();
      downstream.put(asset, counted);
    }
    return (counted - 1) / (double) (size() - 1);
  }

  /** The asset's number; -1 if there is none. {@code O(1)}. */
  int indexOf(String assetId) {
    return wiring.assets().indexOf(assetId);
  }

  /** The asset of a number that has one. */
  Asset asset(int index) {
    return wiring.assets().get(index);
  }

  /** The id of an asset, in any version. */
  String assetId(int index) {
    return wiring.assets().ids().id(index);
  }

  /** What changes leave alone. */
  Frame frame() {
    return frame;
  }

  /** Assets in columns. */
  Assets assetColumns() {
    return wiring.assets();
  }

  /** Dependencies in columns. */
  Dependencies dependencyColumns() {
    return wiring.dependencies();
  }

  Terms terms(int dependency) {
    return wiring.dependencies().terms(dependency);
  }

  int provider(int dependency) {
    return wiring.dependencies().provider(dependency);
  }

  int dependent(int dependency) {
    return wiring.dependencies().dependent(dependency);
  }

  String dependencyId(int dependency) {
    return wiring.dependencies().ids().id(dependency);
  }

  /** By provider, its dependencies in the order of ids. */
  Rows out() {
    return wiring.out();
  }

  /** By dependent, its dependencies in the order of ids. */
  Rows in() {
    return wiring.in();
  }

  /** By asset, the assets at the other ends of closed links. */
  Rows neighbours() {
    return wiring.neighbours();
  }

  /** Whether a link, open or closed, ends at the asset: it needs to be connected to a source. */
  boolean isLinked(int asset) {
    return wiring.ends().size(asset) > 0;
  }

  /**
   * Who serves while nothing is out. {@code O(V + E)} for a graph made of a topology, {@code O(what
   * was touched)} for one that came from a version whose service is known.
   */
  Rest rest() {
    Rest known = rest;
    if (known == null) {
      known = restBefore == null ? Rest.of(this) : restBefore.after(this, touchedSince);
      rest = known;
    }
    return known;
  }
}
