// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.hamon.topology.CanonicalId;
import org.jspecify.annotations.Nullable;

/**
 * Reads a table row by row, each as a mapping, the same as a YAML list would give: an empty cell is
 * an absent key. Holds one row at a time.
 */
final class CsvRows {

  private static final int LONGEST_CELL = 1 << 16;
  private static final int MOST_WIDE_ROWS = 10;
  private static final CsvFactory FACTORY =
      CsvFactory.builder()
          .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxStringLength(LONGEST_CELL).build())
          .build();

  private final Findings findings;
  private final CsvHeader header;
  private final char separator;
  private final char quote;
  private final int linesBefore;
  private final List<String> cells = new ArrayList<>();
  private @Nullable CsvColumns columns;
  private int width;
  private int wideRows;
  private boolean canMix;

  private CsvRows(
      CsvSample sample, char separator, char quote, Findings findings, CsvHeader header) {
    this.separator = separator;
    this.quote = quote;
    this.findings = findings;
    this.header = header;
    linesBefore = sample.linesBefore();
  }

  /** Hands over the rows behind the header; what cannot be a row is left out, with a finding. */
  static void read(
      Reader reader,
      CsvDialect dialect,
      Findings findings,
      CsvHeader header,
      Consumer<Node.Mapping> rows)
      throws IOException {
    CsvSample sample = CsvSample.of(reader);
    char quote = dialect.quote() == null ? CsvDialect.DEFAULT_QUOTE : dialect.quote();
    char separator = dialect.separator() == null ? sample.separator(quote) : dialect.separator();
    Character other = sample.otherQuote(separator, quote);
    if (other != null) {
      findings.error(
          "BAD_DIALECT",
          0,
          "",
          "Expected cells quoted with " + quote + ", but they are quoted with " + other + ".",
          "say quote: "
              + (other == '"' ? "'\"'" : "\"'\"")
              + " in the mapping of an import,"
              + " or write the table with "
              + quote);
      return;
    }
    new CsvRows(sample, separator, quote, findings, header).read(reader, dialect, rows);
  }

  private void read(Reader reader, CsvDialect dialect, Consumer<Node.Mapping> rows)
      throws IOException {
    CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(separator).withQuoteChar(quote);
    QuoteWatch quotes = new QuoteWatch(reader, separator, quote);
    try (CsvParser parser = FACTORY.createParser(quotes)) {
      // a tab may be a separator, which is no blank to cut
      parser.configure(CsvParser.Feature.TRIM_SPACES, separator != '\t');
      parser.setSchema(schema);
      while (parser.nextToken() != null) {
        read(parser, dialect, rows);
      }
    } catch (JsonProcessingException e) {
      int opened = quotes.openedIn();
      if (opened > 0 && e.getOriginalMessage().contains("closing quote")) {
        findings.error(
            "BAD_CSV",
            opened + linesBefore,
            "",
            "Expected CSV, but the quote " + quote + " that opens in this line is never closed.",
            "write a second " + quote + " behind the cell, or none before it");
        return;
      }
      int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
      findings.error(
          "BAD_CSV",
          line == 0 ? 0 : line + linesBefore,
          "",
          "Expected CSV, but: " + e.getOriginalMessage() + ".",
          null);
    }
    if (columns == null) {
      findings.error("EMPTY_FILE", 0, "", "Expected a header line, but the file is empty.", null);
    }
    if (wideRows > MOST_WIDE_ROWS) {
      findings.error(
          "BAD_ROW",
          0,
          "",
          "Expected "
              + width
              + " cells in each row, but "
              + (wideRows - MOST_WIDE_ROWS)
              + " further rows have more.",
          null);
    }
  }

  private void read(CsvParser parser, CsvDialect dialect, Consumer<Node.Mapping> rows)
      throws IOException {
    cells.clear();
    int line = 0;
    boolean filled = false;
    for (JsonToken token = parser.nextToken();
        token != null && token != JsonToken.END_ARRAY;
        token = parser.nextToken()) {
      line = line == 0 ? parser.currentTokenLocation().getLineNr() + linesBefore : line;
      String cell = parser.getText();
      filled |= !cell.isBlank();
      cells.add(CellMark.unmarked(cell));
    }
    if (columns == null) {
      columns = columns(line, dialect);
    } else if (cells.size() > width) {
      wideRow(line);
    } else if (filled) {
      if (canMix) {
        mixed(columns, line);
      }
      rows.accept(new CsvRow(columns, cells, line));
    }
  }

  private void wideRow(int line) {
    wideRows++;
    if (wideRows <= MOST_WIDE_ROWS) {
      findings.error(
          "BAD_ROW",
          line,
          "",
          "Expected " + width + " cells, but the row has " + cells.size() + ".",
          "quote a cell that contains " + named(separator) + " with " + quote);
    }
  }

  private static String named(char separator) {
    return switch (separator) {
      case ',' -> "a comma";
      case ';' -> "a semicolon";
      case '\t' -> "a tab";
      default -> "a " + separator;
    };
  }

  private CsvColumns columns(int line, CsvDialect dialect) {
    List<String> names = new ArrayList<>();
    for (String cell : cells) {
      String column = CanonicalId.stripped(cell);
      if (names.contains(column)) {
        findings.error(
            "DUPLICATE_KEY",
            line,
            column,
            "Expected each column once, but '" + Node.abbreviated(column) + "' is there again.",
            null);
      }
      names.add(column);
    }
    width = names.size();
    CsvColumns all = header.columns(names);
    boolean comma = dialect.decimal() == null ? separator != ',' : dialect.decimal() == ',';
    if (comma) {
      all.haveDecimalComma();
    }
    if (dialect.thousands() != null) {
      all.haveThousands(dialect.thousands());
    }
    canMix = all.canMix();
    return all;
  }

  private void mixed(CsvColumns all, int line) {
    for (String key : all.mixed(cells)) {
      findings.error(
          "DUPLICATE_KEY",
          line,
          key,
          "Expected '" + key + "' or columns below it, but the row gives both.",
          null);
    }
  }
}
