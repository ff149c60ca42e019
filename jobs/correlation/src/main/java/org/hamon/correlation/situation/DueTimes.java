// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is due when: for each key one event time. */
final class DueTimes {

  private final Map<String, Long> times = new HashMap<>();
  private final TreeMap<Long, TreeSet<String>> keys = new TreeMap<>();

  /** It is due then, and no more when it was before. */
  void set(String key, long time) {
    remove(key);
    times.put(key, time);
    keys.computeIfAbsent(time, at -> new TreeSet<>()).add(key);
  }

  /** It is not due any more; whether it was. */
  boolean remove(String key) {
    Long time = times.remove(key);
    if (time == null) {
      return false;
    }
    keys.computeIfPresent(
        time,
        (at, all) -> {
          all.remove(key);
          return all.isEmpty() ? null : all;
        });
    return true;
  }

  /** When it is due; null if it is not. */
  @Nullable Long of(String key) {
    return times.get(key);
  }

  /** When the first is due; {@link Long#MAX_VALUE} if none is. */
  long next() {
    return keys.isEmpty() ? Long.MAX_VALUE : keys.firstKey();
  }

  /** Those that are due first, in order; a copy. */
  List<String> first() {
    return keys.isEmpty() ? List.of() : new ArrayList<>(keys.firstEntry().getValue());
  }

  /** All that are due; a copy. */
  List<String> all() {
    return new ArrayList<>(times.keySet());
  }

  boolean isEmpty() {
    return times.isEmpty();
  }
}
