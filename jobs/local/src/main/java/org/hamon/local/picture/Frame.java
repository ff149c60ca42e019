// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.picture;

import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;

/** Lays a scene out on a terminal. Depends on nothing but what it is given. */
final class Frame {
  private static final int AIRY = 30;
  private static final int FEWEST_WARNINGS = 4;

  private Frame() {}

  /** At most {@code height} lines, none wider than {@code width} columns. */
  static List<AttributedString> of(Scene scene, int width, int height) {
    List<AttributedString> footer = Footer.of(scene, width);
    boolean airy = height >= AIRY;
    int gaps = airy ? 3 : 0;
    int room = height - Header.LINES - footer.size() - gaps;
    int sectorLines = Math.min(scene.sectors().size() + 1, Math.max(2, room - FEWEST_WARNINGS));

    List<AttributedString> lines = new ArrayList<>(Header.of(scene, width));
    gap(lines, airy);
    lines.addAll(SectorTable.of(scene.sectors(), width, sectorLines));
    gap(lines, airy);
    lines.addAll(NewestWarnings.of(scene, width, room - sectorLines));
    gap(lines, airy);
    if (!scene.stage().isEnd()) {
      while (lines.size() + footer.size() < height) {
        lines.add(AttributedString.EMPTY);
      }
    }
    lines.addAll(footer);
    return List.copyOf(lines.subList(0, Math.max(0, Math.min(height, lines.size()))));
  }

  private static void gap(List<AttributedString> lines, boolean airy) {
    if (airy) {
      lines.add(AttributedString.EMPTY);
    }
  }
}
