// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The things of one kind while a topology is read, each with an id of its own and its place. */
final class Things<T> {

  private final List<T> things = new ArrayList<>();
  private final Ids ids = new Ids();
  private final Function<T, String> id;
  private final Places places = new Places();

  /** How often an id was made up; from the second time on. */
  private final Map<String, Integer> repeated = new HashMap<>();

  Things(Function<T, String> id) {
    this.id = id;
  }

  int size() {
    return things.size();
  }

  T get(int position) {
    return things.get(position);
  }

  /** The thing's position; -1 if there is none. */
  int find(String wanted) {
    return ids.find(wanted);
  }

  /** The id of the thing at the position. */
  String id(int position) {
    return ids.get(position);
  }

  boolean has(String wanted) {
    return find(wanted) >= 0;
  }

  /** Adds the thing unless one with its id is there, which is noted. */
  void add(T thing, int ordinal, Fields fields) {
    int first = ids.find(id.apply(thing));
    if (first >= 0) {
      int line = places.line(first);
      fields.error(
          "DUPLICATE_ID",
          fields.line(),
          fields.has("id") ? "id" : "sector",
          "Expected each id once, but '"
              + Node.abbreviated(id.apply(thing))
              + "' is there again"
              + (line > 0 ? " after line " + line : "")
              + (isWrittenOtherwise(fields, id.apply(thing)) ? ", in another Unicode form" : "")
              + (CellMark.needsMark(id.apply(thing))
                  ? " (an apostrophe before it is no part of it: spreadsheets write one before what"
                      + " they would compute)."
                  : "."),
          null);
      return;
    }
    things.add(thing);
    places.add(ordinal, fields.mapping());
    ids.add(id.apply(thing));
  }

  private static boolean isWrittenOtherwise(Fields fields, String id) {
    String written = fields.has("id") ? fields.optionalText("id") : id;
    return written != null && !written.equals(id);
  }

  /** The id, or with a number behind it if there is already one. {@code O(1)} on average. */
  String free(String wanted) {
    if (!has(wanted)) {
      return wanted;
    }
    int n = repeated.getOrDefault(wanted, 1);
    String candidate;
    do {
      n++;
      candidate = wanted + "#" + n;
    } while (has(candidate));
    repeated.put(wanted, n);
    return candidate;
  }

  Places places() {
    return places;
  }

  List<T> all() {
    return things;
  }

  /** Ids for suggestions; null where there are too many to compare them all. */
  @Nullable List<String> known() {
    return things.size() > 10_000 ? null : things.stream().map(id).toList();
  }
}
