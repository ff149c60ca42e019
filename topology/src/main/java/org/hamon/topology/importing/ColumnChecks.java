// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.importing;

import java.util.List;
import org.hamon.topology.Suggestion;
import org.hamon.topology.reading.Findings;
import org.jspecify.annotations.Nullable;

/** Checks once whether a table has the columns that a mapping names, before each row lacks them. */
final class ColumnChecks {

  private static final int MOST_SHOWN = 300;

  private ColumnChecks() {}

  /** Whether the mapping says of a key that each row needs neither a column nor a value. */
  static boolean missing(TableMapping table, List<String> required, Findings mapping) {
    boolean missing = false;
    for (String key : required) {
      if (!table.columns().containsKey(key) && !table.values().containsKey(key)) {
        mapping.error(
            "MISSING_KEY",
            table.place().line(),
            table.place().name() + ".columns." + key,
            "Expected a column or a value for '" + key + "', but the mapping has none.",
            null);
        missing = true;
      }
    }
    return missing;
  }

  /** Whether the rows can be used; a column that is only missed is a warning. */
  static boolean check(
      TableMapping table, List<String> required, List<String> columns, Findings mapping) {
    boolean usable = true;
    for (String key : required) {
      String column = table.columns().get(key);
      if (column != null && !columns.contains(column) && !table.values().containsKey(key)) {
        mapping.error(
            "UNKNOWN_COLUMN",
            table.place().line(),
            table.place().name() + ".columns." + key,
            message(table, List.of(column), columns),
            suggestion(column, columns));
        usable = false;
      }
    }
    List<String> others =
        table.allColumns().stream()
            .filter(column -> !columns.contains(column))
            .filter(
                column -> required.stream().noneMatch(k -> column.equals(table.columns().get(k))))
            .toList();
    if (usable && !others.isEmpty()) {
      mapping.warning(
          "UNKNOWN_COLUMN",
          table.place().line(),
          table.place().name(),
          message(table, others, columns),
          others.size() == 1 ? suggestion(others.get(0), columns) : null);
    }
    return usable;
  }

  private static String message(TableMapping table, List<String> wanted, List<String> columns) {
    String all = String.join(", ", columns);
    return "Expected in "
        + table.file()
        + (wanted.size() == 1 ? " the column '" : " the columns '")
        + String.join("', '", wanted)
        + "', but there is only: "
        + (all.length() > MOST_SHOWN ? all.substring(0, MOST_SHOWN) + "..." : all)
        + ".";
  }

  private static @Nullable String suggestion(String column, List<String> columns) {
    if (columns.size() == 1) {
      return "if these are several columns, say what separates them: separator: ';'";
    }
    return Suggestion.didYouMean(column, columns);
  }
}
