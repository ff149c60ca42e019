// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Works out all samples of an asset from those of its providers, some of which come back: it is out
 * while one of its groups is empty or recovers. Says the same as {@link Chronicle}, of assets of
 * which nobody says that they were out themselves. Not safe for several threads.
 */
final class ReturnSweep {

  private final Scope scope;
  private final Edges edges;
  private final Evidence evidence;
  private final int samples;

  /** Of the asset: times, the same in all samples, in which a group is down long enough to hit. */
  private final List<Fixed> fixed = new ArrayList<>();

  /** Of the asset: its other groups that may be empty some time, member after member. */
  private final IntArrayList members = new IntArrayList();

  /** By member: when it is lost, and the next outage to look at. */
  private Outs[] losses = {};

  private int[] at = {};

  /** In one sample of one group: when members are lost and regained, in the order of time. */
  private long[] moments = new long[16];

  private int[] causes = new int[16];
  private int events;

  /** In one sample: outages of the asset, in the order of their beginnings. */
  private long[] from = new long[8];

  private long[] until = new long[8];
  private int outages;

  /** A time in which a group is down, and when that hits, by sample. */
  private static final class Fixed {
    final int decisive;
    final long loss;
    final long back;
    final long[] hits;

    Fixed(int decisive, long loss, long back, int samples) {
      this.decisive = decisive;
      this.loss = loss;
      this.back = back;
      hits = new long[samples];
    }
  }

  ReturnSweep(Scope scope, Edges edges, Evidence evidence, int samples) {
    this.scope = scope;
    this.edges = edges;
    this.evidence = evidence;
    this.samples = samples;
  }

  /**
   * Whether the asset can be worked out so: it says nothing itself, and if somebody must start it,
   * that hangs on one group alone.
   */
  boolean canDo(int asset) {
    if (scope.out.has(asset)) {
      return false;
    }
    boolean isManual = false;
    int groups = 0;
    for (int d : edges.incoming().items(asset)) {
      if (edges.members(edges.groupOf(d)) > edges.spare(edges.groupOf(d))) {
        isManual |= scope.terms(d).manualRestart();
        groups += edges.isFirst(d) ? 1 : 0;
      }
    }
    return !isManual || groups <= 1;
  }

  /**
   * Fills in when the asset is out.
   *
   * @param outs by asset
   * @return the samples that contradict what is known of it
   */
  BitSet over(int asset, Outs[] outs) {
    int different = gather(asset, outs);
    BitSet contradicting = new BitSet();
    Outs.Builder found = new Outs.Builder(0);
    boolean mayBeOut = !fixed.isEmpty() || !members.isEmpty();
    for (int sample = mayBeOut ? 0 : different; sample < different; sample++) {
      outages = 0;
      for (Fixed one : fixed) {
        add(one.decisive, one.hits[sample], one.back);
      }
      for (int first = 0; first < members.size(); ) {
        first = group(first, sample);
      }
      for (int i = 0; i < outages; i++) {
        if (evidence.contradicts(asset, from[i])) {
          contradicting.set(sample);
        }
      }
      join(asset, sample, found);
    }
    outs[asset] = found.build(different);
    return Simulation.unlessAll(contradicting, different);
  }

  /** Finds the groups that may be empty; returns how many samples differ. */
  private int gather(int asset, Outs[] outs) {
    fixed.clear();
    members.clear();
    int[] incoming = edges.incoming().items(asset);
    losses = new Outs[incoming.length];
    at = new int[incoming.length];
    int different = 1;
    for (int first : incoming) {
      int group = edges.groupOf(first);
      if (edges.isFirst(first) && edges.members(group) > edges.spare(group)) {
        int begin = members.size();
        for (int d : incoming) {
          if (edges.groupOf(d) == group) {
            losses[members.size()] = losses(d, outs);
            members.add(d);
          }
        }
        different = Math.max(different, settle(edges.spare(group), begin));
      }
    }
    for (Fixed one : fixed) {
      fill(one, different);
    }
    return different;
  }

  /**
   * Drops the group of the members from there on if it never hits, notes when it is down if that is
   * the same in all samples; returns how many of them differ.
   */
  private int settle(int spare, int begin) {
    int lost = 0;
    boolean areSame = true;
    boolean isCertain = true;
    for (int i = begin; i < members.size(); i++) {
      lost += losses[i].count() > 0 ? 1 : 0;
      areSame &= losses[i].areSame();
      isCertain &= edges.isCertain(members.getInt(i));
    }
    int known = fixed.size();
    if (areSame) {
      takeEvents(begin, members.size(), 0);
      walk(spare, this::fix);
    }
    if (areSame || lost <= spare) {
      members.size(begin);
      return isCertain || fixed.size() == known ? 1 : samples;
    }
    return samples;
  }

  private void fix(int d, long loss, long back) {
    if (edges.earliestHit(d, loss) < back) {
      fixed.add(new Fixed(d, loss, back, samples));
    }
  }

  private void fill(Fixed one, int different) {
    Arrays.fill(one.hits, Moment.NEVER);
    edges.hitAll(one.decisive, one.loss, different, (sample, hit) -> one.hits[sample] = hit);
  }

  /** When the dependency is lost. */
  private Outs losses(int d, Outs[] outs) {
    Outs given = edges.gives(d) ? outs[edges.provider(d)] : Outs.NEVER;
    return scope.lost.has(d) ? Outs.either(scope.lost.outs(d), given, samples) : given;
  }

  /** Adds the outages of a sample that come of the group of that member; returns the next one. */
  private int group(int first, int sample) {
    int group = edges.groupOf(members.getInt(first));
    int end = first + 1;
    while (end < members.size() && edges.groupOf(members.getInt(end)) == group) {
      end++;
    }
    takeEvents(first, end, sample);
    walk(edges.spare(group), (d, loss, back) -> add(d, edges.hitAt(d, loss, sample), back));
    return end;
  }

  private long backAfter(int d, long whole) {
    Terms terms = scope.terms(d);
    long millis = terms.manualRestart() ? Chronicle.LONGEST_STAND : terms.recoveryMillis();
    long back = Moment.returningAfter(whole, millis);
    return Moment.time(back) > scope.horizon ? Moment.NEVER : back;
  }

  /** Puts the losses and returns of some members in a sample in order. */
  private void takeEvents(int first, int end, int sample) {
    events = 0;
    for (int i = first; i < end; i++) {
      Outs lost = losses[i];
      boolean areSame = lost.areSame();
      int next = areSame ? 0 : at[i];
      while (next < lost.count() && (areSame || lost.sample(next) == sample)) {
        event(lost.moment(next), members.getInt(i));
        if (lost.back(next) != Moment.NEVER) {
          event(lost.back(next), members.getInt(i));
        }
        next++;
      }
      at[i] = areSame ? 0 : next;
    }
  }

  /** At one moment in the order of dependencies, in which members come. */
  private void event(long moment, int d) {
    if (events == moments.length) {
      moments = Arrays.copyOf(moments, 2 * events);
      causes = Arrays.copyOf(causes, 2 * events);
    }
    int place = events++;
    for (; place > 0 && moments[place - 1] > moment; place--) {
      moments[place] = moments[place - 1];
      causes[place] = causes[place - 1];
    }
    moments[place] = moment;
    causes[place] = d;
  }

  /** What to do with a time in which a group is down. */
  private interface Down {
    void accept(int decisive, long loss, long back);
  }

  private void walk(int spare, Down action) {
    int lost = 0;
    int decisive = -1;
    long since = 0;
    for (int i = 0; i < events; i++) {
      if (!Moment.isReturn(moments[i])) {
        if (lost++ == spare) {
          decisive = causes[i];
          since = moments[i];
        }
      } else if (--lost == spare) {
        action.accept(decisive, since, moments[i]);
      }
    }
    if (lost > spare) {
      action.accept(decisive, since, Moment.NEVER);
    }
  }

  /** A group that is whole again at some moment would have hit at that one. */
  private void add(int decisive, long hit, long whole) {
    if (hit >= whole) {
      return;
    }
    if (outages == from.length) {
      from = Arrays.copyOf(from, 2 * outages);
      until = Arrays.copyOf(until, 2 * outages);
    }
    int place = outages++;
    for (; place > 0 && from[place - 1] > hit; place--) {
      from[place] = from[place - 1];
      until[place] = until[place - 1];
    }
    from[place] = hit;
    until[place] = whole == Moment.NEVER ? whole : backAfter(decisive, whole);
  }

  /** Those that overlap are one; what contradicts what is known did not come about. */
  private void join(int asset, int sample, Outs.Builder found) {
    for (int i = 0; i < outages; ) {
      if (evidence.contradicts(asset, from[i])) {
        i++;
        continue;
      }
      long begin = from[i];
      long end = until[i];
      for (i++; i < outages && from[i] <= end; i++) {
        end = Math.max(end, until[i]);
      }
      found.add(sample, begin, end);
    }
  }
}
