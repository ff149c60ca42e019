// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.picture;

import org.hamon.topology.AssetState;
import org.jline.utils.AttributedStyle;

/** Which colour says what. Colour only repeats what a word or number says. */
final class Palette {
  static final AttributedStyle PLAIN = AttributedStyle.DEFAULT;
  static final AttributedStyle BOLD = AttributedStyle.BOLD;
  static final AttributedStyle FAINT = AttributedStyle.DEFAULT.faint();
  static final AttributedStyle HEADING = AttributedStyle.DEFAULT.faint().underline();

  private static final AttributedStyle RED = foreground(AttributedStyle.RED).bold();
  private static final AttributedStyle ORANGE = AttributedStyle.DEFAULT.foreground(208);
  private static final AttributedStyle YELLOW = foreground(AttributedStyle.YELLOW);
  private static final AttributedStyle GREEN = foreground(AttributedStyle.GREEN);
  private static final AttributedStyle CYAN = foreground(AttributedStyle.CYAN);
  private static final AttributedStyle MAGENTA = foreground(AttributedStyle.MAGENTA);

  private Palette() {}

  static AttributedStyle clock() {
    return CYAN;
  }

  /** Of a sector's health; see {@link Health#level()}. */
  static AttributedStyle level(String level) {
    return switch (level) {
      case "normal" -> GREEN;
      case "strained" -> YELLOW;
      case "impaired" -> ORANGE;
      case "critical" -> RED;
      default -> PLAIN;
    };
  }

  static AttributedStyle state(AssetState state) {
    return switch (state) {
      case NORMAL -> GREEN;
      case RECOVERING -> CYAN;
      case DEGRADED, UNKNOWN -> YELLOW;
      case UNUSABLE -> MAGENTA;
      case STOPPED -> RED;
    };
  }

  static AttributedStyle priority(String priority) {
    return switch (priority) {
      case "P1" -> RED;
      case "P2" -> ORANGE;
      case "P3" -> YELLOW;
      default -> PLAIN;
    };
  }

  /** Of the end of a warning. */
  static AttributedStyle ended() {
    return GREEN;
  }

  private static AttributedStyle foreground(int colour) {
    return AttributedStyle.DEFAULT.foreground(colour);
  }
}
