// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.hamon.topology.Asset;
import org.hamon.topology.Dependency;
import org.hamon.topology.Graph;
import org.hamon.topology.analysis.Criticality;
import org.hamon.topology.analysis.DependencyMatrix;
import org.hamon.topology.analysis.WeakPoint;

/** The whole of a topology: what there is, who depends on whom, what matters most. */
record OverviewView(
    Graph graph, DependencyMatrix matrix, Criticality.Ranking critical, List<WeakPoint> weakPoints)
    implements TopologyView {

  private static final int LONGEST_KINDS = 60;
  private static final int LONGEST_ID = 32;
  private static final int LONGEST_REGIONS = 110;

  static OverviewView of(Graph graph) {
    return new OverviewView(
        graph, DependencyMatrix.of(graph), Criticality.of(graph), WeakPoint.of(graph));
  }

  @Override
  public ObjectNode json() {
    return OverviewJson.of(this);
  }

  @Override
  public List<String> lines(int top) {
    List<String> lines = new ArrayList<>();
    lines.add(
        (graph.topology().id() + " " + graph.topology().version()).strip()
            + ": "
            + Text.count(graph.size(), "asset")
            + ", "
            + dependencies()
            + ", "
            + Text.count(graph.links().size(), "link"));
    if (graph.size() == 0) {
      return lines;
    }
    lines.add("");
    lines.addAll(Text.table(sectorRows()));
    Map<String, Long> regions = regions();
    if (regions.size() > 1) {
      lines.add("");
      lines.add("regions: " + Text.cut(joined(regions), LONGEST_REGIONS));
    }
    if (!matrix.cells().isEmpty()) {
      lines.add("");
      lines.add("Who depends on whom: of the sector in the column, so many percent of the assets");
      lines.add("depend directly on at least one asset of the sector in the row.");
      lines.addAll(Text.table(matrixRows()));
    }
    lines.add("");
    lines.add("What most people hang on: if it alone fails and stays out, buffers run down.");
    lines.addAll(Text.table(criticalRows(top)));
    if (matrix.sectors().contains(Asset.AREA)) {
      lines.add("Places (area) are left out here; --blast shows what goes with one.");
    }
    if (!critical.complete()) {
      lines.add(
          "Only the "
              + Text.count(critical.all().size(), "asset")
              + " with the most dependents and links were looked at.");
    }
    List<WeakPoint> across = weakPoints.stream().filter(WeakPoint::isAcrossSectors).toList();
    if (!across.isEmpty()) {
      lines.add("");
      lines.add(
          "Weak points: without it, assets of more than its own sector hang on nothing else ("
              + across.size()
              + " of "
              + weakPoints.size()
              + " in all).");
      lines.addAll(Text.table(weakRows(across, top)));
    }
    lines.add("");
    lines.add(
        "people: those whom the assets serve, added up, so a person counts once for each asset.");
    return lines;
  }

  private String dependencies() {
    return graph.dependencies().size() == 1
        ? "1 dependency"
        : String.format(Locale.ROOT, "%,d dependencies", graph.dependencies().size())
            + (types().isEmpty() ? "" : " (" + joined(types()) + ")");
  }

  private List<List<String>> sectorRows() {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("sector", "assets", "sources", "people", "kinds"));
    for (String sector : matrix.sectors()) {
      List<Asset> assets = of(sector);
      rows.add(
          List.of(
              sector,
              Integer.toString(assets.size()),
              Long.toString(assets.stream().filter(Asset::source).count()),
              ImpactReport.people(people(assets)),
              Text.cut(joined(kinds(assets)), LONGEST_KINDS)));
    }
    return rows;
  }

  private List<List<String>> matrixRows() {
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("provider \\ dependent"));
    matrix.sectors().forEach(sector -> head.add(Text.cut(sector, 7)));
    rows.add(head);
    for (String provider : matrix.sectors()) {
      Map<String, DependencyMatrix.Cell> row = matrix.cells().getOrDefault(provider, Map.of());
      if (!row.isEmpty()) {
        List<String> line = new ArrayList<>(List.of(provider));
        for (String dependent : matrix.sectors()) {
          DependencyMatrix.Cell cell = row.get(dependent);
          line.add(cell == null ? "." : Long.toString(Math.max(1, Math.round(100 * cell.share()))));
        }
        rows.add(line);
      }
    }
    return rows;
  }

  private List<List<String>> criticalRows(int top) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of("asset", "sector", "people behind", "assets", "sectors", "downstream", "on paths"));
    critical.all().stream()
        .filter(c -> !c.asset().sector().equals(Asset.AREA))
        .limit(top)
        .forEach(
            c ->
                rows.add(
                    List.of(
                        Text.cut(c.asset().id(), LONGEST_ID),
                        c.asset().sector(),
                        ImpactReport.people(c.peopleBehind()),
                        Integer.toString(c.losing()),
                        Integer.toString(c.sectorsLosing()),
                        Integer.toString(c.downstream()),
                        String.format(Locale.ROOT, "%,.0f", c.betweenness()))));
    return rows;
  }

  private static List<List<String>> weakRows(List<WeakPoint> points, int top) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("asset", "sector", "cuts off people", "assets", "of sectors"));
    points.stream()
        .limit(top)
        .forEach(
            w ->
                rows.add(
                    List.of(
                        Text.cut(w.asset().id(), LONGEST_ID),
                        w.asset().sector(),
                        ImpactReport.people(w.peopleCutOff()),
                        Integer.toString(w.assetsCutOff()),
                        String.join(", ", w.sectorsCutOff()))));
    return rows;
  }

  List<Asset> of(String sector) {
    return graph.assets().stream().filter(asset -> asset.sector().equals(sector)).toList();
  }

  static long people(List<Asset> assets) {
    return assets.stream().mapToLong(Asset::people).sum();
  }

  static Map<String, Long> kinds(List<Asset> assets) {
    Map<String, Long> kinds = new TreeMap<>();
    assets.forEach(a -> kinds.merge(a.kind() == null ? "(no kind)" : a.kind(), 1L, Long::sum));
    return kinds;
  }

  Map<String, Long> types() {
    Map<String, Long> types = new TreeMap<>();
    for (Dependency d : graph.dependencies()) {
      types.merge(d.type().name().toLowerCase(Locale.ROOT), 1L, Long::sum);
    }
    return types;
  }

  Map<String, Long> regions() {
    Map<String, Long> regions = new TreeMap<>();
    for (Asset asset : graph.assets()) {
      regions.merge(asset.region() == null ? "(none)" : asset.region(), 1L, Long::sum);
    }
    return regions;
  }

  /** The most frequent first. */
  private static String joined(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }
}
