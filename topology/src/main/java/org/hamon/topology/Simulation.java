// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Runs the samples of a forecast. One sample goes through time by instants, and through an instant
 * by rounds: what is lost in one round may hit, without delay, in the next. Assets and dependencies
 * are local numbers of the scope. Not safe for several threads.
 */
final class Simulation {

  private final Scope scope;
  private final Edges edges;
  private final int assets;
  private final int samples;
  private final long horizon;
  private final long hitsBegin;
  private final boolean[] knownServing;
  private final Hits hits;
  private final CutOffs cutOffs;

  /** State of one sample. */
  private final long[] hitAt;

  private final boolean[] out;
  private final boolean[] excluded;
  private final boolean[] lost;
  private final int[] losses;
  private final TimeHeap next = new TimeHeap();

  /** Dependencies that are lost in this round. */
  private int[] round = new int[16];

  private int roundSize;

  Simulation(Scope scope, Forecast.Settings settings) {
    this.scope = scope;
    edges = new Edges(scope, settings.reserves());
    assets = scope.assets.length;
    samples = edges.areCertain() ? 1 : settings.samples();
    horizon = scope.end - scope.start;
    hitsBegin = scope.now - settings.graceMillis() - scope.start;
    knownServing = new boolean[assets];
    for (int asset = 0; asset < assets; asset++) {
      knownServing[asset] =
          settings.knownServing().test(scope.graph.asset(scope.assets[asset]).id());
    }
    hits = new Hits(assets, samples);
    cutOffs = new CutOffs(scope.graph);
    hitAt = new long[assets];
    out = new boolean[assets];
    excluded = new boolean[assets];
    lost = new boolean[edges.size()];
    losses = new int[edges.groupCount()];
  }

  List<Forecast.Impact> run() {
    for (int sample = 0; sample < samples; sample++) {
      begin();
      while (!next.isEmpty()) {
        playRound(next.time(), sample);
      }
      count();
    }
    return impacts();
  }

  private void begin() {
    Arrays.fill(out, false);
    Arrays.fill(excluded, false);
    Arrays.fill(lost, false);
    Arrays.fill(losses, 0);
    cutOffs.begin();
    for (int asset = 0; asset < assets; asset++) {
      hitAt[asset] = scope.outAt[asset];
      if (hitAt[asset] <= horizon) {
        next.add(hitAt[asset], asset);
      }
    }
    for (int d = 0; d < lost.length; d++) {
      if (scope.lostAt[d] <= horizon) {
        next.add(scope.lostAt[d], assets + d);
      }
    }
  }

  private void playRound(long time, int sample) {
    roundSize = 0;
    while (!next.isEmpty() && next.time() == time) {
      int number = next.remove();
      if (number >= assets) {
        lose(number - assets);
      } else if (!out[number] && hitAt[number] == time) {
        goOut(number);
      }
    }
    Arrays.sort(round, 0, roundSize);
    for (int i = 0; i < roundSize; i++) {
      int group = edges.groupOf(round[i]);
      if (losses[group]++ == edges.spare(group)) {
        int dependent = edges.dependentOf(round[i]);
        if (hitAt[dependent] > time) {
          hit(dependent, edges.hitAt(round[i], time, sample));
        }
      }
    }
    for (int asset : cutOffs.take()) {
      hit(scope.local(asset), time);
    }
  }

  private void goOut(int asset) {
    out[asset] = true;
    cutOffs.out(scope.assets[asset]);
    Rows spreading = edges.spreading();
    for (int p = spreading.start(asset); p < spreading.end(asset); p++) {
      lose(spreading.at(p));
    }
  }

  private void lose(int d) {
    if (!lost[d]) {
      lost[d] = true;
      round = roundSize == round.length ? Arrays.copyOf(round, roundSize * 2) : round;
      round[roundSize++] = d;
    }
  }

  private void hit(int asset, long time) {
    if (scope.outAt[asset] != Scope.NEVER || time >= hitAt[asset] || time > horizon) {
      return;
    }
    if (knownServing[asset] && time < hitsBegin) {
      excluded[asset] = true;
      hitAt[asset] = Scope.NEVER;
    }
    if (!excluded[asset]) {
      hitAt[asset] = time;
      next.add(time, asset);
    }
  }

  private void count() {
    for (int asset = 0; asset < assets; asset++) {
      if (excluded[asset]) {
        hits.exclude(asset);
      } else if (scope.outAt[asset] == Scope.NEVER && out[asset]) {
        hits.add(asset, hitAt[asset]);
      }
    }
  }

  private List<Forecast.Impact> impacts() {
    BitSet hit = new BitSet();
    for (int asset = 0; asset < assets; asset++) {
      hit.set(scope.assets[asset], hits.count(asset) > 0);
    }
    ImpactPaths paths = new ImpactPaths(scope, hit);
    List<Forecast.Impact> impacts = new ArrayList<>();
    for (int asset = 0; asset < assets; asset++) {
      if (hits.count(asset) > 0) {
        hits.sort(asset);
        impacts.add(
            new Forecast.Impact(
                scope.graph.asset(scope.assets[asset]).id(),
                hits.likelihood(asset),
                scope.start + hits.quantile(asset, 1),
                scope.start + hits.quantile(asset, 5),
                scope.start + hits.quantile(asset, 9),
                paths.to(scope.assets[asset])));
      }
    }
    return impacts;
  }
}
