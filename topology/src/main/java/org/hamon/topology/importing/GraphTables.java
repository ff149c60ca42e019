// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.importing;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.hamon.topology.reading.Fields;
import org.hamon.topology.reading.Findings;
import org.jgrapht.nio.ImportException;
import org.jgrapht.nio.graphml.SimpleGraphMLEventDrivenImporter;

/**
 * The nodes and edges of GraphML files as the tables {@code nodes} (with the column {@code id}) and
 * {@code edges} (with {@code id}, {@code source} and {@code target}); their data are further
 * columns. A document type declaration is refused: without one there is no entity to expand and
 * nothing outside the file to fetch.
 */
final class GraphTables implements Tables {

  static final String NODES = "nodes";
  static final String EDGES = "edges";
  private static final long MOST_BYTES = 256 << 20;

  private final Findings findings;
  private final String file;
  private final List<Map<String, String>> nodes = new ArrayList<>();
  private final List<Map<String, String>> edges = new ArrayList<>();

  private GraphTables(String file, Findings findings) {
    this.file = file;
    this.findings = findings;
  }

  /** Reads the files into memory. */
  static GraphTables read(List<Path> paths, Findings findings) {
    GraphTables tables = new GraphTables(paths.get(0).toString(), findings);
    for (Path path : paths) {
      tables.read(path);
    }
    return tables;
  }

  private void read(Path path) {
    Findings here = findings.in(path.toString());
    try {
      if (Files.size(path) > MOST_BYTES) {
        here.error("TOO_LARGE", 0, "", "Expected at most 256 MiB, but the file is larger.", null);
        return;
      }
      String text = Files.readString(path);
      refuseDeclarations(text);
      parse(text);
    } catch (IOException e) {
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      here.error(
          "UNREADABLE", 0, "", "Expected a file that can be read, but " + reason + ".", null);
    } catch (XMLStreamException e) {
      int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNumber());
      here.error("BAD_XML", line, "", "Expected GraphML, but: " + firstLine(e) + ".", null);
    } catch (ImportException e) {
      here.error("BAD_GRAPHML", 0, "", "Expected GraphML, but: " + firstLine(e) + ".", null);
    }
  }

  private static String firstLine(Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    String message = String.valueOf(cause.getMessage());
    return message.lines().reduce((first, last) -> last).orElse("it is none");
  }

  /** Goes through the whole document with a parser that expands and fetches nothing. */
  private static void refuseDeclarations(String text) throws XMLStreamException {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    XMLStreamReader reader = factory.createXMLStreamReader(new StringReader(text));
    while (reader.hasNext()) {
      if (reader.next() == XMLStreamConstants.DTD) {
        throw new XMLStreamException("it has a document type declaration", reader.getLocation());
      }
    }
  }

  private void parse(String text) {
    SimpleGraphMLEventDrivenImporter importer = new SimpleGraphMLEventDrivenImporter();
    importer.setSchemaValidation(false);
    importer.addVertexConsumer(id -> nodes.add(row("id", id)));
    importer.addVertexAttributeConsumer(
        (at, value) -> put(nodes, at.getSecond(), value.getValue()));
    importer.addEdgeConsumer(
        edge -> {
          Map<String, String> row = row("source", edge.getFirst());
          row.put("target", edge.getSecond());
          edges.add(row);
        });
    importer.addEdgeAttributeConsumer((at, value) -> put(edges, at.getSecond(), value.getValue()));
    importer.importInput(new StringReader(text));
  }

  private static Map<String, String> row(String column, String value) {
    Map<String, String> row = new LinkedHashMap<>();
    row.put(column, value);
    return row;
  }

  /** The data of a node or edge follow it at once. */
  private static void put(List<Map<String, String>> rows, String column, String value) {
    rows.get(rows.size() - 1).put(column, value == null ? "" : value);
  }

  @Override
  public void each(String table, Consumer<Fields> rows) {
    List<Map<String, String>> all =
        switch (table.toLowerCase(Locale.ROOT)) {
          case NODES -> nodes;
          case EDGES -> edges;
          default -> List.of();
        };
    all.forEach(row -> rows.accept(Fields.of(row, findings.in(file))));
  }

  @Override
  public String file(String table) {
    return file;
  }
}
