// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance.oracle;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.TreeMap;
import org.hamon.acceptance.oracle.Plan.Asset;
import org.hamon.acceptance.oracle.Plan.Dependency;
import org.hamon.acceptance.oracle.Plan.Spread;

/**
 * When assets are hit where that is a matter of chance: the course of the world again and again,
 * with buffers from a two-piece log-normal distribution and hits by strength, each dependency
 * drawing once for each course.
 */
final class MonteCarlo {

  /** The standard normal quantile of 0.9. */
  private static final double Z90 = 1.2815515655446004;

  private MonteCarlo() {}

  /** For each asset that is hit at all, when it is hit in the courses in which it is, sorted. */
  static Map<String, List<Long>> hits(World world, long now, int courses, Random random) {
    Oracle oracle = new Oracle(world);
    List<Happening> known = oracle.known(now);
    Map<String, List<Long>> hits = new TreeMap<>();
    for (int i = 0; i < courses; i++) {
      Course course = Course.of(world.plan(), known, now + Oracle.HORIZON, drawn(random));
      for (Asset asset : world.plan().assets()) {
        OptionalLong out = course.outSince(asset.id());
        if (out.isPresent() && !oracle.isHeardOut(asset.id(), now)) {
          hits.computeIfAbsent(asset.id(), id -> new ArrayList<>()).add(out.getAsLong());
        }
      }
    }
    hits.values().forEach(Collections::sort);
    return hits;
  }

  /** Each dependency draws once. */
  static Draws drawn(Random random) {
    Map<String, Boolean> hits = new HashMap<>();
    Map<String, Long> holds = new HashMap<>();
    return new Draws() {
      @Override
      public boolean hits(Dependency dependency) {
        return hits.computeIfAbsent(
            dependency.id(), id -> random.nextDouble() < dependency.strength());
      }

      @Override
      public long holdsOut(Dependency dependency) {
        return holds.computeIfAbsent(dependency.id(), id -> duration(dependency.buffer(), random));
      }
    };
  }

  private static long duration(Spread spread, Random random) {
    if (spread.isFixed()) {
      return spread.p50();
    }
    double z = random.nextGaussian();
    double sigma =
        z < 0
            ? Math.log((double) spread.p50() / spread.p10()) / Z90
            : Math.log((double) spread.p90() / spread.p50()) / Z90;
    return Math.round(spread.p50() * Math.exp(sigma * z));
  }
}
