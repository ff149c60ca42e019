// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Works out all samples of an asset at once from those of its providers: the earliest of its groups
 * that hits. Not safe for several threads.
 */
final class Sweep {

  private static final long[] NEVER = {Moment.NEVER};

  private final Scope scope;
  private final Edges edges;
  private final Evidence evidence;
  private final int samples;
  private final Deque<long[]> free = new ArrayDeque<>();

  Sweep(Scope scope, Edges edges, Evidence evidence, int samples) {
    this.scope = scope;
    this.edges = edges;
    this.evidence = evidence;
    this.samples = samples;
  }

  /** Takes moments that nobody needs any more. */
  void recycle(long[] moments) {
    if (moments.length == samples && samples > 1) {
      free.push(moments);
    }
  }

  /**
   * Fills in the moments of an asset whose providers are known.
   *
   * @param moments by asset, when it goes out in each sample, one for all if they are the same
   * @return how many samples do not count for it
   */
  int over(int asset, long[][] moments) {
    if (scope.isObserved(asset)) {
      long at = scope.outAt[asset];
      moments[asset] = new long[] {Moment.time(at) > scope.horizon ? Moment.NEVER : at};
      return 0;
    }
    int[] incoming = edges.incoming().items(asset);
    long[] result = isCertain(incoming, moments) ? new long[1] : taken();
    Arrays.fill(result, Moment.NEVER);
    for (int d : incoming) {
      int group = edges.groupOf(d);
      int members = edges.members(group);
      if (members == 1 && edges.spare(group) == 0) {
        single(d, moments, result);
      } else if (members > edges.spare(group) && edges.isFirst(d)) {
        several(membersOf(group, incoming), moments, result);
      }
    }
    moments[asset] = result;
    return contradicted(asset, result);
  }

  private long[] taken() {
    return free.isEmpty() ? new long[samples] : free.pop();
  }

  private boolean isCertain(int[] incoming, long[][] moments) {
    for (int d : incoming) {
      if (!edges.isCertain(d) || (edges.gives(d) && moments[edges.provider(d)].length > 1)) {
        return false;
      }
    }
    return true;
  }

  private int[] membersOf(int group, int[] incoming) {
    return Arrays.stream(incoming).filter(d -> edges.groupOf(d) == group).toArray();
  }

  /** When the dependency is lost in each sample; one for all if that is the same. */
  private long[] losses(int d, long[][] moments) {
    long[] given = edges.gives(d) ? moments[edges.provider(d)] : NEVER;
    long lost = scope.lostAt[d];
    if (lost == Moment.NEVER) {
      return given;
    }
    return Arrays.stream(given).map(moment -> Math.min(moment, lost)).toArray();
  }

  /** A group that is down at its first loss, which comes from one dependency. */
  private void single(int d, long[][] moments, long[] result) {
    long[] losses = losses(d, moments);
    boolean isSame = losses.length == 1;
    for (int k = 0; k < result.length; k++) {
      long loss = losses[isSame ? 0 : k];
      if (loss != Moment.NEVER) {
        result[k] = Math.min(result[k], edges.hitAt(d, loss, k));
      }
    }
  }

  /** A group that bears some losses: the one after them decides. */
  private void several(int[] members, long[][] moments, long[] result) {
    long[][] losses = new long[members.length][];
    for (int i = 0; i < members.length; i++) {
      losses[i] = losses(members[i], moments);
    }
    int spare = edges.spare(edges.groupOf(members[0]));
    long[] inOrder = new long[members.length];
    int[] by = new int[members.length];
    for (int k = 0; k < result.length; k++) {
      for (int i = 0; i < members.length; i++) {
        long loss = losses[i][losses[i].length == 1 ? 0 : k];
        int at = i;
        for (; at > 0 && inOrder[at - 1] > loss; at--) {
          inOrder[at] = inOrder[at - 1];
          by[at] = by[at - 1];
        }
        inOrder[at] = loss;
        by[at] = members[i];
      }
      if (inOrder[spare] != Moment.NEVER) {
        result[k] = Math.min(result[k], edges.hitAt(by[spare], inOrder[spare], k));
      }
    }
  }

  private int contradicted(int asset, long[] result) {
    int count = 0;
    for (int k = 0; k < result.length; k++) {
      if (result[k] != Moment.NEVER && evidence.contradicts(asset, result[k])) {
        result[k] = Moment.NEVER;
        count++;
      }
    }
    return count;
  }
}
