// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.chart;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hamon.topology.Asset;
import org.hamon.topology.Graph;
import org.hamon.topology.analysis.Criticality;

/** Writes a layout as SVG. The same topology gives the same bytes. */
final class SvgDrawing {
  private static final int MOST_CRITICAL = 10;
  private static final double LEAST_WIDTH = 1_080;
  private static final String FONT =
      "'Noto Sans CJK JP','Noto Sans JP','Hiragino Sans','Yu Gothic',Roboto,Arial,sans-serif";

  private final Layout layout;
  private final Graph graph;
  private final List<Criticality> critical;
  private final double width;
  private final Markup svg = new Markup();

  SvgDrawing(Layout layout, List<Criticality> ranking) {
    this.layout = layout;
    graph = layout.graph;
    critical =
        ranking.stream()
            .filter(c -> !c.asset().sector().equals(Asset.AREA) && c.losing() > 1)
            .limit(MOST_CRITICAL)
            .toList();
    width = Math.max(layout.width, LEAST_WIDTH);
  }

  Markup svg() {
    double height = layout.bottom + Legend.height(critical.size());
    svg.add("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %s %s\"", width, height);
    svg.add(" width=\"%s\" height=\"%s\" font-family=\"" + FONT + "\"", width, height);
    svg.add(" font-size=\"11\" role=\"img\" aria-label=\"%s\">\n", title());
    svg.add("<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>\n");
    FlowDrawing flows = new FlowDrawing(svg, layout);
    flows.arrowHeads();
    heading();
    layout.lanes.forEach(this::lane);
    svg.add("<g class=\"flows\">\n");
    layout.flows.forEach(flows::draw);
    svg.add("</g>\n<g class=\"direct\"></g>\n");
    Map<String, Integer> rankOf = new HashMap<>();
    critical.forEach(c -> rankOf.put(c.asset().id(), rankOf.size() + 1));
    BoxDrawing boxes = new BoxDrawing(svg, layout, rankOf);
    for (int i = 0; i < layout.boxes.size(); i++) {
      boxes.draw(i, layout.boxes.get(i));
    }
    Legend legend = new Legend(svg, layout);
    legend.draw();
    legend.list(critical);
    return svg.add("</svg>\n");
  }

  private String title() {
    int dependencies = graph.dependencies().size();
    return (graph.topology().id() + " " + graph.topology().version()).strip()
        + ": "
        + Markup.count(graph.size(), "asset")
        + ", "
        + (dependencies == 1 ? "1 dependency" : Markup.grouped(dependencies) + " dependencies")
        + ", "
        + Markup.count(graph.links().size(), "link");
  }

  private void heading() {
    svg.bold(12, 24, 16, "#1a1a1a", title());
    svg.text(
        12,
        44,
        12,
        "#444",
        "Service flows from left to right: what stands left is needed by what stands right."
            + "  左から右へ：左の設備が止まると右が影響を受ける。");
  }

  private void lane(Layout.Lane lane) {
    String colour = Look.colour(lane.sector());
    double height = lane.height();
    svg.add("<rect x=\"4\" y=\"%s\" width=\"%s\" height=\"%s\"", lane.y(), width - 8, height);
    svg.add(" rx=\"6\" fill=\"%s\" fill-opacity=\"0.07\"/>", colour);
    svg.add("<rect x=\"4\" y=\"%s\" width=\"5\" height=\"%s\"", lane.y(), height);
    svg.add(" fill=\"%s\"/>\n", colour);
    double y = lane.y() + 20;
    svg.bold(16, y, 13, colour, Look.english(lane.sector()));
    if (!Look.japanese(lane.sector()).isEmpty()) {
      y += 15;
      svg.text(16, y, 11, colour, Look.japanese(lane.sector()));
    }
    if (height > 52) {
      svg.text(16, y + 14, 10, "#444", Markup.count(lane.assets(), "asset"));
    }
  }
}
