// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Goes over a whole tree with the schema and reports each key and value that it does not allow.
 * What is refused here is not read any more.
 */
final class Shape {

  /** The code of a value that is not what the definition asks for, where it has its own. */
  private static final Map<String, String> CODES =
      Map.ofEntries(
          Map.entry("id", "BAD_ID"),
          Map.entry("duration", "BAD_DURATION"),
          Map.entry("sector", "BAD_SECTOR"),
          Map.entry("state", "BAD_STATE"),
          Map.entry("cause", "BAD_CAUSE"),
          Map.entry("atRoot", "BAD_PLACE"),
          Map.entry("hops", "BAD_PLACE"),
          Map.entry("inArea", "BAD_PLACE"),
          Map.entry("namedStage", "STAGE_SHAPE"),
          Map.entry("chain", "BAD_TEST_TOPOLOGY"),
          Map.entry("event", "BAD_TEST_EVENT"),
          Map.entry("time", "BAD_TEST_EVENT"));

  /** Texts that say several things: who reads them can say which of these is wrong. */
  private static final Set<String> TEXTS_READ_BY_HAND = Set.of("event", "chain", "condition");

  private final Findings findings;

  Shape(Findings findings) {
    this.findings = findings;
  }

  void check(JsonNode value, Rule rule, String place) {
    if (findings.isRefused(place)) {
      return;
    }
    Rule form = rule.formFor(value);
    if (!form.isOfType(value) || (value.isContainerNode() && !form.allowsSizeOf(value))) {
      refuse(value, form, place, suggestion(value, form));
    } else if (value.isObject()) {
      checkKeys(value, form, place);
    } else if (value.isArray()) {
      for (int i = 0; i < value.size(); i++) {
        check(value.get(i), form.ofItems(), place + "[" + i + "]");
      }
    } else if (!allows(form, value)) {
      refuse(value, form, place, suggestion(value, form));
    }
  }

  private static boolean allows(Rule rule, JsonNode value) {
    return value.isTextual()
        ? TEXTS_READ_BY_HAND.contains(rule.name()) || rule.allowsText(value.asText())
        : !value.isNumber() || rule.allowsNumber(value);
  }

  private void checkKeys(JsonNode object, Rule rule, String place) {
    for (Map.Entry<String, JsonNode> entry : object.properties()) {
      String key = entry.getKey();
      String at = Fields.join(place, key);
      if (!rule.knows(key)) {
        unknown(key, rule.keys(), at);
      } else if (!entry.getValue().isNull()) {
        check(entry.getValue(), rule.ofKey(key), at);
      } else if (!rule.required().contains(key) && !findings.isRefused(at)) {
        Rule form = rule.ofKey(key).formFor(entry.getValue());
        refuse(entry.getValue(), form, at, "Leave '" + key + "' out, or give it a value.");
      }
    }
    for (String key : rule.required()) {
      String at = Fields.join(place, key);
      if (!object.hasNonNull(key) && !findings.isRefused(at)) {
        findings.refuse("MISSING_KEY", at, "Expected '" + key + "', but it is missing.", null);
      }
    }
  }

  private void unknown(String key, List<String> known, String place) {
    findings.refuse(
        "UNKNOWN_KEY",
        place,
        "Expected one of " + String.join(", ", known) + ", but found '" + key + "'.",
        Findings.didYouMean(key, known));
  }

  private void refuse(JsonNode value, Rule rule, String place, @Nullable String suggestion) {
    findings.refuse(
        CODES.getOrDefault(rule.name(), rule.isObject() ? "NOT_AN_OBJECT" : "BAD_VALUE"),
        place,
        "Expected " + rule.expected() + ", but found " + Fields.shown(value) + ".",
        suggestion);
  }

  private static @Nullable String suggestion(JsonNode value, Rule rule) {
    if (!rule.isText() || !value.isValueNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      return allows(rule, TextNode.valueOf(value.asText())) ? "Put it in quotes." : null;
    }
    return rule.words().isEmpty()
        ? Findings.didYouMean(value.asText().toLowerCase(Locale.ROOT), rule.examples())
        : Findings.didYouMean(value.asText(), rule.words());
  }
}
