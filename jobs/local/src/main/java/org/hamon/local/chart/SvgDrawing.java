// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.chart;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hamon.topology.Asset;
import org.hamon.topology.Graph;
import org.hamon.topology.analysis.Criticality;

/** Writes a layout as SVG. The same topology gives the same bytes. */
final class SvgDrawing {
  private static final int MOST_CRITICAL = 10;
  private static final String FONT =
      "'Noto Sans CJK JP','Noto Sans JP','Hiragino Sans','Yu Gothic',Roboto,Arial,sans-serif";

  private final Layout layout;
  private final Graph graph;
  private final List<Criticality> critical;
  private final Map<String, Integer> rankOf = new HashMap<>();
  private final long mostPeople;
  private final double height;
  private final double width;
  private final StringBuilder out = new StringBuilder();

  SvgDrawing(Layout layout, List<Criticality> ranking) {
    this.layout = layout;
    graph = layout.graph;
    critical =
        ranking.stream()
            .filter(c -> !c.asset().sector().equals(Asset.AREA) && c.losing() > 1)
            .limit(MOST_CRITICAL)
            .toList();
    critical.forEach(c -> rankOf.put(c.asset().id(), rankOf.size() + 1));
    mostPeople = Math.max(1, graph.assets().stream().mapToLong(Asset::people).max().orElse(1));
    height = layout.bottom + 30 + 17.0 * Math.max(8, (critical.size() + 1) / 2 + 2);
    width = Math.max(layout.width, 960);
  }

  String svg() {
    out.append(
        String.format(
            Locale.ROOT,
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %s %s\" width=\"%s\""
                + " height=\"%s\" font-family=\"%s\" font-size=\"11\" role=\"img\""
                + " aria-label=\"%s\">\n",
            number(width),
            number(height),
            number(width),
            number(height),
            FONT,
            escaped(title())));
    out.append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
    arrowHeads();
    heading();
    layout.lanes.forEach(this::lane);
    out.append("<g class=\"flows\">\n");
    layout.flows.forEach(this::flow);
    out.append("</g>\n<g class=\"direct\"></g>\n");
    for (int i = 0; i < layout.boxes.size(); i++) {
      box(i, layout.boxes.get(i));
    }
    legend();
    return out.append("</svg>\n").toString();
  }

  private String title() {
    return (graph.topology().id() + " " + graph.topology().version()).strip()
        + ": "
        + String.format(Locale.ROOT, "%,d", graph.size())
        + " assets, "
        + String.format(Locale.ROOT, "%,d", graph.dependencies().size())
        + " dependencies, "
        + String.format(Locale.ROOT, "%,d", graph.links().size())
        + " links";
  }

  private void arrowHeads() {
    out.append("<defs>\n");
    for (Layout.Lane lane : layout.lanes) {
      out.append(
          String.format(
              Locale.ROOT,
              "<marker id=\"to-%s\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\""
                  + " markerHeight=\"7\" markerUnits=\"userSpaceOnUse\" orient=\"auto\"><path"
                  + " d=\"M0 0L8 4L0 8z\" fill=\"%s\"/></marker>\n",
              escaped(lane.sector()),
              Look.colour(lane.sector())));
    }
    out.append("</defs>\n");
  }

  private void heading() {
    text(12, 24, 16, "bold", "#1a1a1a", title());
    text(
        12,
        44,
        12,
        "normal",
        "#444",
        "Service flows from left to right: what stands left is needed by what stands right."
            + "  左から右へ：左の設備が止まると右が影響を受ける。");
  }

  private void lane(Layout.Lane lane) {
    String colour = Look.colour(lane.sector());
    out.append(
        String.format(
            Locale.ROOT,
            "<rect x=\"4\" y=\"%s\" width=\"%s\" height=\"%s\" rx=\"6\" fill=\"%s\""
                + " fill-opacity=\"0.07\"/><rect x=\"4\" y=\"%s\" width=\"5\" height=\"%s\""
                + " fill=\"%s\"/>\n",
            number(lane.y()),
            number(width - 8),
            number(lane.height()),
            colour,
            number(lane.y()),
            number(lane.height()),
            colour));
    double y = lane.y() + 20;
    text(16, y, 13, "bold", colour, Look.english(lane.sector()));
    if (!Look.japanese(lane.sector()).isEmpty()) {
      text(16, y + 15, 11, "normal", colour, Look.japanese(lane.sector()));
      y += 15;
    }
    if (lane.height() > 52) {
      text(
          16,
          y + 14,
          10,
          "normal",
          "#444",
          lane.assets() + (lane.assets() == 1 ? " asset" : " assets"));
    }
  }

  private void flow(Layout.Flow flow) {
    Layout.Placed from = layout.boxes.get(flow.from());
    Layout.Placed to = layout.boxes.get(flow.to());
    boolean onwards = to.column() > from.column();
    String colour = flow.links() ? "#757575" : Look.colour(from.box().sector());
    double startX = onwards || to.column() == from.column() ? from.right() : from.x();
    double endX = onwards ? to.x() : to.right();
    double reach = Math.max(30, Math.abs(endX - startX) * 0.45);
    double startBend = startX == from.right() ? reach : -reach;
    double endBend = onwards ? reach : -reach;
    out.append(
        String.format(
            Locale.ROOT,
            "<path class=\"flow\" data-from=\"%d\" data-to=\"%d\" d=\"M%s %sC%s %s %s %s %s %s\""
                + " fill=\"none\" stroke=\"%s\" stroke-width=\"%s\" stroke-opacity=\"%s\"%s%s><title>"
                + "%s</title></path>\n",
            flow.from(),
            flow.to(),
            number(startX),
            number(from.middle()),
            number(startX + startBend),
            number(from.middle()),
            number(endX - endBend),
            number(to.middle()),
            number(endX),
            number(to.middle()),
            colour,
            number(0.8 + 0.7 * Math.log(flow.count()) / Math.log(2)),
            flow.links() ? "0.3" : "0.38",
            flow.links() ? " stroke-dasharray=\"1 3\"" : onwards ? "" : " stroke-dasharray=\"6 4\"",
            flow.links() ? "" : " marker-end=\"url(#to-" + escaped(from.box().sector()) + ")\"",
            escaped(
                flow.count()
                    + (flow.links() ? " links between " : " dependencies: ")
                    + from.box().label()
                    + (flow.links() ? " and " : " > ")
                    + to.box().label())));
  }

  private void box(int number, Layout.Placed placed) {
    Box box = placed.box();
    String colour = Look.colour(box.sector());
    out.append(
        String.format(
            Locale.ROOT,
            "<g class=\"box\" data-box=\"%d\"><rect x=\"%s\" y=\"%s\" width=\"%d\" height=\"%d\""
                + " rx=\"4\" fill=\"#fff\" stroke=\"%s\" stroke-width=\"1.2\"/>\n",
            number,
            number(placed.x()),
            number(placed.y()),
            Box.WIDTH,
            box.height(),
            colour));
    text(
        placed.x() + 7,
        placed.y() + 14,
        11,
        "bold",
        "#1a1a1a",
        cut(box.label(), 17)
            + (box.assets().size() > 1 ? " ×" + grouped(box.assets().size()) : ""));
    if (box.people() > 0) {
      end(placed.x() + Box.WIDTH - 6, placed.y() + 14, Look.people(box.people()));
    }
    if (box.hasDots()) {
      for (int i = 0; i < box.assets().size(); i++) {
        dot(placed, i, colour);
      }
    } else {
      text(placed.x() + 7, placed.y() + 30, 10, "normal", "#444", "too many to draw each;");
      text(placed.x() + 7, placed.y() + 45, 10, "normal", "#444", regions(box));
    }
    out.append("</g>\n");
  }

  private static String regions(Box box) {
    long regions = box.assets().stream().map(a -> String.valueOf(a.region())).distinct().count();
    return grouped(box.assets().size())
        + " in "
        + regions
        + (regions == 1 ? " region" : " regions");
  }

  private void dot(Layout.Placed placed, int number, String colour) {
    Asset asset = placed.box().assets().get(number);
    double x = placed.x() + placed.box().dotX(number);
    double y = placed.y() + placed.box().dotY(number);
    double r = 2.2 + 4.4 * Math.sqrt(asset.people() / (double) mostPeople);
    String shape =
        asset.source()
            ? String.format(
                Locale.ROOT,
                "<path d=\"M%s %sl%s %sl-%s %sl-%s -%sz\" fill=\"%s\"/>",
                number(x),
                number(y - 5),
                "5",
                "5",
                "5",
                "5",
                "5",
                "5",
                colour)
            : String.format(
                Locale.ROOT,
                "<circle cx=\"%s\" cy=\"%s\" r=\"%s\" fill=\"%s\"/>",
                number(x),
                number(y),
                number(r),
                colour);
    out.append(
        String.format(
            Locale.ROOT,
            "<g class=\"asset\" data-asset=\"%d\" data-x=\"%s\" data-y=\"%s\"><title>%s</title>"
                + "<rect class=\"hit\" x=\"%s\" y=\"%s\" width=\"15\" height=\"15\""
                + " fill=\"none\" pointer-events=\"all\"/>%s",
            layout.number(asset.id()),
            number(x),
            number(y),
            escaped(tip(asset)),
            number(x - 7.5),
            number(y - 7.5),
            shape));
    Integer rank = rankOf.get(asset.id());
    if (rank != null) {
      out.append(
          String.format(
              Locale.ROOT,
              "<circle cx=\"%s\" cy=\"%s\" r=\"7.5\" fill=\"#fff\" stroke=\"#111\""
                  + " stroke-width=\"1.4\"/><text x=\"%s\" y=\"%s\" font-size=\"9\""
                  + " font-weight=\"bold\" fill=\"#111\" text-anchor=\"middle\">%d</text>",
              number(x),
              number(y),
              number(x),
              number(y + 3.2),
              rank));
    }
    if (placed.box().hasNames()) {
      text(x + 11, y + 3.5, 10, "normal", "#222", cut(asset.name(), 25));
    }
    out.append("</g>\n");
  }

  private static String tip(Asset asset) {
    List<String> words = new ArrayList<>(List.of(asset.name()));
    if (!asset.name().equals(asset.id())) {
      words.add("(" + asset.id() + ")");
    }
    if (asset.people() > 0) {
      words.add(grouped(asset.people()) + " people");
    }
    return String.join(" ", words);
  }

  private void legend() {
    double y = layout.bottom + 24;
    text(16, y, 12, "bold", "#1a1a1a", "How to read it");
    double x = 30;
    y += 18;
    out.append(
        String.format(
            Locale.ROOT,
            "<circle cx=\"%s\" cy=\"%s\" r=\"5\" fill=\"#555\"/>\n",
            number(x),
            number(y - 4)));
    text(52, y, 11, "normal", "#333", "an asset; its area grows with the people it serves");
    y += 17;
    out.append(
        String.format(
            Locale.ROOT,
            "<path d=\"M%s %sl5 5l-5 5l-5 -5z\" fill=\"#555\"/>\n",
            number(x),
            number(y - 9)));
    text(52, y, 11, "normal", "#333", "a source: gives service by itself");
    y += 17;
    sample(y, "#555", "", "2.5");
    text(
        52,
        y,
        11,
        "normal",
        "#333",
        "dependencies, in the colour of the provider; the wider the more");
    y += 17;
    sample(y, "#555", " stroke-dasharray=\"6 4\"", "2.5");
    text(52, y, 11, "normal", "#333", "the same, running back: they depend on each other");
    y += 17;
    sample(y, "#757575", " stroke-dasharray=\"1 3\"", "2");
    text(52, y, 11, "normal", "#333", "links that carry service both ways");
    y += 17;
    text(
        16,
        y,
        11,
        "normal",
        "#333",
        "Dependencies on places are not drawn: nearly everything has one.");
    if (layout.allFlows() > layout.flows.size()) {
      y += 17;
      text(
          16,
          y,
          11,
          "normal",
          "#333",
          "Only the "
              + layout.flows.size()
              + " widest of "
              + layout.allFlows()
              + " lines are drawn.");
    }
    criticalList(layout.bottom + 24);
  }

  private void sample(double y, String colour, String dashes, String stroke) {
    out.append(
        String.format(
            Locale.ROOT,
            "<path d=\"M18 %sh24\" stroke=\"%s\" stroke-width=\"%s\"%s/>\n",
            number(y - 4),
            colour,
            stroke,
            dashes));
  }

  private void criticalList(double top) {
    if (critical.isEmpty()) {
      return;
    }
    text(
        440,
        top,
        12,
        "bold",
        "#1a1a1a",
        "What most people hang on, if it alone fails and stays out (people added up over assets)");
    int rows = (critical.size() + 1) / 2;
    for (int i = 0; i < critical.size(); i++) {
      int column = i / rows;
      double x = 448 + column * 290.0;
      double y = top + 18 + i % rows * 18.0;
      Criticality c = critical.get(i);
      out.append(
          String.format(
              Locale.ROOT,
              "<circle cx=\"%s\" cy=\"%s\" r=\"7.5\" fill=\"#fff\" stroke=\"#111\""
                  + " stroke-width=\"1.4\"/><text x=\"%s\" y=\"%s\" font-size=\"9\""
                  + " font-weight=\"bold\" text-anchor=\"middle\">%d</text>\n",
              number(x),
              number(y - 4),
              number(x),
              number(y - 0.8),
              i + 1));
      text(
          x + 13,
          y,
          11,
          "normal",
          "#333",
          cut(c.asset().name(), 32) + ": " + Look.people(c.peopleBehind()));
    }
  }

  private void text(double x, double y, int size, String weight, String colour, String content) {
    out.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%s\" y=\"%s\" font-size=\"%d\"%s fill=\"%s\">%s</text>\n",
            number(x),
            number(y),
            size,
            weight.equals("bold") ? " font-weight=\"bold\"" : "",
            colour,
            escaped(content)));
  }

  private void end(double x, double y, String content) {
    out.append(
        String.format(
            Locale.ROOT,
            "<text x=\"%s\" y=\"%s\" font-size=\"10\" fill=\"#444\" text-anchor=\"end\">%s</text>\n",
            number(x),
            number(y),
            escaped(content)));
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }

  private static String grouped(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** At most one decimal. */
  private static String number(double value) {
    double rounded = Math.round(value * 10) / 10.0;
    return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
  }

  /** Safe as text and in attributes; what XML cannot hold is left out. */
  static String escaped(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .filter(c -> c >= ' ' && c != 0xFFFE && c != 0xFFFF && !(c >= 0xD800 && c <= 0xDFFF))
        .forEach(
            c -> {
              switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(c);
              }
            });
    return safe.toString();
  }
}
