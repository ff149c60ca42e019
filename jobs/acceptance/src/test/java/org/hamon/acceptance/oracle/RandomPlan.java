// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance.oracle;

import static org.hamon.acceptance.oracle.Dice.HOUR;
import static org.hamon.acceptance.oracle.Dice.MINUTE;
import static org.hamon.acceptance.oracle.Dice.SECOND;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hamon.acceptance.oracle.Plan.Asset;
import org.hamon.acceptance.oracle.Plan.Dependency;
import org.hamon.acceptance.oracle.Plan.Link;
import org.hamon.acceptance.oracle.Plan.Spread;
import org.hamon.acceptance.oracle.RandomWorld.Trait;

/**
 * Draws what exists. Dependencies lead from earlier to later assets, and no member of a network of
 * links depends on another: what comes back first in a circle is left open by the rules.
 */
final class RandomPlan {

  /** After so long without a word one is silent that is expected to be heard. */
  private static final long SILENCE = 30 * SECOND;

  private final String name;
  private final Set<Trait> traits;
  private final boolean isUncertain;
  private final Dice dice;
  private final List<Asset> assets = new ArrayList<>();
  private final List<Dependency> dependencies = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();

  private RandomPlan(String name, Set<Trait> traits, boolean isUncertain, Dice dice) {
    this.name = name;
    this.traits = traits;
    this.isUncertain = isUncertain;
    this.dice = dice;
  }

  /**
   * One with these traits.
   *
   * @param isUncertain whether buffers have a spread and strengths are below one
   */
  static Plan draw(String name, Set<Trait> traits, boolean isUncertain, Dice dice) {
    RandomPlan drawn = new RandomPlan(name, traits, isUncertain, dice);
    drawn.drawAssets();
    if (traits.contains(Trait.LINKS)) {
      drawn.drawNetwork();
    }
    drawn.drawDependencies();
    return new Plan(drawn.assets, drawn.dependencies, drawn.links);
  }

  private void drawAssets() {
    int number = dice.chance(0.3) ? 2 + dice.below(3) : 5 + dice.below(8);
    for (int i = 0; i < number; i++) {
      String sector = name + "-" + (char) ('a' + dice.below(4));
      boolean mute = i > 0 && traits.contains(Trait.MUTES) && dice.chance(0.3);
      boolean beating = !mute && traits.contains(Trait.HEARTBEATS) && dice.chance(0.3);
      assets.add(new Asset(id(i), sector, false, mute, beating ? SILENCE : 0));
    }
  }

  /** A tree over some assets with a source or two, and now and then a link more. */
  private void drawNetwork() {
    List<Integer> members = new ArrayList<>();
    for (int i = 0; i < assets.size() && members.size() < 5; i++) {
      if (i == 0 || dice.chance(0.5)) {
        members.add(i);
      }
    }
    if (members.size() < 2) {
      return;
    }
    for (int m = 0; m < members.size(); m++) {
      int here = members.get(m);
      boolean source = m == 0 || dice.chance(0.2);
      Asset asset = assets.get(here);
      assets.set(here, new Asset(asset.id(), asset.sector(), source, asset.mute(), asset.every()));
      if (m > 0) {
        link(members.get(dice.below(m)), here);
        if (m > 1 && dice.chance(0.3)) {
          link(members.get(dice.below(m)), here);
        }
      }
    }
  }

  private void link(int a, int b) {
    String id = name + "-l" + a + "-" + b;
    if (links.stream().noneMatch(link -> link.id().equals(id))) {
      links.add(new Link(id, id(a), id(b)));
    }
  }

  private void drawDependencies() {
    for (int i = 1 + dice.below((assets.size() + 1) / 2); i < assets.size(); i++) {
      int groups = dice.chance(0.7) ? 1 : dice.below(4);
      for (int g = 0; g < groups; g++) {
        group(i, "g" + g);
      }
    }
  }

  private void group(int dependent, String group) {
    Set<Integer> providers = new TreeSet<>();
    int size = dice.chance(0.3) ? 1 : 2 + dice.below(3);
    for (int i = 0; i < size; i++) {
      int provider = dice.below(Math.min(dependent, 5));
      if (mayDepend(dependent, provider)) {
        providers.add(provider);
      }
    }
    if (providers.isEmpty()) {
      return;
    }
    int needs = dice.chance(0.5) ? 1 : 1 + dice.below(providers.size());
    boolean manual = traits.contains(Trait.MANUAL_RESTARTS) && dice.chance(0.3);
    boolean alike = isUncertain || dice.chance(0.7);
    double strength = dice.share(0.3, 0.95);
    String condition = traits.contains(Trait.CONDITIONS) && dice.chance(0.3) ? "low" : null;
    Spread buffer = buffer();
    for (int provider : providers) {
      String id = name + "-d" + provider + "-" + dependent + group;
      dependencies.add(
          new Dependency(
              id,
              id(provider),
              id(dependent),
              group,
              needs,
              alike ? buffer : buffer(),
              isUncertain && dice.chance(0.6) ? strength : 1,
              speaks(assets.get(provider)) ? condition : null,
              manual));
    }
  }

  /** One dependency of a pair; no way from one member of the network to another. */
  private boolean mayDepend(int dependent, int provider) {
    if (dependencies.stream()
        .anyMatch(d -> d.provider().equals(id(provider)) && d.dependent().equals(id(dependent)))) {
      return false;
    }
    Plan soFar = new Plan(assets, dependencies, links);
    return !soFar.isLinked(id(dependent))
        || soFar.upstreamOf(id(provider)).stream().noneMatch(soFar::isLinked);
  }

  private static boolean speaks(Asset asset) {
    return !asset.mute() && asset.every() == 0;
  }

  private Spread buffer() {
    if (isUncertain && dice.chance(0.8)) {
      long p50 = dice.between(20 * MINUTE, 6 * HOUR);
      return new Spread(
          Math.max(10 * MINUTE, p50 / (2 + dice.below(5))), p50, p50 * (2 + dice.below(4)));
    }
    long most = dice.chance(0.4) ? 20 * MINUTE : 4 * HOUR;
    return Spread.fixed(dice.chance(0.2) ? 0 : dice.between(30 * SECOND, most));
  }

  private String id(int asset) {
    return name + "-" + asset;
  }
}
