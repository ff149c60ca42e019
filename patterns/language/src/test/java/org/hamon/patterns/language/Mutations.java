// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.language;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * All trees that differ from one in one place: a key more, a key less, another value. Many are
 * wrong, some are not.
 */
final class Mutations {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final List<JsonNode> VALUES =
      List.of(
          NODES.nullNode(),
          NODES.booleanNode(true),
          NODES.numberNode(-1),
          NODES.numberNode(0),
          NODES.numberNode(1.0),
          NODES.numberNode(0.5),
          NODES.numberNode(3_000_000_000L),
          NODES.textNode(""),
          NODES.textNode("stopped"),
          NODES.textNode("x y"),
          NODES.textNode("12:00"),
          NODES.textNode("20m"),
          NODES.textNode("0..3"),
          NODES.textNode("0..17"),
          NODES.arrayNode(),
          NODES.arrayNode().add("stopped"),
          NODES.arrayNode().add(NODES.objectNode()),
          NODES.arrayNode().addNull(),
          NODES.objectNode(),
          NODES.objectNode().put("state", "stopped"));

  /** What was done, and what came of it. */
  record Mutant(String what, JsonNode tree) {}

  private final JsonNode original;
  private final List<Mutant> mutants = new ArrayList<>();

  private Mutations(JsonNode original) {
    this.original = original;
  }

  static List<Mutant> of(JsonNode tree) {
    Mutations mutations = new Mutations(tree);
    mutations.visit("");
    return mutations.mutants;
  }

  private void visit(String pointer) {
    JsonNode node = original.at(pointer);
    if (node instanceof ObjectNode object) {
      add(pointer + " has a key more", copy -> ((ObjectNode) copy.at(pointer)).put("severety", 1));
      for (String below : object.properties().stream().map(Map.Entry::getKey).toList()) {
        add(
            pointer + "/" + below + " is gone",
            copy -> ((ObjectNode) copy.at(pointer)).remove(below));
        for (JsonNode value : VALUES) {
          add(
              pointer + "/" + below + " is " + value,
              copy -> ((ObjectNode) copy.at(pointer)).set(below, value));
        }
        visit(pointer + "/" + below);
      }
      for (String more : List.of("not", "optional", "in", "at", "count")) {
        add(
            pointer + " has " + more,
            copy -> ((ObjectNode) copy.at(pointer)).set(more, sample(more)));
      }
    } else if (node instanceof ArrayNode list) {
      for (int i = 0; i < list.size(); i++) {
        int at = i;
        add(pointer + "/" + at + " is gone", copy -> ((ArrayNode) copy.at(pointer)).remove(at));
        for (JsonNode value : VALUES) {
          add(
              pointer + "/" + at + " is " + value,
              copy -> ((ArrayNode) copy.at(pointer)).set(at, value));
        }
        visit(pointer + "/" + at);
      }
    }
  }

  private static JsonNode sample(String key) {
    return switch (key) {
      case "in" -> NODES.textNode("area");
      case "at" -> NODES.textNode("root");
      case "count" ->
          NODES.objectNode().put("downstream", 1).put("state", "normal").put("atLeast", 1);
      default -> NODES.booleanNode(true);
    };
  }

  private void add(String what, Consumer<JsonNode> change) {
    JsonNode copy = original.deepCopy();
    change.accept(copy);
    mutants.add(new Mutant(what, copy));
  }
}
