// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.chart;

/** Draws the lines between boxes. */
final class FlowDrawing {
  static final String BACK = "6 4";
  static final String LINK = "1 3";
  static final String LINK_COLOUR = "#757575";

  private final Markup svg;
  private final Layout layout;

  FlowDrawing(Markup svg, Layout layout) {
    this.svg = svg;
    this.layout = layout;
  }

  void arrowHeads() {
    svg.add("<defs>\n");
    for (Layout.Lane lane : layout.lanes) {
      svg.add("<marker id=\"to-%s\" viewBox=\"0 0 8 8\" refX=\"7\"", lane.sector());
      svg.add(" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" markerUnits=\"userSpaceOnUse\"");
      svg.add(" orient=\"auto\"><path d=\"M0 0L8 4L0 8z\"");
      svg.add(" fill=\"%s\"/></marker>\n", Look.colour(lane.sector()));
    }
    svg.add("</defs>\n");
  }

  void draw(Layout.Flow flow) {
    Layout.Placed from = layout.boxes.get(flow.from());
    Layout.Placed to = layout.boxes.get(flow.to());
    boolean onwards = to.column() > from.column();
    double startX = onwards || to.column() == from.column() ? from.right() : from.x();
    double endX = onwards ? to.x() : to.right();
    double reach = Math.max(30, Math.abs(endX - startX) * 0.45);
    double startBend = startX == from.right() ? reach : -reach;
    double endBend = onwards ? reach : -reach;
    svg.add("<path class=\"flow\" data-from=\"%d\" data-to=\"%d\"", flow.from(), flow.to());
    svg.add(" d=\"M%s %s", startX, from.middle());
    svg.add("C%s %s %s %s", startX + startBend, from.middle(), endX - endBend, to.middle());
    svg.add(" %s %s\" fill=\"none\"", endX, to.middle());
    svg.add(" stroke-width=\"%s\"", 0.8 + 0.7 * Math.log(flow.count()) / Math.log(2));
    if (flow.links()) {
      svg.add(" stroke=\"%s\" stroke-opacity=\"0.3\"%s>", LINK_COLOUR, dashed(LINK));
    } else {
      svg.add(" stroke=\"%s\" stroke-opacity=\"0.38\"", Look.colour(from.box().sector()));
      svg.add(
          "%s marker-end=\"url(#to-%s)\">",
          onwards ? new Markup() : dashed(BACK), from.box().sector());
    }
    svg.add("<title>%s</title></path>\n", tip(flow, from.box(), to.box()));
  }

  static Markup dashed(String dashes) {
    return new Markup().add(" stroke-dasharray=\"%s\"", dashes);
  }

  private static String tip(Layout.Flow flow, Box from, Box to) {
    return flow.links()
        ? Markup.count(flow.count(), "link") + " between " + from.label() + " and " + to.label()
        : from.label() + " > " + to.label() + ", dependencies: " + Markup.grouped(flow.count());
  }
}
