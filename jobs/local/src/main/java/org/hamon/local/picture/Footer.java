// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.picture;

import java.util.List;
import java.util.Locale;
import org.jline.utils.AttributedString;

/** What came so far, where Flink's page is, and how to stop. */
final class Footer {
  private static final int GAP = 2;

  private Footer() {}

  /** One line if all fits in it, else two. */
  static List<AttributedString> of(Scene scene, int width) {
    String heard = heard(scene.totals());
    String lost = lost(scene.totals());
    String web = "Flink: " + scene.web() + (scene.stage().isEnd() ? "" : "  Ctrl-C to stop");
    String all = " " + heard + ", " + lost;
    if (Line.columns(all) + GAP + Line.columns(web) + 1 <= width) {
      return List.of(new Line(width).add(Palette.FAINT, all).atEdge(Palette.FAINT, web).end());
    }
    return List.of(
        new Line(width).add(Palette.FAINT, " " + heard).end(),
        new Line(width).add(Palette.FAINT, " " + web).atEdge(Palette.FAINT, lost).end());
  }

  private static String heard(Scene.Totals totals) {
    return count(totals.records(), "record")
        + ", "
        + count(totals.warnings(), "warning")
        + (totals.warnings() == 0 ? "" : " (" + count(totals.revisions(), "revision") + ")")
        + ", "
        + count(totals.situations(), "situation");
  }

  private static String lost(Scene.Totals totals) {
    return String.format(
        Locale.ROOT, "%s, %,d late", count(totals.deadLetters(), "dead letter"), totals.late());
  }

  private static String count(long n, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", n, noun, n == 1 ? "" : "s");
  }
}
