// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hamon.topology.Topology;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one object in a file, read by type. Their {@link Shape} is checked before; what was
 * refused there is as if it were not there.
 */
final class Fields {

  private static final int MOST_SHOWN = 100;
  private static final Pattern SHORT_DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

  private final JsonNode object;
  private final String place;
  private final Findings findings;

  Fields(JsonNode object, String place, Findings findings) {
    this.object = object;
    this.place = place;
    this.findings = findings;
  }

  static String join(String place, String key) {
    return place.isEmpty() ? key : place + "." + key;
  }

  String at(String key) {
    return join(place, key);
  }

  /** Whether the file gives the key a value, be it a right or a wrong one. */
  boolean has(String key) {
    return object.hasNonNull(key);
  }

  /** Whether the key has a value that can be read. */
  boolean hasSound(String key) {
    return has(key) && !findings.isRefused(at(key));
  }

  /** The value as it stands; a missing node if there is none that can be read. */
  JsonNode node(String key) {
    return hasSound(key) ? object.path(key) : MissingNode.getInstance();
  }

  /** The fields of an object below. */
  Fields below(String key) {
    return new Fields(node(key), at(key), findings);
  }

  /** The fields of each object in a list below. */
  List<Fields> allBelow(String key) {
    List<Fields> all = new ArrayList<>();
    JsonNode list = node(key);
    for (int i = 0; i < list.size(); i++) {
      String at = at(key) + "[" + i + "]";
      if (!findings.isRefused(at)) {
        all.add(new Fields(list.get(i), at, findings));
      }
    }
    return all;
  }

  @Nullable String text(String key) {
    return hasSound(key) ? object.path(key).asText() : null;
  }

  String text(String key, String otherwise) {
    String text = text(key);
    return text == null ? otherwise : text;
  }

  long integer(String key, long otherwise) {
    return node(key).asLong(otherwise);
  }

  double number(String key, double otherwise) {
    return node(key).asDouble(otherwise);
  }

  boolean flag(String key, boolean otherwise) {
    return node(key).asBoolean(otherwise);
  }

  @Nullable Boolean flag(String key) {
    return hasSound(key) ? object.path(key).asBoolean() : null;
  }

  /** A list of texts, or one text as a list of one. */
  List<String> texts(String key) {
    return List.copyOf(textsByPlace(key).values());
  }

  /** The same, each with its place, in the file's order. */
  Map<String, String> textsByPlace(String key) {
    Map<String, String> texts = new LinkedHashMap<>();
    JsonNode node = node(key);
    if (node.isValueNode()) {
      texts.put(at(key), node.asText());
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      String at = at(key) + "[" + i + "]";
      if (!findings.isRefused(at)) {
        texts.put(at, node.get(i).asText());
      }
    }
    return texts;
  }

  /** A list of words of a fixed vocabulary, or one such word. */
  <T> List<T> words(String key, Function<String, Optional<T>> meaning) {
    return texts(key).stream().flatMap(word -> meaning.apply(word).stream()).toList();
  }

  /** One word of a fixed vocabulary; null if there is none. */
  <T> @Nullable T word(String key, Function<String, Optional<T>> meaning) {
    String word = text(key);
    return word == null ? null : meaning.apply(word).orElse(null);
  }

  /** Sectors: the ten, and any further slug; one that nearly is one of the ten is suspicious. */
  List<String> sectors(String key) {
    Map<String, String> sectors = textsByPlace(key);
    sectors.forEach(
        (at, sector) -> {
          String near = Findings.didYouMean(sector, Topology.TEN_SECTORS);
          if (near != null && !Topology.TEN_SECTORS.contains(sector)) {
            findings.warn(
                "UNUSUAL_SECTOR", at, "'" + sector + "' is none of the ten sectors.", near);
          }
        });
    return List.copyOf(sectors.values());
  }

  /** Milliseconds of a duration, ISO 8601 or short; {@code otherwise} if missing or none at all. */
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
          "Expected a duration of at least one millisecond, but found '" + text + "'.");
      return otherwise;
    }
    return millis;
  }

  private static long millis(String text) {
    Matcher matcher = SHORT_DURATION.matcher(text);
    if (!matcher.matches()) {
      return Duration.parse(text).toMillis();
    }
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

  /** A value as findings speak of it. */
  static String shown(JsonNode node) {
    if (node.isMissingNode() || node.isNull()) {
      return "nothing";
    }
    if (node.isContainerNode() && node.isEmpty()) {
      return node.isObject() ? "an empty object" : "an empty list";
    }
    if (node.isObject()) {
      return node.size() == 1 ? "an object" : "an object of " + node.size() + " keys";
    }
    return node.isArray() ? "a list of " + node.size() : "'" + shortened(node.asText()) + "'";
  }

  private static String shortened(String text) {
    return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "...";
  }
}
