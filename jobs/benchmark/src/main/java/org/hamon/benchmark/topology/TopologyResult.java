// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark.topology;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hamon.benchmark.Machine;
import org.hamon.benchmark.topology.Figures.Forecasts;
import org.hamon.benchmark.topology.Figures.PeerFigures;

/** What was measured with some nations, for people and for programs. */
record TopologyResult(Machine machine, int rounds, long seed, List<Figures> nations) {

  private static final int NATIONAL = 1_000_000;

  /** Limits for a nation of a million assets. */
  private static final double LOAD_SECONDS = 15;

  private static final double HEAP_MIB = 500;
  private static final double CHANGE_MILLIS = 10;
  private static final double FORECAST_MILLIS = 50;
  private static final int FORECAST_RADIUS = 10_000;
  private static final double STORM_SECONDS = 5;

  TopologyResult {
    nations = List.copyOf(nations);
  }

  /** A measure, its limit, and whether it keeps it. */
  record Check(String what, double measured, double limit, String unit) {
    boolean isMet() {
      return measured < limit;
    }
  }

  /** The checks of the largest nation, if it is one of a million assets or more. */
  List<Check> checks() {
    Figures last = nations.get(nations.size() - 1);
    if (last.assets() < NATIONAL) {
      return List.of();
    }
    double worst =
        last.forecasts().stream()
            .filter(f -> f.atMost() <= FORECAST_RADIUS)
            .mapToDouble(f -> f.millis().p99())
            .max()
            .orElse(0);
    return List.of(
        new Check("load from CSV", last.loadSeconds().median(), LOAD_SECONDS, "s"),
        new Check("heap", last.heapMiB(), HEAP_MIB, "MiB"),
        new Check("one change, p99", last.changeMillis().p99(), CHANGE_MILLIS, "ms"),
        new Check(
            "one change and its service at rest, p99",
            last.serviceMillis().p99(),
            CHANGE_MILLIS,
            "ms"),
        new Check(
            "forecast of one failure, worst p99 of the classes up to a radius of 10,000",
            worst,
            FORECAST_MILLIS,
            "ms"),
        new Check(
            String.format(Locale.ROOT, "%,d failures at once", last.stormFailures()),
            last.stormSeconds().median(),
            STORM_SECONDS,
            "s"));
  }

  /** Tables, and what they come to. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("Topology: generated nations, " + rounds + " rounds, seed " + seed);
    lines.add(machine.text());
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "%9s %12s %8s %16s %8s %20s %20s %22s",
            "assets",
            "dependencies",
            "links",
            "load s (range)",
            "heap MiB",
            "change ms p50 / p99",
            "at rest p50 / p99",
            "storm: failures, s"));
    nations.forEach(nation -> lines.add(line(nation)));
    lines.add("");
    lines.add(
        String.format(
            Locale.ROOT,
            "%9s %28s %12s %6s %10s %10s %10s",
            "assets",
            "forecast, blast radius",
            "mean radius",
            "runs",
            "p50 ms",
            "p99 ms",
            "max ms"));
    nations.forEach(nation -> nation.forecasts().forEach(f -> lines.add(line(nation, f))));
    lines.add("");
    nations.forEach(nation -> peerLine(nation, lines));
    checks().forEach(check -> lines.add(line(check)));
    return lines;
  }

  private static String line(Figures nation) {
    return String.format(
        Locale.ROOT,
        "%,9d %,12d %,8d %16s %8.1f %20s %20s %22s",
        nation.assets(),
        nation.dependencies(),
        nation.links(),
        String.format(
            Locale.ROOT,
            "%.2f (%.2f..%.2f)",
            nation.loadSeconds().median(),
            nation.loadSeconds().min(),
            nation.loadSeconds().max()),
        nation.heapMiB(),
        pair(nation.changeMillis()),
        pair(nation.serviceMillis()),
        String.format(
            Locale.ROOT, "%,d: %.3f", nation.stormFailures(), nation.stormSeconds().median()));
  }

  private static String pair(Figures.Quantiles millis) {
    return String.format(Locale.ROOT, "%.3f / %.3f", millis.p50(), millis.p99());
  }

  private static String line(Figures nation, Forecasts of) {
    String bounds =
        of.atMost() == Integer.MAX_VALUE
            ? String.format(Locale.ROOT, "above %,d", of.above())
            : String.format(Locale.ROOT, "%,d to %,d", of.above() + 1, of.atMost());
    return String.format(
        Locale.ROOT,
        "%,9d %28s %,12.0f %6d %10.2f %10.2f %10.2f",
        nation.assets(),
        bounds,
        of.meanRadius(),
        of.millis().count(),
        of.millis().p50(),
        of.millis().p99(),
        of.millis().max());
  }

  private static void peerLine(Figures nation, List<String> lines) {
    PeerFigures peer = nation.peer();
    if (peer != null) {
      lines.add(
          String.format(
              Locale.ROOT,
              "%,9d assets: JGraphT's graph, ids and edges alone, takes %.0f MiB, %.1f times ours;"
                  + " its walk downstream %.1f times as long (%.1f .. %.1f)",
              nation.assets(),
              peer.heapMiB(),
              peer.heapRatio(),
              peer.walkRatio().median(),
              peer.walkRatio().min(),
              peer.walkRatio().max()));
    }
  }

  private static String line(Check check) {
    return String.format(
        Locale.ROOT,
        "%-76s %9.2f %s, limit %.0f: %s",
        check.what(),
        check.measured(),
        check.unit(),
        check.limit(),
        check.isMet() ? "met" : "not met");
  }

  /** The same as one JSON object. */
  String json() {
    ObjectMapper mapper = new ObjectMapper();
    ObjectNode all = mapper.createObjectNode().put("benchmark", "topology");
    all.putPOJO("machine", machine);
    all.put("rounds", rounds).put("seed", seed);
    all.putPOJO("nations", nations);
    all.putPOJO("checks", checks());
    return mapper.valueToTree(all).toString();
  }
}
