// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a configuration and where each came from: a file, or the command line, which wins.
 */
final class ConfigTree {

  private static final YAMLMapper YAML = new YAMLMapper();

  /** Keys in them are named by others than us, and may have dots. */
  private static final String PROPERTIES = "properties";

  private final @Nullable Path file;
  private final ObjectNode root;
  private final Set<String> overridden = new TreeSet<>();
  private final List<String> wrong;
  private final boolean complete;

  ConfigTree(@Nullable Path file, Map<String, String> overrides, List<String> wrong) {
    this.file = file;
    this.wrong = wrong;
    this.root = file == null ? JsonNodeFactory.instance.objectNode() : parse(file);
    this.complete = wrong.isEmpty();
    overrides.forEach(this::override);
  }

  /** Whether all was read: else it is no use to say that keys are missing. */
  boolean isComplete() {
    return complete;
  }

  /** What stands there, or null. */
  @Nullable JsonNode get(String place) {
    int dot = place.indexOf('.');
    JsonNode value =
        dot < 0
            ? root.get(place)
            : root.path(place.substring(0, dot)).get(place.substring(dot + 1));
    return value == null || value.isNull() ? null : value;
  }

  /** Every key, those in keys with a dot before. */
  List<String> places() {
    List<String> places = new ArrayList<>();
    for (Map.Entry<String, JsonNode> key : root.properties()) {
      if (key.getValue().isObject()) {
        key.getValue().fieldNames().forEachRemaining(name -> places.add(key.getKey() + "." + name));
      } else {
        places.add(key.getKey());
      }
    }
    places.sort(null);
    return places;
  }

  /** The path that a value names, relative to where it stands. */
  Path resolve(String place, String value) {
    return file == null || overridden.contains(place)
        ? Path.of(value).toAbsolutePath()
        : file.toAbsolutePath().resolveSibling(value);
  }

  void error(String code, String place, String sentence) {
    String origin = file == null || overridden.contains(place) ? "command line" : file.toString();
    wrong.add(
        origin + ": error " + code + (place.isEmpty() ? "" : " at " + place) + ": " + sentence);
  }

  private void override(String place, String text) {
    overridden.add(place);
    int dot = place.indexOf('.');
    if (dot < 0) {
      root.set(place, value(text));
      return;
    }
    String outer = place.substring(0, dot);
    JsonNode within = root.get(outer);
    ObjectNode object = within instanceof ObjectNode there ? there : root.putObject(outer);
    object.set(
        place.substring(dot + 1),
        outer.equals(PROPERTIES) ? JsonNodeFactory.instance.textNode(text) : value(text));
  }

  /** Numbers and booleans as they would be in a file; all else is text. */
  private static JsonNode value(String text) {
    try {
      JsonNode value = YAML.readTree(text);
      if (value != null && (value.isInt() || value.isBoolean())) {
        return value;
      }
    } catch (JsonProcessingException e) {
      // It is text then.
    }
    return JsonNodeFactory.instance.textNode(text);
  }

  private ObjectNode parse(Path from) {
    try {
      JsonNode tree = YAML.readTree(Files.readAllBytes(from));
      if (tree instanceof ObjectNode object) {
        return object;
      }
      error("NOT_A_MAP", "", "Expected keys such as 'brokers', but found none.");
    } catch (JsonProcessingException e) {
      String reason = e.getOriginalMessage().lines().findFirst().orElse("it is none");
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      wrong.add(from + ":" + line + ": error NOT_YAML: Expected YAML, but " + reason);
    } catch (IOException e) {
      error(
          "FILE_UNREADABLE",
          "",
          Files.exists(from)
              ? "Expected a readable file, but " + e.getMessage() + "."
              : "Expected a file, but there is none.");
    }
    return JsonNodeFactory.instance.objectNode();
  }
}
