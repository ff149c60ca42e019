// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.hamon.patterns.language.Reserve;
import org.jspecify.annotations.Nullable;

/**
 * What was told last of the batteries and the fuel of one lane. On the heap for reading, written
 * through entry by entry. A reserve is forgotten a day after it would have been used up: its feed
 * tells it again before, if it still has one.
 */
final class LiveReserves {

  /** Where every change is written to; null deletes. */
  interface Store {
    void reserve(String key, @Nullable Reserve reserve);
  }

  private static final Comparator<Reserve> BY_ASSET =
      Comparator.comparing(Reserve::asset).thenComparing(Reserve::metric);

  private static final long KEPT_MILLIS = 24 * 3_600_000L;

  private final Store store;
  private final Map<String, TreeMap<String, Reserve>> byAsset = new HashMap<>();

  /** What is to be forgotten when, by key. */
  private final DueTimes ends = new DueTimes();

  private final Map<String, Reserve> byKey = new HashMap<>();

  LiveReserves(Store store) {
    this.store = store;
  }

  /** Takes over what a store held; writes nothing. */
  void load(Iterable<Reserve> stored) {
    stored.forEach(this::keep);
  }

  void put(Reserve reserve) {
    drop(key(reserve));
    keep(reserve);
    store.reserve(key(reserve), reserve);
  }

  /** When one is to be forgotten; {@link Long#MAX_VALUE} if there is none. */
  long nextEnd() {
    return ends.next();
  }

  /** Forgets those whose time has come by then. */
  void forgetUntil(long time) {
    while (nextEnd() <= time) {
      for (String key : ends.first()) {
        drop(key);
        store.reserve(key, null);
      }
    }
  }

  boolean isEmpty() {
    return byKey.isEmpty();
  }

  /** What was told last of assets that are such, by asset and metric. */
  List<Reserve> where(Predicate<String> isSuch) {
    List<Reserve> found = new ArrayList<>();
    for (Map.Entry<String, TreeMap<String, Reserve>> entry : byAsset.entrySet()) {
      if (isSuch.test(entry.getKey())) {
        found.addAll(entry.getValue().values());
      }
    }
    found.sort(BY_ASSET);
    return found;
  }

  private void keep(Reserve reserve) {
    String key = key(reserve);
    byKey.put(key, reserve);
    byAsset
        .computeIfAbsent(reserve.asset(), asset -> new TreeMap<>())
        .put(reserve.metric(), reserve);
    ends.set(key, end(reserve));
  }

  private void drop(String key) {
    Reserve gone = byKey.remove(key);
    if (gone == null) {
      return;
    }
    byAsset.computeIfPresent(
        gone.asset(),
        (asset, told) -> {
          told.remove(gone.metric());
          return told.isEmpty() ? null : told;
        });
    ends.remove(key);
  }

  private static long end(Reserve reserve) {
    return reserve.time() + reserve.standsForMillis() + reserve.millis() + KEPT_MILLIS;
  }

  /** By which one is known from others. Ids hold no such character. */
  static String key(Reserve reserve) {
    return reserve.asset() + '\u0000' + reserve.metric();
  }
}
