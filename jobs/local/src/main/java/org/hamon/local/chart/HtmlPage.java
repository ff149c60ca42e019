// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.chart;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.hamon.topology.Asset;
import org.hamon.topology.Dependency;
import org.hamon.topology.Graph;

/** The drawing in a page of its own, with what a small script needs to follow dependencies. */
final class HtmlPage {
  /** Above, only boxes can be followed: the page would be too heavy. */
  private static final int MOST_ASSETS = 5_000;

  private final Layout layout;
  private final String svg;

  HtmlPage(Layout layout, String svg) {
    this.layout = layout;
    this.svg = svg;
  }

  String html() {
    return resource("page.html")
        .replace("%TITLE%", Svg.escaped(layout.graph.topology().id()))
        .replace("%STYLE%", resource("page.css"))
        .replace("%SCRIPT%", resource("page.js"))
        .replace("%SVG%", svg)
        .replace("%DATA%", data().toString().replace("<", "\\u003c").replace("\u2028", " "));
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

  private static String resource(String name) {
    try (InputStream in = HtmlPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("Expected the resource " + name + ", but there is none");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
