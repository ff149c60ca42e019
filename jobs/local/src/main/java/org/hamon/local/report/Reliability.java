// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.report;

import java.util.List;
import org.hamon.local.chart.Markup;
import org.hamon.replay.scoring.Forecasts;

/** What was told against what came: on the diagonal a likelihood means what it says. */
final class Reliability {

  private static final double LEFT = 46;
  private static final double TOP = 12;
  private static final double SIDE = 210;

  private Reliability() {}

  static Markup of(List<Forecasts.Bin> bins) {
    Markup svg = new Markup();
    svg.add("<svg viewBox=\"0 0 330 270\" role=\"img\" aria-label=\"Reliability diagram\">\n");
    svg.add("<rect x=\"%s\" y=\"%s\"", LEFT, TOP);
    svg.add(" width=\"%s\" height=\"%s\" fill=\"#fff\" stroke=\"#999\"/>\n", SIDE, SIDE);
    // Within ten points: what the project asks of itself.
    svg.add("<path d=\"M%s %s", x(0), y(0.1));
    svg.add("L%s %sL%s %s", x(0.9), y(1), x(1), y(1));
    svg.add("L%s %sL%s %s", x(1), y(0.9), x(0.1), y(0));
    svg.add("L%s %sz\" fill=\"#3a6ea51c\"/>\n", x(0), y(0));
    svg.add("<line x1=\"%s\" y1=\"%s\"", x(0), y(0));
    svg.add(" x2=\"%s\" y2=\"%s\" stroke=\"#777\" stroke-dasharray=\"4 3\"/>\n", x(1), y(1));
    for (int tick = 0; tick <= 4; tick++) {
      double part = tick / 4.0;
      svg.textUpTo(LEFT - 6, y(part) + 4, tick * 25 + " %");
      svg.add("<text x=\"%s\" y=\"%s\" font-size=\"10\"", x(part), TOP + SIDE + 14);
      svg.add(" fill=\"#444\" text-anchor=\"middle\">%d %%</text>\n", tick * 25);
    }
    for (Forecasts.Bin bin : bins) {
      double radius = Math.min(14, 3 + Math.sqrt(bin.forecasts()));
      svg.add("<circle cx=\"%s\" cy=\"%s\"", x(bin.told()), y(bin.happened()));
      svg.add(" r=\"%s\" fill=\"#3a6ea5aa\" stroke=\"#23486f\">", radius);
      svg.add(
          "<title>%s forecasts: told %s %%, came true %s %%</title></circle>\n",
          bin.forecasts(), bin.told() * 100, bin.happened() * 100);
    }
    svg.add("<text x=\"%s\" y=\"%s\" font-size=\"11\"", LEFT + SIDE / 2, TOP + SIDE + 34);
    svg.add(" fill=\"#333\" text-anchor=\"middle\">likelihood that was told</text>\n");
    svg.text(LEFT + SIDE + 8, TOP + 12, 11, "#333", "share that");
    svg.text(LEFT + SIDE + 8, TOP + 26, 11, "#333", "came true");
    return svg.add("</svg>\n");
  }

  private static double x(double part) {
    return LEFT + SIDE * part;
  }

  private static double y(double part) {
    return TOP + SIDE * (1 - part);
  }
}
