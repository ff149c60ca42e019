// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * Reads the values of a record, and refuses it if an object has a key twice: which of the two
 * counts is for each parser to say, so whoever handed the record on may have read another label or
 * lane in it. Nothing is believed of such a key.
 *
 * <p>It calls itself for what lies within, which {@link Limits#DEPTH} bounds.
 */
final class StrictJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Refusal refusal;
  private int fields;

  StrictJson(Refusal refusal) {
    this.refusal = refusal;
  }

  /** Begins a record: counts its fields anew. */
  void begin() {
    fields = 0;
  }

  /** Counts a field. */
  void countField() throws IOException {
    Limits.validateFields(++fields);
  }

  /** The value whose first token is at hand; of a key that is there twice, none. */
  JsonNode tree(JsonParser json) throws IOException {
    return switch (json.currentToken()) {
      case START_OBJECT -> object(json);
      case START_ARRAY -> array(json);
      case VALUE_STRING -> NODES.textNode(json.getText());
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NUMBER_INT -> whole(json);
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(json.getDoubleValue());
      default -> NODES.nullNode();
    };
  }

  private ObjectNode object(JsonParser json) throws IOException {
    ObjectNode object = NODES.objectNode();
    Set<String> twice = null;
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      countField();
      json.nextToken();
      if (object.replace(name, tree(json)) != null) {
        refusal.refuseRepeated(name);
        twice = twice == null ? new HashSet<>() : twice;
        twice.add(name);
      }
    }
    return twice == null ? object : object.remove(twice);
  }

  private ArrayNode array(JsonParser json) throws IOException {
    ArrayNode array = NODES.arrayNode();
    while (json.nextToken() != JsonToken.END_ARRAY) {
      array.add(tree(json));
    }
    return array;
  }

  private static JsonNode whole(JsonParser json) throws IOException {
    return switch (json.getNumberType()) {
      case INT -> NODES.numberNode(json.getIntValue());
      case LONG -> NODES.numberNode(json.getLongValue());
      default -> NODES.numberNode(json.getBigIntegerValue());
    };
  }

  /** Passes over the value whose first token is at hand. */
  void skip(JsonParser json) throws IOException {
    JsonToken token = json.currentToken();
    if (token == JsonToken.START_OBJECT) {
      skipObject(json);
    } else if (token == JsonToken.START_ARRAY) {
      while (json.nextToken() != JsonToken.END_ARRAY) {
        skip(json);
      }
    }
  }

  private void skipObject(JsonParser json) throws IOException {
    FieldNames names = new FieldNames();
    for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
      countField();
      if (!names.add(name)) {
        refusal.refuseRepeated(name);
      }
      json.nextToken();
      skip(json);
    }
  }
}
