// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.hamon.local.chart.Markup;
import org.hamon.replay.scoring.LeadTable;

/** How long before things happened their sectors were warned. */
final class Leads {

  private static final double WIDTH = 500;
  private static final double HEIGHT = 230;
  private static final double BOTTOM = 190;
  private static final double TALLEST = 150;

  private static final List<Duration> ENDS =
      List.of(
          Duration.ZERO,
          Duration.ofMinutes(10),
          Duration.ofMinutes(30),
          Duration.ofHours(1),
          Duration.ofHours(3),
          Duration.ofHours(6),
          Duration.ofHours(12));

  private static final List<String> NAMES =
      List.of(
          "after",
          "< 10 min",
          "< 30 min",
          "< 1 h",
          "< 3 h",
          "< 6 h",
          "< 12 h",
          "longer",
          "not at all");

  private Leads() {}

  static Markup of(List<LeadTable.Row> rows) {
    int[] counts = new int[NAMES.size()];
    rows.forEach(row -> counts[bin(row)]++);
    int most = 1;
    List<Integer> all = new ArrayList<>();
    for (int count : counts) {
      most = Math.max(most, count);
      all.add(count);
    }
    Markup svg = new Markup();
    svg.add("<svg viewBox=\"0 0 %s %s\" role=\"img\"", WIDTH, HEIGHT);
    svg.add(" aria-label=\"Distribution of lead times\">\n");
    double step = WIDTH / NAMES.size();
    for (int i = 0; i < all.size(); i++) {
      double height = TALLEST * all.get(i) / most;
      double x = i * step + 6;
      boolean missed = i == all.size() - 1;
      svg.add("<rect x=\"%s\" y=\"%s\"", x, BOTTOM - height);
      svg.add(" width=\"%s\" height=\"%s\"", step - 12, height);
      svg.add(" fill=\"%s\"/>\n", missed ? "#c00018" : "#3a6ea5");
      centred(svg, x + step / 2 - 6, BOTTOM - height - 6, Integer.toString(all.get(i)));
      centred(svg, x + step / 2 - 6, BOTTOM + 16, NAMES.get(i));
    }
    svg.add("<line x1=\"0\" x2=\"%s\" y1=\"%s\"", WIDTH, BOTTOM);
    svg.add(" y2=\"%s\" stroke=\"#555\"/></svg>\n", BOTTOM);
    return svg;
  }

  private static void centred(Markup svg, double x, double y, String content) {
    svg.add("<text x=\"%s\" y=\"%s\" font-size=\"10.5\" fill=\"#333\"", x, y);
    svg.add(" text-anchor=\"middle\">%s</text>\n", content);
  }

  private static int bin(LeadTable.Row row) {
    if (row.lead().isEmpty()) {
      return NAMES.size() - 1;
    }
    Duration lead = row.lead().get();
    for (int i = 0; i < ENDS.size(); i++) {
      if (lead.compareTo(ENDS.get(i)) < 0) {
        return i;
      }
    }
    return ENDS.size();
  }
}
