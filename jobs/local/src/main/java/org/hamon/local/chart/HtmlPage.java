// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.chart;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import org.hamon.topology.Asset;
import org.hamon.topology.Dependency;
import org.hamon.topology.Graph;

/** The drawing in a page of its own, with what a small script needs to follow dependencies. */
final class HtmlPage {
  /** Above, only boxes can be followed: the page would be too heavy. */
  private static final int MOST_ASSETS = 5_000;

  private final Layout layout;
  private final Markup svg;

  HtmlPage(Layout layout, Markup svg) {
    this.layout = layout;
    this.svg = svg;
  }

  String html() {
    return Template.of(HtmlPage.class, "page.html")
        .filled(
            Map.of(
                "TITLE", Markup.of(layout.graph.topology().id()),
                "STYLE", Markup.ofResource(HtmlPage.class, "page.css"),
                "SCRIPT", Markup.ofResource(HtmlPage.class, "page.js"),
                "SVG", svg,
                "DATA", Markup.data(data())));
  }

  private ObjectNode data() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    Graph graph = layout.graph;
    ArrayNode boxes = node.putArray("boxes");
    layout.boxes.forEach(
        placed -> boxes.add(Look.english(placed.box().sector()) + ": " + placed.box().label()));
    ArrayNode flows = node.putArray("flows");
    layout.flows.stream()
        .filter(flow -> !flow.links())
        .forEach(flow -> flows.addArray().add(flow.from()).add(flow.to()));
    ArrayNode assets = node.putArray("assets");
    ArrayNode dependencies = node.putArray("dependencies");
    if (graph.size() <= MOST_ASSETS) {
      for (Asset asset : graph.assets()) {
        assets
            .addArray()
            .add(asset.id())
            .add(asset.name())
            .add(Look.english(asset.sector()))
            .add(asset.people())
            .add(layout.box(asset.id()));
      }
      for (Dependency d : graph.dependencies()) {
        dependencies.addArray().add(layout.number(d.provider())).add(layout.number(d.dependent()));
      }
    }
    return node;
  }
}
