// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay.scoring;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.hamon.topology.Asset;
import org.hamon.topology.Dependency;
import org.hamon.topology.Graph;

/**
 * Simpler ways to warn, over the same failures as the job saw them. Each warns at every failure,
 * once for each sector it tells. In its favour: failures that overlap count as one situation, which
 * is over when the last of them is.
 */
public enum Baseline {

  /** Everybody is told of every failure. */
  EVERYBODY("everybody is told of every failure"),

  /** Who is told follows from sectors: those of which some asset depends on one of that sector. */
  SECTORS("sector-level dependencies only"),

  /** Only the sector itself is told, when it has failed. */
  NO_FORECAST("no forecast: each sector is told of its own failures");

  private final String text;

  Baseline(String text) {
    this.text = text;
  }

  /** What it does, in words. */
  public String text() {
    return text;
  }

  /** What it would have told, and when the situations end. */
  record Told(List<IssuedWarning> warnings, SituationEnds situations) {}

  Told tell(Collection<AssetFailure> failures, Graph graph) {
    Map<String, Set<String>> regions = regions(graph);
    Map<String, Set<String>> told = told(graph, regions.keySet());
    List<IssuedWarning> warnings = new ArrayList<>();
    SituationEnds situations = new SituationEnds();
    String situation = "";
    long end = Long.MIN_VALUE;
    for (AssetFailure failure : failures.stream().sorted(AssetFailure.ORDER).toList()) {
      if (failure.at() >= end) {
        situation = "from " + failure.at();
        end = failure.until();
      } else {
        end = Math.max(end, failure.until());
      }
      situations.ends(situation, end);
      for (String sector : told.getOrDefault(failure.sector(), Set.of(failure.sector()))) {
        warnings.add(
            new IssuedWarning(
                failure.asset() + "@" + failure.at() + " " + sector,
                1,
                "alert",
                "actual",
                situation,
                sector,
                List.copyOf(regions.getOrDefault(sector, Set.of())),
                failure.at(),
                "P1",
                "prevent",
                "",
                List.of()));
      }
    }
    return new Told(warnings, situations);
  }

  private Map<String, Set<String>> told(Graph graph, Set<String> sectors) {
    Map<String, Set<String>> told = new TreeMap<>();
    for (String sector : sectors) {
      told.computeIfAbsent(sector, unused -> new TreeSet<>()).add(sector);
      if (this == EVERYBODY) {
        told.get(sector).addAll(sectors);
      }
    }
    if (this == SECTORS) {
      for (Dependency dependency : graph.dependencies()) {
        String from = graph.asset(dependency.provider()).orElseThrow().sector();
        String to = graph.asset(dependency.dependent()).orElseThrow().sector();
        told.computeIfAbsent(from, unused -> new TreeSet<>()).add(to);
      }
    }
    return told;
  }

  private static Map<String, Set<String>> regions(Graph graph) {
    Map<String, Set<String>> regions = new TreeMap<>();
    for (Asset asset : graph.assets()) {
      Set<String> its = regions.computeIfAbsent(asset.sector(), unused -> new TreeSet<>());
      if (asset.region() != null) {
        its.add(asset.region());
      }
    }
    return regions;
  }

  /** The same figures as for the job. */
  Score score(
      Collection<Label> labels,
      Collection<AssetFailure> failures,
      Graph graph,
      Predicate<Label> buffered) {
    Told told = tell(failures, graph);
    return Score.of(labels, told.warnings(), told.situations(), buffered);
  }
}
