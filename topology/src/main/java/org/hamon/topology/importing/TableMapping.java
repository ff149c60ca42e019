// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.importing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.hamon.topology.reading.Fields;
import org.jspecify.annotations.Nullable;

/**
 * What the rows of a table become.
 *
 * @param file a CSV file below the path that is imported, or {@code nodes} or {@code edges} of a
 *     graph
 * @param where which rows; null for all
 * @param columns which column holds the value of each of our keys
 * @param values values that all rows have in common
 * @param sources conditions any of which makes an asset a source
 * @param asAssets how the links of a table that can fail become assets with links on both sides;
 *     null if none do
 */
record TableMapping(
    String file,
    @Nullable Condition where,
    Map<String, String> columns,
    Map<String, String> values,
    List<Condition> sources,
    @Nullable TableMapping asAssets) {

  private static final List<String> KEYS =
      List.of("file", "where", "columns", "values", "sources", "asAssets");

  TableMapping {
    sources = List.copyOf(sources);
  }

  /**
   * Reads the mapping of a table.
   *
   * @param file that of the mapping above it; null if it names its own
   */
  static TableMapping read(Fields fields, @Nullable String file) {
    Fields where = fields.below("where");
    Fields asAssets = fields.below("asAssets");
    List<Condition> sources = new ArrayList<>();
    for (Fields source : fields.list("sources")) {
      sources.add(Condition.read(source));
    }
    String own = file == null ? fields.text("file") : file;
    TableMapping mapping =
        new TableMapping(
            own,
            where == null ? null : Condition.read(where),
            fields.pairs("columns"),
            fields.pairs("values"),
            sources,
            asAssets == null ? null : read(asAssets, own));
    fields.rejectOthers(KEYS);
    return mapping;
  }

  boolean takes(Fields row) {
    return where == null || where.holds(row);
  }
}
