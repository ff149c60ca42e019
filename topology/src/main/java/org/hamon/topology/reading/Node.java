// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A value of a document with the line it stands on (0 if there are no lines). */
sealed interface Node {

  int line();

  /** A text, number or flag, as written; null text where the document says null. */
  record Scalar(@Nullable String text, int line) implements Node {}

  /** Keys with values, in the order of the document. */
  non-sealed interface Mapping extends Node {

    /** The value of the key; null if there is none. */
    @Nullable Node get(String key);

    Collection<String> keys();

    /** A number with a point where its document writes a comma. */
    default String withPoint(String number) {
      return number;
    }

    /** The keys that are none of these. */
    default List<String> keysBeyond(List<String> expected) {
      List<String> others = new ArrayList<>(keys());
      others.removeAll(expected);
      return others;
    }
  }

  /** Keys with values that are all there at once. */
  record Entries(Map<String, Node> entries, int line) implements Mapping {
    @Override
    public @Nullable Node get(String key) {
      return entries.get(key);
    }

    @Override
    public Collection<String> keys() {
      return entries.keySet();
    }
  }

  /** Values in order. */
  record Sequence(List<Node> items, int line) implements Node {}

  /** What a finding calls it. */
  default String description() {
    if (this instanceof Scalar scalar) {
      return scalar.text() == null ? "nothing" : "'" + abbreviated(scalar.text()) + "'";
    }
    return this instanceof Mapping ? "keys with values" : "a list";
  }

  /** No finding repeats more of a document than a person can read. */
  static String abbreviated(String text) {
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }

  /** The same document without lines. The depth is bounded by the parser that made the node. */
  static Node of(JsonNode json) {
    if (json.isObject()) {
      Map<String, Node> entries = new LinkedHashMap<>();
      json.properties().forEach(entry -> entries.put(entry.getKey(), of(entry.getValue())));
      return new Entries(entries, 0);
    }
    if (json.isArray()) {
      List<Node> items = new ArrayList<>();
      json.forEach(item -> items.add(of(item)));
      return new Sequence(items, 0);
    }
    return new Scalar(json.isNull() || json.isMissingNode() ? null : json.asText(), 0);
  }
}
