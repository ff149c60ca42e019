// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The header of a table: which cell holds the value of which key. Where a column stands twice, or a
 * key has cells of its own and below it, the first counts; the readers of rows say so.
 */
final class CsvColumns {

  /** The cells of a key: one of its own, or some below it; {@code both} if there are both. */
  private static final class Column {
    int cell = -1;
    int first = Integer.MAX_VALUE;
    @Nullable CsvColumns below;
  }

  private final Map<String, Column> columns = new LinkedHashMap<>();
  private final int[] cells;
  private boolean decimalComma;
  private @Nullable Pattern grouped;
  private List<String> expectedLast = List.of();
  private @Nullable List<String> beyondLast;

  private CsvColumns(int[] cells) {
    this.cells = cells;
  }

  /** Columns in the order of the cells; a dotted one is a key below a key. */
  static CsvColumns of(List<String> header) {
    return of(header, null, "", true);
  }

  /** Columns in the order of the cells, whatever they are called. */
  static CsvColumns ofOthers(List<String> header) {
    return of(header, null, "", false);
  }

  private static CsvColumns of(
      List<String> header, int @Nullable [] cells, String above, boolean dots) {
    CsvColumns all = new CsvColumns(cells == null ? upTo(header.size()) : cells);
    Map<String, List<Integer>> dotted = new LinkedHashMap<>();
    for (int cell : all.cells) {
      String name = header.get(cell).substring(above.length());
      int dot = dots ? name.indexOf('.') : -1;
      Column column =
          all.columns.computeIfAbsent(dot < 0 ? name : name.substring(0, dot), k -> new Column());
      column.first = Math.min(column.first, cell);
      if (dot >= 0) {
        dotted.computeIfAbsent(name.substring(0, dot), k -> new ArrayList<>()).add(cell);
      } else if (column.cell < 0) {
        column.cell = cell;
      }
    }
    dotted.forEach(
        (key, below) -> {
          int[] some = below.stream().mapToInt(Integer::intValue).toArray();
          all.columns.computeIfAbsent(key, k -> new Column()).below =
              of(header, some, key + ".", false);
        });
    return all;
  }

  /** Numbers in the rows may be written with a comma before their fraction. */
  void haveDecimalComma() {
    decimalComma = true;
    for (Column column : columns.values()) {
      if (column.below != null) {
        column.below.haveDecimalComma();
      }
    }
  }

  /** Numbers in the rows may have that sign, for a blank one of any width, between thousands. */
  void haveThousands(char sign) {
    String between = sign == ' ' ? "[ \u00A0\u2009\u202F]" : Pattern.quote(String.valueOf(sign));
    haveThousands(Pattern.compile("([+-]?\\d{1,3})((?:" + between + "\\d{3})+)([.,]\\d*)?"));
  }

  private void haveThousands(Pattern pattern) {
    grouped = pattern;
    for (Column column : columns.values()) {
      if (column.below != null) {
        column.below.haveThousands(pattern);
      }
    }
  }

  String withPoint(String written) {
    String number = ungrouped(written);
    boolean one = number.indexOf(',') >= 0 && number.indexOf(',') == number.lastIndexOf(',');
    return decimalComma && one && number.indexOf('.') < 0 ? number.replace(',', '.') : number;
  }

  private String ungrouped(String number) {
    Matcher matcher = grouped == null ? null : grouped.matcher(number);
    if (matcher == null || !matcher.matches()) {
      return number;
    }
    String fraction = matcher.group(3) == null ? "" : matcher.group(3);
    return matcher.group(1) + matcher.group(2).replaceAll("\\D", "") + fraction;
  }

  private static int[] upTo(int end) {
    int[] all = new int[end];
    for (int i = 0; i < end; i++) {
      all[i] = i;
    }
    return all;
  }

  /** The value of a key in a row; null if its cells are empty. */
  @Nullable Node value(String key, List<String> row, int line) {
    Column column = columns.get(key);
    return column == null ? null : value(column, row, line);
  }

  private static @Nullable Node value(Column column, List<String> row, int line) {
    CsvColumns below = column.below;
    boolean own = column.cell >= 0 && filled(row, column.cell);
    if (below != null && below.anyFilled(row) && !(own && column.first == column.cell)) {
      return new CsvRow(below, row, line);
    }
    return own ? new Node.Scalar(row.get(column.cell), line) : null;
  }

  /** The keys that have a value in the row. */
  List<String> keys(List<String> row, int line) {
    List<String> keys = new ArrayList<>();
    columns.forEach(
        (key, column) -> {
          if (value(column, row, line) != null) {
            keys.add(key);
          }
        });
    return keys;
  }

  /** Those of them that are none of the expected ones. */
  List<String> keysBeyond(List<String> expected, List<String> row, int line) {
    List<String> others = beyondLast;
    if (others == null || expected != expectedLast) {
      others = new ArrayList<>(columns.keySet());
      others.removeAll(expected);
      expectedLast = expected;
      beyondLast = others;
    }
    return others.isEmpty()
        ? others
        : others.stream().filter(key -> value(key, row, line) != null).toList();
  }

  /** The keys that have a value of their own and some below it in the row. */
  List<String> mixed(List<String> row) {
    List<String> mixed = new ArrayList<>(0);
    columns.forEach(
        (key, column) -> {
          if (column.below != null
              && column.cell >= 0
              && filled(row, column.cell)
              && column.below.anyFilled(row)) {
            mixed.add(key);
          }
        });
    return mixed;
  }

  /** Whether any key can have both. */
  boolean canMix() {
    return columns.values().stream().anyMatch(c -> c.below != null && c.cell >= 0);
  }

  private boolean anyFilled(List<String> row) {
    for (int cell : cells) {
      if (filled(row, cell)) {
        return true;
      }
    }
    return false;
  }

  private static boolean filled(List<String> row, int cell) {
    return cell < row.size() && !row.get(cell).isBlank();
  }
}
