// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.hamon.topology.Suggestion;
import org.jspecify.annotations.Nullable;

/**
 * Takes the values of one mapping key by key and notes everything that is wrong with them. What a
 * method returns after an error is of no meaning: check {@link #isSound()} at the end.
 */
final class Fields {

  private final Node.Mapping mapping;
  private final String place;
  private final Findings findings;
  private final Repeats repeats;
  private boolean sound = true;

  Fields(Node.Mapping mapping, String place, Findings findings, Repeats repeats) {
    this.mapping = mapping;
    this.place = place;
    this.findings = findings;
    this.repeats = repeats;
  }

  Node.Mapping mapping() {
    return mapping;
  }

  int line() {
    return mapping.line();
  }

  String place() {
    return place;
  }

  Findings findings() {
    return findings;
  }

  Repeats repeats() {
    return repeats;
  }

  boolean isSound() {
    return sound;
  }

  boolean has(String key) {
    return present(key) != null;
  }

  /** The value; null if absent or null. */
  @Nullable Node present(String key) {
    Node node = mapping.get(key);
    return node instanceof Node.Scalar scalar && scalar.text() == null ? null : node;
  }

  /** A text that must be there and not be empty. */
  String text(String key) {
    String text = optionalText(key);
    if (text == null) {
      missing(key);
      return "";
    }
    return text;
  }

  void missing(String key) {
    if (present(key) == null) {
      String there = String.join(", ", mapping.keys());
      error(
          "MISSING_KEY",
          mapping.line(),
          key,
          "Expected the key '" + key + "', but there is only: " + Node.abbreviated(there) + ".",
          null);
    }
  }

  /** A text that many things have in common, made once; null if absent. */
  @Nullable String sharedText(String key) {
    String text = optionalText(key);
    return text == null ? null : repeats.one(text);
  }

  @Nullable String optionalText(String key) {
    Node node = present(key);
    if (node == null) {
      return null;
    }
    if (!(node instanceof Node.Scalar scalar) || scalar.text() == null) {
      error("WRONG_SHAPE", node, key, "a text", null);
      return null;
    }
    if (scalar.text().isBlank()) {
      error("EMPTY_VALUE", node, key, "a text that is not empty", null);
      return null;
    }
    return scalar.text();
  }

  /** A number from {@code least} to {@code most}; {@code otherwise} if absent. */
  double number(String key, double least, double most, double otherwise) {
    Double number = optionalNumber(key, least, most);
    return number == null ? otherwise : number;
  }

  @Nullable Double optionalNumber(String key, double least, double most) {
    String text = optionalText(key);
    if (text == null) {
      return null;
    }
    double number = Numbers.number(text);
    if (!Double.isFinite(number)) {
      error("BAD_NUMBER", node(key), key, "a number", null);
      return null;
    }
    if (number < least || number > most) {
      String range =
          most == Double.MAX_VALUE
              ? "a number of at least " + plain(least)
              : "a number from " + plain(least) + " to " + plain(most);
      error("OUT_OF_RANGE", node(key), key, range, null);
    }
    return number;
  }

  private static String plain(double bound) {
    return bound == Math.rint(bound) ? Long.toString((long) bound) : Double.toString(bound);
  }

  /** A whole number from {@code least} to {@code most}; {@code otherwise} if absent. */
  long whole(String key, long least, long most, long otherwise) {
    String text = optionalText(key);
    if (text == null) {
      return otherwise;
    }
    if (!Numbers.isWhole(text)) {
      error("BAD_NUMBER", node(key), key, "a whole number", null);
      return otherwise;
    }
    long number = Long.parseLong(text);
    if (number < least || number > most) {
      error(
          "OUT_OF_RANGE",
          node(key),
          key,
          "a whole number "
              + (most == Long.MAX_VALUE ? "of at least " + least : "from " + least + " to " + most),
          null);
    }
    return number;
  }

  boolean flag(String key, boolean otherwise) {
    String text = optionalText(key);
    if (text == null || text.equalsIgnoreCase("true")) {
      return text == null ? otherwise : true;
    }
    if (!text.equalsIgnoreCase("false")) {
      error("BAD_FLAG", node(key), key, "true or false", null);
    }
    return false;
  }

  /** Milliseconds; {@code otherwise} if absent. */
  long duration(String key, long otherwise) {
    String text = optionalText(key);
    if (text == null) {
      return otherwise;
    }
    OptionalLong millis = repeats.millis(text);
    if (millis.isEmpty()) {
      error("BAD_DURATION", node(key), key, "a duration like 30s, 10m, 4h, 2d or PT4H", null);
    }
    return millis.orElse(otherwise);
  }

  /** A text that is one of the words; null if absent. */
  @Nullable String word(String key, String code, String what, Collection<String> words) {
    String text = optionalText(key);
    if (text == null) {
      return null;
    }
    if (!words.contains(text)) {
      error(code, node(key), key, what, Suggestion.didYouMean(text, words));
    }
    return text;
  }

  /** The fields of a mapping below this one; null if absent or no mapping. */
  @Nullable Fields below(String key) {
    Node node = present(key);
    if (node == null) {
      return null;
    }
    if (!(node instanceof Node.Mapping below)) {
      error("WRONG_SHAPE", node, key, "keys with values", null);
      return null;
    }
    return new Fields(below, at(key), findings, repeats);
  }

  /** The items of a list; none if absent. */
  List<Node> items(String key) {
    Node node = present(key);
    if (node == null) {
      return List.of();
    }
    if (!(node instanceof Node.Sequence sequence)) {
      error("WRONG_SHAPE", node, key, "a list", null);
      return List.of();
    }
    return sequence.items();
  }

  boolean matches(Pattern pattern, String text) {
    return repeats.matches(pattern, text);
  }

  /** Takes over what was found wrong below. */
  void join(Fields below) {
    sound &= below.sound;
  }

  /** Notes every key that is none of these. */
  void rejectOthers(List<String> expected) {
    for (String key : mapping.keysBeyond(expected)) {
      sound = false;
      findings.error(
          "UNKNOWN_KEY",
          node(key).line(),
          at(Node.abbreviated(key)),
          "Expected one of "
              + String.join(", ", expected)
              + ", but found the key '"
              + Node.abbreviated(key)
              + "'.",
          Suggestion.didYouMean(key, expected));
    }
  }

  /** Notes that the value of the key is not what was expected. */
  void error(String code, Node found, String key, String expected, @Nullable String suggestion) {
    error(
        code,
        found.line(),
        key,
        "Expected " + expected + ", but found " + found.description() + ".",
        suggestion);
  }

  void error(String code, int line, String key, String message, @Nullable String suggestion) {
    sound = false;
    findings.error(code, line, at(key), message, suggestion);
  }

  /** The value of a key, or this mapping if there is none. */
  Node node(String key) {
    Node node = mapping.get(key);
    return node == null ? mapping : node;
  }

  String at(String key) {
    return place.isEmpty() ? key : place + "." + key;
  }
}
