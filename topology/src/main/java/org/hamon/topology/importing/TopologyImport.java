// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.importing;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.hamon.topology.reading.Fields;
import org.hamon.topology.reading.Findings;
import org.hamon.topology.reading.TopologyAssembly;
import org.hamon.topology.reading.TopologyReader;

/**
 * Makes a topology of the files of others. What is wrong with a row is said with its file and line,
 * all at once; the rules are those of our own files.
 */
public final class TopologyImport {

  /** What the files are. */
  public enum Format {
    /** Tables in CSV files, found below the paths by the names that the mapping gives. */
    CSV,
    /** GraphML files; their tables are called {@code nodes} and {@code edges}. */
    GRAPHML
  }

  private final Mapping mapping;
  private final Tables tables;
  private final TopologyAssembly topology;

  private TopologyImport(Mapping mapping, Tables tables, Findings findings) {
    this.mapping = mapping;
    this.tables = tables;
    topology = new TopologyAssembly(mapping.topology, mapping.version, findings);
  }

  /** Reads CSV files, or GraphML if a path ends in {@code .graphml} or {@code .xml}. */
  public static TopologyReader.Result read(List<Path> paths, Mapping mapping) {
    boolean graph =
        paths.stream()
            .map(path -> path.toString().toLowerCase(Locale.ROOT))
            .anyMatch(name -> name.endsWith(".graphml") || name.endsWith(".xml"));
    return read(paths, mapping, graph ? Format.GRAPHML : Format.CSV);
  }

  /** Reads files of that format. */
  public static TopologyReader.Result read(List<Path> paths, Mapping mapping, Format format) {
    Findings findings = Findings.of(paths.get(0).toString());
    Tables tables =
        format == Format.GRAPHML
            ? GraphTables.read(paths, findings)
            : new CsvTables(paths, findings);
    TopologyImport all = new TopologyImport(mapping, tables, findings);
    return all.read();
  }

  private TopologyReader.Result read() {
    mapping.declared.forEach(topology::sector);
    for (TableMapping table : mapping.assets) {
      begin(table);
      tables.each(
          table.file(),
          row -> {
            if (table.takes(row)) {
              asset(table, row);
            }
          });
    }
    for (TableMapping table : mapping.links) {
      begin(table);
      tables.each(
          table.file(),
          row -> {
            if (table.takes(row)) {
              link(table, row);
            }
          });
    }
    for (TableMapping table : mapping.dependencies) {
      begin(table);
      tables.each(
          table.file(),
          row -> {
            if (table.takes(row)) {
              topology.dependency(values(table, row), row.line());
            }
          });
    }
    return topology.finished();
  }

  private void begin(TableMapping table) {
    topology.from(tables.file(table.file()));
  }

  private void asset(TableMapping table, Fields row) {
    Map<String, String> values = values(table, row);
    if (table.sources().stream().anyMatch(source -> source.holds(row))) {
      values.put("source", "true");
    }
    topology.asset(values, row.line());
  }

  /** A link that can fail is an asset with a link on either side; an open one is open behind it. */
  private void link(TableMapping table, Fields row) {
    Map<String, String> values = values(table, row);
    TableMapping own = table.asAssets();
    String id = values.get("id");
    if (own == null || id == null || !own.takes(row)) {
      topology.link(values, row.line());
      return;
    }
    Map<String, String> asset = values(own, row);
    asset.put("id", id);
    if (own.sources().stream().anyMatch(source -> source.holds(row))) {
      asset.put("source", "true");
    }
    topology.asset(asset, row.line());
    Map<String, String> near = new LinkedHashMap<>(values);
    near.put("id", id + "/a");
    near.put("b", id);
    near.remove("closed");
    Map<String, String> far = new LinkedHashMap<>(values);
    far.put("id", id + "/b");
    far.put("a", id);
    topology.link(near, row.line());
    topology.link(far, row.line());
  }

  private Map<String, String> values(TableMapping table, Fields row) {
    Map<String, String> values = new LinkedHashMap<>(table.values());
    table
        .columns()
        .forEach(
            (key, column) -> {
              String value = row.optionalText(column);
              if (value != null && !mapping.absent.contains(value)) {
                values.put(key, translated(key, value));
              }
            });
    return values;
  }

  private String translated(String key, String value) {
    return switch (key) {
      case "id", "provider", "dependent", "a", "b" -> mapping.id(value);
      case "sector" -> mapping.sectors.getOrDefault(value, value);
      case "type", "closed", "source" -> value.toLowerCase(Locale.ROOT);
      default -> value;
    };
  }
}
