// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** Takes text fields out of a tree and notes what is wrong with them. */
final class TreeFields {

  private final JsonNode record;
  private final Refusal refusal;

  TreeFields(JsonNode record, Refusal refusal) {
    this.record = record;
    this.refusal = refusal;
  }

  /** The field unless it is absent or null. */
  @Nullable JsonNode given(String field) {
    JsonNode node = record.get(field);
    return node == null || node.isNull() ? null : node;
  }

  /** The text of a field that must be there; null if it was refused. */
  @Nullable String required(String field) {
    String text = optional(field);
    if (text == null) {
      refusal.refuseMissing(field);
    }
    return text;
  }

  /** The text of a field; null if there is none or if it was refused. Blank is none. */
  @Nullable String optional(String field) {
    JsonNode node = given(field);
    if (node == null) {
      return null;
    }
    if (!node.isTextual()) {
      refusal.refuseType(field, "a string");
      return null;
    }
    return node.textValue().isBlank() ? null : node.textValue();
  }

  void takeLane() {
    JsonNode node = given("lane");
    if (node == null) {
      return;
    }
    if (node.isTextual()) {
      refusal.takeLane(node.textValue());
    } else {
      refusal.refuseType("lane", "a string");
    }
  }
}
