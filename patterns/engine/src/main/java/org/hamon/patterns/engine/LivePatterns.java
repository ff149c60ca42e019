// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.hamon.patterns.compiler.CompiledPattern;
import org.hamon.patterns.language.PatternStatus;
import org.jspecify.annotations.Nullable;

/**
 * Which patterns run at which event time: those the job started with, and the changes since. What
 * runs is indexed by root: most roots concern few patterns.
 */
final class LivePatterns {

  /** Versions of each pattern by the time from which they run; null where it is withdrawn. */
  private final TreeMap<String, TreeMap<Long, Version>> versions = new TreeMap<>();

  /** Running or not: partial matches may stand in state under the key. */
  private final TreeMap<String, CompiledPattern> byKey = new TreeMap<>();

  private final TreeMap<Long, Epoch> epochs = new TreeMap<>();
  private int generation;

  LivePatterns(Collection<CompiledPattern> base) {
    for (CompiledPattern pattern : base) {
      add(pattern.pattern().id(), Long.MIN_VALUE, pattern);
    }
    index();
  }

  /** From that time on the pattern of that id is the given one, or none. */
  void change(String id, long from, @Nullable CompiledPattern pattern) {
    add(id, from, pattern);
    index();
  }

  /** What runs at that event time. */
  Epoch at(long time) {
    Map.Entry<Long, Epoch> entry = epochs.floorEntry(time);
    return entry == null ? Epoch.NOTHING : entry.getValue();
  }

  /**
   * The newest pattern, running or not, of each key under which partial matches may stand in state;
   * in the order of keys, hence of pattern ids.
   */
  SortedMap<String, CompiledPattern> known() {
    return Collections.unmodifiableSortedMap(byKey);
  }

  /** How often the patterns changed. */
  int generation() {
    return generation;
  }

  /**
   * Under which a pattern's partial matches stand in state: versions that differ in texts alone
   * share it, so that matches that are open in the one go on in the other.
   */
  private static String key(CompiledPattern pattern) {
    return pattern.pattern().id() + "#" + pattern.pattern().fingerprint().substring(0, 16);
  }

  private void add(String id, long from, @Nullable CompiledPattern pattern) {
    versions.computeIfAbsent(id, i -> new TreeMap<>()).put(from, new Version(pattern));
    if (pattern != null) {
      byKey.put(key(pattern), pattern);
    }
  }

  private void index() {
    generation++;
    epochs.clear();
    for (TreeMap<Long, Version> times : versions.values()) {
      times.keySet().forEach(from -> epochs.put(from, Epoch.NOTHING));
    }
    epochs.replaceAll((from, unused) -> epochFrom(from));
  }

  private Epoch epochFrom(long from) {
    List<CompiledPattern> live = new ArrayList<>();
    for (TreeMap<Long, Version> times : versions.values()) {
      Map.Entry<Long, Version> entry = times.floorEntry(from);
      CompiledPattern pattern = entry == null ? null : entry.getValue().pattern();
      if (pattern != null && pattern.pattern().status() != PatternStatus.DEPRECATED) {
        live.add(pattern);
      }
    }
    return new Epoch(live);
  }

  private record Version(@Nullable CompiledPattern pattern) {}

  /** The patterns that run in one stretch of event time, by id. */
  static final class Epoch {

    static final Epoch NOTHING = new Epoch(List.of());

    private final List<CompiledPattern> live;
    private final Set<String> keys = new HashSet<>();
    private final Set<String> ids = new HashSet<>();
    private final Map<RootClass, List<CompiledPattern>> byRoot = new HashMap<>();

    /** The largest number of hops that any of them looks at. */
    final int hops;

    private Epoch(List<CompiledPattern> live) {
      this.live = List.copyOf(live);
      int most = 0;
      for (CompiledPattern pattern : live) {
        most = Math.max(most, pattern.hops());
        keys.add(key(pattern));
        ids.add(pattern.pattern().id());
      }
      this.hops = most;
    }

    /** Those whose root may be an asset of that sector and kind. */
    List<CompiledPattern> ofRoot(String sector, @Nullable String kind) {
      return byRoot.computeIfAbsent(
          new RootClass(sector, kind),
          root -> live.stream().filter(p -> p.acceptsRoot(sector, kind)).toList());
    }

    /** Whether the pattern of that key runs. */
    boolean runs(String key) {
      return keys.contains(key);
    }

    /** Whether any version of the pattern of that id runs. */
    boolean runsAny(String id) {
      return ids.contains(id);
    }

    private record RootClass(String sector, @Nullable String kind) {}
  }
}
