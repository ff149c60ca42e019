// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.picture;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.hamon.replay.scoring.IssuedWarning;
import org.jline.utils.AttributedString;

/** The newest warnings, newest first, a line each, below a heading. */
final class NewestWarnings {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ENGLISH);
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("d MMM HH:mm:ss", Locale.ENGLISH);
  private static final int WIDE = 100;

  private NewestWarnings() {}

  /** At most so many lines, the heading among them. */
  static List<AttributedString> of(Scene scene, int width, int lines) {
    int time = width >= WIDE ? 15 : 8;
    List<AttributedString> shown = new ArrayList<>();
    shown.add(
        new Line(width)
            .add(Palette.HEADING, " " + "time" + " ".repeat(time - 4) + " pr sector      phase    ")
            .add(Palette.HEADING, " newest warnings")
            .end());
    if (scene.newest().isEmpty()) {
      shown.add(new Line(width).add(Palette.FAINT, " none so far").end());
    }
    scene.newest().stream().map(warning -> line(scene, warning, width, time)).forEach(shown::add);
    return shown.subList(0, Math.max(0, Math.min(lines, shown.size())));
  }

  private static AttributedString line(
      Scene scene, IssuedWarning warning, int width, int timeColumns) {
    boolean warns = warning.warns();
    DateTimeFormatter format = width >= WIDE ? DAY_AND_TIME : TIME;
    String time = format.format(Instant.ofEpochMilli(warning.issuedAt()).atZone(scene.zone()));
    return new Line(width)
        .add(Palette.PLAIN, " ")
        .left(Palette.FAINT, time, timeColumns)
        .add(Palette.PLAIN, " ")
        .left(warns ? Palette.priority(warning.priority()) : Palette.FAINT, warning.priority(), 2)
        .add(Palette.PLAIN, " ")
        .left(Palette.BOLD, warning.sector(), 11)
        .add(Palette.PLAIN, " ")
        .left(warns ? Palette.PLAIN : Palette.ended(), warns ? warning.phase() : warning.type(), 9)
        .add(Palette.PLAIN, " ")
        .add(warns ? Palette.PLAIN : Palette.FAINT, warning.headline())
        .end();
  }
}
