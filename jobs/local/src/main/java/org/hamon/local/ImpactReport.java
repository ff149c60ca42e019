// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.hamon.topology.Asset;
import org.hamon.topology.Dependency;
import org.hamon.topology.Forecast.Failure;
import org.hamon.topology.Forecast.Impact;
import org.hamon.topology.Graph;
import org.hamon.topology.analysis.WhatIf;

/**
 * What follows from failures, for a person or a program.
 *
 * @param stopped who stops at once, by id
 */
record ImpactReport(Graph graph, WhatIf question, List<Impact> impacts, Set<String> stopped) {
  private static final int LONGEST_NAME = 38;
  private static final int LONGEST_WAY = 60;
  private static final String BEFORE = "... > ";

  /** One JSON object, part by part: it may be larger than the memory. */
  void json(Consumer<String> parts) {
    ArrayNode failed = JsonNodeFactory.instance.arrayNode();
    for (Failure failure : question.failures()) {
      ObjectNode one = failed.addObject().put("asset", failure.asset());
      one.put("at", time(failure.at()));
      if (failure.condition() != null) {
        one.put("condition", failure.condition());
      }
    }
    parts.accept(
        "{\"failed\":"
            + failed
            + ",\"until\":\""
            + time(question.now() + question.horizonMillis())
            + "\",\"samples\":"
            + question.samples()
            + ",\"impacts\":");
    array(impacts, this::impact, parts);
    parts.accept(",\"stopped\":");
    array(stopped, JsonNodeFactory.instance::textNode, parts);
    parts.accept(",\"sectors\":");
    array(sectors(), ImpactReport::sector, parts);
    parts.accept("}");
  }

  private static <T> void array(
      Collection<T> items, Function<T, JsonNode> written, Consumer<String> parts) {
    String before = "[";
    for (T item : items) {
      parts.accept(before + written.apply(item));
      before = ",";
    }
    parts.accept(items.isEmpty() ? "[]" : "]");
  }

  private static JsonNode sector(SectorImpact s) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("sector", s.sector())
        .put("assets", s.assets())
        .put("expectedAssets", rounded(s.expected(), 1_000))
        .put("people", s.people())
        .put("expectedPeople", Math.round(s.expectedPeople()))
        .put("first", time(s.first()));
  }

  private JsonNode impact(Impact impact) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    Asset asset = asset(impact.asset());
    node.put("asset", impact.asset());
    node.put("sector", asset.sector());
    node.put("likelihood", impact.likelihood());
    node.putObject("eta")
        .put("p10", time(impact.p10()))
        .put("p50", time(impact.p50()))
        .put("p90", time(impact.p90()));
    ArrayNode path = node.putArray("path");
    impact.path().forEach(path::add);
    if (impact.hops() > impact.path().size()) {
      node.put("pathTotal", impact.hops());
    }
    node.put("name", asset.name());
    node.put("region", asset.region());
    node.put("people", asset.people());
    node.putObject("afterSeconds")
        .put("p10", seconds(impact.p10()))
        .put("p50", seconds(impact.p50()))
        .put("p90", seconds(impact.p90()));
    return node;
  }

  private double seconds(long time) {
    return (time - question.begin()) / 1_000.0;
  }

  private static double rounded(double value, double parts) {
    return Math.round(value * parts) / parts;
  }

  /** Tables: what failed, the sectors, the assets by time. */
  List<String> lines(int top) {
    List<String> lines = new ArrayList<>();
    question.failures().forEach(failure -> lines.add(failed(failure)));
    lines.add(
        Text.count(stopped.size(), "asset")
            + (stopped.size() == 1 ? " stops" : " stop")
            + " at once; "
            + Text.count(impacts.size(), "asset")
            + " in all may be hit within "
            + Text.duration(Duration.ofMillis(question.horizonMillis()))
            + ".");
    if (impacts.isEmpty()) {
      return lines;
    }
    lines.add("");
    lines.addAll(Text.table(sectorRows()));
    lines.add("");
    lines.addAll(Text.table(assetRows(top)));
    if (impacts.size() > top) {
      lines.add("... and " + (impacts.size() - top) + " more; --top 0 shows all.");
    }
    lines.add("");
    lines.add(
        "after: since the first failure, median (p10..p90) of the samples in which it is hit."
            + " * stops at once, for certain.");
    lines.add(
        "people: those whom the assets serve, added up, so a person counts once for each asset;"
            + " expected: weighted by likelihood.");
    return lines;
  }

  private String failed(Failure failure) {
    Asset asset = asset(failure.asset());
    return (failure.condition() == null ? "fails: " : failure.condition() + " on: ")
        + asset.id()
        + " ("
        + asset.name()
        + ", "
        + asset.sector()
        + (asset.people() > 0 ? ", " + people(asset.people()) + " people" : "")
        + ") at "
        + time(failure.at());
  }

  private List<List<String>> sectorRows() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "sector",
            "assets",
            "expected assets",
            "people",
            "expected people",
            "first after (p10)"));
    for (SectorImpact s : sectors()) {
      rows.add(
          List.of(
              s.sector(),
              Integer.toString(s.assets()),
              String.format(Locale.ROOT, "%.1f", s.expected()),
              people(s.people()),
              people(Math.round(s.expectedPeople())),
              after(s.first())));
    }
    return rows;
  }

  private List<List<String>> assetRows(int top) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("after", "likely", "asset", "sector", "people", "way"));
    for (Impact impact : impacts.subList(0, Math.min(top, impacts.size()))) {
      Asset asset = asset(impact.asset());
      rows.add(
          List.of(
              range(impact) + (stopped.contains(impact.asset()) ? " *" : ""),
              percent(impact.likelihood()),
              Text.cut(asset.id(), LONGEST_NAME),
              asset.sector(),
              people(asset.people()),
              way(impact)));
    }
    return rows;
  }

  private String range(Impact impact) {
    String median = after(impact.p50());
    return impact.p10() == impact.p90()
        ? median
        : median + " (" + after(impact.p10()) + ".." + after(impact.p90()) + ")";
  }

  /** From whom it comes: the last providers in full, what lies before them in dots. */
  private String way(Impact impact) {
    if (impact.path().isEmpty()) {
      return "cut off by links";
    }
    String way = "";
    String shortened = "";
    for (int i = impact.path().size() - 1; i >= 0 && way.length() <= LONGEST_WAY; i--) {
      String id = impact.path().get(i);
      String provider = graph.dependency(id).map(Dependency::provider).orElse(id);
      way = way.isEmpty() ? provider : provider + " > " + way;
      if (shortened.isEmpty() || BEFORE.length() + way.length() <= LONGEST_WAY) {
        shortened = BEFORE + way;
      }
    }
    boolean isWhole = impact.hops() == impact.path().size();
    boolean fits = isWhole && (way.length() <= LONGEST_WAY || impact.hops() == 1);
    return fits ? way : shortened;
  }

  /** What happens to one sector. */
  private record SectorImpact(
      String sector, int assets, double expected, long people, double expectedPeople, long first) {}

  /** Those hit first come first. */
  private List<SectorImpact> sectors() {
    Map<String, List<Impact>> bySector = new TreeMap<>();
    for (Impact impact : impacts) {
      bySector.computeIfAbsent(asset(impact.asset()).sector(), s -> new ArrayList<>()).add(impact);
    }
    ToLongFunction<Impact> people = impact -> asset(impact.asset()).people();
    Function<Map.Entry<String, List<Impact>>, SectorImpact> summed =
        entry ->
            new SectorImpact(
                entry.getKey(),
                entry.getValue().size(),
                entry.getValue().stream().mapToDouble(Impact::likelihood).sum(),
                entry.getValue().stream().mapToLong(people).sum(),
                entry.getValue().stream()
                    .mapToDouble(i -> i.likelihood() * people.applyAsLong(i))
                    .sum(),
                entry.getValue().stream().mapToLong(Impact::p10).min().orElseThrow());
    return bySector.entrySet().stream()
        .map(summed)
        .sorted(Comparator.comparingLong(SectorImpact::first).thenComparing(SectorImpact::sector))
        .toList();
  }

  private Asset asset(String id) {
    return graph.asset(id).orElseThrow();
  }

  private String after(long time) {
    return lead(time - question.begin());
  }

  /** {@code at once}, {@code <1s}, {@code 4h 0m}. */
  static String lead(long millis) {
    return millis == 0
        ? "at once"
        : millis < 1_000 ? "<1s" : Text.duration(Duration.ofMillis(millis));
  }

  private static String percent(double likelihood) {
    return likelihood > 0 && likelihood < 0.01
        ? "<1 %"
        : likelihood > 0.99 && likelihood < 1 ? ">99 %" : Math.round(likelihood * 100) + " %";
  }

  static String people(long people) {
    return String.format(Locale.ROOT, "%,d", people);
  }

  private static String time(long millis) {
    return Instant.ofEpochMilli(millis).toString();
  }
}
