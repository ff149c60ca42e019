// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.report;

import java.util.Map;
import org.hamon.local.chart.Look;
import org.hamon.local.chart.Markup;
import org.hamon.replay.scoring.Score;

/** How often each sector was told something new. */
final class Loads {

  private static final double WIDTH = 500;
  private static final double LEFT = 110;
  private static final double ROW = 24;
  private static final int LIMIT = 10;

  private Loads() {}

  static Markup of(Map<String, Score.Load> loads) {
    int most =
        Math.max(LIMIT + 2, loads.values().stream().mapToInt(Score.Load::most).max().orElse(0));
    double unit = (WIDTH - LEFT - 30) / most;
    double height = loads.size() * ROW + 26;
    Markup svg = new Markup();
    svg.add("<svg viewBox=\"0 0 %s %s\" role=\"img\"", WIDTH, height);
    svg.add(" aria-label=\"Most new warnings in ten minutes\">\n");
    double y = 4;
    for (Map.Entry<String, Score.Load> entry : loads.entrySet()) {
      int its = entry.getValue().most();
      svg.textUpTo(LEFT - 8, y + 14, Look.english(entry.getKey()));
      svg.add("<rect x=\"%s\" y=\"%s\" width=\"%s\"", LEFT, y + 2, its * unit);
      svg.add(" height=\"16\" fill=\"%s\"/>\n", its > LIMIT ? "#c00018" : "#3a6ea5");
      svg.text(LEFT + its * unit + 5, y + 14, 11, "#333", Integer.toString(its));
      y += ROW;
    }
    double limit = LEFT + LIMIT * unit;
    svg.add("<line x1=\"%s\" x2=\"%s\" y1=\"0\"", limit, limit);
    svg.add(" y2=\"%s\" stroke=\"#c00018\" stroke-dasharray=\"4 3\"/>\n", height - 18);
    svg.text(limit - 30, height - 5, 11, "#c00018", "limit " + LIMIT);
    return svg.add("</svg>\n");
  }
}
