// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hamon.topology.Graph;
import org.jspecify.annotations.Nullable;

/**
 * All that is known in one lane: assets that are not normal or belong to a situation, the open
 * situations, who is a member of which, what people told of them, and the reserves of all assets.
 *
 * <p>Held on the heap for reading; every change is written through to a {@link Store}, entry by
 * entry, so that nothing big is ever written at once. An asset is a member of at most one open
 * situation.
 */
final class LaneMemory {

  /** Where every change of the memory is written to, entry by entry; null deletes. */
  interface Store extends LiveReserves.Store, Past.Store, Aftermath.Store {
    void asset(String asset, @Nullable AssetNow now);

    void situation(String id, @Nullable Situation situation);

    void membership(String asset, @Nullable String situation);

    void notice(String key, @Nullable Standing standing);

    void number(long next);
  }

  static final Comparator<Situation> BY_AGE =
      Comparator.comparingLong(Situation::opened).thenComparing(Situation::id);

  private final Store store;
  private final Map<String, AssetNow> assets = new HashMap<>();
  private final Map<String, Situation> situations = new HashMap<>();
  private final Map<String, String> memberships = new HashMap<>();
  private final Map<String, NavigableSet<String>> members = new HashMap<>();

  /** By cluster under which they were handed on last: the open situations. */
  private final Map<String, NavigableSet<String>> handedOn = new HashMap<>();

  private final NavigableMap<String, Standing> notices = new TreeMap<>();

  private final LiveReserves reserves;
  private final Clusters clusters = new Clusters(this);
  private final Past past;
  private final Aftermath aftermath;

  /** The topology in which all assets were looked up last. */
  private @Nullable Graph looked;

  /** Of what is handed on next. */
  private long number;

  LaneMemory(Store store) {
    this.store = store;
    reserves = new LiveReserves(store);
    past = new Past(store);
    aftermath = new Aftermath(this, store);
  }

  /** Takes over what a store held; writes nothing. */
  void load(
      Iterable<AssetNow> storedAssets,
      Iterable<Situation> storedSituations,
      Iterable<Map.Entry<String, String>> storedMemberships) {
    storedAssets.forEach(now -> assets.put(now.asset(), now));
    storedSituations.forEach(this::keep);
    storedMemberships.forEach(
        entry -> {
          memberships.put(entry.getKey(), entry.getValue());
          membersOfMutable(entry.getValue()).add(entry.getKey());
        });
    assets.keySet().forEach(clusters::heard);
  }

  /** Takes over the number that a store held; writes nothing. */
  void loadNumber(long stored) {
    number = stored;
  }

  /** Takes over the notices that a store held; writes nothing. */
  void loadNotices(Iterable<Standing> stored) {
    stored.forEach(standing -> notices.put(standing.key(), standing));
  }

  /** Which failures have to do with each other. */
  Clusters clusters() {
    return clusters;
  }

  /** What has been and may be again. */
  Past past() {
    return past;
  }

  /** What is over and may still have consequences. */
  Aftermath aftermath() {
    return aftermath;
  }

  /** A number that is higher than all before. */
  long nextNumber() {
    store.number(number + 1);
    return number++;
  }

  /** What is left of batteries and fuel. */
  LiveReserves reserves() {
    return reserves;
  }

  /** The notices that count, by key. */
  Collection<Standing> standing() {
    return Collections.unmodifiableCollection(notices.values());
  }

  /** The notice of that key, if it counts. */
  @Nullable Standing standing(String key) {
    return notices.get(key);
  }

  void put(Standing standing) {
    notices.put(standing.key(), standing);
    store.notice(standing.key(), standing);
  }

  void forgetNotice(String key) {
    if (notices.remove(key) != null) {
      store.notice(key, null);
    }
  }

  @Nullable AssetNow asset(String asset) {
    return assets.get(asset);
  }

  Collection<AssetNow> assets() {
    return Collections.unmodifiableCollection(assets.values());
  }

  void put(AssetNow now) {
    assets.put(now.asset(), now);
    store.asset(now.asset(), now);
    clusters.heard(now.asset());
    aftermath.heard(now);
  }

  void forget(String asset) {
    if (assets.remove(asset) != null) {
      store.asset(asset, null);
      clusters.heard(asset);
      aftermath.forget(asset);
    }
  }

  /** What of the asset is over has no consequences any more. */
  void forgetWhatIsOver(AssetNow now) {
    AssetNow left = now.withoutEndedSpells();
    if (left.isForgettable() && situationOf(now.asset()) == null) {
      forget(now.asset());
    } else {
      put(left);
    }
  }

  /** The open situations, oldest first; a copy. */
  List<Situation> open() {
    return byAge(situations);
  }

  /** These situations, each once, the oldest first; a copy. */
  static List<Situation> byAge(Map<String, Situation> byId) {
    List<Situation> sorted = new ArrayList<>(byId.values());
    sorted.sort(BY_AGE);
    return sorted;
  }

  boolean isEmpty() {
    return situations.isEmpty()
        && assets.isEmpty()
        && notices.isEmpty()
        && reserves.isEmpty()
        && past.isEmpty();
  }

  boolean isOpen(String id) {
    return situations.containsKey(id);
  }

  Situation situation(String id) {
    Situation situation = situations.get(id);
    if (situation == null) {
      throw new IllegalStateException("Expected an open situation " + id + ", but there is none");
    }
    return situation;
  }

  void put(Situation situation) {
    keep(situation);
    store.situation(situation.id(), situation);
  }

  private void keep(Situation situation) {
    dropFromCluster(situations.put(situation.id(), situation));
    if (situation.cluster() != null) {
      handedOn.computeIfAbsent(situation.cluster(), id -> new TreeSet<>()).add(situation.id());
    }
  }

  private void dropFromCluster(@Nullable Situation before) {
    if (before != null && before.cluster() != null) {
      handedOn.computeIfPresent(
          before.cluster(),
          (id, all) -> {
            all.remove(before.id());
            return all.isEmpty() ? null : all;
          });
    }
  }

  /** The open situations that were handed on last under that cluster; ids, a copy. */
  List<String> handedOnUnder(String cluster) {
    return List.copyOf(handedOn.getOrDefault(cluster, Collections.emptyNavigableSet()));
  }

  /** The clusters that were handed on; a copy. */
  List<String> handedOn() {
    return handedOn.keySet().stream().sorted().toList();
  }

  /** The open situation that the asset is a root or a member of; null if none. */
  @Nullable Situation situationOf(String asset) {
    String id = memberships.get(asset);
    return id == null ? null : situation(id);
  }

  /** Makes the asset a member of that situation and of no other. */
  void join(String asset, Situation situation) {
    String before = memberships.put(asset, situation.id());
    if (before != null) {
      membersOfMutable(before).remove(asset);
    }
    membersOfMutable(situation.id()).add(asset);
    store.membership(asset, situation.id());
    clusters.joined(asset);
  }

  /** The asset is no member of any situation any more, and nothing is known of it. */
  void leave(String asset) {
    String before = memberships.remove(asset);
    if (before != null) {
      membersOfMutable(before).remove(asset);
      store.membership(asset, null);
      clusters.left(asset);
    }
    forget(asset);
  }

  /**
   * Assets that are not in the topology any more leave their situations, and nothing is known of
   * them. {@code O(assets)} when the topology has changed, else nothing.
   */
  void leaveRemoved(Graph graph) {
    if (graph != looked) {
      looked = graph;
      for (String asset : List.copyOf(assets.keySet())) {
        if (isRemoved(asset, graph)) {
          leave(asset);
        }
      }
    }
  }

  /** An asset that stands for a sector in a region is in no topology. */
  static boolean isRemoved(String asset, Graph graph) {
    int at = asset.indexOf('@');
    boolean isPlace = at > 0 && graph.sectors().contains(asset.substring(0, at));
    return !isPlace && graph.asset(asset).isEmpty();
  }

  /** The members, roots among them; by id. */
  NavigableSet<String> members(Situation situation) {
    return Collections.unmodifiableNavigableSet(
        members.getOrDefault(situation.id(), Collections.emptyNavigableSet()));
  }

  /** The members, roots among them; by id. A copy. */
  List<String> membersOf(Situation situation) {
    return List.copyOf(members.getOrDefault(situation.id(), Collections.emptyNavigableSet()));
  }

  /** What is known of the members, by id. */
  List<AssetNow> knownMembersOf(Situation situation) {
    List<AssetNow> known = new ArrayList<>();
    for (String member : membersOf(situation)) {
      AssetNow now = assets.get(member);
      if (now != null) {
        known.add(now);
      }
    }
    return known;
  }

  /**
   * Ends a situation that may be opened again within the hour: what silences it stays until then.
   */
  void endUntilReopened(Situation situation, long time) {
    past.end(situation, time);
    end(situation);
  }

  /** Notices on a situation that cannot be opened again go. */
  void forgetNoticesOn(String situation) {
    for (Standing standing : List.copyOf(notices.values())) {
      if (situation.equals(standing.situation())) {
        forgetNotice(standing.key());
      }
    }
  }

  /** Ends a situation: its memberships and notices go, and members that are normal. */
  void end(Situation situation) {
    dropFromCluster(situations.remove(situation.id()));
    store.situation(situation.id(), null);
    for (String member : membersOf(situation)) {
      memberships.remove(member);
      store.membership(member, null);
      clusters.left(member);
      AssetNow now = assets.get(member);
      if (now != null && now.isForgettable()) {
        forget(member);
      }
    }
    members.remove(situation.id());
    for (Standing standing : List.copyOf(notices.values())) {
      boolean stays = past.mayReopen(situation.id()) && standing.isSilence();
      if (situation.id().equals(standing.situation()) && !stays) {
        forgetNotice(standing.key());
      }
    }
  }

  private NavigableSet<String> membersOfMutable(String situation) {
    return members.computeIfAbsent(situation, id -> new TreeSet<>());
  }
}
