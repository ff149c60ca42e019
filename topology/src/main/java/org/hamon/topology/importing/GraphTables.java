// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.importing;

import java.io.CharConversionException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javax.xml.stream.XMLStreamException;
import org.hamon.topology.reading.Fields;
import org.hamon.topology.reading.Findings;

/**
 * The nodes and edges of GraphML files as the tables {@code nodes} (with the column {@code id}) and
 * {@code edges} (with {@code id}, {@code source} and {@code target}); their data are further
 * columns.
 */
final class GraphTables implements Tables {

  static final String NODES = "nodes";
  static final String EDGES = "edges";
  static final String ID = "id";
  private static final long MOST_BYTES = 256 << 20;

  /** A node or an edge. */
  record Row(Map<String, String> values, int line) {}

  /**
   * What a file holds of one kind.
   *
   * @param own columns that every graph has
   * @param columns all of them
   */
  record Table(String file, List<String> own, Set<String> columns, List<Row> rows) {
    static Table of(String file, String... own) {
      return new Table(file, List.of(own), new LinkedHashSet<>(List.of(own)), new ArrayList<>());
    }
  }

  private final Findings findings;
  private final String file;
  private final List<Table> nodes = new ArrayList<>();
  private final List<Table> edges = new ArrayList<>();
  private boolean broken;

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
    tables.broken = findings.hasErrors();
    tables.leaveOutRepeatedIds();
    return tables;
  }

  private void read(Path path) {
    Findings here = findings.in(path.toString());
    try {
      if (Files.size(path) > MOST_BYTES) {
        here.error("TOO_LARGE", 0, "", "Expected at most 256 MiB, but the file is larger.", null);
        return;
      }
      Table ownNodes = Table.of(path.toString(), ID);
      Table ownEdges = Table.of(path.toString(), ID, "source", "target");
      try (InputStream in = Files.newInputStream(path)) {
        new GraphMlReader(in, ownNodes, ownEdges, here).read();
      }
      nodes.add(ownNodes);
      edges.add(ownEdges);
    } catch (IOException e) {
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      here.error(
          "UNREADABLE", 0, "", "Expected a file that can be read, but " + reason + ".", null);
    } catch (XMLStreamException e) {
      XmlEncoding.Mismatch mismatch = XmlEncoding.mismatch(path);
      if (mismatch != null) {
        here.error("BAD_XML", 1, "", mismatch.sentence(), mismatch.suggestion());
        return;
      }
      int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNumber());
      boolean encoding = e.getNestedException() instanceof CharConversionException;
      here.error(
          "BAD_XML",
          line,
          "",
          "Expected GraphML, but: " + lastLine(e) + ".",
          encoding ? "say the encoding of the file in its XML declaration" : null);
    }
  }

  private static String lastLine(XMLStreamException e) {
    Throwable cause = e.getNestedException() == null ? e : e.getNestedException();
    String message = String.valueOf(cause.getMessage());
    if (message.contains("must start and end within the same entity")) {
      return "it ends in the middle of an element; perhaps the file was cut off";
    }
    String last = message.lines().reduce((before, after) -> after).orElse("it is none");
    return last.replaceFirst("^Message: ", "").replaceFirst("\\.$", "");
  }

  /** Some number the edges of each pair of nodes anew: such a number names no edge. */
  private void leaveOutRepeatedIds() {
    Set<String> seen = new HashSet<>();
    for (Table table : edges) {
      for (Row row : table.rows()) {
        String id = row.values().get(ID);
        if (id != null && !seen.add(id)) {
          findings
              .in(table.file())
              .warning(
                  "DUPLICATE_ID",
                  row.line(),
                  ID,
                  "Expected each id of an edge once, but '"
                      + id
                      + "' is there again; all edges are named by their ends instead.",
                  null);
          edges.forEach(all -> all.rows().forEach(one -> one.values().remove(ID)));
          return;
        }
      }
    }
  }

  @Override
  public void each(TableMapping table, Consumer<List<String>> columns, Consumer<Fields> rows) {
    List<Table> all =
        switch (table.file().toLowerCase(Locale.ROOT)) {
          case NODES -> nodes;
          case EDGES -> edges;
          default -> List.of();
        };
    if (broken) {
      return;
    }
    Set<String> names = new LinkedHashSet<>();
    all.forEach(one -> names.addAll(one.columns()));
    columns.accept(List.copyOf(names));
    for (Table one : all) {
      Findings here = findings.in(one.file());
      one.rows().forEach(row -> rows.accept(Fields.ofRow(row.values(), row.line(), here)));
    }
  }

  @Override
  public String file(TableMapping table) {
    return file;
  }
}
