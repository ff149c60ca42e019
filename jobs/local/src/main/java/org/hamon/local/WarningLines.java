// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import org.hamon.replay.scoring.IssuedWarning;

/** Prints warnings as they come, a line each for those that are news; the files have the rest. */
final class WarningLines {
  private static final int HEADLINE = 150;

  private final Console console;
  private final EventTime clock;
  private final boolean aside;
  private final News news;

  /**
   * Lines in the given clock's time and in UTC.
   *
   * @param aside whether they go to standard error
   * @param all whether every update is printed
   */
  WarningLines(Console console, EventTime clock, boolean aside, boolean all) {
    this.console = console;
    this.clock = clock;
    this.aside = aside;
    this.news = new News(all);
  }

  void print(IssuedWarning warning) {
    if (!news.isNews(warning)) {
      return;
    }
    Styled line = line(warning);
    if (aside) {
      console.note(line);
    } else {
      console.line(line);
    }
  }

  private Styled line(IssuedWarning warning) {
    return Styled.plain(EventTime.utc(warning.issuedAt()) + "  ")
        .and(Console.Style.FAINT, clock.local(warning.issuedAt()) + " " + clock.zoneName())
        .and("  ")
        .and(priorityStyle(warning), Text.pad(warning.priority(), 2))
        .and("  ")
        .and(typeStyle(warning), Text.pad(warning.type(), 9))
        .and("  ")
        .and(Console.Style.BOLD, Text.pad(warning.sector(), 11))
        .and("  " + Text.cut(warning.headline(), HEADLINE));
  }

  private static Console.Style priorityStyle(IssuedWarning warning) {
    return switch (warning.priority()) {
      case "P1" -> Console.Style.RED;
      case "P2" -> Console.Style.YELLOW;
      default -> Console.Style.PLAIN;
    };
  }

  private static Console.Style typeStyle(IssuedWarning warning) {
    return switch (warning.type()) {
      case "all-clear" -> Console.Style.GREEN;
      case "alert" -> Console.Style.BOLD;
      default -> Console.Style.FAINT;
    };
  }
}
