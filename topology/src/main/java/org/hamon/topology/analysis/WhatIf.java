// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.analysis;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.hamon.topology.Asset;
import org.hamon.topology.AssetState;
import org.hamon.topology.Dependency;
import org.hamon.topology.Forecast;
import org.hamon.topology.Forecast.Failure;
import org.hamon.topology.Graph;
import org.hamon.topology.GroundedService;
import org.hamon.topology.Topology;
import org.hamon.topology.Trigger;

/**
 * What would follow if assets failed or conditions went on: who is hit when and how likely, by
 * {@link Forecast}, and who stops at once, by {@link GroundedService}.
 *
 * @param graph what exists
 * @param failures what fails or goes on, and when; at least one
 * @param horizonMillis counted from the last of the failures
 * @param samples how many times to simulate; at least 1
 * @param reserves live batteries and fuel of an asset
 */
public record WhatIf(
    Graph graph,
    List<Failure> failures,
    long horizonMillis,
    int samples,
    Function<String, List<Forecast.Reserve>> reserves) {

  private static final int MOST_SAMPLES = 16_384;
  private static final int LEAST_SAMPLES = 1_024;

  /** About as many assets and dependencies as can be simulated in some ten seconds, in samples. */
  private static final long MOST_STEPS = 50_000_000;

  public WhatIf {
    requireNonNull(graph, "graph");
    requireNonNull(reserves, "reserves");
    failures = List.copyOf(failures);
    if (failures.isEmpty()) {
      throw new IllegalArgumentException("Expected a failure, but there is none");
    }
  }

  /**
   * How many samples to take where nobody says: 16,384, which is half a percentage point either
   * way, but fewer where much is in reach, and at least the 1,024 of the live job. {@code O(V +
   * E)}.
   */
  public static int samplesFor(Graph graph, Collection<Failure> failures) {
    Set<String> reached = Downstream.of(graph, failures.stream().map(Failure::asset).toList());
    Set<String> linked = new HashSet<>();
    graph.links().forEach(link -> linked.addAll(List.of(link.a(), link.b())));
    if (reached.stream().anyMatch(linked::contains)) {
      linked.addAll(reached);
      reached = Downstream.of(graph, linked);
    }
    long steps = reached.size();
    for (String asset : reached) {
      steps += graph.dependentsOf(asset).size();
    }
    return (int) Math.max(LEAST_SAMPLES, Math.min(MOST_SAMPLES, MOST_STEPS / Math.max(1, steps)));
  }

  /** When the first of the failures happens, epoch milliseconds. */
  public long begin() {
    return failures.stream().mapToLong(Failure::at).min().orElseThrow();
  }

  /** When the last of the failures happens, epoch milliseconds. */
  public long now() {
    return failures.stream().mapToLong(Failure::at).max().orElseThrow();
  }

  /**
   * Who is hit, by median time, then the more likely first, then by id. {@code O(samples x what is
   * downstream)}.
   */
  public List<Forecast.Impact> impacts() {
    Forecast.Settings settings =
        new Forecast.Settings(samples, horizonMillis, reserves, asset -> false, 0);
    return Forecast.simulate(graph, failures, now(), settings).stream()
        .sorted(
            Comparator.comparingLong(Forecast.Impact::p50)
                .thenComparing(Comparator.comparingDouble(Forecast.Impact::likelihood).reversed())
                .thenComparing(Forecast.Impact::asset))
        .toList();
  }

  /**
   * Who serves while nothing has failed and does not once all of this has, through links and groups
   * that fail at once; without what failed itself. By id. {@code O(V + E)}, times the number of
   * losses in the largest component of links.
   */
  public Set<String> stoppedAtOnce() {
    Set<String> out = new TreeSet<>();
    List<Failure> conditions = new ArrayList<>();
    for (Failure failure : failures) {
      if (failure.condition() != null) {
        conditions.add(failure);
      } else if (failure.state().isOut()) {
        out.add(failure.asset());
      }
    }
    if (conditions.isEmpty()) {
      return GroundedService.stoppedAtOnce(graph, out);
    }
    Conditions asAssets = new Conditions(graph.topology(), conditions);
    Set<String> all = new HashSet<>(out);
    all.addAll(asAssets.ids());
    return GroundedService.stoppedAtOnce(Graph.of(asAssets.topology()), all);
  }

  /**
   * A topology in which each condition that is on is an asset of its own, provider of what triggers
   * on it: then that it is on is that asset's failure.
   */
  private record Conditions(Topology base, Collection<Failure> on) {

    /** No id of a topology holds this character. */
    private static String idOf(String asset, String condition) {
      return asset + "@" + condition;
    }

    Set<String> ids() {
      Set<String> ids = new TreeSet<>();
      on.forEach(f -> ids.add(idOf(f.asset(), requireNonNull(f.condition()))));
      return ids;
    }

    Topology topology() {
      Set<String> ids = ids();
      List<Asset> assets = new ArrayList<>(base.assets());
      ids.forEach(
          id ->
              assets.add(
                  new Asset(id, id, Asset.AREA, null, null, null, 0, null, null, true, 0, 0)));
      List<Dependency> dependencies =
          base.dependencies().stream().map(d -> onCondition(d, ids)).toList();
      return new Topology(
          base.id(),
          base.version(),
          base.sectors(),
          assets,
          dependencies,
          base.links(),
          base.serviceLevels(),
          base.sharing(),
          base.hopLimit());
    }

    private static Dependency onCondition(Dependency d, Set<String> ids) {
      String condition = d.trigger().condition();
      if (condition == null || !ids.contains(idOf(d.provider(), condition))) {
        return d;
      }
      return new Dependency(
          d.id(),
          idOf(d.provider(), condition),
          d.dependent(),
          d.type(),
          d.group(),
          d.needs(),
          d.strength(),
          d.buffer(),
          new Trigger(AssetState.STOPPED, null),
          d.manualRestart(),
          d.recoveryMillis());
    }
  }
}
