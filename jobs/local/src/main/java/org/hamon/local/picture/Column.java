// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.picture;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import org.hamon.topology.AssetState;

/**
 * A column of the table of sectors.
 *
 * @param width in columns of the terminal
 * @param number whether it stands at the right
 * @param cell writes what a sector has in it, exactly as wide as the column
 */
record Column(String heading, int width, boolean number, BiConsumer<Line, SectorRow> cell) {
  private static final int WIDE = 118;
  private static final int MIDDLE = 78;
  private static final int NARROW = 60;
  private static final List<AssetState> STATES =
      List.of(
          AssetState.STOPPED,
          AssetState.UNUSABLE,
          AssetState.UNKNOWN,
          AssetState.DEGRADED,
          AssetState.RECOVERING);
  private static final String NOTHING = "-";
  private static final String NO_NEWS = "no news";

  /** As much as there is room for, and what matters most where there is little. */
  static List<Column> of(int width) {
    boolean wide = width >= WIDE;
    List<Column> columns = new ArrayList<>();
    columns.add(name());
    if (width >= MIDDLE) {
      columns.add(japanese());
    }
    if (width >= NARROW) {
      columns.add(bar(wide ? 20 : width >= MIDDLE ? 12 : 8));
    }
    columns.add(index(width >= NARROW ? "" : "hlth"));
    if (width >= MIDDLE) {
      columns.add(known());
    }
    if (wide) {
      columns.add(assets());
    }
    if (width >= NARROW) {
      STATES.forEach(state -> columns.add(count(state, wide)));
    }
    columns.add(warnings());
    return columns;
  }

  private static Column name() {
    return new Column(
        "sector",
        11,
        false,
        (line, row) ->
            line.left(row.isTroubled() ? Palette.BOLD : Palette.PLAIN, row.sector(), 11));
  }

  private static Column japanese() {
    return new Column(
        "",
        8,
        false,
        (line, row) -> line.left(Palette.PLAIN, SectorNames.japanese(row.sector()), 8));
  }

  private static Column bar(int width) {
    return new Column(
        "health",
        width,
        false,
        (line, row) -> {
          Health health = row.health();
          if (health == null) {
            line.left(Palette.FAINT, NO_NEWS, width);
            return;
          }
          String filled = Bar.of(health.index() / 100, width);
          line.add(Palette.level(health.level()), filled)
              .add(Palette.FAINT, Bar.rest(filled, width));
        });
  }

  /** Rounded down, so that 100 says that nothing is wrong at all. */
  private static Column index(String heading) {
    return new Column(
        heading,
        Math.max(3, heading.length()),
        true,
        (line, row) -> {
          Health health = row.health();
          int width = Math.max(3, heading.length());
          if (health == null) {
            line.right(Palette.FAINT, NOTHING, width);
          } else {
            line.right(
                Palette.level(health.level()).bold(),
                String.valueOf((int) Math.floor(health.index())),
                width);
          }
        });
  }

  private static Column known() {
    return new Column(
        "known",
        5,
        true,
        (line, row) -> {
          Health health = row.health();
          if (health == null) {
            line.right(Palette.FAINT, NOTHING, 5);
          } else {
            line.right(
                health.known() < 1 ? Palette.PLAIN : Palette.FAINT,
                String.format(Locale.ROOT, "%.0f%%", Math.floor(100 * health.known())),
                5);
          }
        });
  }

  private static Column assets() {
    return new Column(
        "assets",
        6,
        true,
        (line, row) -> line.right(Palette.FAINT, String.valueOf(row.count()), 6));
  }

  private static Column count(AssetState state, boolean wide) {
    String heading = wide ? state.word() : state.word().substring(0, 4);
    int width = wide ? state.word().length() : 4;
    return new Column(
        heading,
        width,
        true,
        (line, row) -> {
          int count = row.health() == null ? 0 : row.health().count(state);
          line.right(
              count == 0 ? Palette.FAINT : Palette.state(state),
              count == 0 ? "·" : String.valueOf(count),
              width);
        });
  }

  private static Column warnings() {
    return new Column(
        "warnings",
        8,
        true,
        (line, row) -> {
          String priority = row.priority();
          if (priority == null) {
            line.right(Palette.FAINT, "·", 8);
          } else {
            line.right(Palette.PLAIN, String.valueOf(row.warnings()), 4)
                .right(Palette.priority(priority), priority, 4);
          }
        });
  }
}
