// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import org.hamon.topology.Asset;
import org.hamon.topology.AssetState;
import org.hamon.topology.Forecast;
import org.hamon.topology.Graph;
import org.hamon.topology.Spread;
import org.jspecify.annotations.Nullable;

/**
 * Which failures of a lane have to do with each other: those whose {@link Spread}s meet, and those
 * of one situation. What follows from a cluster can be worked out without the rest of the lane.
 *
 * <p>Follows from what is known of assets and memberships, so it is not stored: made anew after a
 * restart. A failure that comes costs what it may spread to. When one ends, or a situation, its
 * cluster is taken apart, and put together again when somebody asks, at the cost of its spreads.
 */
final class Clusters {

  /** The failing assets that belong together, and everything that any of them may bear on. */
  private static final class Cluster {
    private final NavigableSet<String> failing = new TreeSet<>();
    private final List<int[]> spreads = new ArrayList<>();

    /** What those bear on that still fail; null if it is to be found. */
    private @Nullable BitSet stillHit;
  }

  /** What is wrong with an asset, and what that may bear on. */
  private static final class Known {
    private final Set<Forecast.Failure> kinds;
    private final int[] spread;

    private Known(Set<Forecast.Failure> kinds, int[] spread) {
      this.kinds = kinds;
      this.spread = spread;
    }
  }

  private @Nullable Graph graph;
  private final Map<String, Known> known = new HashMap<>();
  private final Map<String, Cluster> clusters = new HashMap<>();

  /** By number of an asset: the cluster that may bear on it. */
  private final Map<Integer, Cluster> owners = new HashMap<>();

  /** Failing assets whose cluster is to be found. */
  private final NavigableSet<String> loose = new TreeSet<>();

  private final LaneMemory memory;

  Clusters(LaneMemory memory) {
    this.memory = memory;
  }

  /**
   * The failing assets that have to do with these, by id.
   *
   * @param assets of which some may not fail
   */
  NavigableSet<String> with(Collection<String> assets, Graph current) {
    settle(current);
    NavigableSet<String> all = new TreeSet<>();
    for (String asset : assets) {
      Cluster cluster = clusters.get(asset);
      if (cluster != null && !all.contains(asset)) {
        all.addAll(cluster.failing);
      }
    }
    return all;
  }

  /** Whether what is known to fail at the first asset may bear on the second. */
  boolean bearsOn(String failing, String asset, Graph current) {
    settle(current);
    Known one = known.get(failing);
    return one != null && Spread.reaches(current, one.spread, asset);
  }

  /** The failing assets of the cluster that may bear on that one, by id; none if none may. */
  NavigableSet<String> around(String asset, Graph current) {
    settle(current);
    Cluster owner = owners.get(Spread.numberOf(current, asset));
    return owner == null
        ? Collections.emptyNavigableSet()
        : Collections.unmodifiableNavigableSet(owner.failing);
  }

  /** Whether something that still fails may bear on the asset. */
  boolean isHit(String asset, Graph current) {
    settle(current);
    int number = Spread.numberOf(current, asset);
    Cluster owner = owners.get(number);
    return owner != null && stillHit(owner).get(number);
  }

  /**
   * Whether failures of that cluster may bear on the asset.
   *
   * @param failing the failing assets of a cluster
   */
  boolean reaches(Collection<String> failing, String asset, Graph current) {
    settle(current);
    Cluster owner = owners.get(Spread.numberOf(current, asset));
    return owner != null && failing.contains(owner.failing.first());
  }

  /**
   * Whether something that still fails may bear on the asset, which was failing, or keep something
   * out that it hit and that nobody hears. {@code O(what the cluster may bear on)} once after each
   * change of it.
   */
  boolean mayBeKeptOut(String failing, Graph current) {
    settle(current);
    Cluster cluster = clusters.get(failing);
    Known one = known.get(failing);
    if (cluster == null || one == null) {
      return false;
    }
    BitSet hit = stillHit(cluster);
    for (int number : one.spread) {
      if (hit.get(number)
          && (number == Spread.numberOf(current, failing) || isUnheard(number, current))) {
        return true;
      }
    }
    return false;
  }

  private BitSet stillHit(Cluster cluster) {
    BitSet found = cluster.stillHit;
    if (found == null) {
      found = new BitSet();
      for (String asset : cluster.failing) {
        AssetNow now = memory.asset(asset);
        if (now != null && now.isFailing()) {
          for (int number : requireNonNull(known.get(asset)).spread) {
            found.set(number);
          }
        }
      }
      cluster.stillHit = found;
    }
    return found;
  }

  /** Whether nobody expects to hear it, or it is silent. */
  private boolean isUnheard(int number, Graph current) {
    Asset asset = Spread.assetOf(current, number);
    AssetNow now = memory.asset(asset.id());
    return asset.everyMillis() == 0 || (now != null && now.state() == AssetState.UNKNOWN);
  }

  /** How long what is over at the asset may have consequences that nobody hears. */
  Spread.Settling settlingOf(String failing, Graph current) {
    settle(current);
    Known one = known.get(failing);
    return one == null ? Spread.Settling.NONE : Spread.settling(current, one.spread);
  }

  /** What is known of the asset has changed. */
  void heard(String asset) {
    Cluster cluster = clusters.get(asset);
    if (cluster != null) {
      cluster.stillHit = null;
    }
    Known before = known.get(asset);
    AssetNow now = memory.asset(asset);
    if (before == null) {
      if (now != null && !now.spells().isEmpty()) {
        loose.add(asset);
      }
    } else if (now == null || !before.kinds.equals(now.kindsOfFailure())) {
      takeApart(asset);
      loose.add(asset);
    }
  }

  /** The asset has become a member of a situation. */
  void joined(String asset) {
    if (known.containsKey(asset)) {
      loose.add(asset);
    }
  }

  /** The asset is no member of a situation any more. */
  void left(String asset) {
    if (known.containsKey(asset)) {
      takeApart(asset);
    }
  }

  private void takeApart(String asset) {
    Cluster cluster = clusters.get(asset);
    if (cluster != null) {
      for (int[] spread : cluster.spreads) {
        for (int one : spread) {
          owners.remove(one, cluster);
        }
      }
      for (String member : cluster.failing) {
        clusters.remove(member);
        loose.add(member);
      }
    }
  }

  private void settle(Graph current) {
    if (graph != current) {
      graph = current;
      loose.addAll(known.keySet());
      known.clear();
      clusters.clear();
      owners.clear();
    }
    if (loose.isEmpty()) {
      return;
    }
    List<String> all = new ArrayList<>(loose);
    loose.clear();
    for (String asset : all) {
      AssetNow now = memory.asset(asset);
      if (now == null || now.spells().isEmpty()) {
        known.remove(asset);
        continue;
      }
      Set<Forecast.Failure> kinds = now.kindsOfFailure();
      Known before = known.get(asset);
      if (before == null || !before.kinds.equals(kinds)) {
        before = new Known(kinds, Spread.of(current, asset, kinds));
        known.put(asset, before);
      }
      put(asset, before.spread);
    }
  }

  private void put(String asset, int[] spread) {
    Set<Cluster> meeting = new HashSet<>();
    for (int one : spread) {
      Cluster owner = owners.get(one);
      if (owner != null) {
        meeting.add(owner);
      }
    }
    Cluster own = clusters.get(asset);
    if (own != null) {
      meeting.add(own);
    }
    Situation situation = memory.situationOf(asset);
    if (situation != null) {
      memory.members(situation).stream()
          .filter(member -> !member.equals(asset) && clusters.containsKey(member))
          .findFirst()
          .ifPresent(member -> meeting.add(requireNonNull(clusters.get(member))));
    }
    Cluster joined = null;
    for (Cluster cluster : meeting) {
      if (joined == null || cluster.spreads.size() > joined.spreads.size()) {
        joined = cluster;
      }
    }
    if (joined == null) {
      joined = new Cluster();
    }
    for (Cluster cluster : meeting) {
      if (cluster != joined) {
        for (String member : cluster.failing) {
          clusters.put(member, joined);
        }
        joined.failing.addAll(cluster.failing);
        for (int[] other : cluster.spreads) {
          take(other, joined);
        }
      }
    }
    if (own == null) {
      clusters.put(asset, joined);
      joined.failing.add(asset);
      take(spread, joined);
    }
  }

  private void take(int[] spread, Cluster cluster) {
    cluster.stillHit = null;
    cluster.spreads.add(spread);
    for (int one : spread) {
      owners.put(one, cluster);
    }
  }
}
