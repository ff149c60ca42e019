// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.hamon.patterns.engine.PatternEngine;
import org.hamon.topology.Asset;
import org.hamon.topology.Buffer;
import org.hamon.topology.Dependency;
import org.hamon.topology.DependencyType;
import org.hamon.topology.ServiceLevel;
import org.hamon.topology.Threshold;
import org.hamon.topology.Topology;
import org.hamon.topology.Trigger;
import org.jspecify.annotations.Nullable;

/**
 * A topology that never was: assets over the ten sectors, every one expected to be heard once a
 * minute, three quarters of them fed by an asset of the first tenth, with a buffer. Three service
 * levels in every sector. The same for equal arguments.
 */
public record GeneratedTopology(int assets, long seed) implements PatternEngine.BaseTopology {

  private static final Duration EVERY = Duration.ofSeconds(60);

  /** Metrics of each asset; each has a service level. */
  static final List<String> METRICS = List.of("quality", "load", "temperature");

  static String assetId(int asset) {
    return String.format(Locale.ROOT, "%s-%06d", sector(asset), asset);
  }

  private static String sector(int asset) {
    return Topology.TEN_SECTORS.get(asset % Topology.TEN_SECTORS.size());
  }

  @Override
  public Topology get() {
    SplittableRandom random = new SplittableRandom(seed);
    List<Asset> all = new ArrayList<>(assets);
    List<Dependency> dependencies = new ArrayList<>(assets);
    int providers = Math.max(1, assets / 10);
    for (int i = 0; i < assets; i++) {
      all.add(asset(i, random.nextInt(100, 50_000)));
      if (i >= providers && random.nextInt(4) > 0) {
        dependencies.add(dependency("d" + i, random.nextInt(providers), i));
      }
    }
    List<ServiceLevel> levels = new ArrayList<>();
    for (String sector : Topology.TEN_SECTORS) {
      levels.add(
          level(
              "quality-low-",
              sector,
              0,
              new Threshold(80.0, null),
              new Threshold(60.0, null),
              0,
              5));
      levels.add(level("load-high-", sector, 1, new Threshold(null, 95.0), null, 2_000, 3));
      levels.add(level("temperature-high-", sector, 2, new Threshold(null, 60.0), null, 30_000, 2));
    }
    return new Topology(
        "generated",
        assets + "." + seed,
        List.of(),
        all,
        dependencies,
        List.of(),
        levels,
        List.of(),
        Topology.DEFAULT_HOP_LIMIT);
  }

  private static Asset asset(int i, long people) {
    return new Asset(
        assetId(i),
        "Asset " + i,
        sector(i),
        "site",
        String.format(Locale.ROOT, "JP-%02d", i % 47 + 1),
        null,
        people,
        null,
        null,
        false,
        EVERY.toMillis(),
        0.1);
  }

  private static Dependency dependency(String id, int provider, int dependent) {
    return new Dependency(
        id,
        assetId(provider),
        assetId(dependent),
        DependencyType.PHYSICAL,
        null,
        1,
        0.8,
        new Buffer(600_000, 3_600_000, 14_400_000),
        Trigger.OUT,
        false,
        0);
  }

  private static ServiceLevel level(
      String id,
      String sector,
      int metric,
      Threshold degraded,
      @Nullable Threshold stopped,
      long hold,
      double deadband) {
    return new ServiceLevel(
        id + sector,
        sector,
        METRICS.get(metric),
        null,
        null,
        null,
        degraded,
        null,
        stopped,
        hold,
        deadband);
  }
}
