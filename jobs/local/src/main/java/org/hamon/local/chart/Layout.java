// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.chart;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.hamon.topology.Asset;
import org.hamon.topology.Dependency;
import org.hamon.topology.Graph;
import org.hamon.topology.Link;

/**
 * Where everything goes: sectors are lanes, from top to bottom; in a lane, boxes of one kind of
 * asset each, in columns such that dependencies run from left to right. Places ({@code area}) have
 * a lane but set no column, since nearly everything depends on one.
 */
final class Layout {
  static final int LEFT = 132;
  static final int TOP = 64;
  static final int COLUMN = Box.WIDTH + 66;
  private static final int GAP = 10;
  private static final int LANE_PAD = 9;
  private static final int MOST_KINDS = 12;

  /**
   * More lines than this nobody can tell apart: then a sector is one box, and if that does not help
   * the widest lines are drawn.
   */
  private static final int MOST_FLOWS = 400;

  /** A box and where its upper left corner is. */
  record Placed(Box box, int column, double x, double y) {
    double right() {
      return x + Box.WIDTH;
    }

    double middle() {
      return y + box.height() / 2.0;
    }
  }

  /** A sector's lane. */
  record Lane(String sector, double y, double height, int assets, long people) {}

  /** Dependencies, or links, from one box to another, by number of the box. */
  record Flow(int from, int to, int count, boolean links) {}

  final Graph graph;

  private final Map<String, Integer> numbers = new HashMap<>();
  final List<Placed> boxes = new ArrayList<>();
  final List<Lane> lanes = new ArrayList<>();
  final List<Flow> flows = new ArrayList<>();
  final double width;
  final double bottom;

  /** How many flows there are, drawn or not. */
  private int allFlows;

  /** By asset id: the number of its box. */
  private final Map<String, Integer> boxOf = new HashMap<>();

  Layout(Graph graph) {
    this.graph = graph;
    graph.assets().forEach(asset -> numbers.put(asset.id(), numbers.size()));
    List<Box> unplaced = boxes(Layout::label);
    int[][] weights = weights(unplaced);
    if (pairs(weights) > MOST_FLOWS) {
      unplaced = boxes(asset -> "all kinds");
      weights = weights(unplaced);
    }
    int[] columns = Columns.of(weights);
    bottom = place(unplaced, columns);
    width = LEFT + (Arrays.stream(columns).max().orElse(0) + 1) * (double) COLUMN;
    flow(weights);
  }

  int allFlows() {
    return allFlows;
  }

  int box(String asset) {
    return boxOf.getOrDefault(asset, -1);
  }

  private int[][] weights(List<Box> boxes) {
    for (int i = 0; i < boxes.size(); i++) {
      for (Asset asset : boxes.get(i).assets()) {
        boxOf.put(asset.id(), i);
      }
    }
    int[][] weights = new int[boxes.size()][boxes.size()];
    for (Dependency d : graph.dependencies()) {
      if (!isPlace(d.provider())) {
        weights[box(d.provider())][box(d.dependent())]++;
      }
    }
    return weights;
  }

  private static long pairs(int[][] weights) {
    return Arrays.stream(weights).flatMapToInt(Arrays::stream).filter(weight -> weight > 0).count();
  }

  boolean isPlace(String asset) {
    return graph.asset(asset).map(Asset::sector).orElse("").equals(Asset.AREA);
  }

  private List<Box> boxes(Function<Asset, String> label) {
    Map<String, Map<String, List<Asset>>> bySector = new LinkedHashMap<>();
    Set<String> sectors = new LinkedHashSet<>(graph.sectors());
    graph.assets().stream().map(Asset::sector).sorted().forEach(sectors::add);
    sectors.forEach(sector -> bySector.put(sector, new TreeMap<>()));
    for (Asset asset : graph.assets()) {
      bySector
          .getOrDefault(asset.sector(), new TreeMap<>())
          .computeIfAbsent(label.apply(asset), kind -> new ArrayList<>())
          .add(asset);
    }
    List<Box> boxes = new ArrayList<>();
    bySector.forEach((sector, kinds) -> boxes.addAll(boxes(sector, kinds)));
    return boxes;
  }

  private static String label(Asset asset) {
    if (asset.kind() != null) {
      return asset.kind();
    }
    return asset.region() == null ? "assets" : asset.region();
  }

  /** The rare kinds of a sector that has many share one box. */
  private static List<Box> boxes(String sector, Map<String, List<Asset>> kinds) {
    List<String> byCount =
        kinds.keySet().stream()
            .sorted(Comparator.comparingInt((String k) -> -sizeOf(kinds, k)).thenComparing(k -> k))
            .toList();
    List<Box> boxes = new ArrayList<>();
    List<Asset> others = new ArrayList<>();
    for (String kind : byCount) {
      List<Asset> assets = kinds.getOrDefault(kind, List.of());
      if (boxes.size() < MOST_KINDS - 1 || byCount.size() <= MOST_KINDS) {
        boxes.add(new Box(sector, kind, assets));
      } else {
        others.addAll(assets);
      }
    }
    if (!others.isEmpty()) {
      boxes.add(new Box(sector, byCount.size() - boxes.size() + " other kinds", others));
    }
    return boxes;
  }

  private static int sizeOf(Map<String, List<Asset>> kinds, String kind) {
    return kinds.getOrDefault(kind, List.of()).size();
  }

  private double place(List<Box> unplaced, int[] columns) {
    double y = TOP;
    int first = 0;
    while (first < unplaced.size()) {
      String sector = unplaced.get(first).sector();
      Map<Integer, Double> filled = new HashMap<>();
      int next = first;
      double height = 0;
      int assets = 0;
      long people = 0;
      for (; next < unplaced.size() && unplaced.get(next).sector().equals(sector); next++) {
        Box box = unplaced.get(next);
        int column = sector.equals(Asset.AREA) ? (next - first) % 6 : columns[next];
        double above = filled.getOrDefault(column, (double) LANE_PAD);
        boxes.add(new Placed(box, column, LEFT + column * (double) COLUMN, y + above));
        filled.put(column, above + box.height() + GAP);
        height = Math.max(height, above + box.height() + LANE_PAD);
        assets += box.assets().size();
        people += box.people();
      }
      lanes.add(new Lane(sector, y, height, assets, people));
      y += height + 4;
      first = next;
    }
    return y;
  }

  private void flow(int[][] weights) {
    for (int from = 0; from < weights.length; from++) {
      for (int to = 0; to < weights.length; to++) {
        if (from != to && weights[from][to] > 0) {
          flows.add(new Flow(from, to, weights[from][to], false));
        }
      }
    }
    Map<List<Integer>, Integer> links = new LinkedHashMap<>();
    for (Link link : graph.links()) {
      int a = Math.min(box(link.a()), box(link.b()));
      int b = Math.max(box(link.a()), box(link.b()));
      if (a != b) {
        links.merge(List.of(a, b), 1, Integer::sum);
      }
    }
    links.forEach((ends, count) -> flows.add(new Flow(ends.get(0), ends.get(1), count, true)));
    allFlows = flows.size();
    if (flows.size() > MOST_FLOWS) {
      List<Flow> widest =
          flows.stream()
              .sorted(Comparator.comparingInt(Flow::count).reversed())
              .limit(MOST_FLOWS)
              .toList();
      flows.retainAll(new HashSet<>(widest));
    }
  }

  /** The number of an asset of the graph, from 0 in the order of ids. */
  int number(String asset) {
    return Objects.requireNonNull(numbers.get(asset));
  }
}
