// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hamon.patterns.compiler.CompiledPattern;
import org.hamon.patterns.language.PatternStatus;
import org.jspecify.annotations.Nullable;

/**
 * Which patterns run at which event time: those the job started with, and the changes since. What
 * runs is indexed by root: most roots concern few patterns.
 */
final class LivePatterns {

  /** So many stretches of time are kept worked out: changes come at about one time. */
  private static final int EPOCHS = 16;

  /** Versions of each pattern by the time from which they run; null where it is withdrawn. */
  private final TreeMap<String, TreeMap<Long, Version>> versions = new TreeMap<>();

  /** Running or not: partial matches may stand in state under the key. */
  private final TreeMap<String, CompiledPattern> byKey = new TreeMap<>();

  /** When something begins to run, or ends. */
  private final TreeSet<Long> turns = new TreeSet<>();

  /** Those that were asked for of late, by their turns. */
  private final TreeMap<Long, Epoch> epochs = new TreeMap<>();

  private int generation;
  private long looks;

  LivePatterns(Collection<CompiledPattern> base) {
    for (CompiledPattern pattern : base) {
      add(pattern.pattern().id(), Long.MIN_VALUE, pattern);
    }
  }

  /**
   * From that time on the pattern of that id is the given one, or none. {@code O(log n)} for {@code
   * n} changes so far: what runs is worked out when it is asked for.
   */
  void change(String id, long from, @Nullable CompiledPattern pattern) {
    add(id, from, pattern);
  }

  /** What runs at that event time. The first time after a change {@code O(patterns)}. */
  Epoch at(long time) {
    Long from = turns.floor(time);
    if (from == null) {
      return Epoch.NOTHING;
    }
    Epoch epoch = epochs.get(from);
    if (epoch == null) {
      epoch = epochFrom(from);
      if (epochs.size() == EPOCHS) {
        epochs.pollFirstEntry();
      }
      epochs.put(from, epoch);
    }
    return epoch;
  }

  /** How often a pattern was looked at so far: what changes and questions have cost. */
  long looks() {
    return looks;
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
    generation++;
    looks++;
    turns.add(from);
    epochs.tailMap(from, true).clear();
    if (pattern == null) {
      versions.computeIfAbsent(id, i -> new TreeMap<>()).put(from, Version.NONE);
      return;
    }
    Version version = new Version(pattern, key(pattern));
    versions.computeIfAbsent(id, i -> new TreeMap<>()).put(from, version);
    byKey.put(version.key(), pattern);
  }

  private Epoch epochFrom(long from) {
    Map<String, CompiledPattern> live = new LinkedHashMap<>();
    for (TreeMap<Long, Version> times : versions.values()) {
      looks++;
      Map.Entry<Long, Version> entry = times.floorEntry(from);
      Version version = entry == null ? Version.NONE : entry.getValue();
      CompiledPattern pattern = version.pattern();
      if (pattern != null && pattern.pattern().status() != PatternStatus.DEPRECATED) {
        live.put(version.key(), pattern);
      }
    }
    return new Epoch(live);
  }

  /**
   * @param key of the pattern: a fingerprint costs too much to be taken twice
   */
  private record Version(@Nullable CompiledPattern pattern, String key) {
    static final Version NONE = new Version(null, "");
  }

  /** The patterns that run in one stretch of event time, by id. */
  static final class Epoch {

    static final Epoch NOTHING = new Epoch(Map.of());

    private final List<CompiledPattern> live;
    private final Set<String> keys;
    private final Set<String> ids = new HashSet<>();
    private final Map<RootClass, List<CompiledPattern>> byRoot = new HashMap<>();

    /** The largest number of hops that any of them looks at. */
    final int hops;

    private Epoch(Map<String, CompiledPattern> live) {
      this.live = List.copyOf(live.values());
      this.keys = Set.copyOf(live.keySet());
      int most = 0;
      for (CompiledPattern pattern : live.values()) {
        most = Math.max(most, pattern.hops());
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
