// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.importing;

import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.hamon.topology.reading.Findings;
import org.jspecify.annotations.Nullable;

/**
 * Reads the nodes and edges of a GraphML file, however it was made: the data of a key that says
 * neither what it is called nor what it is for, defaults, labels that an editor keeps in its own
 * drawing elements, graphs within nodes. Data that are called like a column of the graph's own
 * ({@code id}, {@code source}, {@code target}) become {@code data-id} and so on.
 *
 * <p>The encoding is that of the byte order mark or the XML declaration. A document type
 * declaration is refused: without one there is no entity to expand and nothing outside the file to
 * fetch.
 */
final class GraphMlReader {

  private static final String LABEL = "label";

  /** What data are called, for nodes, for edges, and what stands where there are none. */
  private static final class Key {
    @Nullable String nodeColumn;
    @Nullable String edgeColumn;
    @Nullable String otherwise;
  }

  /** A node or edge that is open, with what was drawn as its label. */
  private record Open(Map<String, String> values, boolean isNode, StringBuilder drawn) {}

  private final XMLStreamReader xml;
  private final GraphTables.Table nodes;
  private final GraphTables.Table edges;
  private final Findings findings;
  private final Map<String, Key> keys = new LinkedHashMap<>();
  private final Deque<Open> open = new ArrayDeque<>();
  private boolean hyperedge;

  GraphMlReader(InputStream in, GraphTables.Table nodes, GraphTables.Table edges, Findings findings)
      throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    xml = factory.createXMLStreamReader(in);
    this.nodes = nodes;
    this.edges = edges;
    this.findings = findings;
  }

  void read() throws XMLStreamException {
    boolean any = false;
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamConstants.DTD) {
        throw new XMLStreamException("it has a document type declaration", xml.getLocation());
      } else if (event == XMLStreamConstants.START_ELEMENT) {
        if (!any && !xml.getLocalName().equals("graphml")) {
          error(
              "Expected the element graphml, but the document is a '" + xml.getLocalName() + "'.");
          return;
        }
        any = true;
        begin(xml.getLocalName());
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        end(xml.getLocalName());
      }
    }
    applyDefaults();
  }

  private void begin(String element) throws XMLStreamException {
    switch (element) {
      case "key" -> key();
      case "node" -> node();
      case "edge" -> edge();
      case "data" -> data();
      case "hyperedge" -> hyperedge();
      default -> {
        // graph, port, desc and what others put between them
      }
    }
  }

  private void end(String element) {
    Open last = open.peek();
    if (last != null && element.equals(last.isNode() ? "node" : "edge")) {
      open.pop();
      String drawn = last.drawn().toString().strip();
      if (!drawn.isEmpty()) {
        last.values().putIfAbsent(LABEL, drawn);
      }
    }
  }

  private void key() throws XMLStreamException {
    Key key = new Key();
    String id = attribute("id");
    String name = attribute("attr.name");
    String what = attribute("for");
    boolean all = what == null || what.equals("all");
    String called = name == null || name.isBlank() ? id : name.strip();
    if (called != null && attribute("yfiles.type") == null) {
      key.nodeColumn = all || "node".equals(what) ? column(nodes, called) : null;
      key.edgeColumn = all || "edge".equals(what) ? column(edges, called) : null;
    }
    key.otherwise = defaultOfKey();
    if (id == null) {
      error("Expected an id of the key, but it has none.");
    } else {
      keys.put(id, key);
    }
  }

  /** Its column; those of the graph's own keep their names. */
  private static String column(GraphTables.Table table, String called) {
    String name = table.own().contains(called) ? "data-" + called : called;
    table.columns().add(name);
    return name;
  }

  /** What stands below the key up to its end. */
  private @Nullable String defaultOfKey() throws XMLStreamException {
    String otherwise = null;
    for (int depth = 1; depth > 0; ) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("default")) {
        otherwise = text();
      } else if (event == XMLStreamConstants.START_ELEMENT) {
        depth++;
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
      }
    }
    return otherwise;
  }

  private void node() {
    begin(nodes, true, "id");
  }

  private void edge() {
    Map<String, String> values = begin(edges, false, "source", "target");
    String id = attribute("id");
    if (id != null) {
      values.put("id", id);
    }
  }

  /** What lacks one of its attributes is no row. */
  private Map<String, String> begin(GraphTables.Table table, boolean isNode, String... required) {
    Map<String, String> values = new LinkedHashMap<>();
    for (String name : required) {
      String value = attribute(name);
      if (value == null) {
        error(
            "Expected "
                + (isNode ? "a node" : "an edge")
                + " with the attribute '"
                + name
                + "', but it has none.");
      } else {
        values.put(name, value);
      }
    }
    open.push(new Open(values, isNode, new StringBuilder()));
    if (values.size() == required.length) {
      table.rows().add(new GraphTables.Row(values, line()));
    }
    return values;
  }

  private void hyperedge() {
    if (!hyperedge) {
      hyperedge = true;
      findings.warning(
          "HYPEREDGE",
          line(),
          "",
          "Expected edges with two ends, but found a hyperedge; all of these are left out.",
          "write it as edges with two ends");
    }
  }

  /** Data of the innermost node or edge; other data are of the graph, which has no row. */
  private void data() throws XMLStreamException {
    Open of = open.peek();
    Key key = keys.get(String.valueOf(attribute("key")));
    String column = null;
    if (of != null && key != null) {
      column = of.isNode() ? key.nodeColumn : key.edgeColumn;
    }
    String text = text(of);
    if (of != null && column != null && !text.isEmpty()) {
      of.values().put(column, text);
    }
  }

  private String text() throws XMLStreamException {
    return text(null);
  }

  /** The text up to the end of the element; what is drawn as a label below it is taken besides. */
  private String text(@Nullable Open of) throws XMLStreamException {
    StringBuilder text = new StringBuilder();
    boolean label = false;
    for (int depth = 1; depth > 0; ) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT) {
        depth++;
        label =
            of != null
                && of.drawn().isEmpty()
                && xml.getLocalName().equals(of.isNode() ? "NodeLabel" : "EdgeLabel");
      } else if (event == XMLStreamConstants.END_ELEMENT) {
        depth--;
        label = false;
      } else if (event == XMLStreamConstants.CHARACTERS || event == XMLStreamConstants.CDATA) {
        if (depth == 1) {
          text.append(xml.getText());
        } else if (label && of != null) {
          of.drawn().append(xml.getText());
        }
      }
    }
    return text.toString().strip();
  }

  private void applyDefaults() {
    Map<String, String> ofNodes = new HashMap<>();
    Map<String, String> ofEdges = new HashMap<>();
    for (Key key : keys.values()) {
      String otherwise = key.otherwise;
      if (otherwise != null && !otherwise.isEmpty()) {
        if (key.nodeColumn != null) {
          ofNodes.putIfAbsent(key.nodeColumn, otherwise);
        }
        if (key.edgeColumn != null) {
          ofEdges.putIfAbsent(key.edgeColumn, otherwise);
        }
      }
    }
    nodes.rows().forEach(row -> ofNodes.forEach(row.values()::putIfAbsent));
    edges.rows().forEach(row -> ofEdges.forEach(row.values()::putIfAbsent));
    for (GraphTables.Table table : new GraphTables.Table[] {nodes, edges}) {
      if (table.rows().stream().anyMatch(row -> row.values().containsKey(LABEL))) {
        table.columns().add(LABEL);
      }
    }
  }

  private @Nullable String attribute(String name) {
    return xml.getAttributeValue(null, name);
  }

  private int line() {
    return Math.max(0, xml.getLocation().getLineNumber());
  }

  private void error(String message) {
    findings.error("BAD_GRAPHML", line(), "", message, null);
  }
}
