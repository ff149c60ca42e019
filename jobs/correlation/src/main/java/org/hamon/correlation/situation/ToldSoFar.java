// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What has been said in one lane: of each asset, in which situation, and to whom. On the heap for
 * reading, written through entry by entry. What is said of an asset stands in one situation.
 */
final class ToldSoFar {

  /** Where every change is written to; null deletes. */
  interface Store {
    void impact(String situation, String asset, @Nullable Impact impact);

    void concerned(String situation, @Nullable Concerned concerned);
  }

  private final Store store;
  private final Map<String, NavigableMap<String, Impact>> impacts = new HashMap<>();

  /** By asset: the situation in which its impact stands. */
  private final Map<String, String> standing = new HashMap<>();

  private final Map<String, Concerned> concerned = new HashMap<>();

  /** When those that ended are forgotten. */
  private final DueTimes ends = new DueTimes();

  ToldSoFar(Store store) {
    this.store = store;
  }

  /** Takes over one impact that a store held; writes nothing. */
  void load(String situation, Impact impact) {
    impactsMutable(situation).put(impact.asset(), impact);
    standing.put(impact.asset(), situation);
  }

  /** Takes over whom a store held; writes nothing. */
  void load(Iterable<Concerned> stored) {
    stored.forEach(this::keep);
  }

  /** What the situation does to whom, by asset. */
  NavigableMap<String, Impact> impactsOf(String situation) {
    return Collections.unmodifiableNavigableMap(
        impacts.getOrDefault(situation, Collections.emptyNavigableMap()));
  }

  /** What is said of assets of that sector in any situation. */
  List<Impact> impactsOn(String sector) {
    List<Impact> found = new ArrayList<>();
    for (NavigableMap<String, Impact> one : impacts.values()) {
      one.values().stream().filter(impact -> impact.sector().equals(sector)).forEach(found::add);
    }
    return found;
  }

  /** The situation in which the asset's impact stands; null if it has none. */
  @Nullable String standingOf(String asset) {
    return standing.get(asset);
  }

  /** What is said of the asset, in whichever situation; null if nothing is. */
  @Nullable Impact impactOn(String asset) {
    String situation = standing.get(asset);
    return situation == null ? null : impactsOf(situation).get(asset);
  }

  /** Puts what is said of an asset into that situation and out of any other. */
  void put(String situation, Impact impact) {
    String elsewhere = standing.put(impact.asset(), situation);
    if (elsewhere != null && !elsewhere.equals(situation)) {
      impactsMutable(elsewhere).remove(impact.asset());
      store.impact(elsewhere, impact.asset(), null);
    }
    Impact before = impactsMutable(situation).put(impact.asset(), impact);
    if (!impact.equals(before)) {
      store.impact(situation, impact.asset(), impact);
    }
  }

  /** Whom the situation was told to; null if to nobody. */
  @Nullable Concerned concernedBy(String situation) {
    return concerned.get(situation);
  }

  void put(Concerned now) {
    forget(now.situation());
    keep(now);
    store.concerned(now.situation(), now);
  }

  /** The situation has ended then: what is said in it goes. */
  void end(String situation, long time, boolean mayReopen) {
    NavigableMap<String, Impact> gone = impacts.remove(situation);
    if (gone != null) {
      for (String asset : gone.keySet()) {
        standing.remove(asset, situation);
        store.impact(situation, asset, null);
      }
    }
    Concerned told = concerned.get(situation);
    if (told != null && mayReopen) {
      put(told.ended(time));
    } else if (told != null) {
      forget(situation);
      store.concerned(situation, null);
    }
  }

  /** When something is to be forgotten; {@link Long#MAX_VALUE} if nothing is. */
  long nextEnd() {
    return ends.next();
  }

  /** Forgets what is over by then. */
  void forgetUntil(long time) {
    while (nextEnd() <= time) {
      for (String situation : ends.first()) {
        forget(situation);
        store.concerned(situation, null);
      }
    }
  }

  boolean isEmpty() {
    return impacts.values().stream().allMatch(Map::isEmpty) && concerned.isEmpty();
  }

  private void keep(Concerned now) {
    concerned.put(now.situation(), now);
    if (now.until() != Concerned.OPEN) {
      ends.set(now.situation(), now.until());
    }
  }

  private void forget(String situation) {
    concerned.remove(situation);
    ends.remove(situation);
  }

  private NavigableMap<String, Impact> impactsMutable(String situation) {
    return impacts.computeIfAbsent(situation, id -> new TreeMap<>());
  }
}
