// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a CSV file into one mapping for each row, the same as a YAML list would give: a dotted
 * column is a key below a key, an empty cell is an absent key.
 */
final class CsvRows {

  private static final int LONGEST_CELL = 1 << 16;

  private CsvRows() {}

  private static CsvFactory factory() {
    return CsvFactory.builder()
        .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
        .enable(CsvParser.Feature.TRIM_SPACES)
        .streamReadConstraints(
            StreamReadConstraints.builder().maxStringLength(LONGEST_CELL).build())
        .build();
  }

  /** The rows behind the header; what cannot be a row is left out, with a finding. */
  static List<Node> read(Reader reader, Findings findings) throws IOException {
    List<Node> rows = new ArrayList<>();
    List<String> columns = null;
    try (CsvParser parser = factory().createParser(reader)) {
      while (parser.nextToken() != null) {
        List<String> cells = new ArrayList<>();
        int line = 0;
        for (JsonToken token = parser.nextToken();
            token != null && token != JsonToken.END_ARRAY;
            token = parser.nextToken()) {
          line = line == 0 ? parser.currentTokenLocation().getLineNr() : line;
          cells.add(parser.getText());
        }
        if (columns == null) {
          columns = header(cells, findings);
        } else if (cells.size() > columns.size()) {
          findings.error(
              "BAD_ROW",
              line,
              "",
              "Expected " + columns.size() + " cells, but the row has " + cells.size() + ".",
              "quote a cell that contains a comma");
        } else if (cells.stream().anyMatch(cell -> !cell.isBlank())) {
          rows.add(row(columns, cells, line, findings));
        }
      }
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
      findings.error(
          "BAD_CSV", line, "", "Expected CSV, but: " + e.getOriginalMessage() + ".", null);
    }
    if (columns == null) {
      findings.error("EMPTY_FILE", 0, "", "Expected a header line, but the file is empty.", null);
    }
    return rows;
  }

  private static List<String> header(List<String> cells, Findings findings) {
    List<String> columns = new ArrayList<>();
    for (String cell : cells) {
      String column = cell.startsWith("\uFEFF") ? cell.substring(1) : cell;
      if (columns.contains(column)) {
        findings.error(
            "DUPLICATE_KEY",
            1,
            column,
            "Expected each column once, but '" + Node.abbreviated(column) + "' is there again.",
            null);
      }
      columns.add(column.strip());
    }
    return columns;
  }

  private static Node row(List<String> columns, List<String> cells, int line, Findings findings) {
    Map<String, Node> entries = new LinkedHashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      String column = columns.get(i);
      int dot = column.indexOf('.');
      String key = dot < 0 ? column : column.substring(0, dot);
      if (cells.get(i).isBlank()) {
        continue;
      }
      Node.Scalar value = new Node.Scalar(cells.get(i), line);
      if (dot < 0) {
        if (entries.putIfAbsent(key, value) instanceof Node.Mapping) {
          mixed(key, line, findings);
        }
        continue;
      }
      Node above = entries.computeIfAbsent(key, k -> new Node.Mapping(new LinkedHashMap<>(), line));
      if (above instanceof Node.Mapping mapping) {
        mapping.entries().putIfAbsent(column.substring(dot + 1), value);
      } else {
        mixed(key, line, findings);
      }
    }
    return new Node.Mapping(entries, line);
  }

  private static void mixed(String key, int line, Findings findings) {
    findings.error(
        "DUPLICATE_KEY",
        line,
        key,
        "Expected '" + key + "' or columns below it, but the row gives both.",
        null);
  }
}
