// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Runs the samples of a forecast, part by part: an asset that is in no circle has all its samples
 * worked out together from those of its providers; assets in circles and networks, and those that
 * say themselves that they are back, are played event by event. Both say the same. Assets and
 * dependencies are local numbers of the scope. Not safe for several threads.
 */
final class Simulation {

  private final Scope scope;
  private final Edges edges;
  private final Islands islands;
  private final Sweep sweep;
  private final ReturnSweep returnSweep;
  private final Chronicle chronicle;
  private final int samples;

  /** By asset: when it goes out; nothing before it is known, and once nobody asks any more. */
  private final @Nullable Outs[] outs;

  /** By asset: dependencies whose dependents are still to be worked out. */
  private final int[] waiting;

  private final Hits hits;
  private final BitSet hit = new BitSet();
  private final Set<String> recovered = new TreeSet<>();
  private final double[] likelihoods;
  private final long[][] quantiles;

  Simulation(Scope scope, Forecast.Settings settings) {
    this.scope = scope;
    Evidence evidence = new Evidence(scope, settings);
    edges = new Edges(scope, evidence, settings);
    islands = new Islands(scope);
    samples = edges.areCertain() ? 1 : settings.samples();
    sweep = new Sweep(scope, edges, evidence, samples);
    returnSweep = new ReturnSweep(scope, edges, evidence, samples);
    chronicle = new Chronicle(scope, edges, islands, evidence);
    hits = new Hits(samples);
    int assets = scope.assets.length;
    outs = new Outs[assets];
    waiting = new int[assets];
    for (int asset = 0; asset < assets; asset++) {
      waiting[asset] = edges.outgoing().size(asset);
    }
    likelihoods = new double[assets];
    quantiles = new long[assets][];
  }

  Forecast.Outcome run() {
    for (int[] part : Parts.of(scope, edges, islands)) {
      BitSet[] ignored = play(part);
      for (int i = 0; i < part.length; i++) {
        summarise(part[i], ignored[i]);
      }
      for (int asset : part) {
        release(asset);
      }
    }
    return new Forecast.Outcome(impacts(), recovered);
  }

  /** Which samples do not count for the assets of the part. */
  private BitSet[] play(int[] part) {
    if (part.length == 1 && !hasReturns(part[0])) {
      return new BitSet[] {sweep.over(part[0], outs)};
    }
    if (part.length == 1 && returnSweep.canDo(part[0])) {
      return new BitSet[] {returnSweep.over(part[0], outs)};
    }
    return chronicle.play(part, outs, areCertain(part) ? 1 : samples);
  }

  /** Whether the asset or anything that it depends on is known to come back. */
  private boolean hasReturns(int asset) {
    if (scope.out.hasReturns(asset)) {
      return true;
    }
    for (int d : edges.incoming().items(asset)) {
      if (scope.lost.hasReturns(d)
          || (edges.gives(d) && requireNonNull(outs[edges.provider(d)]).hasReturns())) {
        return true;
      }
    }
    return false;
  }

  /** Whether all samples of the part are the same. */
  private boolean areCertain(int[] part) {
    for (int asset : part) {
      for (int d : edges.incoming().items(asset)) {
        Outs before = edges.gives(d) ? outs[edges.provider(d)] : null;
        if (!edges.isCertain(d) || (before != null && !before.areSame())) {
          return false;
        }
      }
    }
    return true;
  }

  /** The samples that contradict what is known; none if all do, so that what is left counts. */
  static BitSet unlessAll(BitSet contradicting, int samples) {
    return contradicting.cardinality() == samples ? new BitSet() : contradicting;
  }

  private void summarise(int asset, BitSet ignored) {
    if (scope.isObservedNow(asset)) {
      return;
    }
    Outs known = requireNonNull(outs[asset]);
    long heard = scope.out.has(asset) ? Moment.time(scope.out.lastUntil(asset)) : -1;
    hits.take(known, scope.now - scope.start, heard, ignored);
    int counted = known.areSame() ? 1 : samples - ignored.cardinality();
    if (hits.count() > 0) {
      hit.set(asset);
      likelihoods[asset] = hits.count() / (double) counted;
      quantiles[asset] = new long[] {hits.quantile(1), hits.quantile(5), hits.quantile(9)};
    }
    if (2 * hits.over() >= counted) {
      recovered.add(scope.id(asset));
    }
  }

  /** Forgets what nobody needs any more. */
  private void release(int asset) {
    for (int d : edges.incoming().items(asset)) {
      int provider = edges.provider(d);
      if (edges.gives(d) && --waiting[provider] == 0) {
        outs[provider] = null;
      }
    }
    if (edges.outgoing().size(asset) == 0) {
      outs[asset] = null;
    }
  }

  private List<Forecast.Impact> impacts() {
    ImpactPaths paths = new ImpactPaths(scope, edges, hit);
    List<Forecast.Impact> impacts = new ArrayList<>(hit.cardinality());
    hit.stream()
        .forEach(
            asset ->
                impacts.add(
                    new Forecast.Impact(
                        scope.id(asset),
                        likelihoods[asset],
                        scope.start + quantiles[asset][0],
                        scope.start + quantiles[asset][1],
                        scope.start + quantiles[asset][2],
                        paths.to(asset),
                        paths.hops(asset))));
    return impacts;
  }
}
