// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hamon.topology.reading.CommonValues;
import org.hamon.topology.reading.CsvDialect;
import org.hamon.topology.reading.Fields;
import org.hamon.topology.reading.Findings;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of a table become.
 *
 * @param place where it stands in the mapping, with its line
 * @param file a CSV file below the path that is imported, or {@code nodes} or {@code edges} of a
 *     graph
 * @param dialect how the file is written
 * @param where which rows; null for all
 * @param columns which column holds the value of each of our keys
 * @param values values that all rows have in common
 * @param sources conditions any of which makes an asset a source
 * @param asAssets how the links of a table that can fail become assets with links on both sides;
 *     null if none do
 */
record TableMapping(
    Place place,
    String file,
    CsvDialect dialect,
    @Nullable Condition where,
    Map<String, String> columns,
    Map<String, String> values,
    List<Condition> sources,
    @Nullable TableMapping asAssets) {

  /** A place in the mapping file. */
  record Place(String name, int line) {}

  private static final List<String> KEYS =
      List.of(
          "file",
          "where",
          "columns",
          "values",
          "sources",
          "asAssets",
          "separator",
          "quote",
          "decimal",
          "encoding");

  TableMapping {
    sources = List.copyOf(sources);
  }

  /**
   * Reads the mapping of a table.
   *
   * @param keys those that its rows can have
   * @param dialect how files are written of which nothing else is said
   */
  static TableMapping read(String place, Fields fields, List<String> keys, CsvDialect dialect) {
    Fields asAssets = fields.below("asAssets");
    String file = fields.text("file");
    CsvDialect own = CsvDialect.read(fields, dialect);
    return read(
        place,
        fields,
        keys,
        file,
        own,
        asAssets == null
            ? null
            : read(place + ".asAssets", asAssets, Values.ASSET, file, own, null));
  }

  private static TableMapping read(
      String place,
      Fields fields,
      List<String> keys,
      String file,
      CsvDialect dialect,
      @Nullable TableMapping asAssets) {
    Fields where = fields.below("where");
    List<Condition> sources = new ArrayList<>();
    for (Fields source : fields.list("sources")) {
      sources.add(Condition.read(source));
    }
    TableMapping mapping =
        new TableMapping(
            new Place(place, fields.line()),
            file,
            dialect,
            where == null ? null : Condition.read(where),
            pairs(fields, "columns", keys),
            pairs(fields, "values", keys),
            sources,
            asAssets);
    fields.rejectOthers(KEYS);
    return mapping;
  }

  /** Checks what all rows have in common. */
  void checkValues(CommonValues kind, Findings mapping) {
    kind.check(values, place.name() + ".values", place.line(), mapping);
    if (asAssets != null) {
      asAssets.checkValues(CommonValues.ASSETS, mapping);
    }
  }

  private static Map<String, String> pairs(Fields fields, String key, List<String> keys) {
    Fields below = fields.below(key);
    if (below != null) {
      below.rejectOthers(keys);
    }
    return fields.pairs(key);
  }

  boolean takes(Fields row, Set<String> absent) {
    return where == null || where.holds(row, absent);
  }

  boolean isSource(Fields row, Set<String> absent) {
    return sources.stream().anyMatch(source -> source.holds(row, absent));
  }

  /** All columns that it looks at. */
  Set<String> allColumns() {
    Set<String> all = new TreeSet<>(columns.values());
    sources.forEach(source -> all.add(source.column()));
    if (where != null) {
      all.add(where.column());
    }
    if (asAssets != null) {
      all.addAll(asAssets.allColumns());
    }
    return all;
  }
}
