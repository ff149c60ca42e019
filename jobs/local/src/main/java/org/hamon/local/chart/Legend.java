// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.chart;

import java.util.List;
import org.hamon.topology.analysis.Criticality;

/** Says how to read the drawing, and lists the most critical assets by their numbers. */
final class Legend {
  private static final int LINE = 17;
  private static final int LINES = 8;
  private static final String GREY = "#555";

  private final Markup svg;
  private final Layout layout;
  private double y;

  Legend(Markup svg, Layout layout) {
    this.svg = svg;
    this.layout = layout;
    y = layout.bottom + 24;
  }

  static double height(int critical) {
    return 30 + LINE * (double) Math.max(LINES, (critical + 1) / 2 + 2);
  }

  void draw() {
    svg.bold(16, y, 12, "#1a1a1a", "How to read it");
    y += 1;
    svg.add("<circle cx=\"30\" cy=\"%s\" r=\"5\" fill=\"%s\"/>\n", y + LINE - 4, GREY);
    line("an asset; its area grows with the people it serves");
    svg.add("<path d=\"M30 %sl5 5l-5 5l-5 -5z\" fill=\"%s\"/>\n", y + LINE - 9, GREY);
    line("a source: gives service by itself");
    sample(GREY, new Markup());
    line("dependencies, in the colour of the provider; the wider the more");
    sample(GREY, FlowDrawing.dashed(FlowDrawing.BACK));
    line("the same, running back: they depend on each other");
    sample(FlowDrawing.LINK_COLOUR, FlowDrawing.dashed(FlowDrawing.LINK));
    line("links that carry service both ways");
    note("Dependencies on places are not drawn: nearly everything has one.");
    if (layout.allFlows() > layout.flows.size()) {
      note(
          "Only the "
              + layout.flows.size()
              + " widest of "
              + layout.allFlows()
              + " lines are drawn.");
    }
  }

  private void line(String meaning) {
    y += LINE;
    svg.text(52, y, 11, "#333", meaning);
  }

  private void note(String content) {
    y += LINE;
    svg.text(16, y, 11, "#333", content);
  }

  private void sample(String colour, Markup dashes) {
    svg.add("<path d=\"M18 %sh24\" stroke=\"%s\"", y + LINE - 4, colour);
    svg.add(" stroke-width=\"2.5\"%s/>\n", dashes);
  }

  void list(List<Criticality> critical) {
    if (critical.isEmpty()) {
      return;
    }
    double top = layout.bottom + 24;
    svg.bold(
        440,
        top,
        12,
        "#1a1a1a",
        "What most people hang on, if it alone fails and stays out (people added up over assets)");
    int rows = (critical.size() + 1) / 2;
    for (int i = 0; i < critical.size(); i++) {
      int column = i / rows;
      double x = 448 + column * 290.0;
      double at = top + 18 + i % rows * 18.0;
      Criticality c = critical.get(i);
      svg.ringed(x, at - 4, i + 1);
      String name = Markup.cut(c.asset().name(), 32);
      svg.text(x + 13, at, 11, "#333", name + ": " + Look.people(c.peopleBehind()));
    }
  }
}
