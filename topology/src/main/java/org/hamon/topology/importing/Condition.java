// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.importing;

import java.util.List;
import java.util.Set;
import org.hamon.topology.reading.Fields;
import org.jspecify.annotations.Nullable;

/**
 * What a row must be like.
 *
 * @param is the words its column may hold, an empty one if the cell may be empty; none for any
 * @param above what the number in its column must exceed; null for no such bound
 */
record Condition(String column, List<String> is, @Nullable Double above) {

  private static final List<String> KEYS = List.of("column", "is", "above");

  Condition {
    is = List.copyOf(is);
  }

  static Condition read(Fields fields) {
    Condition condition =
        new Condition(
            fields.text("column"),
            fields.texts("is"),
            fields.optionalNumber("above", -Double.MAX_VALUE, Double.MAX_VALUE));
    fields.rejectOthers(KEYS);
    return condition;
  }

  /**
   * Whether the row is like that.
   *
   * @param absent words that stand where there is no value
   */
  boolean holds(Fields row, Set<String> absent) {
    if (above != null) {
      Double number = row.optionalNumber(column, -Double.MAX_VALUE, Double.MAX_VALUE);
      if (number == null || number <= above) {
        return false;
      }
    }
    String text = row.optionalText(column);
    boolean empty = text == null || (absent.contains(text) && !is.contains(text));
    return is.isEmpty() ? !empty : is.contains(empty ? "" : text);
  }
}
