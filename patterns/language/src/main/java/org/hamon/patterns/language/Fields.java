// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hamon.topology.Topology;
import org.jspecify.annotations.Nullable;

/** The keys of one object in a file, read by type; what is wrong becomes a finding. */
final class Fields {

  private static final Pattern SHORT_DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");
  private static final Pattern SLUG = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");

  private final JsonNode object;
  private final String place;
  private final Findings findings;

  private Fields(JsonNode object, String place, Findings findings) {
    this.object = object;
    this.place = place;
    this.findings = findings;
  }

  /** Checks that it is an object and has only these keys. */
  static Fields of(JsonNode node, String place, Findings findings, List<String> known) {
    if (!node.isObject()) {
      findings.error(
          "NOT_AN_OBJECT", place, "Expected keys and values, but found " + shown(node) + ".");
      return new Fields(JsonNodeFactory.instance.objectNode(), place, findings);
    }
    for (Iterator<String> keys = node.fieldNames(); keys.hasNext(); ) {
      String key = keys.next();
      if (!known.contains(key)) {
        findings.error(
            "UNKNOWN_KEY",
            join(place, key),
            "Expected one of " + String.join(", ", known) + ", but found '" + key + "'.",
            Findings.didYouMean(key, known));
      }
    }
    return new Fields(node, place, findings);
  }

  static String join(String place, String key) {
    return place.isEmpty() ? key : place + "." + key;
  }

  String at(String key) {
    return join(place, key);
  }

  boolean has(String key) {
    return object.hasNonNull(key);
  }

  JsonNode node(String key) {
    return object.path(key);
  }

  /** Reports each of the keys that is not there. */
  void require(String... keys) {
    for (String key : keys) {
      if (!has(key)) {
        findings.error("MISSING_KEY", at(key), "Expected '" + key + "', but it is missing.");
      }
    }
  }

  /** A scalar as text; null if missing or no scalar. */
  @Nullable String text(String key) {
    JsonNode node = object.path(key);
    if (node.isMissingNode() || node.isNull()) {
      return null;
    }
    if (!node.isValueNode()) {
      bad(key, "a text", node);
      return null;
    }
    return node.asText();
  }

  String text(String key, String otherwise) {
    String text = text(key);
    return text == null ? otherwise : text;
  }

  long integer(String key, long otherwise, long least, long most) {
    JsonNode node = object.path(key);
    if (node.isMissingNode() || node.isNull()) {
      return otherwise;
    }
    if (!node.isIntegralNumber()
        || !node.canConvertToLong()
        || node.asLong() < least
        || node.asLong() > most) {
      bad(key, "a whole number from " + least + " to " + most, node);
      return otherwise;
    }
    return node.asLong();
  }

  double number(String key, double otherwise) {
    JsonNode node = object.path(key);
    if (node.isMissingNode() || node.isNull()) {
      return otherwise;
    }
    if (!node.isNumber()) {
      bad(key, "a number", node);
      return otherwise;
    }
    return node.asDouble();
  }

  boolean flag(String key, boolean otherwise) {
    Boolean value = flag(key);
    return value == null ? otherwise : value;
  }

  @Nullable Boolean flag(String key) {
    JsonNode node = object.path(key);
    if (node.isMissingNode() || node.isNull()) {
      return null;
    }
    if (!node.isBoolean()) {
      bad(key, "true or false", node);
      return null;
    }
    return node.asBoolean();
  }

  /** A list of scalars, or one scalar as a list of one. */
  List<String> texts(String key) {
    JsonNode node = object.path(key);
    List<String> texts = new ArrayList<>();
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        if (node.get(i).isValueNode()) {
          texts.add(node.get(i).asText());
        } else {
          bad(key + "[" + i + "]", "a text", node.get(i));
        }
      }
    } else if (has(key)) {
      String text = text(key);
      if (text != null) {
        texts.add(text);
      }
    }
    return texts;
  }

  /** A list of words of a fixed vocabulary, or one such word. */
  <T> List<T> words(
      String key, String code, List<String> known, Function<String, Optional<T>> meaning) {
    List<T> meant = new ArrayList<>();
    for (String word : texts(key)) {
      meaning.apply(word).ifPresentOrElse(meant::add, () -> unknownWord(key, code, word, known));
    }
    return meant;
  }

  /** One word of a fixed vocabulary; null if missing or unknown. */
  <T> @Nullable T word(
      String key, String code, List<String> known, Function<String, Optional<T>> meaning) {
    String word = text(key);
    if (word == null) {
      return null;
    }
    Optional<T> meant = meaning.apply(word);
    if (meant.isEmpty()) {
      unknownWord(key, code, word, known);
    }
    return meant.orElse(null);
  }

  private void unknownWord(String key, String code, String word, List<String> known) {
    findings.error(
        code,
        at(key),
        "Expected one of " + String.join(", ", known) + ", but found '" + word + "'.",
        Findings.didYouMean(word, known));
  }

  /** Sectors: the ten, and any further slug; one that nearly is one of the ten is suspicious. */
  List<String> sectors(String key) {
    List<String> sectors = texts(key);
    for (String sector : sectors) {
      if (!isSlug(sector)) {
        findings.error(
            "BAD_SECTOR",
            at(key),
            "Expected a sector of small letters, digits and dashes, but found '" + sector + "'.",
            Findings.didYouMean(sector.toLowerCase(Locale.ROOT), Topology.TEN_SECTORS));
      } else if (!Topology.TEN_SECTORS.contains(sector)) {
        String near = Findings.didYouMean(sector, Topology.TEN_SECTORS);
        if (near != null) {
          findings.warn(
              "UNUSUAL_SECTOR", at(key), "'" + sector + "' is none of the ten sectors.", near);
        }
      }
    }
    return sectors;
  }

  static boolean isSlug(String text) {
    return SLUG.matcher(text).matches();
  }

  /** Milliseconds of a duration, ISO 8601 or short; {@code otherwise} if missing or bad. */
  long duration(String key, long otherwise) {
    String text = text(key);
    if (text == null) {
      return otherwise;
    }
    long millis = millis(text);
    if (millis < 1) {
      findings.error(
          "BAD_DURATION",
          at(key),
          "Expected a duration like 30s, 10m, 4h, 2d or PT4H, but found '" + text + "'.");
      return otherwise;
    }
    return millis;
  }

  private static long millis(String text) {
    Matcher matcher = SHORT_DURATION.matcher(text);
    if (matcher.matches()) {
      long number = Long.parseLong(matcher.group(1));
      return number
          * switch (matcher.group(2)) {
            case "ms" -> 1L;
            case "s" -> 1_000L;
            case "m" -> 60_000L;
            case "h" -> 3_600_000L;
            default -> 86_400_000L;
          };
    }
    try {
      return Duration.parse(text).toMillis();
    } catch (DateTimeParseException | ArithmeticException e) {
      return -1;
    }
  }

  void bad(String key, String expected, JsonNode found) {
    findings.error(
        "BAD_VALUE", at(key), "Expected " + expected + ", but found " + shown(found) + ".");
  }

  static String shown(JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return "nothing";
    }
    if (node.isObject()) {
      return "an object";
    }
    return node.isArray() ? "a list" : "'" + node.asText() + "'";
  }
}
