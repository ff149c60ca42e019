// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The dependencies in reach of failures as arrays, by local number: what is the same in all
 * samples, and what a draw makes of it.
 */
final class Edges {

  private static final long[] NO_DELAY = {0};

  private final Scope scope;
  private final Evidence evidence;
  private final Draws draws;
  private final long[] hitKeys;
  private final long[] delayKeys;

  /** How many of the strata hit; all of them if that is certain. */
  private final int[] hitting;

  /** Delays by stratum, or one for all. */
  private final long[][] delays;

  private final int[] providers;
  private final int[] dependents;
  private final boolean[] gives;
  private final int[] groups;
  private final int[] firstGroups;
  private final int[] firstMembers;
  private final int[] members;
  private final int[] spare;
  private final Rows incoming;
  private final Rows outgoing;
  private final Reserves reserves;

  /** By sample; {@code zeros} for what all samples have in common. */
  private final int[] zeros;

  private final int[] hitScratch;
  private final int[] delayScratch;

  /** Takes when something hits in a sample. */
  interface Hitting {
    void note(int sample, long moment);
  }

  Edges(Scope scope, Evidence evidence, Forecast.Settings settings) {
    this.scope = scope;
    this.evidence = evidence;
    draws = new Draws(settings.samples());
    zeros = new int[settings.samples()];
    hitScratch = new int[settings.samples()];
    delayScratch = new int[settings.samples()];
    int size = scope.dependencies.length;
    hitKeys = new long[size];
    delayKeys = new long[size];
    hitting = new int[size];
    delays = new long[size][];
    providers = new int[size];
    dependents = new int[size];
    groups = new int[size];
    gives = new boolean[size];
    for (int d = 0; d < size; d++) {
      Terms terms = scope.terms(d);
      providers[d] = scope.provider(d);
      dependents[d] = scope.dependent(d);
      gives[d] = providers[d] >= 0 && terms.spreads();
      hitting[d] = draws.hittingStrata(terms.strength());
      delays[d] = delays(terms.buffer());
      if (!isCertainToHit(d) || delays[d].length > 1) {
        String id = scope.graph.dependencyId(scope.dependencies[d]);
        hitKeys[d] = Draws.hitKey(id);
        delayKeys[d] = Draws.delayKey(id);
      }
    }
    incoming = Rows.of(scope.assets.length, size, d -> dependents[d]);
    outgoing = Rows.of(scope.assets.length, size, d -> gives[d] ? providers[d] : -1);
    firstGroups = new int[scope.assets.length + 1];
    firstMembers = new int[size];
    members = new int[size];
    spare = gather();
    reserves = new Reserves(scope, settings.reserves());
  }

  private long[] delays(@Nullable Buffer buffer) {
    if (buffer == null) {
      return NO_DELAY;
    }
    Delay delay = Delay.of(buffer);
    return delay.isFixed() ? new long[] {delay.fixed()} : DelayTables.of(delay, draws);
  }

  /** Numbers the groups and finds how many losses each bears, out of reach or not. */
  private int[] gather() {
    int[] bears = new int[groups.length];
    int count = 0;
    Map<String, Integer> named = new HashMap<>();
    Dependencies all = scope.graph.dependencyColumns();
    for (int asset = 0; asset < scope.assets.length; asset++) {
      named.clear();
      firstGroups[asset] = count;
      for (int d : incoming.items(asset)) {
        String name = all.group(scope.dependencies[d]);
        Integer known = name == null ? null : named.putIfAbsent(name, count);
        groups[d] = known == null ? count : known;
        if (known == null) {
          firstMembers[count] = d;
          bears[count++] = Groups.spare(scope.graph, scope.dependencies[d]);
        }
        members[groups[d]]++;
      }
    }
    firstGroups[scope.assets.length] = count;
    return Arrays.copyOf(bears, count);
  }

  int groupCount() {
    return spare.length;
  }

  /** The first of the groups of an asset, which are numbered one after the other. */
  int firstGroup(int asset) {
    return firstGroups[asset];
  }

  /** Behind the last of the groups of an asset. */
  int endOfGroups(int asset) {
    return firstGroups[asset + 1];
  }

  int groupOf(int d) {
    return groups[d];
  }

  /** How many dependencies in reach the group has. */
  int members(int group) {
    return members[group];
  }

  /** Whether the dependency is the first in reach of its group. */
  boolean isFirst(int d) {
    return firstMembers[groups[d]] == d;
  }

  /** How many losses the group bears. */
  int spare(int group) {
    return spare[group];
  }

  /** The local number of the asset that provides; -1 if it is out of reach. */
  int provider(int d) {
    return providers[d];
  }

  int dependent(int d) {
    return dependents[d];
  }

  /** Whether the dependency is lost when its provider, which is in reach, goes out. */
  boolean gives(int d) {
    return gives[d];
  }

  /** By dependent, in the order of ids. */
  Rows incoming() {
    return incoming;
  }

  /** By provider, in the order of ids: the dependencies that are lost when it goes out. */
  Rows outgoing() {
    return outgoing;
  }

  private boolean isCertainToHit(int d) {
    return hitting[d] == draws.strata();
  }

  /** Whether every sample draws the same. */
  boolean isCertain(int d) {
    return hitting[d] == 0 || (isCertainToHit(d) && (delays[d].length == 1 || reserves.bridge(d)));
  }

  /** Whether all samples are the same. */
  boolean areCertain() {
    for (int d = 0; d < providers.length; d++) {
      if (!isCertain(d)) {
        return false;
      }
    }
    return true;
  }

  /** When a group that is down by the loss of {@code d} at that moment hits; may be never. */
  long hitAt(int d, long loss, int sample) {
    if (isOverFor(d, loss)) {
      return Moment.NEVER;
    }
    boolean isBridged = reserves.bridge(d);
    HeldOut left = isBridged ? HeldOut.notAtAll(hitting[d], 1) : heldOut(d, loss);
    if (left.hitting() < draws.strata() && draws.stratum(hitKeys[d], sample) >= left.hitting()) {
      return Moment.NEVER;
    }
    long time = Moment.time(loss);
    if (isBridged) {
      return within(loss, Math.max(0, reserves.emptyAt(dependents[d], time)));
    }
    long[] delay = delays[d];
    int stratum = delay.length == 1 ? 0 : draws.stratum(delayKeys[d], sample);
    return within(loss, time + left.delay(delay, stratum));
  }

  /** When a group that is down by that loss of {@code d} hits at the earliest in any sample. */
  long earliestHit(int d, long loss) {
    if (isOverFor(d, loss) || hitting[d] == 0) {
      return Moment.NEVER;
    }
    if (reserves.bridge(d)) {
      long empty = reserves.emptyAt(dependents[d], Moment.time(loss));
      return within(loss, Math.max(0, empty));
    }
    HeldOut left = heldOut(d, loss);
    return left.hitting() == 0
        ? Moment.NEVER
        : within(loss, Moment.time(loss) + left.delay(delays[d], 0));
  }

  /** Whether the dependent came back although it had lost that. */
  private boolean isOverFor(int d, long loss) {
    return Moment.time(loss) < evidence.servesSince(dependents[d]);
  }

  /** What is left of the draws if the group was down from that moment on. */
  private HeldOut heldOut(int d, long loss) {
    long[] served = evidence.servedAfter(dependents[d], Moment.time(loss));
    return served.length == 0
        ? HeldOut.notAtAll(hitting[d], delays[d].length)
        : HeldOut.during(served, hitting[d], draws.strata(), delays[d]);
  }

  private long within(long loss, long hit) {
    return hit > scope.horizon ? Moment.NEVER : Moment.following(loss, hit);
  }

  /** Notes when it hits in the first samples, if it is lost at one moment in all of them. */
  void hitAll(int d, long loss, int samples, Hitting hits) {
    if (isOverFor(d, loss)) {
      return;
    }
    if (reserves.bridge(d)) {
      for (int k = 0; k < samples; k++) {
        hits.note(k, hitAt(d, loss, k));
      }
      return;
    }
    long[] delay = delays[d];
    HeldOut left = heldOut(d, loss);
    if (left.hitting() == 0) {
      return;
    }
    int[] hitStrata = strata(hitKeys[d], !isCertainToHit(d), hitScratch);
    int[] delayStrata = strata(delayKeys[d], delay.length > 1, delayScratch);
    for (int k = 0; k < samples; k++) {
      if (hitStrata[k] < left.hitting()) {
        hits.note(k, within(loss, Moment.time(loss) + left.delay(delay, delayStrata[k])));
      }
    }
  }

  private int[] strata(long key, boolean isNeeded, int[] scratch) {
    if (!isNeeded) {
      return zeros;
    }
    draws.strata(key, scratch);
    return scratch;
  }
}
