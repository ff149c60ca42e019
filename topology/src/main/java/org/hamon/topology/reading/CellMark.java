// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import java.util.regex.Pattern;

/**
 * The apostrophe by which spreadsheets know that a cell holds text. Without it a name such as
 * {@code =1+1} would be computed when somebody opens the table. Numbers need none.
 */
public final class CellMark {
  private static final Pattern NUMBER =
      Pattern.compile("[-+]?[0-9]+([.][0-9]+)?([eE][-+]?[0-9]+)?");

  /** What begins a formula, in full width too, behind any number of marks. */
  private static final Pattern FORMULA =
      Pattern.compile("'*[=+@\\t\\r\\n\uFF1D\uFF0B\uFF0D\uFF20-].*", Pattern.DOTALL);

  private CellMark() {}

  /** Whether a spreadsheet would compute the text, so that a mark before it is no part of it. */
  static boolean needsMark(String text) {
    return FORMULA.matcher(text).matches() && !NUMBER.matcher(text).matches();
  }

  /** The text as a cell that no spreadsheet computes. */
  public static String marked(String text) {
    return needsMark(text) ? "'" + text : text;
  }

  /**
   * What {@link #marked} was given; a cell of another table that bears such a mark loses it too.
   */
  static String unmarked(String cell) {
    return cell.startsWith("'") && FORMULA.matcher(cell).matches() ? cell.substring(1) : cell;
  }
}
