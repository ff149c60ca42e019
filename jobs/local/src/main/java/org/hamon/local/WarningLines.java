// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.hamon.replay.scoring.IssuedWarning;

/**
 * Prints warnings as they come, a line each. Of updates, unless all are wanted, only those that
 * change the priority, and else one in three hours of event time; the files have the rest.
 */
final class WarningLines {
  private static final int HEADLINE = 150;
  private static final long SELDOM = Duration.ofHours(3).toMillis();

  private final Console console;
  private final EventTime clock;
  private final boolean aside;
  private final boolean all;
  private final Map<String, IssuedWarning> shown = new HashMap<>();

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
    this.all = all;
  }

  void print(IssuedWarning warning) {
    IssuedWarning last = shown.get(warning.id());
    if (!all && last != null && isMinor(last, warning)) {
      return;
    }
    shown.put(warning.id(), warning);
    String line = line(warning);
    if (aside) {
      console.note(line);
    } else {
      console.line(line);
    }
  }

  private static boolean isMinor(IssuedWarning last, IssuedWarning warning) {
    return warning.type().equals("update")
        && warning.priority().equals(last.priority())
        && warning.issuedAt() - last.issuedAt() < SELDOM;
  }

  private String line(IssuedWarning warning) {
    return EventTime.utc(warning.issuedAt())
        + "  "
        + console.style(
            Console.Style.FAINT, clock.local(warning.issuedAt()) + " " + clock.zoneName())
        + "  "
        + console.style(priorityStyle(warning), Text.pad(warning.priority(), 2))
        + "  "
        + console.style(typeStyle(warning), Text.pad(warning.type(), 9))
        + "  "
        + console.style(Console.Style.BOLD, Text.pad(warning.sector(), 11))
        + "  "
        + Text.cut(warning.headline(), HEADLINE);
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
