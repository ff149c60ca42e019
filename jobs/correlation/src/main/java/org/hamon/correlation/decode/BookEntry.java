// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import static java.util.Objects.requireNonNull;

import org.hamon.patterns.language.StateChange;

/**
 * One count of the books of one operator: how many records of that lane and input stand in that
 * column.
 */
public record BookEntry(String lane, Input input, Column column, long count) {

  /** What becomes of a record: {@link #IN} is the sum of all others, over all operators. */
  public enum Column {
    IN("in"),
    USED("used"),
    LATE("late"),
    REPEATED("repeated"),
    DEAD_LETTERED("deadLettered"),
    /** Not decided yet: goes up and down. */
    WAITING("waiting");

    private final String word;

    Column(String word) {
      this.word = word;
    }

    /** The key in the output {@code books} and the name of the metric. */
    public String word() {
      return word;
    }
  }

  public BookEntry {
    requireNonNull(lane, "lane");
    requireNonNull(input, "input");
    requireNonNull(column, "column");
  }

  /** A count of the actual lane. */
  public BookEntry(Input input, Column column, long count) {
    this(StateChange.ACTUAL, input, column, count);
  }
}
