// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.picture;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jline.utils.AttributedString;

/** Two lines: what is played, and how far it is. */
final class Header {
  static final int LINES = 2;

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("EEE d MMM yyyy HH:mm:ss zzz", Locale.ENGLISH);
  private static final DateTimeFormatter SHORT_CLOCK =
      DateTimeFormatter.ofPattern("d MMM HH:mm:ss zzz", Locale.ENGLISH);
  private static final int WIDE = 100;

  private Header() {}

  static List<AttributedString> of(Scene scene, int width) {
    return List.of(title(scene, width), clock(scene, width));
  }

  private static AttributedString title(Scene scene, int width) {
    String speed = String.format(Locale.ROOT, "%,.0f times as fast", scene.speed());
    int room = width - 12 - speed.length();
    return new Line(width)
        .add(Palette.BOLD, " Hamon ")
        .add(Palette.PLAIN, " " + Line.cut(scene.title(), room))
        .atEdge(Palette.FAINT, speed)
        .end();
  }

  private static AttributedString clock(Scene scene, int width) {
    boolean wide = width >= WIDE;
    String now =
        (wide ? CLOCK : SHORT_CLOCK).format(Instant.ofEpochMilli(scene.now()).atZone(scene.zone()));
    int columns = wide ? 32 : Math.max(0, Math.min(16, width - 60));
    String bar = Bar.of(scene.share(), columns);
    return new Line(width)
        .add(Palette.clock().bold(), " " + now + "  ")
        .add(Palette.clock(), bar)
        .add(Palette.FAINT, Bar.rest(bar, columns))
        .add(
            Palette.PLAIN,
            String.format(Locale.ROOT, " %3.0f %%  ", Math.floor(100 * scene.share())))
        .add(Palette.PLAIN, stage(scene))
        .end();
  }

  private static String stage(Scene scene) {
    return switch (scene.stage()) {
      case PLAYING, CATCHING_UP -> {
        String job = behind(scene);
        String all = scene.stage() == Scene.Stage.CATCHING_UP ? "all played; " : "";
        yield all + job;
      }
      case OVER -> "over";
      case STOPPED -> "stopped";
    };
  }

  private static String behind(Scene scene) {
    Long behind = scene.behind();
    if (behind == null) {
      return "the job begins";
    }
    double seconds = behind / 1000.0 / scene.speed();
    return String.format(
        Locale.ROOT, "job %s behind (%.1f s)", duration(Duration.ofMillis(behind)), seconds);
  }

  private static String duration(Duration size) {
    if (size.toHours() > 0) {
      return size.toHours() + " h " + size.toMinutesPart() + " min";
    }
    return size.toMinutes() > 0 ? size.toMinutes() + " min" : size.toSeconds() + " s";
  }
}
