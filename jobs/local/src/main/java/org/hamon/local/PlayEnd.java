// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.nio.file.Path;

/**
 * What is said when a scenario is played to its end.
 *
 * @param folder where its files are
 */
record PlayEnd(String scenario, Verdict verdict, Ending ending, long records, Path folder) {

  /**
   * Prints it, as lines or as one object.
   *
   * @param columns how long a line of the table may be
   */
  void print(Console console, EventTime clock, int columns, boolean json) {
    if (json) {
      console.line(
          verdict
              .json()
              .put("scenario", scenario)
              .put("records", records)
              .put("allClear", ending.isOver())
              .toString());
      return;
    }
    verdict.print(console, clock, columns);
    ending.text(clock).forEach(console::line);
    console.line(
        Text.count(records, "record")
            + " played; inputs, all warnings and situations are in "
            + Home.shown(folder));
  }
}
