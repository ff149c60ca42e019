// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a table, from which it can be told how the table is written. A line {@code
 * sep=;} before the header, as spreadsheets write it, is believed.
 */
final class CsvSample {

  private static final int LENGTH = 1 << 16;
  private static final String SEPARATORS = ",;\t|";
  private static final Pattern SAID = Pattern.compile("\"?sep=(.)\"?[ \t]*(\r\n|\r|\n|$)");

  private final String text;
  private final @Nullable Matcher said;

  private CsvSample(String text, boolean isWhole) {
    Matcher matcher = SAID.matcher(text);
    said = matcher.lookingAt() ? matcher : null;
    String table = text.substring(said == null ? 0 : said.end());
    // the last line may have been cut
    int end = isWhole ? table.length() : table.lastIndexOf('\n') + 1;
    this.text = table.substring(0, end);
  }

  /** Looks ahead, and goes behind a line that is not of the table. */
  static CsvSample of(Reader reader) throws IOException {
    reader.mark(LENGTH + 1);
    char[] buffer = new char[LENGTH];
    int length = 0;
    int read = reader.read(buffer, 0, LENGTH);
    while (read > 0) {
      length += read;
      read = reader.read(buffer, length, LENGTH - length);
    }
    reader.reset();
    CsvSample sample = new CsvSample(new String(buffer, 0, length), length < LENGTH);
    if (sample.said != null) {
      reader.skip(sample.said.end());
    }
    return sample;
  }

  /** Lines before the header. */
  int linesBefore() {
    return said == null ? 0 : 1;
  }

  /** What stands between cells: as a line before the header says, else most often in the header. */
  char separator(char quote) {
    if (said != null) {
      return said.group(1).charAt(0);
    }
    char best = ',';
    int most = 0;
    for (int i = 0; i < SEPARATORS.length(); i++) {
      char candidate = SEPARATORS.charAt(i);
      List<Integer> widths = widths(candidate, quote);
      if (!widths.isEmpty() && widths.get(0) > most) {
        most = widths.get(0);
        best = candidate;
      }
    }
    return best;
  }

  /**
   * Another sign that cells are quoted with: there are rows that have too many cells if the sign is
   * not, and none if it is. Null if it is as said.
   */
  @Nullable Character otherQuote(char separator, char quote) {
    for (char other : new char[] {'"', '\''}) {
      if (other != quote
          && hasTooWideRow(widths(separator, quote))
          && !hasTooWideRow(widths(separator, other))) {
        return other;
      }
    }
    return null;
  }

  private static boolean hasTooWideRow(List<Integer> widths) {
    return widths.stream().anyMatch(width -> width > widths.get(0));
  }

  /** How many cells each row has, the header first; rows without any are left out. */
  private List<Integer> widths(char separator, char quote) {
    List<Integer> widths = new ArrayList<>();
    int cells = 1;
    boolean quoted = false;
    boolean begins = true;
    boolean empty = true;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        quoted = c != quote;
      } else if (c == '\n' || c == '\r') {
        if (!empty) {
          widths.add(cells);
        }
        cells = 1;
        begins = true;
        empty = true;
      } else if (c == separator) {
        cells++;
        begins = true;
        empty = false;
      } else if (c == quote && (begins || text.charAt(i - 1) == quote)) {
        // one that is doubled goes on with the cell
        quoted = true;
        begins = false;
        empty = false;
      } else if (c != ' ') {
        begins = false;
        empty = false;
      }
    }
    if (!empty) {
      widths.add(cells);
    }
    return widths;
  }
}
