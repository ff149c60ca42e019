// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.lint;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;

/**
 * What gets no service although nothing is out: the least set such that whatever no closed path of
 * links joins to a serving source is in it, and the dependents of groups too few of which serve.
 * {@code O(V + E)}, times the number of losses in a component of links.
 */
final class Loss {

  private final Shape shape;
  private final int[] lostOfGroup;
  private final BitSet all = new BitSet();
  private final BitSet cutOff = new BitSet();
  private final Deque<Integer> spreading = new ArrayDeque<>();

  Loss(Shape shape) {
    this.shape = shape;
    lostOfGroup = new int[shape.spare.length];
    BitSet dirty = (BitSet) shape.linked.clone();
    while (!dirty.isEmpty()) {
      cut(dirty);
      dirty.clear();
      while (!spreading.isEmpty()) {
        spread(spreading.remove(), dirty);
      }
    }
  }

  boolean has(int asset) {
    return all.get(asset);
  }

  /** Whether it is the links that fail the asset. */
  boolean isCutOff(int asset) {
    return cutOff.get(asset);
  }

  int size() {
    return all.cardinality();
  }

  /** Loses what the components of these assets can no longer reach from a source. */
  private void cut(BitSet dirty) {
    BitSet component = component(dirty);
    BitSet served = new BitSet();
    Deque<Integer> queue = new ArrayDeque<>();
    for (int a = component.nextSetBit(0); a >= 0; a = component.nextSetBit(a + 1)) {
      if (shape.assets.get(a).source() && !all.get(a)) {
        served.set(a);
        queue.add(a);
      }
    }
    walk(queue, served);
    for (int a = component.nextSetBit(0); a >= 0; a = component.nextSetBit(a + 1)) {
      if (!served.get(a) && !all.get(a)) {
        cutOff.set(a);
        lose(a);
      }
    }
  }

  private BitSet component(BitSet seeds) {
    BitSet reached = (BitSet) seeds.clone();
    Deque<Integer> queue = new ArrayDeque<>();
    seeds.stream().forEach(queue::add);
    while (!queue.isEmpty()) {
      int asset = queue.remove();
      for (int p = shape.neighbours.start(asset); p < shape.neighbours.end(asset); p++) {
        int next = shape.neighbours.at(p);
        if (!reached.get(next)) {
          reached.set(next);
          queue.add(next);
        }
      }
    }
    return reached;
  }

  private void walk(Deque<Integer> queue, BitSet served) {
    while (!queue.isEmpty()) {
      int asset = queue.remove();
      for (int p = shape.neighbours.start(asset); p < shape.neighbours.end(asset); p++) {
        int next = shape.neighbours.at(p);
        if (!served.get(next) && !all.get(next)) {
          served.set(next);
          queue.add(next);
        }
      }
    }
  }

  private void lose(int asset) {
    all.set(asset);
    spreading.add(asset);
  }

  private void spread(int asset, BitSet dirty) {
    for (int p = shape.out.start(asset); p < shape.out.end(asset); p++) {
      int dependency = shape.out.at(p);
      int group = shape.groupOf[dependency];
      if (shape.triggersWhenStopped(dependency)
          && ++lostOfGroup[group] == shape.spare[group] + 1
          && !all.get(shape.dependentOfGroup[group])) {
        int dependent = shape.dependentOfGroup[group];
        lose(dependent);
        if (shape.linked.get(dependent)) {
          dirty.set(dependent);
        }
      }
    }
  }
}
