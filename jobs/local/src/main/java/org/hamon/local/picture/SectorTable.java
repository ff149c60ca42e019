// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.picture;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingDouble;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jline.utils.AttributedString;

/** How the sectors stand: a heading and a line each; those that do not fit are counted. */
final class SectorTable {
  private static final String NO_WARNING = "P9";

  /** What a person must see first: the most urgent warning, then the worst health. */
  private static final Comparator<SectorRow> WORST_FIRST =
      comparing((SectorRow row) -> row.priority() == null ? NO_WARNING : row.priority())
          .thenComparing(comparingDouble(row -> row.health() == null ? 100 : row.health().index()));

  private SectorTable() {}

  /**
   * At most so many lines, the heading among them. Where there is no room for all, the worst stay,
   * in the order of the table.
   */
  static List<AttributedString> of(List<SectorRow> rows, int width, int lines) {
    List<Column> columns = Column.of(width);
    List<AttributedString> shown = new ArrayList<>();
    shown.add(heading(columns, width));
    boolean all = rows.size() < lines;
    Set<SectorRow> kept =
        new HashSet<>(
            all ? rows : rows.stream().sorted(WORST_FIRST).limit(Math.max(0, lines - 2)).toList());
    rows.stream().filter(kept::contains).map(row -> row(columns, row, width)).forEach(shown::add);
    if (!all) {
      shown.add(folded(rows.stream().filter(row -> !kept.contains(row)).toList(), width));
    }
    return shown;
  }

  private static AttributedString heading(List<Column> columns, int width) {
    Line line = new Line(width).add(Palette.HEADING, " ");
    for (Column column : columns) {
      String words = Line.cut(column.heading(), column.width());
      String blanks = " ".repeat(column.width() - Line.columns(words));
      line.add(Palette.HEADING, (column.number() ? blanks + words : words + blanks) + " ");
    }
    return line.end();
  }

  private static AttributedString row(List<Column> columns, SectorRow row, int width) {
    Line line = new Line(width).add(Palette.PLAIN, " ");
    for (Column column : columns) {
      column.cell().accept(line, row);
      line.add(Palette.PLAIN, " ");
    }
    return line.end();
  }

  private static AttributedString folded(List<SectorRow> rows, int width) {
    long troubled = rows.stream().filter(SectorRow::isTroubled).count();
    return new Line(width)
        .add(
            Palette.FAINT,
            " and "
                + rows.size()
                + " more"
                + (troubled == 0 ? ", quiet" : ", " + troubled + " of them not well"))
        .end();
  }
}
