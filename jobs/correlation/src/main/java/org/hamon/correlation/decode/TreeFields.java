// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.hamon.patterns.language.Cause;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.CanonicalId;
import org.hamon.topology.reading.Rfc3339;
import org.jspecify.annotations.Nullable;

/** Takes fields out of a tree and notes what is wrong with them. */
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
    String text = node.textValue();
    return text.isBlank() || !refusal.checkWord(field, text) ? null : text;
  }

  /** The id of an asset; null if there is none or if it was refused. */
  @Nullable String assetId(String field) {
    JsonNode node = given(field);
    if (node == null || (node.isTextual() && node.textValue().isBlank())) {
      return null;
    }
    if (!node.isTextual()) {
      refusal.refuseType(field, "a string");
      return null;
    }
    return refusal.takeAssetId(field, node.textValue());
  }

  /** The id of the record itself, in its canonical form where it has one. */
  @Nullable String recordId(String field) {
    String text = required(field);
    String id = text == null ? null : CanonicalId.of(text);
    return id == null ? text : id;
  }

  /** A text for people, cut and mended so that every output can hold it; null if there is none. */
  @Nullable String prose(String field) {
    JsonNode node = given(field);
    if (node == null) {
      return null;
    }
    if (!node.isTextual()) {
      refusal.refuseType(field, "a string");
      return null;
    }
    return node.textValue().isBlank() ? null : Prose.of(node.textValue(), Limits.TEXT);
  }

  /** The class of cause of that word; unknown if there is none or it was refused. */
  Cause cause(@Nullable String word) {
    if (word == null) {
      return Cause.UNKNOWN;
    }
    Cause cause = Cause.of(Refusal.plain(word)).orElse(null);
    if (cause == null) {
      refusal.refuseWord(
          Reason.UNKNOWN_CAUSE,
          word,
          "class of cause",
          Arrays.stream(Cause.values()).map(Cause::word));
      return Cause.UNKNOWN;
    }
    return cause;
  }

  /** The severity; -1 if there is none or it was refused. */
  int severity() {
    JsonNode node = record.get("severity");
    if (node == null || node.isNull()) {
      return -1;
    }
    double severity = node.isNumber() ? node.doubleValue() : Double.NaN;
    if (severity >= 0 && severity <= 4 && severity == Math.rint(severity)) {
      return (int) severity;
    }
    refusal.refuse(Reason.BAD_SEVERITY, "expected severity to be a whole number from 0 to 4");
    return -1;
  }

  /** The label; TLP:AMBER+STRICT where there is none. */
  Tlp tlp() {
    JsonNode node = given("tlp");
    if (node == null) {
      return Tlp.AMBER_STRICT;
    }
    if (!node.isTextual()) {
      refusal.refuse(Reason.BAD_TLP, "expected tlp to be a label of TLP 2.0, a text");
      return Tlp.AMBER_STRICT;
    }
    return refusal.takeLabel(node.textValue());
  }

  /** The texts of a list; empty if there is none or it was refused. */
  List<String> texts(String field) {
    JsonNode node = given(field);
    List<String> texts = new ArrayList<>();
    if (node == null) {
      return texts;
    }
    for (JsonNode item : node) {
      if (item.isTextual() && !item.textValue().isBlank()) {
        if (refusal.checkWord(field, item.textValue())) {
          texts.add(item.textValue());
        }
      } else {
        refusal.refuseType(field, "a list of strings");
      }
    }
    if (!node.isArray()) {
      refusal.refuseType(field, "a list of strings");
    }
    return texts;
  }

  /** Checks that each text and name within a field is whole, so that every output can hold it. */
  void checkTexts(String field) {
    JsonNode node = given(field);
    if (node != null) {
      checkTexts(field, node);
    }
  }

  private void checkTexts(String field, JsonNode node) {
    if (node.isTextual()) {
      refusal.checkWhole("a text of " + field, node.textValue());
    }
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      refusal.checkWhole("a key of " + field, entry.getKey());
    }
    for (JsonNode item : node) {
      checkTexts(field, item);
    }
  }

  /** A further time, which may lie in the future; the given one if the field is absent. */
  long plannedTime(String field, long otherwise) {
    String text = optional(field);
    if (text == null) {
      return otherwise;
    }
    long time = Rfc3339.parse(text);
    return refusal.checkTime(field, time) ? time : otherwise;
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
