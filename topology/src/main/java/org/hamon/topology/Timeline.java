// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A topology and its changes: what existed at any time. The same changes give the same answers in
 * whatever order they arrived, and however often: the last by validFrom, then by content, wins. A
 * removal outlives later arrivals of what it removed. Dependencies and links whose ends do not
 * exist at a time are left out of the graph of that time.
 *
 * <p>Immutable and safe for several threads. The graphs of the versions asked for last are kept.
 */
public final class Timeline {

  private static final int GRAPHS_KEPT = 8;

  private final Graph base;
  private final List<TopologyChange> changes;

  /** Graphs by number of changes that count, the one used last at the end. */
  private final Map<Integer, Graph> graphs = new LinkedHashMap<>(16, 0.75f, true);

  private @Nullable Fold fold;

  private Timeline(Graph base, List<TopologyChange> changes) {
    this.base = base;
    this.changes = changes;
  }

  /** A topology without changes. */
  public static Timeline of(Topology base) {
    return of(Graph.of(base));
  }

  /** The topology of a graph without changes; the graph is shared. */
  public static Timeline of(Graph base) {
    return new Timeline(base, List.of());
  }

  /** This timeline with one change more; itself if it has that change already. */
  public Timeline with(TopologyChange change) {
    return with(List.of(change));
  }

  /** This timeline with more changes. {@code O(changes log changes)}; builds no graph. */
  public Timeline with(Collection<TopologyChange> more) {
    TreeSet<TopologyChange> all = new TreeSet<>(ChangeOrder.COMPARATOR);
    all.addAll(changes);
    if (!all.addAll(more)) {
      return this;
    }
    Timeline next = new Timeline(base, Collections.unmodifiableList(new ArrayList<>(all)));
    if (more.stream().allMatch(change -> change.snapshot() == null)
        || next.fold().hasSnapshotsOf(fold())) {
      int same = 0;
      while (same < changes.size() && changes.get(same).equals(next.changes.get(same))) {
        same++;
      }
      int unchanged = same;
      synchronized (graphs) {
        graphs.forEach(
            (count, graph) -> {
              if (count <= unchanged) {
                next.graphs.put(count, graph);
              }
            });
      }
    }
    return next;
  }

  /**
   * What existed at that time. {@code O(log changes)} for one of the versions asked for last; else
   * it is made from the nearest of these before, at the cost of the changes between, or of a
   * snapshot among them.
   */
  public Graph asOf(long eventTime) {
    int count = countUntil(eventTime);
    if (count == 0) {
      return base;
    }
    synchronized (graphs) {
      Graph graph = graphs.get(count);
      if (graph == null) {
        graph = nearest(count);
        graphs.put(count, graph);
        if (graphs.size() > GRAPHS_KEPT) {
          graphs.remove(graphs.keySet().iterator().next());
        }
      }
      return graph;
    }
  }

  /** The graph after so many changes, from the nearest one before that is there. */
  private Graph nearest(int count) {
    int knownCount = 0;
    for (int other : graphs.keySet()) {
      knownCount = other < count ? Math.max(knownCount, other) : knownCount;
    }
    Graph known = knownCount == 0 ? base : Objects.requireNonNull(graphs.get(knownCount));
    return fold().graphAfter(count, known, knownCount);
  }

  private synchronized Fold fold() {
    Fold folded = fold;
    if (folded == null) {
      folded = new Fold(changes);
      fold = folded;
    }
    return folded;
  }

  /** How many of the changes are valid from that time or before. */
  private int countUntil(long eventTime) {
    int low = 0;
    int high = changes.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (changes.get(middle).validFrom() <= eventTime) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** What existed before all changes. */
  public Graph base() {
    return base;
  }

  /** The changes in the order in which they count, each once. */
  public List<TopologyChange> changes() {
    return changes;
  }
}
