// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The controls and advisories that were seen, lane by lane, so that one that comes again is not
 * heard twice: each for 24 hours, or as long as it holds if that is longer and has an end; of each
 * lane the newest {@value #MOST}.
 */
final class SeenIds {

  static final int MOST = 10_000;

  private final Map<String, LinkedHashMap<String, SeenId>> lanes = new HashMap<>();

  /**
   * Whether it is new, and from now on is not.
   *
   * @param now the newest event time of what it came from
   */
  boolean isNew(SeenId id, long now) {
    LinkedHashMap<String, SeenId> seen =
        lanes.computeIfAbsent(id.lane(), lane -> new LinkedHashMap<>());
    SeenId before = seen.get(id.key());
    if (before != null && before.until() > now) {
      return false;
    }
    seen.remove(id.key());
    seen.put(id.key(), id);
    if (seen.size() > MOST) {
      seen.values().removeIf(old -> old.until() <= now);
    }
    if (seen.size() > MOST) {
      seen.remove(seen.keySet().iterator().next());
    }
    return true;
  }

  /** Forgets lanes that are not in use any more. */
  void forgetLanesBut(Predicate<String> inUse) {
    lanes.keySet().removeIf(inUse.negate());
  }

  void restore(SeenId id) {
    lanes.computeIfAbsent(id.lane(), lane -> new LinkedHashMap<>()).put(id.key(), id);
  }

  List<SeenId> entries() {
    List<SeenId> entries = new ArrayList<>();
    lanes.values().forEach(seen -> entries.addAll(seen.values()));
    return entries;
  }
}
