// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance.oracle;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.hamon.acceptance.oracle.Plan.Asset;
import org.hamon.acceptance.oracle.Told.Claim;

/**
 * Compares the likelihoods and the three quantiles of time that were told with a {@link MonteCarlo}
 * of its own, in units of the standard error that both samples together have. A quantile is
 * compared by the share of hits that lie before it, with a second to either side.
 */
public final class Likelihoods {

  /** How many samples the job takes. */
  private static final int THEIRS = 1_024;

  private static final int OURS = 4_000;
  private static final long ROUNDING = 1_000;

  /** Less likely is not foretold, or just so. */
  private static final double SLIGHT = 0.1;

  /** Nothing that is right is so far off in a few thousand comparisons. */
  private static final double FAR = 5;

  private final Told told;
  private final Random random;
  private final List<Double> errors = new ArrayList<>();
  private final List<String> farOff = new ArrayList<>();
  private int farOffOfOne;

  public Likelihoods(Told told, long seed) {
    this.told = told;
    this.random = new Random(seed);
  }

  /** Looks at a world at each of its instants. */
  public void look(World world) {
    for (long now : world.looks()) {
      Map<String, List<Long>> hits = MonteCarlo.hits(world, now, OURS, random);
      for (Asset asset : world.plan().assets()) {
        List<Long> own = hits.getOrDefault(asset.id(), List.of());
        compare(world, now, asset.id(), own);
      }
    }
  }

  private void compare(World world, long now, String asset, List<Long> hits) {
    double likelihood = (double) hits.size() / OURS;
    List<Claim> claims = told.claims(asset, now);
    if (claims.isEmpty()) {
      if (likelihood > 2 * SLIGHT) {
        note(world, now, asset, "was not told, likelihood " + likelihood, Double.MAX_VALUE);
      }
      return;
    }
    Claim claim = claims.get(0);
    if (claims.size() > 1) {
      note(world, now, asset, "was told twice", Double.MAX_VALUE);
    }
    double error = Math.sqrt(variance(likelihood) * (1.0 / OURS + 1.0 / THEIRS));
    String wanted = "likelihood %s instead of %s".formatted(claim.likelihood(), likelihood);
    note(world, now, asset, wanted, Math.abs(claim.likelihood() - likelihood) / error);
    if (!hits.isEmpty()) {
      quantile(world, now, asset, hits, 0.1, claim.p10());
      quantile(world, now, asset, hits, 0.5, claim.at());
      quantile(world, now, asset, hits, 0.9, claim.p90());
    }
  }

  private void quantile(
      World world, long now, String asset, List<Long> hits, double level, long at) {
    double before = share(hits, at - ROUNDING);
    double until = share(hits, at + ROUNDING);
    double off = Math.max(0, Math.max(before - level, level - until));
    double theirs = Math.max(1, (double) hits.size() / OURS * THEIRS);
    double error = Math.sqrt(variance(level) * (1.0 / hits.size() + 1.0 / theirs));
    String what =
        "p%.0f at %s has %.3f to %.3f before it"
            .formatted(level * 100, Instant.ofEpochMilli(at), before, until);
    note(world, now, asset, what, off / error);
  }

  /** Of what happens with that chance; what is nearly certain still has a bit of it. */
  private static double variance(double chance) {
    return Math.max(chance * (1 - chance), 0.002);
  }

  private static double share(List<Long> sorted, long until) {
    return (double) sorted.stream().filter(hit -> hit <= until).count() / sorted.size();
  }

  private void note(World world, long now, String asset, String what, double off) {
    boolean single = world.told().size() == 1;
    errors.add(off);
    if (off > FAR) {
      farOffOfOne += single ? 1 : 0;
      farOff.add(
          "%s at %s after %d failures: %s"
              .formatted(asset, Instant.ofEpochMilli(now), world.told().size(), what));
    }
  }

  /** How many comparisons there were. */
  public int compared() {
    return errors.size();
  }

  /** Share of the comparisons within two standard errors; at least 0.95 of what is right. */
  public double withinTwo() {
    return (double) errors.stream().filter(error -> error <= 2).count() / errors.size();
  }

  /** Share of the comparisons that chance does not explain. */
  public double farOff() {
    return (double) farOff.size() / errors.size();
  }

  /** Share that chance does not explain and that follows from a single failure. */
  public double farOffOfOne() {
    return (double) farOffOfOne / errors.size();
  }

  /** The figures in a sentence. */
  public String figures() {
    return "%d compared, %.4f within two standard errors, %.4f far off, %.4f after one failure"
        .formatted(compared(), withinTwo(), farOff(), farOffOfOne());
  }

  /** The figures, and all that chance does not explain. */
  public String report() {
    return figures() + "\n" + String.join("\n", farOff) + "\n";
  }
}
