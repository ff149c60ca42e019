// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.language;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * What the schema asks of one value. Of the schema's keywords it knows those that concern one value
 * or one object's keys; what joins several keys is checked by hand.
 *
 * @param name of the definition that it is, empty if it has none
 * @param title what is expected, in words; empty if its type says so
 * @param schema without a reference
 * @param definitions what references point to
 */
record Rule(String name, String title, JsonNode schema, JsonNode definitions) {

  private static final String REFERENCE = "#/$defs/";
  private static final Map<String, Pattern> PATTERNS = new ConcurrentHashMap<>();

  static Rule of(JsonNode schema, JsonNode definitions) {
    return new Rule("", schema.path("title").asText(), schema, definitions);
  }

  /** Follows the reference, if it is one; the first title on the way is the one that counts. */
  private Rule to(JsonNode below, String nameHere, String titleHere) {
    String title = below.has("title") ? below.path("title").asText() : titleHere;
    if (!below.has("$ref")) {
      return new Rule(nameHere, title, below, definitions);
    }
    String target = below.path("$ref").asText().substring(REFERENCE.length());
    return to(definitions.path(target), target, below.has("title") ? title : "");
  }

  List<String> keys() {
    List<String> keys = new ArrayList<>();
    schema.path("properties").fieldNames().forEachRemaining(keys::add);
    return keys;
  }

  List<String> required() {
    return texts("required");
  }

  /** The words that are allowed; empty if any is. */
  List<String> words() {
    return texts("enum");
  }

  List<String> examples() {
    return texts("examples");
  }

  private List<String> texts(String keyword) {
    List<String> texts = new ArrayList<>();
    schema.path(keyword).forEach(text -> texts.add(text.asText()));
    return texts;
  }

  /** Whether the key may be there. */
  boolean knows(String key) {
    return schema.path("properties").has(key) || schema.path("additionalProperties").isObject();
  }

  Rule ofKey(String key) {
    JsonNode listed = schema.path("properties").path(key);
    return to(listed.isMissingNode() ? schema.path("additionalProperties") : listed, "", "");
  }

  Rule ofItems() {
    return to(schema.path("items"), "", "");
  }

  /** Of several forms the one of the value's type, else the first. */
  Rule formFor(JsonNode value) {
    JsonNode forms = schema.path("anyOf");
    if (!forms.isArray()) {
      return this;
    }
    for (JsonNode form : forms) {
      Rule rule = to(form, name, title);
      if (rule.isOfType(value)) {
        return rule;
      }
    }
    return to(forms.path(0), name, title);
  }

  private String type() {
    return schema.path("type").asText();
  }

  boolean isObject() {
    return type().equals("object");
  }

  boolean isText() {
    return type().equals("string");
  }

  boolean isOfType(JsonNode value) {
    return switch (type()) {
      case "object" -> value.isObject();
      case "array" -> value.isArray();
      case "boolean" -> value.isBoolean();
      case "string" -> value.isTextual();
      case "integer" -> value.isNumber() && value.canConvertToExactIntegral();
      case "number" -> value.isNumber() && Double.isFinite(value.asDouble());
      default -> throw new IllegalStateException("Expected a type in the schema at " + schema);
    };
  }

  /** Whether an object or a list has not too few and not too many. */
  boolean allowsSizeOf(JsonNode value) {
    String of = value.isObject() ? "Properties" : "Items";
    return value.size() >= schema.path("min" + of).asInt(0)
        && value.size() <= schema.path("max" + of).asInt(Integer.MAX_VALUE);
  }

  /** Whether a number is not too small and not too great. */
  boolean allowsNumber(JsonNode value) {
    JsonNode least = schema.path("minimum");
    JsonNode most = schema.path("maximum");
    return (least.isMissingNode() || least.decimalValue().compareTo(value.decimalValue()) <= 0)
        && (most.isMissingNode() || most.decimalValue().compareTo(value.decimalValue()) >= 0);
  }

  /** The length is looked at first, since a pattern may recurse as deep as a text is long. */
  boolean allowsText(String text) {
    return text.length() <= schema.path("maxLength").asInt(Integer.MAX_VALUE)
        && (words().isEmpty() || words().contains(text))
        && (!schema.has("pattern") || pattern().matcher(text).find());
  }

  private Pattern pattern() {
    return PATTERNS.computeIfAbsent(schema.path("pattern").asText(), Pattern::compile);
  }

  /** What is expected, as it stands after "Expected". */
  String expected() {
    List<String> words = words();
    if (!title.isEmpty()) {
      return title;
    }
    if (!words.isEmpty()) {
      return words.size() == 1 ? "'" + words.get(0) + "'" : "one of " + String.join(", ", words);
    }
    return switch (type()) {
      case "object" -> "keys and values";
      case "array" -> "a list";
      case "boolean" -> "true or false";
      case "integer" -> "a whole number" + bounds();
      case "number" -> "a number" + bounds();
      default -> "a text";
    };
  }

  private String bounds() {
    String least = schema.path("minimum").asText();
    JsonNode most = schema.path("maximum");
    if (least.isEmpty()) {
      return "";
    }
    return most.isMissingNode() || most.asLong() == Long.MAX_VALUE
        ? " of at least " + least
        : " from " + least + " to " + most.asText();
  }
}
