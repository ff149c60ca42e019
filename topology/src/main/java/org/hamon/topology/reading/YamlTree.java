// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads a YAML document into a tree with lines. Safe for hostile input: the size and the depth are
 * bounded, aliases are refused (so nothing can unfold), and no tag makes an object.
 */
final class YamlTree {

  static final int MOST_CHARACTERS = 256 << 20;
  private static final int DEEPEST = 24;
  private static final int LONGEST_TEXT = 1 << 20;

  private static final YAMLFactory FACTORY = factory();

  private final YAMLParser parser;
  private final Findings findings;

  private YamlTree(YAMLParser parser, Findings findings) {
    this.parser = parser;
    this.findings = findings;
  }

  private static YAMLFactory factory() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MOST_CHARACTERS);
    options.setNestingDepthLimit(DEEPEST);
    options.setMaxAliasesForCollections(0);
    return YAMLFactory.builder()
        .loaderOptions(options)
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxNestingDepth(DEEPEST)
                .maxStringLength(LONGEST_TEXT)
                .maxNameLength(1_024)
                .build())
        .build();
  }

  /** The document's root; null, with a finding, if there is no usable one. */
  static @Nullable Node read(Reader reader, Findings findings) throws IOException {
    try (YAMLParser parser = FACTORY.createParser(reader)) {
      YamlTree tree = new YamlTree(parser, findings);
      if (parser.nextToken() == null) {
        findings.error("EMPTY_FILE", 0, "", "Expected a document, but the file is empty.", null);
        return null;
      }
      Node root = tree.node("", 0);
      if (parser.nextToken() != null) {
        findings.error(
            "SEVERAL_DOCUMENTS",
            tree.line(),
            "",
            "Expected one document, but another one follows.",
            null);
      }
      return root;
    } catch (JsonProcessingException e) {
      rethrowReading(e);
      int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
      findings.error("BAD_YAML", line, "", sentence(e.getOriginalMessage()), null);
      return null;
    } catch (YAMLException e) {
      rethrowReading(e);
      findings.error("BAD_YAML", 0, "", sentence(e.getMessage()), null);
      return null;
    }
  }

  /** A file that cannot be read is no bad document, wherever the parser put the reason. */
  private static void rethrowReading(Exception e) throws IOException {
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof CharacterCodingException reading) {
        throw reading;
      }
    }
  }

  private static String sentence(@Nullable String problem) {
    String line = problem == null ? "it is none" : problem.lines().findFirst().orElse("it is none");
    return "Expected a YAML document, but: " + line + ".";
  }

  private int line() {
    return Math.max(0, parser.currentTokenLocation().getLineNr());
  }

  private Node node(String place, int depth) throws IOException {
    JsonToken token = parser.currentToken();
    int line = line();
    if (token == JsonToken.START_OBJECT) {
      return mapping(place, depth, line);
    }
    if (token == JsonToken.START_ARRAY) {
      List<Node> items = new ArrayList<>();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        items.add(node(place + "[" + items.size() + "]", depth + 1));
      }
      return new Node.Sequence(items, line);
    }
    if (parser.isCurrentAlias()) {
      findings.error(
          "ALIAS", line, place, "Expected the value itself, but found an alias to another.", null);
      return new Node.Scalar(null, line);
    }
    return new Node.Scalar(token == JsonToken.VALUE_NULL ? null : parser.getText(), line);
  }

  private Node mapping(String place, int depth, int line) throws IOException {
    Map<String, Node> entries = new LinkedHashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String key = parser.currentName();
      String below = place.isEmpty() ? key : place + "." + key;
      int keyLine = line();
      parser.nextToken();
      Node value = node(below, depth + 1);
      if (entries.putIfAbsent(key, value) != null) {
        findings.error(
            "DUPLICATE_KEY",
            keyLine,
            below,
            "Expected each key once, but '" + Node.abbreviated(key) + "' is there again.",
            null);
      }
    }
    return new Node.Entries(entries, line);
  }
}
