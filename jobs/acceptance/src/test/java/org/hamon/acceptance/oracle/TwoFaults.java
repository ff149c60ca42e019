// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance.oracle;

import static org.hamon.acceptance.oracle.Dice.MINUTE;
import static org.hamon.acceptance.oracle.Dice.SECOND;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hamon.acceptance.oracle.Happening.Kind;
import org.hamon.acceptance.oracle.Plan.Asset;

/**
 * Two faults that have nothing to do with each other, the second five minutes after the first, each
 * with what follows from it: neither root lies downstream of the other, and nobody is hit by both.
 * A fifth of those hit never say so, roots included; the others say so within a minute and a half.
 *
 * @param meet whether something lies downstream of both, although it was not hit by both
 * @param faultOf which of the two each asset that says it failed was hit by
 */
public record TwoFaults(long begins, boolean meet, Map<String, Integer> faultOf) {

  private static final long APART = 5 * MINUTE;

  /** What has not followed by then is left out. */
  private static final long LASTS = 60 * MINUTE;

  private static final long LOOK = 120 * MINUTE;
  private static final long SAID_WITHIN = 90 * SECOND;
  private static final double SAYS_SO = 0.8;

  /** A fault that fewer tell of is no cascade. */
  private static final int FEWEST = 3;

  /** Several of them on one terrain, and what is said of them. */
  public record Day(World world, List<TwoFaults> pairs) {}

  private record Fault(String root, Map<String, Long> hits) {}

  /**
   * Pairs of faults on one terrain.
   *
   * @param begins when the first fault of each begins
   */
  public static Day on(String name, Terrain.Shape shape, long seed, List<Long> begins) {
    Dice dice = new Dice(seed);
    Random random = new Random(seed);
    Plan plan = Terrain.draw(name, shape, dice);
    List<Happening> told = new ArrayList<>();
    List<TwoFaults> pairs = new ArrayList<>();
    for (long first : begins) {
      List<Happening> saying = new ArrayList<>();
      TwoFaults pair = draw(plan, first, dice, random, saying);
      told.addAll(saying);
      for (String asset : pair.faultOf().keySet()) {
        long back = pair.look() + dice.between(MINUTE, 2 * MINUTE);
        told.add(Happening.now(back, Kind.SAYS_NORMAL, asset));
      }
      pairs.add(pair);
    }
    told.sort(Happening.BY_TIME);
    List<Long> looks = pairs.stream().map(TwoFaults::look).toList();
    return new Day(new World(name, plan, told, List.of(), looks), List.copyOf(pairs));
  }

  /** Both have run their course, and nothing is back. */
  public long look() {
    return begins + LOOK;
  }

  private static TwoFaults draw(
      Plan plan, long begins, Dice dice, Random random, List<Happening> saying) {
    while (true) {
      Fault one = fault(plan, begins, dice, random);
      Fault other = fault(plan, begins + APART, dice, random);
      Set<String> above = plan.upstreamOf(other.root());
      if (above.contains(one.root())
          || plan.upstreamOf(one.root()).contains(other.root())
          || !Collections.disjoint(one.hits().keySet(), other.hits().keySet())) {
        continue;
      }
      saying.clear();
      Map<String, Integer> faultOf = new TreeMap<>();
      int ofOne = say(one, 1, faultOf, dice, saying);
      int ofOther = say(other, 2, faultOf, dice, saying);
      if (ofOne >= FEWEST && ofOther >= FEWEST) {
        boolean meet = !Collections.disjoint(below(plan, one.root()), below(plan, other.root()));
        return new TwoFaults(begins, meet, Map.copyOf(faultOf));
      }
    }
  }

  private static Fault fault(Plan plan, long begins, Dice dice, Random random) {
    String root = plan.assets().get(dice.below(plan.assets().size())).id();
    Course course =
        Course.of(
            plan,
            List.of(Happening.now(begins, Kind.BREAKS, root)),
            begins + LASTS,
            MonteCarlo.drawn(random));
    Map<String, Long> hits = new TreeMap<>();
    for (Asset asset : plan.assets()) {
      OptionalLong out = course.outSince(asset.id());
      out.ifPresent(at -> hits.put(asset.id(), at));
    }
    return new Fault(root, hits);
  }

  private static int say(
      Fault fault, int number, Map<String, Integer> faultOf, Dice dice, List<Happening> saying) {
    int said = 0;
    for (Map.Entry<String, Long> hit : fault.hits().entrySet()) {
      if (dice.chance(SAYS_SO)) {
        long told = hit.getValue() + dice.between(0, SAID_WITHIN);
        saying.add(Happening.now(told, Kind.SAYS_STOPPED, hit.getKey()));
        faultOf.put(hit.getKey(), number);
        said++;
      }
    }
    return said;
  }

  private static Set<String> below(Plan plan, String root) {
    Set<String> below = new TreeSet<>();
    for (Asset asset : plan.assets()) {
      if (plan.upstreamOf(asset.id()).contains(root)) {
        below.add(asset.id());
      }
    }
    return below;
  }
}
