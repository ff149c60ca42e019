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
import org.hamon.acceptance.oracle.Plan.Spread;

/**
 * Draws what exists where faults spread far: thirty to sixty assets in layers, the middle ones
 * shared by many. Of two shapes, since failures spread in two ways.
 */
public final class Terrain {

  /** What stands between what everybody needs and what people see. */
  public enum Shape {
    /** An application: calls fail or slow down within minutes, and many calls can do without. */
    SERVICES,
    /** Power, lines, water and vendors: some hold out for long, and some have two supplies. */
    INFRASTRUCTURE
  }

  private final String name;
  private final Dice dice;
  private final List<Asset> assets = new ArrayList<>();
  private final List<Dependency> dependencies = new ArrayList<>();

  private Terrain(String name, Dice dice) {
    this.name = name;
    this.dice = dice;
  }

  static Plan draw(String name, Shape shape, Dice dice) {
    Terrain terrain = new Terrain(name, dice);
    switch (shape) {
      case SERVICES -> terrain.services();
      case INFRASTRUCTURE -> terrain.infrastructure();
    }
    return new Plan(terrain.assets, terrain.dependencies, List.of());
  }

  private void services() {
    List<String> stores = layer("store", 8, 12);
    List<String> shared = layer("shared", 6, 9);
    List<String> services = layer("service", 12, 18);
    List<String> pages = layer("page", 4, 8);
    shared.forEach(one -> calls(one, stores, 1, 3));
    services.forEach(
        one -> {
          calls(one, shared, 1, 2);
          calls(one, stores, 0, 2);
        });
    pages.forEach(one -> calls(one, services, 2, 4));
  }

  private void infrastructure() {
    List<String> substations = layer("substation", 5, 8);
    List<String> vendors = layer("vendor", 2, 4);
    List<String> exchanges = layer("exchange", 4, 6);
    List<String> pumps = layer("pump", 3, 5);
    List<String> sites = layer("site", 6, 10);
    List<String> people = layer("office", 10, 20);
    exchanges.forEach(one -> supplied(one, substations, "power", dice.chance(0.3) ? 2 : 1));
    pumps.forEach(
        one -> {
          supplied(one, substations, "power", 1);
          supplied(one, exchanges, "control", dice.below(2));
        });
    sites.forEach(
        one -> {
          supplied(one, substations, "power", 1);
          supplied(one, exchanges, "line", 1);
        });
    people.forEach(
        one -> {
          supplied(one, substations, "power", dice.chance(0.3) ? 2 : 1);
          supplied(one, exchanges, "line", dice.below(3));
          supplied(one, pumps, "water", dice.below(2));
          supplied(one, vendors, "systems", dice.below(2));
        });
  }

  private List<String> layer(String kind, int from, int to) {
    List<String> layer = new ArrayList<>();
    int number = from + dice.below(to - from + 1);
    for (int i = 0; i < number; i++) {
      String id = name + "-" + kind + i;
      assets.add(new Asset(id, name + "-" + kind, false, false, 0));
      layer.add(id);
    }
    return layer;
  }

  /** Needs each of some others, or often does without. */
  private void calls(String caller, List<String> called, int from, int to) {
    for (String one : some(called, from + dice.below(to - from + 1))) {
      long p50 = dice.between(5 * SECOND, 3 * MINUTE);
      depend(caller, one, "call-" + one, new Spread(p50 / 3, p50, p50 * 3), dice.share(0.4, 1));
    }
  }

  /** Needs one of those that supply the same. */
  private void supplied(String dependent, List<String> suppliers, String what, int number) {
    boolean holdsOut = dice.chance(0.3);
    long p50 =
        holdsOut ? dice.between(30 * MINUTE, 4 * HOUR) : dice.between(5 * SECOND, 10 * MINUTE);
    double strength = dice.share(0.6, 1);
    for (String one : some(suppliers, number)) {
      depend(dependent, one, what, new Spread(p50 / 3, p50, p50 * 3), strength);
    }
  }

  private Set<String> some(List<String> among, int number) {
    Set<String> some = new TreeSet<>();
    while (some.size() < number) {
      some.add(among.get(dice.below(among.size())));
    }
    return some;
  }

  private void depend(
      String dependent, String provider, String group, Spread buffer, double strength) {
    String id = "d-%s-%s".formatted(provider, dependent);
    dependencies.add(
        new Dependency(id, provider, dependent, group, 1, buffer, strength, null, false));
  }
}
