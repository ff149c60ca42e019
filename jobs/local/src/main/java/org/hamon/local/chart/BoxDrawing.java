// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hamon.topology.Asset;

/** Draws boxes and the dots in them. */
final class BoxDrawing {
  private static final int LONGEST_LABEL = 17;
  private static final int LONGEST_NAME = 25;

  private final Markup svg;
  private final Layout layout;

  /** By asset id: which of the most critical it is, from 1. */
  private final Map<String, Integer> rankOf;

  private final long mostPeople;

  BoxDrawing(Markup svg, Layout layout, Map<String, Integer> rankOf) {
    this.svg = svg;
    this.layout = layout;
    this.rankOf = rankOf;
    mostPeople =
        Math.max(1, layout.graph.assets().stream().mapToLong(Asset::people).max().orElse(1));
  }

  void draw(int number, Layout.Placed placed) {
    Box box = placed.box();
    double x = placed.x();
    double y = placed.y();
    String colour = Look.colour(box.sector());
    svg.add("<g class=\"box\" data-box=\"%d\"><rect x=\"%s\" y=\"%s\"", number, x, y);
    svg.add(" width=\"%d\" height=\"%d\" rx=\"4\" fill=\"#fff\"", Box.WIDTH, box.height());
    svg.add(" stroke=\"%s\" stroke-width=\"1.2\"/>\n", colour);
    int size = box.assets().size();
    String count = size > 1 ? " ×" + Markup.grouped(size) : "";
    svg.bold(x + 7, y + 14, 11, "#1a1a1a", Markup.cut(box.label(), LONGEST_LABEL) + count);
    if (box.people() > 0) {
      svg.textUpTo(placed.right() - 6, y + 14, Look.people(box.people()));
    }
    if (box.hasDots()) {
      for (int i = 0; i < size; i++) {
        dot(placed, i, colour);
      }
    } else {
      svg.text(x + 7, y + 30, 10, "#444", "too many to draw each;");
      svg.text(x + 7, y + 45, 10, "#444", regions(box));
    }
    svg.add("</g>\n");
  }

  private static String regions(Box box) {
    long regions = box.assets().stream().map(a -> String.valueOf(a.region())).distinct().count();
    return Markup.grouped(box.assets().size()) + " in " + Markup.count(regions, "region");
  }

  private void dot(Layout.Placed placed, int number, String colour) {
    Asset asset = placed.box().assets().get(number);
    double x = placed.x() + placed.box().dotX(number);
    double y = placed.y() + placed.box().dotY(number);
    svg.add("<g class=\"asset\" data-asset=\"%d\"", layout.number(asset.id()));
    svg.add(" data-x=\"%s\" data-y=\"%s\"><title>%s</title>", x, y, tip(asset));
    svg.add("<rect x=\"%s\" y=\"%s\" width=\"15\" height=\"15\"", x - 7.5, y - 7.5);
    svg.add(" fill=\"none\" pointer-events=\"all\"/>");
    if (asset.source()) {
      svg.add("<path d=\"M%s %sl5 5l-5 5l-5 -5z\" fill=\"%s\"/>", x, y - 5, colour);
    } else {
      double radius = 2.2 + 4.4 * Math.sqrt(asset.people() / (double) mostPeople);
      svg.add("<circle cx=\"%s\" cy=\"%s\" r=\"%s\" fill=\"%s\"/>", x, y, radius, colour);
    }
    Integer rank = rankOf.get(asset.id());
    if (rank != null) {
      svg.ringed(x, y, rank);
    }
    if (placed.box().hasNames()) {
      svg.text(x + 11, y + 3.5, 10, "#222", Markup.cut(asset.name(), LONGEST_NAME));
    }
    svg.add("</g>\n");
  }

  private static String tip(Asset asset) {
    List<String> words = new ArrayList<>(List.of(asset.name()));
    if (!asset.name().equals(asset.id())) {
      words.add("(" + asset.id() + ")");
    }
    if (asset.people() > 0) {
      words.add(Markup.grouped(asset.people()) + " people");
    }
    return String.join(" ", words);
  }
}
