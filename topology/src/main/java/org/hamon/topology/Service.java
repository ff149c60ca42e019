// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import it.unimi.dsi.fastutil.ints.Int2IntMap;
import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntArrayFIFOQueue;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntCollection;
import it.unimi.dsi.fastutil.ints.IntOpenHashSet;
import it.unimi.dsi.fastutil.ints.IntSet;
import java.util.BitSet;

/**
 * Who serves while assets fail and come back, one after the other: the least set of losses, as
 * {@link GroundedService} defines it. What a failure costs depends on what it takes down and on the
 * part of the network that hung on it, what a return costs on what had been lost behind it; not on
 * the size of the graph.
 *
 * <p>Service through links is a forest that grows from the sources: each served asset has one
 * neighbour that its service comes from. When one is lost, only the branches behind it look for
 * another neighbour (Even and Shiloach 1981 keep a tree in the same way). What comes back is first
 * supposed to bring back all that was lost behind it; then what cannot serve after all is lost
 * again (Gupta, Mumick and Subrahmanian 1993 call it delete and rederive).
 */
final class Service {

  /** When a group takes its dependent along. */
  enum Rule {
    /** With fewer providers than it needs, however long a buffer. */
    EVENTUALLY,
    /** The same, if none of the group has a buffer and each has strength 1. */
    AT_ONCE,
    /** With any provider that counts: whatever may be lost, in whatever order. */
    POSSIBLY
  }

  private final Graph graph;
  private final Rule rule;
  private final Ints anchors;
  private final Int2IntMap moved = new Int2IntOpenHashMap();

  /** What is out by itself. */
  private final IntSet failed = new IntOpenHashSet();

  /** Dependencies that are lost whether or not their providers serve. */
  private final IntSet lostAlone = new IntOpenHashSet();

  /** What gives nothing to its neighbours: failed, or too few of its providers serve. */
  private final BitSet down;

  /** What links connect to no source. */
  private final BitSet cut;

  /** What was found not to serve; its dependents know, or are in {@link #spreading}. */
  private final BitSet lost;

  private final IntArrayList losses = new IntArrayList();
  private final IntArrayFIFOQueue spreading = new IntArrayFIFOQueue();
  private final IntArrayFIFOQueue downInNetwork = new IntArrayFIFOQueue();

  private Service(Graph graph, Rule rule, Rest rest, BitSet lost) {
    this.graph = graph;
    this.rule = rule;
    anchors = rest.anchors();
    down = (BitSet) rest.down().clone();
    cut = (BitSet) rest.cut().clone();
    this.lost = lost;
  }

  /** From the graph's rest on; what does not serve at rest counts as lost. */
  static Service of(Graph graph, Rule rule) {
    BitSet lost = (BitSet) graph.rest().down().clone();
    lost.or(graph.rest().cut());
    return new Service(graph, rule, graph.rest(), lost);
  }

  /**
   * Finds what may be lost when assets fail. What does not serve at rest carries nothing through
   * links; else it counts as serving, since all that is known of it may be a link left out.
   */
  static Service possibly(Graph graph) {
    return new Service(graph, Rule.POSSIBLY, graph.rest(), new BitSet());
  }

  /** The service at rest of a graph of which nothing is known. */
  static Service fromNothing(Graph graph) {
    Rest nothing = new Rest(new BitSet(), new BitSet(), Ints.of(0, i -> 0));
    Service service = new Service(graph, Rule.EVENTUALLY, nothing, new BitSet());
    Assets assets = graph.assetColumns();
    IntSet linked = new IntOpenHashSet();
    for (int asset = 0; asset < assets.ids().size(); asset++) {
      if (assets.has(asset) && graph.isLinked(asset)) {
        linked.add(asset);
      }
    }
    service.ground(linked);
    service.settle();
    return service;
  }

  /** The service at rest of a graph, from that of one that differs at some assets. */
  static Service atRest(Graph graph, Rest before, IntSet touched) {
    BitSet lost = (BitSet) before.down().clone();
    lost.or(before.cut());
    Service service = new Service(graph, Rule.EVENTUALLY, before, lost);
    IntSet there = new IntOpenHashSet();
    for (int asset : touched) {
      service.fail(IntSet.of(asset));
      if (graph.assetColumns().has(asset)) {
        there.add(asset);
      } else {
        service.forget(asset);
      }
    }
    service.restore(there);
    return service;
  }

  private void forget(int asset) {
    failed.remove(asset);
    down.clear(asset);
    cut.clear(asset);
    lost.clear(asset);
    moved.put(asset, 0);
  }

  Rest rest() {
    Ints all = anchors;
    if (moved.size() > Ints.CHUNK) {
      all = Ints.of(graph.assetColumns().ids().size(), this::anchorPlusOne);
    } else {
      for (Int2IntMap.Entry entry : moved.int2IntEntrySet()) {
        all = all.with(entry.getIntKey(), entry.getIntValue());
      }
    }
    return new Rest(down, cut, all);
  }

  boolean isLost(int asset) {
    return lost.get(asset);
  }

  /** Whether links connect the asset, which stands in a network, to no serving source. */
  boolean isCutOff(int asset) {
    return cut.get(asset);
  }

  /** What was lost since the beginning or the last call, in the order of losses. */
  int[] takeLosses() {
    int[] taken = losses.toIntArray();
    losses.clear();
    return taken;
  }

  /** Assets fail, all at once. */
  void fail(IntCollection assets) {
    for (int asset : assets) {
      failed.add(asset);
      goDown(asset);
    }
    settle();
  }

  /** A dependency is lost although its provider may serve. */
  void lose(int dependency) {
    lostAlone.add(dependency);
    check(dependency);
    settle();
  }

  private void goDown(int asset) {
    if (!down.get(asset)) {
      down.set(asset);
      if (graph.isLinked(asset)) {
        downInNetwork.enqueue(asset);
      }
    }
    gone(asset);
  }

  private void gone(int asset) {
    if (!lost.get(asset)) {
      lost.set(asset);
      losses.add(asset);
      spreading.enqueue(asset);
    }
  }

  private void settle() {
    while (!spreading.isEmpty() || !downInNetwork.isEmpty()) {
      while (!spreading.isEmpty()) {
        int asset = spreading.dequeueInt();
        Rows out = graph.out();
        for (int p = out.start(asset), end = out.end(asset); p < end; p++) {
          if (graph.terms(out.at(asset, p)).spreads()) {
            check(out.at(asset, p));
          }
        }
      }
      cutOff();
    }
  }

  /** The dependency is lost: its group may be down. */
  private void check(int dependency) {
    int dependent = graph.dependent(dependency);
    boolean isOut = down.get(dependent) && lost.get(dependent);
    if (!isOut && isDown(dependency)) {
      goDown(dependent);
    }
  }

  /** Whether the group of a dependency takes its dependent along. */
  private boolean isDown(int dependency) {
    if (rule == Rule.POSSIBLY) {
      return graph.terms(dependency).strength() > 0;
    }
    int members = 0;
    int serving = 0;
    int needs = 1;
    Dependencies all = graph.dependencyColumns();
    int dependent = all.dependent(dependency);
    Rows in = graph.in();
    for (int p = in.start(dependent), end = in.end(dependent); p < end; p++) {
      int member = in.at(dependent, p);
      if (all.areOneGroup(member, dependency)) {
        Terms terms = all.terms(member);
        if (rule == Rule.AT_ONCE && !terms.failAtOnce()) {
          return false;
        }
        members++;
        serving += isLost(member, terms) ? 0 : 1;
        needs = Math.max(needs, terms.needs());
      }
    }
    return serving < Math.min(needs, members);
  }

  private boolean isLost(int dependency, Terms terms) {
    return (lost.get(graph.provider(dependency)) && terms.spreads())
        || lostAlone.contains(dependency);
  }

  /** Takes service from what hung on assets that went down and finds no other way to a source. */
  private void cutOff() {
    IntArrayList orphans = new IntArrayList();
    IntSet isOrphan = new IntOpenHashSet();
    while (!downInNetwork.isEmpty()) {
      branch(downInNetwork.dequeueInt(), orphans, isOrphan);
    }
    for (int i = 0; i < orphans.size(); i++) {
      branch(orphans.getInt(i), orphans, isOrphan);
    }
    IntArrayList found = new IntArrayList();
    for (int orphan : orphans) {
      int neighbour = servedNeighbour(orphan, isOrphan);
      if (neighbour >= 0) {
        moved.put(orphan, neighbour + 1);
        found.add(orphan);
      }
    }
    isOrphan.removeAll(found);
    grow(found, isOrphan);
    for (int orphan : orphans) {
      if (isOrphan.contains(orphan)) {
        moved.put(orphan, 0);
        cut.set(orphan);
        gone(orphan);
      }
    }
  }

  /** Adds what takes its service from the asset. */
  private void branch(int asset, IntArrayList orphans, IntSet isOrphan) {
    Rows neighbours = graph.neighbours();
    for (int p = neighbours.start(asset), end = neighbours.end(asset); p < end; p++) {
      int next = neighbours.at(asset, p);
      if (anchorPlusOne(next) == asset + 1 && next != asset && isServed(next)) {
        if (isOrphan.add(next)) {
          orphans.add(next);
        }
      }
    }
  }

  private int anchorPlusOne(int asset) {
    return moved.containsKey(asset) ? moved.get(asset) : anchors.get(asset);
  }

  private boolean isServed(int asset) {
    return !down.get(asset) && !cut.get(asset);
  }

  private int servedNeighbour(int asset, IntSet except) {
    Rows neighbours = graph.neighbours();
    for (int p = neighbours.start(asset), end = neighbours.end(asset); p < end; p++) {
      int next = neighbours.at(asset, p);
      if (isServed(next) && !except.contains(next)) {
        return next;
      }
    }
    return -1;
  }

  /** Service spreads from served assets to those that wait for it, over closed links. */
  private void grow(IntArrayList served, IntSet waiting) {
    Rows neighbours = graph.neighbours();
    for (int i = 0; i < served.size(); i++) {
      int asset = served.getInt(i);
      for (int p = neighbours.start(asset), end = neighbours.end(asset); p < end; p++) {
        int next = neighbours.at(asset, p);
        if (waiting.remove(next)) {
          moved.put(next, asset + 1);
          served.add(next);
        }
      }
    }
  }

  /**
   * Assets that failed come back, all at once.
   *
   * @return what was lost before and may serve again
   */
  int[] restore(IntCollection assets) {
    failed.removeAll(assets);
    IntArrayList supposed = new IntArrayList();
    IntSet isSupposed = new IntOpenHashSet();
    for (int asset : assets) {
      suppose(asset, supposed, isSupposed);
    }
    for (int i = 0; i < supposed.size(); i++) {
      int asset = supposed.getInt(i);
      for (int d : graph.out().items(asset)) {
        if (graph.terms(d).spreads()) {
          suppose(graph.dependent(d), supposed, isSupposed);
        }
      }
      for (int next : graph.neighbours().items(asset)) {
        suppose(next, supposed, isSupposed);
      }
    }
    IntSet linked = new IntOpenHashSet();
    for (int asset : supposed) {
      down.clear(asset);
      cut.clear(asset);
      lost.clear(asset);
      if (graph.isLinked(asset)) {
        linked.add(asset);
      }
    }
    ground(linked);
    for (int asset : supposed) {
      for (int d : graph.in().items(asset)) {
        if (isLost(d, graph.terms(d))) {
          check(d);
        }
      }
    }
    settle();
    return supposed.toIntArray();
  }

  private void suppose(int asset, IntArrayList supposed, IntSet isSupposed) {
    if (lost.get(asset) && !failed.contains(asset) && isSupposed.add(asset)) {
      supposed.add(asset);
    }
  }

  /** Connects those of the assets that can be to a source; the others are cut off. */
  private void ground(IntSet waiting) {
    IntArrayList all = new IntArrayList(waiting);
    IntArrayList served = new IntArrayList();
    for (int asset : all) {
      moved.put(asset, 0);
      if (graph.assetColumns().traits(asset).source()) {
        moved.put(asset, asset + 1);
        served.add(asset);
      } else {
        int neighbour = servedNeighbour(asset, waiting);
        if (neighbour >= 0) {
          moved.put(asset, neighbour + 1);
          served.add(asset);
        }
      }
    }
    waiting.removeAll(served);
    grow(served, waiting);
    for (int asset : all) {
      if (waiting.contains(asset)) {
        cut.set(asset);
        gone(asset);
      }
    }
  }
}
