// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One graph in a process for all that run there: by job, base and set of changes. What a base or a
 * set of changes needs is there as long as somebody leases it, and gone after the last of them has
 * closed. Statics belong to a class loader and are shared by all jobs of a mini cluster, hence the
 * job in the key.
 */
public final class TopologyRegistry {

  private record Key(String job, String baseId) {}

  private static final Map<Key, Base> BASES = new HashMap<>();

  private TopologyRegistry() {}

  /** The right to ask for graphs. Used by one thread at a time. */
  public interface Lease extends AutoCloseable {

    /** The topology that the job started with. */
    Graph base();

    /**
     * What existed at that time, after these changes, in any order. Cheap while the collection
     * gives the same changes as the last time: {@code O(1)} for the same unmodifiable list, else
     * {@code O(changes)} comparisons of references.
     */
    Graph asOf(Collection<TopologyChange> changes, long eventTime);

    @Override
    void close();
  }

  /**
   * Leases the base of a job; the first to do so loads it, the others wait for that.
   *
   * @param baseId identity of the base: the same for all that mean the same topology
   */
  public static Lease acquire(String job, String baseId, Supplier<Topology> topology) {
    Key key = new Key(job, baseId);
    Base base;
    synchronized (BASES) {
      base = BASES.computeIfAbsent(key, k -> new Base());
      base.leases++;
    }
    try {
      base.load(topology);
    } catch (RuntimeException | Error e) {
      release(key, base);
      throw e;
    }
    return new BaseLease(key, base);
  }

  private static void release(Key key, Base base) {
    synchronized (BASES) {
      base.leases--;
      if (base.leases == 0) {
        BASES.remove(key, base);
      }
    }
  }

  /** How many bases are leased. */
  static int size() {
    synchronized (BASES) {
      return BASES.size();
    }
  }

  /** How many sets of changes of the base are in use. */
  static int versions(String job, String baseId) {
    Base base;
    synchronized (BASES) {
      base = BASES.get(new Key(job, baseId));
    }
    return base == null ? 0 : base.size();
  }

  /** A base and the sets of changes in use, each with the number of leases that use it. */
  private static final class Base {

    private static final class Version {
      final Set<TopologyChange> changes;
      final Timeline timeline;
      int users;

      Version(Set<TopologyChange> changes, Timeline timeline) {
        this.changes = changes;
        this.timeline = timeline;
      }
    }

    /** Guarded by BASES. */
    int leases;

    private @Nullable Timeline timeline;
    private final Map<Set<TopologyChange>, Version> versions = new HashMap<>();

    synchronized void load(Supplier<Topology> topology) {
      if (timeline == null) {
        timeline = Timeline.of(topology.get());
      }
    }

    synchronized Timeline loaded() {
      if (timeline == null) {
        throw new IllegalStateException("Expected a loaded base, but it is not");
      }
      return timeline;
    }

    /** Moves a lease from one set of changes to another. */
    synchronized Version move(@Nullable Version from, Set<TopologyChange> changes) {
      Version version = versions.get(changes);
      if (version == null) {
        Timeline start =
            from != null && changes.containsAll(from.changes) ? from.timeline : loaded();
        version = new Version(changes, start.with(changes));
        versions.put(changes, version);
      }
      version.users++;
      leave(from);
      return version;
    }

    synchronized void leave(@Nullable Version from) {
      if (from != null) {
        from.users--;
        if (from.users == 0) {
          versions.remove(from.changes);
        }
      }
    }

    synchronized int size() {
      return versions.size();
    }
  }

  private static final class BaseLease implements Lease {

    private final Key key;
    private final Base base;
    private final Timeline start;
    private Base.@Nullable Version version;
    private TopologyChange[] seen = {};
    private @Nullable Collection<TopologyChange> unmodifiable;
    private boolean closed;

    BaseLease(Key key, Base base) {
      this.key = key;
      this.base = base;
      this.start = base.loaded();
    }

    @Override
    public Graph base() {
      requireOpen();
      return start.base();
    }

    @Override
    public Graph asOf(Collection<TopologyChange> changes, long eventTime) {
      requireOpen();
      if (changes != unmodifiable && !isSeen(changes)) {
        see(changes);
      }
      return version == null ? start.base() : version.timeline.asOf(eventTime);
    }

    private boolean isSeen(Collection<TopologyChange> changes) {
      if (changes.size() != seen.length) {
        return false;
      }
      Iterator<TopologyChange> next = changes.iterator();
      for (TopologyChange before : seen) {
        if (!next.hasNext() || !before.equals(next.next())) {
          return false;
        }
      }
      return !next.hasNext();
    }

    private void see(Collection<TopologyChange> changes) {
      seen = changes.toArray(TopologyChange[]::new);
      Set<TopologyChange> set = Set.copyOf(new HashSet<>(List.of(seen)));
      if (set.isEmpty()) {
        base.leave(version);
        version = null;
      } else if (version == null || !version.changes.equals(set)) {
        version = base.move(version, set);
      }
      unmodifiable =
          changes instanceof List<TopologyChange> list && List.copyOf(list) == list ? list : null;
    }

    private void requireOpen() {
      if (closed) {
        throw new IllegalStateException("Expected an open lease of " + key + ", but it is closed");
      }
    }

    @Override
    public void close() {
      if (!closed) {
        closed = true;
        base.leave(version);
        version = null;
        seen = new TopologyChange[0];
        unmodifiable = null;
        release(key, base);
      }
    }
  }
}
