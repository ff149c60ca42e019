// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One version of a topology, ready for questions. Immutable and shared between threads. Assets and
 * dependencies are numbered in the order of their ids, so that every order and every sum is the
 * same in each process.
 *
 * <p>An asset that the graph does not know (such as a pseudo-asset {@code <sector>@<region>}) has
 * no dependencies: every question about it is answered with none or false. Dependencies and links
 * whose ends do not exist are left out.
 */
public final class Graph {

  private final Topology topology;
  private final Asset[] assets;
  private final Map<String, Integer> indices;
  private final Dependency[] dependencies;
  private final int[] providers;
  private final int[] dependents;
  private final Rows out;
  private final Rows in;
  private final Link[] links;
  private final Rows neighbours;
  private final BitSet linked = new BitSet();
  private final Groups groups;
  private final LinkNetwork network;
  private final List<ServiceLevel> serviceLevels;
  private final Map<String, List<ServiceLevel>> levelsBySector = new HashMap<>();
  private final Map<String, List<String>> areasByRegion = new HashMap<>();
  private final Set<String> sectors;

  /** Number of assets downstream plus one; 0 where not yet counted. */
  private final AtomicIntegerArray downstream;

  private volatile @Nullable BitSet unservedAtRest;

  private Graph(Topology topology) {
    this.topology = topology;
    assets = topology.assets().toArray(Asset[]::new);
    Arrays.sort(assets, Comparator.comparing(Asset::id));
    indices = new HashMap<>(assets.length * 2);
    for (int i = 0; i < assets.length; i++) {
      if (indices.put(assets[i].id(), i) != null) {
        throw new IllegalArgumentException(
            "Expected each asset id once, but '" + assets[i].id() + "' is there again");
      }
    }
    dependencies =
        topology.dependencies().stream()
            .filter(d -> indices.containsKey(d.provider()) && indices.containsKey(d.dependent()))
            .sorted(Comparator.comparing(Dependency::id))
            .toArray(Dependency[]::new);
    providers = indicesOf(d -> dependencies[d].provider());
    dependents = indicesOf(d -> dependencies[d].dependent());
    out = Rows.of(assets.length, dependencies.length, d -> providers[d]);
    in = Rows.of(assets.length, dependencies.length, d -> dependents[d]);
    groups = new Groups(this);
    links =
        topology.links().stream()
            .filter(l -> indices.containsKey(l.a()) && indices.containsKey(l.b()))
            .sorted(Comparator.comparing(Link::id))
            .toArray(Link[]::new);
    neighbours =
        Rows.of(
            assets.length, links.length * 2, end -> linkEnd(end, false), end -> linkEnd(end, true));
    for (Link link : links) {
      linked.set(Objects.requireNonNull(indices.get(link.a())));
      linked.set(Objects.requireNonNull(indices.get(link.b())));
    }
    network = new LinkNetwork(this);
    serviceLevels =
        topology.serviceLevels().stream().sorted(Comparator.comparing(ServiceLevel::id)).toList();
    for (ServiceLevel level : serviceLevels) {
      levelsBySector.computeIfAbsent(level.sector(), s -> new ArrayList<>()).add(level);
    }
    for (Asset asset : assets) {
      String region = asset.region();
      if (asset.sector().equals(Asset.AREA) && region != null) {
        areasByRegion.computeIfAbsent(region, r -> new ArrayList<>()).add(asset.id());
      }
    }
    Set<String> all = new LinkedHashSet<>(Topology.TEN_SECTORS);
    all.addAll(topology.sectors());
    all.add(Asset.PROVIDER);
    all.add(Asset.AREA);
    sectors = Collections.unmodifiableSet(all);
    downstream = new AtomicIntegerArray(assets.length);
  }

  /**
   * The graph of a topology. {@code O((V + E) log (V + E))}.
   *
   * @throws IllegalArgumentException if two assets have the same id
   */
  public static Graph of(Topology topology) {
    return new Graph(topology);
  }

  private int[] indicesOf(IntFunction<String> assetOf) {
    int[] all = new int[dependencies.length];
    Arrays.setAll(all, d -> Objects.requireNonNull(indices.get(assetOf.apply(d))));
    return all;
  }

  /** Each link twice, once from either end; the near or the far one, -1 if the link is open. */
  private int linkEnd(int end, boolean far) {
    Link link = links[end / 2];
    String id = (end % 2 == 0) == far ? link.b() : link.a();
    return link.closed() ? Objects.requireNonNull(indices.get(id)) : -1;
  }

  /** The topology it was made of. */
  public Topology topology() {
    return topology;
  }

  /** Number of assets. */
  public int size() {
    return assets.length;
  }

  /** The asset's number, from 0, in the order of ids; -1 if there is none. {@code O(1)}. */
  public int indexOf(String assetId) {
    return indices.getOrDefault(assetId, -1);
  }

  /** The asset of that number. {@code O(1)}. */
  public Asset asset(int index) {
    return assets[index];
  }

  /** The asset of that id. {@code O(1)}. */
  public Optional<Asset> asset(String assetId) {
    int index = indexOf(assetId);
    return index < 0 ? Optional.empty() : Optional.of(assets[index]);
  }

  /** All assets, by id. */
  public List<Asset> assets() {
    return Collections.unmodifiableList(Arrays.asList(assets));
  }

  /** All dependencies whose ends exist, by id. */
  public List<Dependency> dependencies() {
    return Collections.unmodifiableList(Arrays.asList(dependencies));
  }

  /** All links whose ends exist, by id. */
  public List<Link> links() {
    return Collections.unmodifiableList(Arrays.asList(links));
  }

  /** The dependency of that id; empty if this version has none. {@code O(log E)}. */
  public Optional<Dependency> dependency(String dependencyId) {
    int low = 0;
    int high = dependencies.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      int order = dependencies[middle].id().compareTo(dependencyId);
      if (order == 0) {
        return Optional.of(dependencies[middle]);
      }
      low = order < 0 ? middle + 1 : low;
      high = order < 0 ? high : middle - 1;
    }
    return Optional.empty();
  }

  /** What the asset depends on, by id. */
  public List<Dependency> providersOf(String assetId) {
    return dependencies(in, assetId);
  }

  /** What depends on the asset, by id. */
  public List<Dependency> dependentsOf(String assetId) {
    return dependencies(out, assetId);
  }

  private List<Dependency> dependencies(Rows rows, String assetId) {
    int asset = indexOf(assetId);
    if (asset < 0) {
      return List.of();
    }
    List<Dependency> all = new ArrayList<>(rows.size(asset));
    for (int p = rows.start(asset); p < rows.end(asset); p++) {
      all.add(dependencies[rows.at(p)]);
    }
    return all;
  }

  /** All service levels, by id. */
  public List<ServiceLevel> serviceLevels() {
    return serviceLevels;
  }

  /** The service levels that apply to the asset, by id. {@code O(levels of its sector)}. */
  public List<ServiceLevel> levelsOf(Asset asset) {
    return levelsBySector.getOrDefault(asset.sector(), List.of()).stream()
        .filter(level -> level.appliesTo(asset))
        .toList();
  }

  /** What each sector's communities have agreed on being told. */
  public List<Sharing> sharing() {
    return topology.sharing();
  }

  /** How many hops downstream of its root a situation reaches. */
  public int hopLimit() {
    return topology.hopLimit();
  }

  /** The ten sectors, those the topology declares, {@code provider} and {@code area}. */
  public Set<String> sectors() {
    return sectors;
  }

  /** Whether anything depends on the asset. {@code O(1)}. */
  public boolean hasDependents(String assetId) {
    int asset = indexOf(assetId);
    return asset >= 0 && out.size(asset) > 0;
  }

  /** Whether some dependency on the asset triggers on the condition. {@code O(dependents)}. */
  public boolean triggersOn(String assetId, String condition) {
    int asset = indexOf(assetId);
    if (asset >= 0) {
      for (int p = out.start(asset); p < out.end(asset); p++) {
        if (condition.equals(dependencies[out.at(p)].trigger().condition())) {
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
    for (int p = in.start(asset); p < in.end(asset); p++) {
      if (providers[in.at(p)] == area
          && dependencies[in.at(p)].type() == DependencyType.GEOGRAPHIC) {
        return true;
      }
    }
    String region = assets[area].region();
    return assets[area].sector().equals(Asset.AREA)
        && region != null
        && region.equals(assets[asset].region());
  }

  /** The assets of sector {@code area} that carry the region, by id. {@code O(1)}. */
  public List<String> areasOfRegion(String region) {
    return Collections.unmodifiableList(areasByRegion.getOrDefault(region, List.of()));
  }

  /**
   * The share of the other assets that is downstream of the asset within the hop limit, 0 to 1.
   * {@code O(what is reached)} the first time, then {@code O(1)}.
   */
  public double centrality(String assetId) {
    int asset = indexOf(assetId);
    if (asset < 0 || assets.length < 2) {
      return 0;
    }
    int counted = downstream.get(asset);
    if (counted == 0) {
      counted = Walk.down(this, asset, hopLimit(), -1).size();
      downstream.set(asset, counted);
    }
    return (counted - 1) / (double) (assets.length - 1);
  }

  Dependency dependency(int index) {
    return dependencies[index];
  }

  int dependencyCount() {
    return dependencies.length;
  }

  int providerOf(int dependency) {
    return providers[dependency];
  }

  int dependentOf(int dependency) {
    return dependents[dependency];
  }

  /** Dependencies by provider, in the order of ids. */
  Rows out() {
    return out;
  }

  /** Dependencies by dependent, in the order of ids. */
  Rows in() {
    return in;
  }

  /** Assets at the other end of closed links. */
  Rows neighbours() {
    return neighbours;
  }

  /** Whether a link, open or closed, ends at the asset: it needs to be connected to a source. */
  boolean isLinked(int asset) {
    return linked.get(asset);
  }

  Groups groups() {
    return groups;
  }

  LinkNetwork network() {
    return network;
  }

  /** The assets that do not serve although nothing is out; not to be changed. */
  BitSet unservedAtRest() {
    BitSet known = unservedAtRest;
    if (known == null) {
      known = GroundedService.unservedAtRest(this);
      unservedAtRest = known;
    }
    return known;
  }
}
