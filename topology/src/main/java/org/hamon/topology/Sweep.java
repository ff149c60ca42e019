// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Works out all samples of an asset from those of its providers: the earliest of its groups that
 * hits. Not safe for several threads.
 */
final class Sweep {

  private final Scope scope;
  private final Edges edges;
  private final Evidence evidence;
  private final int samples;
  private final Tally tally;

  Sweep(Scope scope, Edges edges, Evidence evidence, int samples) {
    this.scope = scope;
    this.edges = edges;
    this.evidence = evidence;
    this.samples = samples;
    tally = new Tally(samples);
  }

  /**
   * Fills in when an asset goes out whose providers are known. None of these comes back.
   *
   * @param outs by asset
   * @return the samples that contradict what is known of it
   */
  BitSet over(int asset, Outs[] outs) {
    if (scope.out.has(asset)) {
      outs[asset] = Outs.inAll(scope.out.lastFrom(asset));
      return new BitSet();
    }
    tally.notBefore(Moment.at(evidence.servedUntil(asset)));
    int[] incoming = edges.incoming().items(asset);
    int different = isCertain(incoming, outs) ? 1 : samples;
    for (int d : incoming) {
      int group = edges.groupOf(d);
      int members = edges.members(group);
      if (members == 1 && edges.spare(group) == 0) {
        one(d, losses(d, outs), different);
      } else if (members > edges.spare(group) && edges.isFirst(d)) {
        several(group, incoming, outs, different);
      }
    }
    outs[asset] = tally.take(different);
    return Simulation.unlessAll(tally.contradicted(), different);
  }

  private boolean isCertain(int[] incoming, Outs[] outs) {
    for (int d : incoming) {
      if (!edges.isCertain(d) || (edges.gives(d) && !outs[edges.provider(d)].areSame())) {
        return false;
      }
    }
    return true;
  }

  /** When the dependency is lost. */
  private Outs losses(int d, Outs[] outs) {
    Outs given = edges.gives(d) ? outs[edges.provider(d)] : Outs.NEVER;
    return scope.lost.has(d) ? Outs.either(scope.lost.outs(d), given, samples) : given;
  }

  /** A group that bears no loss, of one. */
  private void one(int d, Outs losses, int different) {
    if (losses.areSame()) {
      if (losses.count() > 0) {
        edges.hitAll(d, losses.moment(0), different, tally);
      }
      return;
    }
    for (int i = 0; i < losses.count(); i++) {
      int sample = losses.sample(i);
      tally.note(sample, edges.hitAt(d, losses.moment(i), sample));
    }
  }

  /** A group that bears some losses: the one after them decides. */
  private void several(int group, int[] incoming, Outs[] outs, int different) {
    int[] members = Arrays.stream(incoming).filter(d -> edges.groupOf(d) == group).toArray();
    Outs[] losses = Arrays.stream(members).mapToObj(d -> losses(d, outs)).toArray(Outs[]::new);
    int[] at = new int[members.length];
    long[] inOrder = new long[members.length];
    int[] by = new int[members.length];
    int spare = edges.spare(group);
    int sample = first(losses, at, spare);
    while (sample < different) {
      int lost = 0;
      for (int i = 0; i < members.length; i++) {
        boolean isSame = losses[i].areSame();
        if (at[i] < losses[i].count() && (isSame || losses[i].sample(at[i]) == sample)) {
          long loss = losses[i].moment(at[i]);
          int place = lost++;
          for (; place > 0 && inOrder[place - 1] > loss; place--) {
            inOrder[place] = inOrder[place - 1];
            by[place] = by[place - 1];
          }
          inOrder[place] = loss;
          by[place] = members[i];
          at[i] += isSame ? 0 : 1;
        }
      }
      if (lost > spare) {
        tally.note(sample, edges.hitAt(by[spare], inOrder[spare], sample));
      }
      sample = Math.max(sample + 1, first(losses, at, spare));
    }
  }

  /** The next sample in which the group may be down; 0 if it is in all. */
  private static int first(Outs[] losses, int[] at, int spare) {
    int inAll = 0;
    int first = Integer.MAX_VALUE;
    for (int i = 0; i < losses.length; i++) {
      if (at[i] < losses[i].count()) {
        if (losses[i].areSame()) {
          inAll++;
        } else {
          first = Math.min(first, losses[i].sample(at[i]));
        }
      }
    }
    return inAll > spare ? 0 : first;
  }
}
