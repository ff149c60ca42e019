// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.longs.LongArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.concurrent.TimeUnit;

/**
 * Plays a part of what is in reach event by event, sample by sample: what its assets do to each
 * other, given when those before the part go out and come back. A sample goes through time by
 * moments; what is lost at one may hit, without delay, in the next round of the same instant. Not
 * safe for several threads.
 *
 * <p>A group is broken from the loss that made it down until it is whole again, and empty once its
 * buffer is. An asset that says itself that it is out is out until it says otherwise; then it
 * serves, whatever is empty or cut off at that time, until that was made good and lost again. An
 * asset that was hit is back once none of its groups is empty, each had its recovery, and links
 * reach it; if somebody must start it, {@link #LONGEST_STAND} after that.
 */
final class Chronicle {

  /** After that somebody has surely started what could serve: a design value. */
  static final long LONGEST_STAND = TimeUnit.HOURS.toMillis(72);

  private static final int KIND_BITS = 3;
  private static final int KINDS = (1 << KIND_BITS) - 1;

  /** What an asset says itself. */
  private static final int FAIL = 0;

  private static final int RESUME = 1;

  /** What happens to it. */
  private static final int HIT = 2;

  private static final int BACK = 3;

  /** What happens to a dependency. */
  private static final int LOSE = 4;

  private static final int REGAIN = 5;

  private final Scope scope;
  private final Edges edges;
  private final Islands islands;
  private final Forest forest;
  private final Evidence evidence;
  private final int[] partOf;
  private int part;

  /** Whether anything comes back in the part that is played. */
  private boolean hasReturns;

  /** Of the part: events that are the same in all samples. */
  private final IntArrayList always = new IntArrayList();

  private final LongArrayList alwaysAt = new LongArrayList();

  /** Of the part: dependencies on what lies before it. */
  private final IntArrayList borders = new IntArrayList();

  /** By asset of the part: when it is out, over the samples played so far. */
  private final Outs.Builder[] found;

  /** By asset of the part: the samples that contradict what is known of it. */
  private final BitSet[] ignored;

  /** The assets that something happened to in this sample. */
  private final IntArrayList touched = new IntArrayList();

  private final boolean[] isTouched;

  /** By asset, in one sample: since when it gives no service; never if it does. */
  private final long[] outSince;

  /** By asset: whether it is out for another reason than that links cut it off. */
  private final boolean[] own;

  /** By asset: whether it says itself that it is out. */
  private final boolean[] observed;

  /** By asset: whether it waits for somebody to start it. */
  private final boolean[] stuck;

  /** By asset: whether no links connect it to where service comes in, and since when. */
  private final boolean[] cut;

  private final long[] cutAt;

  /** By asset: whether it is known to serve although it is cut off. */
  private final boolean[] unheeding;

  private final boolean[] isWatched;

  /** By asset: the earliest hit that lies ahead, or lay. */
  private final long[] earliest;

  /** By asset: when all of its groups that were empty have had their recovery. */
  private final long[] recovered;

  private final long[] backAt;

  /** By dependency, in one sample: for how many reasons it is lost. */
  private final int[] reasons;

  /** By group, in one sample: how many it has lost, whose loss made it down, when that hits. */
  private final int[] losses;

  private final int[] decisive;
  private final long[] hits;

  private final MomentHeap next = new MomentHeap();
  private final IntArrayList failing = new IntArrayList();
  private final IntArrayList striking = new IntArrayList();
  private final IntArrayList lost = new IntArrayList();
  private final IntArrayList resuming = new IntArrayList();
  private final IntArrayList returning = new IntArrayList();
  private final IntArrayList regained = new IntArrayList();
  private final IntArrayList freed = new IntArrayList();

  /** In networks, in one sample: what is or was unheeding, or stuck. */
  private final IntArrayList watching = new IntArrayList();

  private int sample;

  Chronicle(Scope scope, Edges edges, Islands islands, Evidence evidence) {
    this.scope = scope;
    this.edges = edges;
    this.islands = islands;
    this.evidence = evidence;
    forest = new Forest(islands, scope.assets.length);
    int assets = scope.assets.length;
    partOf = new int[assets];
    found = new Outs.Builder[assets];
    ignored = new BitSet[assets];
    isTouched = new boolean[assets];
    outSince = never(assets);
    own = new boolean[assets];
    observed = new boolean[assets];
    stuck = new boolean[assets];
    cut = new boolean[assets];
    cutAt = new long[assets];
    unheeding = new boolean[assets];
    isWatched = new boolean[assets];
    earliest = never(assets);
    recovered = new long[assets];
    backAt = never(assets);
    reasons = new int[scope.dependencies.length];
    losses = new int[edges.groupCount()];
    decisive = new int[edges.groupCount()];
    hits = never(edges.groupCount());
  }

  private static long[] never(int size) {
    long[] moments = new long[size];
    Arrays.fill(moments, Moment.NEVER);
    return moments;
  }

  /**
   * Plays so many samples of a part, whose providers before it are known.
   *
   * @param outs by asset, when it is out; of the assets of the part it is filled in
   * @return by asset of the part, the samples that contradict what is known of it
   */
  BitSet[] play(int[] assets, Outs[] outs, int samples) {
    part++;
    for (int asset : assets) {
      partOf[asset] = part;
      found[asset] = new Outs.Builder(0);
      ignored[asset] = new BitSet();
    }
    gather(assets, outs);
    Losses before = new Losses(borders, edges, outs, samples);
    for (sample = 0; sample < samples; sample++) {
      forest.begin();
      for (int i = 0; i < always.size(); i++) {
        int event = always.getInt(i);
        schedule(alwaysAt.getLong(i), event & KINDS, event >> KIND_BITS);
      }
      for (int i = before.start(sample), end = before.end(sample); i < end; i++) {
        schedule(before.moment(i), LOSE, before.dependency(i));
        schedule(before.back(i), REGAIN, before.dependency(i));
      }
      while (!next.isEmpty()) {
        play(next.moment());
      }
      finish();
    }
    BitSet[] contradicting = new BitSet[assets.length];
    for (int i = 0; i < assets.length; i++) {
      outs[assets[i]] = found[assets[i]].build(samples);
      contradicting[i] = Simulation.unlessAll(ignored[assets[i]], samples);
    }
    return contradicting;
  }

  /** Finds what is the same in all samples, and where the part borders on what is known. */
  private void gather(int[] assets, Outs[] outs) {
    hasReturns = false;
    always.clear();
    alwaysAt.clear();
    borders.clear();
    for (int asset : assets) {
      always(scope.out, asset, FAIL, RESUME);
      Rows incoming = edges.incoming();
      for (int p = incoming.start(asset), end = incoming.end(asset); p < end; p++) {
        int d = incoming.at(asset, p);
        always(scope.lost, d, LOSE, REGAIN);
        if (edges.gives(d) && partOf[edges.provider(d)] != part) {
          borders.add(d);
          hasReturns |= outs[edges.provider(d)].hasReturns();
        }
      }
    }
  }

  private void always(Spells spells, int number, int begin, int over) {
    hasReturns |= spells.hasReturns(number);
    for (int spell = spells.start(number), end = spells.end(number); spell < end; spell++) {
      always.add((number << KIND_BITS) + begin);
      alwaysAt.add(spells.from(spell));
      always.add((number << KIND_BITS) + over);
      alwaysAt.add(spells.until(spell));
    }
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
      if (isOut(asset)) {
        found[asset].add(sample, outSince[asset]);
      }
      isTouched[asset] = false;
      outSince[asset] = Moment.NEVER;
      own[asset] = false;
      observed[asset] = false;
      stuck[asset] = false;
      cut[asset] = false;
      unheeding[asset] = false;
      isWatched[asset] = false;
      earliest[asset] = Moment.NEVER;
      recovered[asset] = 0;
      backAt[asset] = Moment.NEVER;
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
    watching.clear();
  }

  private void touch(int asset) {
    if (!isTouched[asset]) {
      isTouched[asset] = true;
      touched.add(asset);
    }
  }

  private boolean isOut(int asset) {
    return outSince[asset] != Moment.NEVER;
  }

  private void play(long moment) {
    take(moment);
    for (int i = 0; i < failing.size(); i++) {
      fail(failing.getInt(i), moment);
    }
    for (int i = 0; i < striking.size(); i++) {
      strike(striking.getInt(i), moment);
    }
    if (lost.size() > 1) {
      lost.sort(null);
    }
    for (int i = 0; i < lost.size(); i++) {
      count(lost.getInt(i), moment);
    }
    for (int i = 0; i < resuming.size(); i++) {
      resume(resuming.getInt(i), moment);
    }
    for (int i = 0; i < returning.size(); i++) {
      recover(returning.getInt(i), moment);
    }
    for (int i = 0; i < regained.size(); i++) {
      regain(regained.getInt(i), moment);
    }
    cutOff(moment);
    for (int i = 0; i < freed.size(); i++) {
      int asset = freed.getInt(i);
      if (!own[asset] && isReached(asset)) {
        comeBack(asset, moment);
      }
    }
  }

  /** Takes all events of a moment out of the heap. */
  private void take(long moment) {
    failing.clear();
    striking.clear();
    lost.clear();
    resuming.clear();
    returning.clear();
    regained.clear();
    freed.clear();
    while (!next.isEmpty() && next.moment() == moment) {
      int event = next.remove();
      int number = event >> KIND_BITS;
      switch (event & KINDS) {
        case FAIL -> failing.add(number);
        case HIT -> striking.add(number);
        case LOSE -> lose(number);
        case RESUME -> resuming.add(number);
        case BACK -> returning.add(number);
        default -> regained.add(number);
      }
    }
  }

  /** The asset says that it is out. */
  private void fail(int asset, long moment) {
    observed[asset] = true;
    goOut(asset, true, moment);
  }

  /** What was to take an asset out does so, if it still stands. */
  private void strike(int asset, long moment) {
    boolean isHeld = isHeld(asset, moment);
    boolean isCut = !isReached(asset) && cutAt[asset] <= moment;
    if (observed[asset] || !(isHeld || isCut)) {
      return;
    }
    if (!isOut(asset) && evidence.contradicts(asset, moment)) {
      ignored[asset].set(sample);
      serveAllTheSame(asset, moment);
      return;
    }
    if (isHeld) {
      for (int group = edges.firstGroup(asset); group < edges.endOfGroups(asset); group++) {
        stuck[asset] |= hits[group] <= moment && scope.terms(decisive[group]).manualRestart();
      }
      backAt[asset] = Moment.NEVER;
    }
    goOut(asset, isHeld, moment);
  }

  private void goOut(int asset, boolean isOwn, long moment) {
    touch(asset);
    if (isOwn && !own[asset]) {
      own[asset] = true;
      cut[asset] = false;
      forest.out(asset);
    }
    if (!isOut(asset)) {
      outSince[asset] = moment;
      Rows outgoing = edges.outgoing();
      for (int p = outgoing.start(asset), end = outgoing.end(asset); p < end; p++) {
        int d = outgoing.at(asset, p);
        if (partOf[edges.dependent(d)] == part) {
          lose(d);
        }
      }
    }
  }

  /** What is empty or cut off now does not keep the asset from serving until it was made good. */
  private void serveAllTheSame(int asset, long moment) {
    for (int group = edges.firstGroup(asset); group < edges.endOfGroups(asset); group++) {
      hits[group] = hits[group] <= moment ? Moment.NEVER : hits[group];
    }
    if (cut[asset]) {
      heedNoLinks(asset);
    }
    earliest[asset] = Moment.NEVER;
    if (!hasReturns) {
      for (int group = edges.firstGroup(asset); group < edges.endOfGroups(asset); group++) {
        foretell(asset, hits[group]);
      }
    }
  }

  private void heedNoLinks(int asset) {
    unheeding[asset] = true;
    watch(asset);
  }

  private void watch(int asset) {
    if (!isWatched[asset]) {
      isWatched[asset] = true;
      watching.add(asset);
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
    if (hasReturns || moment < earliest[asset]) {
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

  /** The asset says that it serves again. */
  private void resume(int asset, long moment) {
    observed[asset] = false;
    serveAllTheSame(asset, moment);
    if (islands.has(asset)) {
      heedNoLinks(asset);
    }
    stopWaiting(asset, moment);
  }

  /** What kept an asset out of service is over, if it still is. */
  private void recover(int asset, long moment) {
    if (own[asset] && !observed[asset] && backAt[asset] == moment && !isHeld(asset, moment)) {
      stopWaiting(asset, moment);
    }
  }

  /** Nothing but links may keep the asset from serving now. */
  private void stopWaiting(int asset, long moment) {
    own[asset] = false;
    stuck[asset] = false;
    recovered[asset] = 0;
    backAt[asset] = Moment.NEVER;
    if (islands.has(asset)) {
      forest.back(asset);
      freed.add(asset);
    } else {
      comeBack(asset, moment);
    }
  }

  private void comeBack(int asset, long moment) {
    if (!isOut(asset)) {
      return;
    }
    found[asset].add(sample, outSince[asset], moment);
    outSince[asset] = Moment.NEVER;
    Rows outgoing = edges.outgoing();
    for (int p = outgoing.start(asset), end = outgoing.end(asset); p < end; p++) {
      int d = outgoing.at(asset, p);
      if (partOf[edges.dependent(d)] == part) {
        regain(d, moment);
      }
    }
  }

  private void regain(int d, long moment) {
    int group = edges.groupOf(d);
    if (--reasons[d] > 0 || --losses[group] != edges.spare(group)) {
      return;
    }
    int asset = edges.dependent(d);
    boolean wasEmpty = hits[group] <= moment;
    hits[group] = Moment.NEVER;
    if (wasEmpty && !observed[asset]) {
      long after = Moment.returningAfter(moment, scope.terms(decisive[group]).recoveryMillis());
      recovered[asset] = Math.max(recovered[asset], after);
      await(asset, moment);
    }
  }

  /** Looks when an asset that is out by itself, and was not heard, may be back. */
  private void await(int asset, long moment) {
    if (!own[asset] || observed[asset] || isHeld(asset, moment)) {
      return;
    }
    if (!stuck[asset]) {
      backAt[asset] = recovered[asset];
      schedule(backAt[asset], BACK, asset);
      return;
    }
    watch(asset);
    if (!doLinksReach(asset)) {
      backAt[asset] = Moment.NEVER;
    } else if (backAt[asset] == Moment.NEVER) {
      backAt[asset] = Moment.returningAfter(moment, LONGEST_STAND);
      schedule(backAt[asset], BACK, asset);
    }
  }

  /** Whether the asset has what service it needs through links, or would if it were not out. */
  private boolean doLinksReach(int asset) {
    return !islands.has(asset) || forest.isReached(asset);
  }

  /** Whether it is not for links that the asset is out. */
  private boolean isReached(int asset) {
    return !cut[asset] || unheeding[asset];
  }

  /** Finds what links cut off now, and what they reach again. */
  private void cutOff(long moment) {
    if (!forest.isDisturbed()) {
      return;
    }
    IntArrayList cutOff = forest.takeCut();
    int reached = freed.size();
    forest.takeReturns(freed, cutOff);
    for (int i = reached; i < freed.size(); i++) {
      cut[freed.getInt(i)] = false;
    }
    for (int i = 0; i < cutOff.size(); i++) {
      loseLinks(cutOff.getInt(i), moment);
    }
    for (int i = 0; i < watching.size(); i++) {
      int asset = watching.getInt(i);
      unheeding[asset] &= !doLinksReach(asset);
      if (stuck[asset]) {
        await(asset, moment);
      }
    }
  }

  private void loseLinks(int asset, long moment) {
    touch(asset);
    cut[asset] = true;
    cutAt[asset] = moment + 1;
    if (!isOut(asset)) {
      foretell(asset, cutAt[asset]);
    }
  }
}
