// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;

/** Hands a table on, and knows of the quote that stands open in what it has handed on. */
final class QuoteWatch extends FilterReader {

  private final char separator;
  private final char quote;
  private int line = 1;
  private int openedIn;
  private boolean quoted;
  private boolean cellBegins = true;
  private char last;

  QuoteWatch(Reader table, char separator, char quote) {
    super(table);
    this.separator = separator;
    this.quote = quote;
  }

  /** The line in which the quote was opened that is not closed, from 1; 0 if there is none. */
  int openedIn() {
    return quoted ? openedIn : 0;
  }

  @Override
  public int read() throws IOException {
    int c = super.read();
    if (c >= 0) {
      take((char) c);
    }
    return c;
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    for (int i = 0; i < count; i++) {
      take(buffer[offset + i]);
    }
    return count;
  }

  /** A quote within a cell is written twice: it closes the cell and opens it again. */
  private void take(char c) {
    boolean breaks = c == '\r' || (c == '\n' && last != '\r');
    if (c == quote && quoted) {
      quoted = false;
    } else if (c == quote && (cellBegins || last == quote)) {
      openedIn = cellBegins ? line : openedIn;
      quoted = true;
      cellBegins = false;
    } else if (!quoted) {
      cellBegins = c == separator || c == '\r' || c == '\n' || (cellBegins && c == ' ');
    }
    line += breaks ? 1 : 0;
    last = c;
  }
}
