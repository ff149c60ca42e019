// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  private final Map<String, CompiledPattern> byKey = new HashMap<>();
  private final TreeMap<Long, Epoch> epochs = new TreeMap<>();

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

  /** The newest pattern, running or not, under whose key partial matches may stand in state. */
  @Nullable CompiledPattern known(String key) {
    return byKey.get(key);
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

  /** A pattern that runs, and its {@link #key}. */
  record Running(String key, CompiledPattern pattern) {}

  /** The patterns that run in one stretch of event time, by id. */
  static final class Epoch {

    static final Epoch NOTHING = new Epoch(List.of());

    private final List<Running> live;
    private final Map<String, String> keys = new HashMap<>();
    private final Map<RootClass, List<Running>> byRoot = new HashMap<>();

    /** The largest number of hops that any of them looks at. */
    final int hops;

    private Epoch(List<CompiledPattern> live) {
      this.live = live.stream().map(p -> new Running(key(p), p)).toList();
      int most = 0;
      for (Running running : this.live) {
        most = Math.max(most, running.pattern().hops());
        keys.put(running.pattern().pattern().id(), running.key());
      }
      this.hops = most;
    }

    /** Those whose root may be an asset of that sector and kind. */
    List<Running> ofRoot(String sector, @Nullable String kind) {
      return byRoot.computeIfAbsent(
          new RootClass(sector, kind),
          root -> live.stream().filter(r -> r.pattern().acceptsRoot(sector, kind)).toList());
    }

    /** The key of the version that runs of the pattern of that id; null if none does. */
    @Nullable String keyOf(String id) {
      return keys.get(id);
    }

    private record RootClass(String sector, @Nullable String kind) {}
  }
}
