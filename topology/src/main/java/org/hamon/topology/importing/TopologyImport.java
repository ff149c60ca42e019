// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.importing;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hamon.topology.Asset;
import org.hamon.topology.CanonicalId;
import org.hamon.topology.Finding;
import org.hamon.topology.Topology;
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
  private final Findings findings;
  private final TopologyAssembly topology;
  private final Set<String> sectors;
  private final Map<String, Integer> rows = new HashMap<>();
  private boolean unread;

  /** Words for sectors that nobody translates. */
  private final Set<String> unknown = new HashSet<>();

  private TopologyImport(Mapping mapping, Tables tables, Findings findings) {
    this.mapping = mapping;
    this.tables = tables;
    this.findings = findings;
    sectors = Topology.allSectors(mapping.declared);
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
    each(mapping.assets, List.of("id", "sector"), this::asset);
    // where the assets of a table are all refused, what hangs on them is not to be blamed
    unread |= gather();
    each(mapping.links, List.of("a", "b"), this::link);
    each(mapping.dependencies, List.of("provider", "dependent"), this::dependency);
    TopologyReader.Result read = unread ? topology.unread() : topology.finished();
    gather();
    return new TopologyReader.Result(read.topology(), findings.all(), read.origin());
  }

  private boolean gather() {
    return findings.gather(file -> rows.getOrDefault(file, 0), this::blamed);
  }

  /** What is wrong with nearly all rows of a table is a fault of the mapping. */
  private Finding blamed(Finding first, int times, int all) {
    for (List<TableMapping> kind : List.of(mapping.assets, mapping.links, mapping.dependencies)) {
      for (TableMapping table : kind) {
        String column = table.columns().get(first.place());
        if (column != null && tables.file(table).equals(first.file())) {
          return new Finding(
              first.severity(),
              first.code(),
              mapping.file,
              table.place().line(),
              table.place().name() + ".columns." + first.place(),
              first.message()
                  + Findings.soInRows(times, all, first)
                  + " Perhaps '"
                  + column
                  + "' is not the column for '"
                  + first.place()
                  + "'.",
              first.suggestion());
        }
      }
    }
    return Findings.inRows(first, times, all);
  }

  /** Takes one row of a table. */
  private interface Taking {
    void take(TableMapping table, Fields row);
  }

  private void each(List<TableMapping> all, List<String> required, Taking taking) {
    for (TableMapping table : all) {
      if (findings.has("BAD_DIALECT")) {
        // so are the others, likely: it is said once
        return;
      }
      if (ColumnChecks.missing(table, required, findings.in(mapping.file))) {
        unread = true;
        continue;
      }
      topology.from(tables.file(table));
      AtomicBoolean usable = new AtomicBoolean();
      tables.each(
          table,
          columns ->
              usable.set(ColumnChecks.check(table, required, columns, findings.in(mapping.file))),
          row -> {
            if (usable.get() && table.takes(row, mapping.absent)) {
              rows.merge(tables.file(table), 1, Integer::sum);
              taking.take(table, row);
            }
          });
      unread |= !usable.get();
    }
  }

  private void asset(TableMapping table, Fields row) {
    Map<String, String> values = values(table, row);
    if (table.isSource(row, mapping.absent)) {
      values.put("source", "true");
    }
    if (isComplete(table, values, List.of("id", "sector"), row)) {
      topology.asset(values, row.line());
    }
  }

  /** A link that can fail is an asset with a link on either side; an open one is open behind it. */
  private void link(TableMapping table, Fields row) {
    Map<String, String> values = values(table, row);
    if (!isComplete(table, values, List.of("a", "b"), row)
        || isLoop(values, "a", "b", "SELF_LINK", row)) {
      return;
    }
    TableMapping own = table.asAssets();
    String id = values.get("id");
    if (own == null || id == null || !own.takes(row, mapping.absent)) {
      topology.link(values, row.line());
      return;
    }
    Map<String, String> asset = values(own, row);
    asset.put("id", id);
    if (own.isSource(row, mapping.absent)) {
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

  private void dependency(TableMapping table, Fields row) {
    Map<String, String> values = values(table, row);
    if (isComplete(table, values, List.of("provider", "dependent"), row)
        && !isLoop(values, "provider", "dependent", "SELF_DEPENDENCY", row)) {
      topology.dependency(values, row.line());
    }
  }

  /** Whether the row has what each must have; the cell that lacks it is said by its column. */
  private static boolean isComplete(
      TableMapping table, Map<String, String> values, List<String> required, Fields row) {
    boolean complete = true;
    for (String key : required) {
      if (!values.containsKey(key)) {
        row.findings()
            .error(
                "MISSING_KEY",
                row.line(),
                key,
                "Expected a value for '"
                    + key
                    + "' in the column '"
                    + table.columns().get(key)
                    + "', but the cell is empty.",
                null);
        complete = false;
      }
    }
    return complete;
  }

  /** Others have loops in their graphs, which say nothing here. */
  private static boolean isLoop(
      Map<String, String> values, String from, String to, String code, Fields row) {
    String one = values.get(from);
    String other = values.get(to);
    if (one == null || other == null) {
      return false;
    }
    String canonical = CanonicalId.of(one);
    if (canonical == null || !canonical.equals(CanonicalId.of(other))) {
      return false;
    }
    row.findings()
        .warning(
            code,
            row.line(),
            to,
            "Expected two different ends, but both are '" + canonical + "'; it is left out.",
            null);
    return true;
  }

  private Map<String, String> values(TableMapping table, Fields row) {
    Map<String, String> values = new LinkedHashMap<>(table.values());
    table
        .columns()
        .forEach(
            (key, column) -> {
              String value = row.optionalText(column);
              if (value != null && !mapping.absent.contains(value)) {
                values.put(key, translated(key, value, row));
              }
            });
    return values;
  }

  private String translated(String key, String value, Fields row) {
    return switch (key) {
      case "id", "provider", "dependent", "a", "b" -> mapping.id(value);
      case "sector" -> sector(value, row);
      case "type" -> value.toLowerCase(Locale.ROOT);
      case "people", "lat", "lon", "needs", "strength", "substitutability" -> row.withPoint(value);
      default -> value;
    };
  }

  /** An unknown one is said once: what it should be is for the mapping to say, not for each row. */
  private String sector(String theirs, Fields row) {
    String ours = mapping.sectors.getOrDefault(theirs, theirs);
    if (sectors.contains(ours)) {
      return ours;
    }
    if (unknown.add(theirs)) {
      row.findings()
          .error(
              "UNKNOWN_SECTOR",
              row.line(),
              "sector",
              "Expected a sector (one of the ten, provider, area, or a declared one), but found '"
                  + theirs
                  + "', here and perhaps in other rows.",
              "Say under 'sectors' in "
                  + mapping.file
                  + " which of ours it is, or under 'declare' that there is one more.");
    }
    return Asset.AREA;
  }
}
