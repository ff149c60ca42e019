// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What has been in a lane and may be again: situations that ended within the hour, and roots that
 * failed within six hours. Every change is written through to a {@link Store}.
 */
final class Past {

  /** Where every change is written to, entry by entry; null deletes. */
  interface Store {
    void ended(String situation, @Nullable Ended ended);

    void recurrence(String asset, @Nullable Recurrence recurrence);
  }

  private static final String ENDED = "e/";
  private static final String ROOT = "r/";

  private final Store store;
  private final Map<String, Ended> ended = new HashMap<>();

  /** By root: the situations that it opens again. */
  private final Map<String, TreeSet<String>> byRoot = new HashMap<>();

  private final Map<String, Recurrence> recurrences = new HashMap<>();

  /** When what is to be forgotten. */
  private final DueTimes ends = new DueTimes();

  Past(Store store) {
    this.store = store;
  }

  /** Takes over what a store held; writes nothing. */
  void load(Iterable<Ended> storedEnded, Iterable<Recurrence> storedRecurrences) {
    storedEnded.forEach(this::keep);
    storedRecurrences.forEach(this::keep);
  }

  boolean isEmpty() {
    return ends.isEmpty();
  }

  /** The situation has ended then. */
  void end(Situation situation, long time) {
    Ended entry = new Ended(situation, time + Ended.REOPENING_MILLIS + 1);
    keep(entry);
    store.ended(situation.id(), entry);
  }

  /** Whether the situation may be opened again. */
  boolean mayReopen(String situation) {
    return ended.containsKey(situation);
  }

  /** The oldest situation that the asset was a root of and that ended within the hour; or null. */
  @Nullable Situation reopenedBy(String asset) {
    Situation oldest = null;
    for (String id : byRoot.getOrDefault(asset, new TreeSet<>())) {
      Ended entry = ended.get(id);
      if (entry != null
          && (oldest == null || LaneMemory.BY_AGE.compare(entry.situation(), oldest) < 0)) {
        oldest = entry.situation();
      }
    }
    if (oldest != null) {
      drop(oldest.id());
      store.ended(oldest.id(), null);
    }
    return oldest;
  }

  /** The root has failed then. */
  void fails(String asset, long time) {
    Recurrence before = recurrences.get(asset);
    Recurrence now = before == null ? Recurrence.first(asset, time) : before.again(time);
    forget(asset);
    keep(now);
    store.recurrence(asset, now);
  }

  /** How often the root has failed of late, if it is recurring; else null. */
  @Nullable Recurrence recurring(String asset) {
    Recurrence known = recurrences.get(asset);
    return known != null && known.isRecurring() ? known : null;
  }

  /** When something is to be forgotten; {@link Long#MAX_VALUE} if nothing is. */
  long nextEnd() {
    return ends.next();
  }

  /** Forgets what is over by then, and what of roots is not held. */
  List<String> forgetUntil(long time) {
    List<String> gone = new ArrayList<>();
    while (nextEnd() <= time) {
      for (String key : ends.first()) {
        String id = key.substring(ROOT.length());
        if (key.startsWith(ROOT)) {
          forget(id);
          store.recurrence(id, null);
        } else {
          drop(id);
          store.ended(id, null);
          gone.add(id);
        }
      }
    }
    return gone;
  }

  private void keep(Ended entry) {
    Situation situation = entry.situation();
    ended.put(situation.id(), entry);
    for (String root : situation.roots()) {
      byRoot.computeIfAbsent(root, id -> new TreeSet<>()).add(situation.id());
    }
    ends.set(ENDED + situation.id(), entry.until());
  }

  private void drop(String situation) {
    Ended entry = ended.remove(situation);
    if (entry == null) {
      return;
    }
    for (String root : entry.situation().roots()) {
      byRoot.computeIfPresent(
          root,
          (id, all) -> {
            all.remove(situation);
            return all.isEmpty() ? null : all;
          });
    }
    ends.remove(ENDED + situation);
  }

  private void keep(Recurrence recurrence) {
    recurrences.put(recurrence.asset(), recurrence);
    ends.set(ROOT + recurrence.asset(), end(recurrence));
  }

  private void forget(String asset) {
    recurrences.remove(asset);
    ends.remove(ROOT + asset);
  }

  /** A root that was out for longer than that is no longer known to recur. */
  private static long end(Recurrence recurrence) {
    return recurrence.last() + 2 * Recurrence.WITHIN_MILLIS + 1;
  }
}
