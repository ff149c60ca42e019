// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.hamon.topology.Asset;
import org.hamon.topology.Buffer;
import org.hamon.topology.Dependency;
import org.hamon.topology.DependencyType;
import org.hamon.topology.Graph;
import org.hamon.topology.Link;
import org.hamon.topology.ServiceLevel;
import org.hamon.topology.Topology;
import org.hamon.topology.Trigger;
import org.jspecify.annotations.Nullable;

/** Builds small topologies for tests, with what analyses look at: sectors, people, operators. */
final class Plan {

  private static final List<String> SECTORS = List.of("electricity", "ict", "water", "medical");

  private final List<Asset> assets = new ArrayList<>();
  private final List<Dependency> dependencies = new ArrayList<>();
  private final List<Link> links = new ArrayList<>();

  /** {@code asset("bts", "ict", 100)}. */
  Plan asset(String id, String sector, long people) {
    return asset(id, sector, people, false, null, null);
  }

  Plan source(String id, String sector, long people) {
    return asset(id, sector, people, true, null, null);
  }

  Plan asset(
      String id,
      String sector,
      long people,
      boolean source,
      @Nullable String operator,
      @Nullable String region) {
    assets.add(new Asset(id, id, sector, null, region, operator, people, null, null, source, 0, 0));
    return this;
  }

  /** Certain, no buffer, a group of its own. */
  Plan needs(String provider, String dependent) {
    return needs(provider, dependent, null, 1);
  }

  Plan needs(String provider, String dependent, @Nullable String group, int needs) {
    return dependency(provider, dependent, group, needs, 1, null, Trigger.OUT);
  }

  Plan dependency(
      String provider,
      String dependent,
      @Nullable String group,
      int needs,
      double strength,
      @Nullable Buffer buffer,
      Trigger trigger) {
    dependencies.add(
        new Dependency(
            provider + ">" + dependent + "#" + dependencies.size(),
            provider,
            dependent,
            DependencyType.PHYSICAL,
            group,
            needs,
            strength,
            buffer,
            trigger,
            false,
            0));
    return this;
  }

  Plan link(String a, String b) {
    links.add(new Link(a + "-" + b + "#" + links.size(), a, b, true));
    return this;
  }

  Topology topology() {
    return topology(List.of());
  }

  Topology topology(List<ServiceLevel> levels) {
    return new Topology(
        "plan",
        "1",
        List.of(),
        assets,
        dependencies,
        links,
        levels,
        List.of(),
        Topology.DEFAULT_HOP_LIMIT);
  }

  Graph graph() {
    return Graph.of(topology());
  }

  /** A few assets of four sectors with random dependencies, groups and links. */
  static Plan random(long seed) {
    Random random = new Random(seed);
    int size = 2 + random.nextInt(9);
    Plan plan = new Plan();
    for (int i = 0; i < size; i++) {
      plan.asset(
          "a" + i,
          SECTORS.get(random.nextInt(SECTORS.size())),
          random.nextInt(5) * 10L,
          random.nextInt(3) == 0,
          random.nextBoolean() ? "op-" + random.nextInt(2) : null,
          random.nextBoolean() ? "JP-0" + (1 + random.nextInt(2)) : null);
    }
    for (int i = random.nextInt(2 * size + 1); i > 0; i--) {
      int provider = random.nextInt(size);
      int dependent = random.nextInt(size);
      if (provider != dependent) {
        plan.dependency(
            "a" + provider,
            "a" + dependent,
            random.nextBoolean() ? "g" : null,
            1 + random.nextInt(2),
            random.nextInt(3) == 0 ? 0.5 : 1,
            random.nextInt(3) == 0 ? Buffer.fixed(1_000) : null,
            Trigger.OUT);
      }
    }
    for (int i = random.nextInt(size); i > 0; i--) {
      int a = random.nextInt(size);
      int b = random.nextInt(size);
      if (a != b) {
        plan.link("a" + a, "a" + b);
      }
    }
    return plan;
  }
}
