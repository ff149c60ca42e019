// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The JSON Schema of the language, which is published and which the reader goes by. */
final class PatternSchema {

  private static final String RESOURCE = "pattern.schema.json";
  private static final JsonNode SCHEMA = load();

  /** What a file must look like. */
  static final Rule FILE = Rule.of(SCHEMA, SCHEMA.path("$defs"));

  /** The same for a message, which may come without tests. */
  static final Rule MESSAGE = Rule.of(withoutTests(), SCHEMA.path("$defs"));

  /** The keys of a pattern in the order in which they are to stand. */
  static final List<String> KEYS = FILE.keys();

  private PatternSchema() {}

  private static JsonNode withoutTests() {
    ObjectNode schema = SCHEMA.deepCopy();
    List<JsonNode> required = new ArrayList<>();
    SCHEMA.path("required").forEach(required::add);
    required.removeIf(key -> key.asText().equals("tests"));
    schema.putArray("required").addAll(required);
    return schema;
  }

  private static JsonNode load() {
    try (InputStream in = PatternSchema.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(
            "Expected " + RESOURCE + " beside the reader, but it is not in the jar.");
      }
      return new ObjectMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
