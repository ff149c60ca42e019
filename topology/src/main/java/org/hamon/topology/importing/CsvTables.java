// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.importing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.hamon.topology.reading.Fields;
import org.hamon.topology.reading.Findings;

/** CSV files below folders, or named one by one. */
record CsvTables(List<Path> paths, Findings findings) implements Tables {

  @Override
  public void each(TableMapping table, Consumer<List<String>> columns, Consumer<Fields> rows) {
    Fields.eachRow(path(table.file()), table.dialect(), findings, columns, rows);
  }

  @Override
  public String file(TableMapping table) {
    return path(table.file()).toString();
  }

  private Path path(String table) {
    for (Path path : paths) {
      if (!Files.isDirectory(path) && path.endsWith(table)) {
        return path;
      }
      for (String name : List.of(table, table + ".gz")) {
        if (Files.isRegularFile(path.resolve(name))) {
          return path.resolve(name);
        }
      }
    }
    return paths.get(0).resolve(table);
  }
}
