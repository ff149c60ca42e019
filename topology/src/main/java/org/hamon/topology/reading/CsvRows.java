// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads a CSV file row by row, each as a mapping, the same as a YAML list would give: a dotted
 * column is a key below a key, an empty cell is an absent key. Holds one row at a time.
 */
final class CsvRows {

  private static final int LONGEST_CELL = 1 << 16;
  private static final CsvFactory FACTORY =
      CsvFactory.builder()
          .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
          .enable(CsvParser.Feature.TRIM_SPACES)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(LONGEST_CELL).build())
          .build();

  private final Findings findings;
  private final Consumer<Node.Mapping> rows;
  private final List<String> cells = new ArrayList<>();
  private @Nullable CsvColumns columns;
  private int width;
  private boolean canMix;

  private CsvRows(Findings findings, Consumer<Node.Mapping> rows) {
    this.findings = findings;
    this.rows = rows;
  }

  /** Hands over the rows behind the header; what cannot be a row is left out, with a finding. */
  static void read(Reader reader, Findings findings, Consumer<Node.Mapping> rows)
      throws IOException {
    CsvRows all = new CsvRows(findings, rows);
    try (CsvParser parser = FACTORY.createParser(reader)) {
      while (parser.nextToken() != null) {
        all.read(parser);
      }
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
      findings.error(
          "BAD_CSV", line, "", "Expected CSV, but: " + e.getOriginalMessage() + ".", null);
    }
    if (all.columns == null) {
      findings.error("EMPTY_FILE", 0, "", "Expected a header line, but the file is empty.", null);
    }
  }

  private void read(CsvParser parser) throws IOException {
    cells.clear();
    int line = 0;
    boolean filled = false;
    for (JsonToken token = parser.nextToken();
        token != null && token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      line = line == 0 ? parser.currentTokenLocation().getLineNr() : line;
      String cell = parser.getText();
      filled |= !cell.isBlank();
      cells.add(CellMark.unmarked(cell));
    }
    if (columns == null) {
      columns = header();
    } else if (cells.size() > width) {
      findings.error(
          "BAD_ROW",
          line,
          "",
          "Expected " + width + " cells, but the row has " + cells.size() + ".",
          "quote a cell that contains a comma");
    } else if (filled) {
      if (canMix) {
        mixed(columns, line);
      }
      rows.accept(new CsvRow(columns, cells, line));
    }
  }

  private CsvColumns header() {
    List<String> names = new ArrayList<>();
    for (String cell : cells) {
      String column = (cell.startsWith("\uFEFF") ? cell.substring(1) : cell).strip();
      if (names.contains(column)) {
        findings.error(
            "DUPLICATE_KEY",
            1,
            column,
            "Expected each column once, but '" + Node.abbreviated(column) + "' is there again.",
            null);
      }
      names.add(column);
    }
    width = names.size();
    CsvColumns header = CsvColumns.of(names);
    canMix = header.canMix();
    return header;
  }

  private void mixed(CsvColumns header, int line) {
    for (String key : header.mixed(cells)) {
      findings.error(
          "DUPLICATE_KEY",
          line,
          key,
          "Expected '" + key + "' or columns below it, but the row gives both.",
          null);
    }
  }
}
