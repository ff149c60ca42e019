// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance.oracle;

import static org.hamon.acceptance.oracle.Dice.MINUTE;
import static org.hamon.acceptance.oracle.Dice.SECOND;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hamon.acceptance.oracle.Happening.Kind;
import org.hamon.acceptance.oracle.Plan.Asset;
import org.hamon.acceptance.oracle.RandomWorld.Trait;

/**
 * Draws a world in which chance decides: buffers with a spread, strengths below one. One to three
 * assets say within a minute that they have stopped, and nothing is heard after that.
 */
public final class UncertainWorld {

  private UncertainWorld() {}

  /** The first of the seed in which something is foretold. */
  public static World of(String name, long seed, long begins) {
    Dice dice = new Dice(seed);
    while (true) {
      World world = draw(name, begins, dice);
      long look = world.looks().get(0);
      Oracle oracle = new Oracle(world);
      if (oracle.doubts(look).isEmpty() && !oracle.at(look).isEmpty()) {
        return world;
      }
    }
  }

  private static World draw(String name, long begins, Dice dice) {
    Set<Trait> traits = EnumSet.noneOf(Trait.class);
    for (Trait trait : EnumSet.of(Trait.LINKS, Trait.MANUAL_RESTARTS)) {
      if (dice.chance(0.35)) {
        traits.add(trait);
      }
    }
    Plan plan = RandomPlan.draw(name, traits, true, dice);
    List<Asset> assets = plan.assets();
    int failures = 1 + dice.below(3);
    Set<String> failed = new TreeSet<>();
    for (int i = 0; i < failures; i++) {
      failed.add(assets.get(dice.below((assets.size() + 1) / 2)).id());
    }
    List<Happening> told = new ArrayList<>();
    for (String asset : failed) {
      told.add(Happening.now(begins + dice.between(0, MINUTE), Kind.SAYS_STOPPED, asset));
    }
    told.sort(Happening.BY_TIME);
    long look = told.get(told.size() - 1).told() + 3 * SECOND;
    return new World(name, plan, told, List.of(), List.of(look));
  }
}
