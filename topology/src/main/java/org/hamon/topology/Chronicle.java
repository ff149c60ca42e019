// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.Arrays;

/**
 * Plays a part of what is in reach event by event, sample by sample: what its assets do to each
 * other, given when those before the part go out. A sample goes through time by moments; what is
 * lost at one may hit, without delay, in the next round of the same instant. At one moment losses
 * come before returns. Not safe for several threads.
 */
final class Chronicle {

  private static final int KIND_BITS = 2;
  private static final int KINDS = (1 << KIND_BITS) - 1;
  private static final int HIT = 0;
  private static final int BACK = 1;
  private static final int LOSE = 2;
  private static final int REGAIN = 3;
  private static final int[] NOBODY = {};

  private final Scope scope;
  private final Edges edges;
  private final Islands islands;
  private final CutOffs cutOffs;
  private final Forest forest;
  private final Evidence evidence;
  private final int samples;
  private final int[] partOf;
  private int part;

  /** Of the part: events that are the same in all samples. */
  private final IntArrayList always = new IntArrayList();

  /** Of the part: dependencies on what lies before it. */
  private final IntArrayList borders = new IntArrayList();

  /** By asset of the part: when it goes out, over the samples played so far. */
  private final Outs.Builder[] found;

  /** By asset of the part: how many samples do not count for it. */
  private final int[] ignored;

  /** The assets that something happened to in this sample. */
  private final IntArrayList touched = new IntArrayList();

  private final boolean[] isTouched;

  /** By asset, in one sample: whether it gives no service. */
  private final boolean[] out;

  /** By asset: whether it is out for another reason than that links cut it off. */
  private final boolean[] own;

  private final boolean[] observedOut;
  private final boolean[] excluded;

  /** By asset: whether it waits for somebody to start it. */
  private final boolean[] stuck;

  private final boolean[] cut;
  private final long[] cutAt;

  /** By asset: the earliest hit that lies ahead, or lay. */
  private final long[] earliest;

  private final long[] backAt;

  /** By asset: when it goes out to stay so beyond now. */
  private final long[] result;

  /** By dependency, in one sample: for how many reasons it is lost. */
  private final int[] reasons;

  /** By group, in one sample: how many it has lost, whose loss made it down, when that hits. */
  private final int[] losses;

  private final int[] decisive;
  private final long[] hits;

  /** By island, in one sample: what is cut off. */
  private final int[][] cutOf;

  private final MomentHeap next = new MomentHeap();
  private final IntArrayList lost = new IntArrayList();
  private final IntArrayList regained = new IntArrayList();
  private final IntArrayList returning = new IntArrayList();
  private final IntArrayList freed = new IntArrayList();
  private int sample;

  Chronicle(Scope scope, Edges edges, Islands islands, Evidence evidence, int samples) {
    this.scope = scope;
    this.edges = edges;
    this.islands = islands;
    this.evidence = evidence;
    this.samples = samples;
    cutOffs = new CutOffs(islands);
    forest = new Forest(islands, scope.assets.length);
    int assets = scope.assets.length;
    partOf = new int[assets];
    found = new Outs.Builder[assets];
    ignored = new int[assets];
    isTouched = new boolean[assets];
    out = new boolean[assets];
    own = new boolean[assets];
    observedOut = new boolean[assets];
    excluded = new boolean[assets];
    stuck = new boolean[assets];
    cut = new boolean[assets];
    cutAt = new long[assets];
    earliest = never(assets);
    backAt = new long[assets];
    result = never(assets);
    reasons = new int[scope.dependencies.length];
    losses = new int[edges.groupCount()];
    decisive = new int[edges.groupCount()];
    hits = never(edges.groupCount());
    cutOf = new int[islands.count()][];
    Arrays.fill(cutOf, NOBODY);
  }

  private static long[] never(int size) {
    long[] moments = new long[size];
    Arrays.fill(moments, Moment.NEVER);
    return moments;
  }

  /**
   * Plays all samples of a part, whose providers before it are known.
   *
   * @param outs by asset, when it goes out; of the assets of the part it is filled in
   * @return by asset of the part, how many samples do not count for it
   */
  int[] play(int[] assets, Outs[] outs) {
    part++;
    for (int asset : assets) {
      partOf[asset] = part;
      found[asset] = new Outs.Builder(0);
      ignored[asset] = 0;
    }
    gather(assets);
    Losses before = new Losses(borders, edges, outs, samples);
    for (sample = 0; sample < samples; sample++) {
      cutOffs.begin();
      forest.begin();
      for (int i = 0; i < always.size(); i++) {
        int event = always.getInt(i);
        schedule(momentOf(event), event & KINDS, event >> KIND_BITS);
      }
      for (int i = before.start(sample), end = before.end(sample); i < end; i++) {
        schedule(before.moment(i), LOSE, before.dependency(i));
      }
      while (!next.isEmpty()) {
        play(next.moment());
      }
      finish();
    }
    for (int asset : assets) {
      outs[asset] = found[asset].build(samples);
    }
    return Arrays.stream(assets).map(asset -> ignored[asset]).toArray();
  }

  /** Finds what is the same in all samples, and where the part borders on what is known. */
  private void gather(int[] assets) {
    always.clear();
    borders.clear();
    for (int asset : assets) {
      always(scope.outAt[asset], HIT, asset);
      always(scope.untilAt[asset], BACK, asset);
      Rows incoming = edges.incoming();
      for (int p = incoming.start(asset), end = incoming.end(asset); p < end; p++) {
        int d = incoming.at(asset, p);
        always(scope.lostAt[d], LOSE, d);
        always(scope.regainedAt[d], REGAIN, d);
        if (edges.gives(d) && partOf[edges.provider(d)] != part) {
          borders.add(d);
        }
      }
    }
  }

  private void always(long moment, int kind, int number) {
    if (moment != Moment.NEVER) {
      always.add((number << KIND_BITS) + kind);
    }
  }

  private long momentOf(int event) {
    int number = event >> KIND_BITS;
    return switch (event & KINDS) {
      case HIT -> scope.outAt[number];
      case LOSE -> scope.lostAt[number];
      case BACK -> scope.untilAt[number];
      default -> scope.regainedAt[number];
    };
  }

  private void schedule(long moment, int kind, int number) {
    if (moment != Moment.NEVER && Moment.time(moment) <= scope.horizon) {
      next.add(moment, (number << KIND_BITS) + kind);
    }
  }

  /** Keeps what the sample says, and makes what was touched as it is before a sample. */
  private void finish() {
    for (int i = 0; i < touched.size(); i++) {
      int asset = touched.getInt(i);
      if (result[asset] != Moment.NEVER) {
        found[asset].add(sample, result[asset]);
      }
      ignored[asset] += excluded[asset] ? 1 : 0;
      isTouched[asset] = false;
      out[asset] = false;
      own[asset] = false;
      observedOut[asset] = false;
      excluded[asset] = false;
      stuck[asset] = false;
      cut[asset] = false;
      earliest[asset] = Moment.NEVER;
      result[asset] = Moment.NEVER;
      if (islands.islandOf(asset) >= 0) {
        cutOf[islands.islandOf(asset)] = NOBODY;
      }
      for (int group = edges.firstGroup(asset); group < edges.endOfGroups(asset); group++) {
        losses[group] = 0;
        hits[group] = Moment.NEVER;
      }
      Rows incoming = edges.incoming();
      for (int p = incoming.start(asset), end = incoming.end(asset); p < end; p++) {
        reasons[incoming.at(asset, p)] = 0;
      }
    }
    touched.clear();
  }

  private void touch(int asset) {
    if (!isTouched[asset]) {
      isTouched[asset] = true;
      touched.add(asset);
    }
  }

  private void play(long moment) {
    lost.clear();
    regained.clear();
    returning.clear();
    freed.clear();
    while (!next.isEmpty() && next.moment() == moment) {
      int event = next.remove();
      int number = event >> KIND_BITS;
      switch (event & KINDS) {
        case HIT -> strike(number, moment);
        case LOSE -> lose(number);
        case BACK -> returning.add(number);
        default -> regained.add(number);
      }
    }
    if (lost.size() > 1) {
      lost.sort(null);
    }
    for (int i = 0; i < lost.size(); i++) {
      int d = lost.getInt(i);
      count(d, moment);
    }
    for (int i = 0; i < returning.size(); i++) {
      int asset = returning.getInt(i);
      recover(asset, moment);
    }
    for (int i = 0; i < regained.size(); i++) {
      int d = regained.getInt(i);
      regain(d, moment);
    }
    cutOff(moment);
    for (int i = 0; i < freed.size(); i++) {
      int asset = freed.getInt(i);
      if (!own[asset] && !cut[asset]) {
        comeBack(asset, moment);
      }
    }
  }

  /** What was to take an asset out does so, if it still stands. */
  private void strike(int asset, long moment) {
    touch(asset);
    boolean isObserved = scope.outAt[asset] == moment;
    boolean counts = !scope.isObserved(asset) || moment > scope.untilAt[asset];
    boolean isHit = isObserved || (counts && isHeld(asset, moment));
    boolean isCut = counts && cut[asset] && cutAt[asset] <= moment;
    if (excluded[asset] || !(isHit || isCut)) {
      return;
    }
    if (!out[asset] && !isObserved && evidence.contradicts(asset, moment)) {
      excluded[asset] = true;
      return;
    }
    if (isHit) {
      own[asset] = true;
      observedOut[asset] |= isObserved;
      goFromNetwork(asset);
    }
    if (!out[asset]) {
      out[asset] = true;
      result[asset] = Math.min(result[asset], moment);
      Rows outgoing = edges.outgoing();
      for (int p = outgoing.start(asset), end = outgoing.end(asset); p < end; p++) {
        int d = outgoing.at(asset, p);
        if (partOf[edges.dependent(d)] == part) {
          lose(d);
        }
      }
    }
  }

  private void lose(int d) {
    touch(edges.dependent(d));
    if (reasons[d]++ == 0) {
      lost.add(d);
    }
  }

  private void count(int d, long moment) {
    int group = edges.groupOf(d);
    if (losses[group]++ == edges.spare(group)) {
      decisive[group] = d;
      hits[group] = edges.hitAt(d, moment, sample);
      foretell(edges.dependent(d), hits[group]);
    }
  }

  /** A hit lies ahead; where nothing comes back only the earliest of an asset matters. */
  private void foretell(int asset, long moment) {
    if (scope.hasReturns || moment < earliest[asset]) {
      earliest[asset] = moment;
      schedule(moment, HIT, asset);
    }
  }

  /** Whether a group keeps the asset from serving. */
  private boolean isHeld(int asset, long moment) {
    for (int group = edges.firstGroup(asset); group < edges.endOfGroups(asset); group++) {
      if (hits[group] <= moment) {
        return true;
      }
    }
    return false;
  }

  /** What kept an asset out of service by itself is over, if it still is. */
  private void recover(int asset, long moment) {
    boolean wasObserved = observedOut[asset] && scope.untilAt[asset] == moment;
    if (wasObserved) {
      for (int group = edges.firstGroup(asset); group < edges.endOfGroups(asset); group++) {
        hits[group] = hits[group] <= moment ? Moment.NEVER : hits[group];
      }
    } else if (observedOut[asset]
        || !own[asset]
        || stuck[asset]
        || backAt[asset] != moment
        || isHeld(asset, moment)) {
      return;
    }
    own[asset] = false;
    observedOut[asset] = false;
    cutOffs.back(asset);
    if (islands.islandOf(asset) >= 0) {
      freed.add(asset);
    } else {
      comeBack(asset, moment);
    }
  }

  private void comeBack(int asset, long moment) {
    if (!out[asset]) {
      return;
    }
    out[asset] = false;
    if (evidence.isPast(moment)) {
      result[asset] = Moment.NEVER;
    }
    for (int d : edges.outgoing().items(asset)) {
      regain(d, moment);
    }
  }

  private void regain(int d, long moment) {
    int group = edges.groupOf(d);
    if (--reasons[d] > 0 || --losses[group] != edges.spare(group)) {
      return;
    }
    int asset = edges.dependent(d);
    boolean hadHit = hits[group] <= moment;
    hits[group] = Moment.NEVER;
    if (hadHit) {
      Terms terms = scope.terms(decisive[group]);
      stuck[asset] |= terms.manualRestart();
      backAt[asset] = Moment.following(moment, Moment.time(moment) + terms.recoveryMillis());
      schedule(backAt[asset], BACK, asset);
    }
  }

  private void goFromNetwork(int asset) {
    if (scope.hasReturns) {
      cutOffs.out(asset);
    } else {
      forest.out(asset);
    }
  }

  private void cutOff(long moment) {
    if (scope.hasReturns) {
      for (int island : cutOffs.takeDisturbed()) {
        cutOff(island, moment);
      }
    } else {
      IntArrayList cutOff = forest.takeCut();
      for (int i = 0; i < cutOff.size(); i++) {
        loseLinks(cutOff.getInt(i), moment);
      }
    }
  }

  /** Finds anew what links cut off in an island. */
  private void cutOff(int island, long moment) {
    int[] before = cutOf[island];
    int[] after = cutOffs.cutOff(island);
    cutOf[island] = after;
    for (int asset : before) {
      if (Arrays.binarySearch(after, asset) < 0) {
        cut[asset] = false;
        freed.add(asset);
      }
    }
    for (int asset : after) {
      if (!cut[asset]) {
        loseLinks(asset, moment);
      }
    }
  }

  private void loseLinks(int asset, long moment) {
    touch(asset);
    cut[asset] = true;
    cutAt[asset] = moment + 1;
    foretell(asset, cutAt[asset]);
  }
}
