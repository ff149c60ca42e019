// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.language;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.Optional;

/**
 * A YAML text as a tree of which each place's line is known. Only plain data: no aliases, no second
 * document, no deep nesting, nothing said twice.
 */
final class YamlTree {

  private static final int MAX_DEPTH = 20;
  private static final YAMLFactory YAML = new YAMLFactory();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final YAMLParser parser;
  private final Findings findings;

  private YamlTree(YAMLParser parser, Findings findings) {
    this.parser = parser;
    this.findings = findings;
  }

  /** The tree, or empty with a finding that says why. */
  static Optional<JsonNode> of(String text, Findings findings) {
    try (YAMLParser parser = YAML.createParser(text)) {
      if (parser.nextToken() == null) {
        findings.error("YAML_SYNTAX", "", "Expected a pattern, but the file is empty.");
        return Optional.empty();
      }
      JsonNode root = new YamlTree(parser, findings).value("", 0);
      if (parser.nextToken() != null) {
        findings.error("YAML_SYNTAX", "", "Expected one document in the file, but there are more.");
      }
      return Optional.of(root);
    } catch (TooDeep e) {
      findings.error(
          "TOO_DEEP", e.getMessage(), "Expected at most " + MAX_DEPTH + " levels of nesting.");
    } catch (JsonProcessingException e) {
      JsonLocation location = e.getLocation();
      findings.lineOf("?", location == null ? 0 : Math.max(0, location.getLineNr()));
      findings.error(
          "YAML_SYNTAX", "?", "Expected YAML, but " + e.getOriginalMessage().replace('\n', ' '));
    } catch (IOException e) {
      findings.error("YAML_SYNTAX", "", "Expected YAML, but " + e.getMessage());
    }
    return Optional.empty();
  }

  private JsonNode value(String place, int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      throw new TooDeep(place);
    }
    if (!place.isEmpty() && parser.currentToken() != null) {
      findings.lineOf(place, parser.currentTokenLocation().getLineNr());
    }
    if (parser.isCurrentAlias()) {
      findings.refuse(
          "YAML_ALIAS",
          place,
          "Expected plain data, but '*" + parser.getText() + "' is an alias.",
          "Write the value again.");
      return NODES.nullNode();
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(place, depth);
      case START_ARRAY -> array(place, depth);
      case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(parser.getBooleanValue());
      case VALUE_NULL -> NODES.nullNode();
      case VALUE_NUMBER_INT -> NODES.numberNode(parser.getBigIntegerValue());
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
      default -> NODES.textNode(parser.getText());
    };
  }

  private ObjectNode object(String place, int depth) throws IOException {
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      String at = Fields.join(place, key);
      int line = parser.currentTokenLocation().getLineNr();
      parser.nextToken();
      JsonNode value = value(at, depth + 1);
      findings.lineOf(at, line);
      if (object.has(key)) {
        findings.error("DUPLICATE_KEY", at, "Expected '" + key + "' once, but it is there twice.");
      }
      object.set(key, value);
    }
    return object;
  }

  private ArrayNode array(String place, int depth) throws IOException {
    ArrayNode array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(place + "[" + array.size() + "]", depth + 1));
    }
    return array;
  }

  /** Ends the reading of a file that nests without end. */
  private static final class TooDeep extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TooDeep(String place) {
      super(place);
    }

    @Override
    public String getMessage() {
      return String.valueOf(super.getMessage());
    }
  }
}
