// SPDX-License-Identifier: Apache-2.0
package org.hamon.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Kubernetes manifests, and what a custom resource definition says of them. */
final class Manifests {

  private static final YAMLMapper YAML = new YAMLMapper();

  private Manifests() {}

  /** The documents of a file. */
  static List<JsonNode> read(Path file) {
    try (MappingIterator<JsonNode> documents =
        YAML.readerFor(JsonNode.class).readValues(file.toFile())) {
      return documents.readAll();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All YAML files in and below a folder, sorted. */
  static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What is wrong with a resource, by the schema of its definition. Stricter than Kubernetes, which
   * drops what it does not know: a key that no schema knows is wrong here.
   */
  static Set<String> wrong(Path definition, JsonNode resource) {
    JsonNode version = read(definition).get(0).path("spec").path("versions").path(0);
    ObjectNode openApi = version.path("schema").path("openAPIV3Schema").deepCopy();
    close(openApi);
    // Every resource has these; a definition need not say so.
    ObjectNode keys = (ObjectNode) openApi.path("properties");
    List.of("apiVersion", "kind", "metadata").forEach(keys::putObject);
    JsonSchema schema =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(openApi);
    Set<String> wrong = new TreeSet<>();
    for (ValidationMessage message : schema.validate(resource)) {
      wrong.add(message.getMessage());
    }
    return wrong;
  }

  /** An object that names its keys has no others, unless it says that it keeps what it gets. */
  private static void close(JsonNode schema) {
    if (schema instanceof ObjectNode object) {
      if (object.path("x-kubernetes-int-or-string").asBoolean()) {
        object.remove(List.of("type", "format", "pattern"));
        object.putArray("type").add("integer").add("string");
        object.remove("anyOf");
      }
      if (object.has("properties")
          && !object.has("additionalProperties")
          && !object.path("x-kubernetes-preserve-unknown-fields").asBoolean()) {
        object.put("additionalProperties", false);
      }
    }
    schema.forEach(Manifests::close);
  }
}
