// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.hamon.topology.AssetState;
import org.hamon.topology.DependencyType;
import org.hamon.topology.Finding;
import org.hamon.topology.Topology;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The published schema and the reader mean the same; a validator of others is the judge. */
class PatternSchemaTest {

  private static final Path RESOURCE =
      Path.of("src/main/resources/org/hamon/patterns/language/pattern.schema.json");
  private static final Path PUBLISHED = Path.of("../../docs/schema/pattern.schema.json");
  private static final Path CATALOGUE = Path.of("../catalogue");
  private static final List<String> EXAMPLES =
      List.of("every-key-of-a-sequence", "every-key-of-a-count", "conditions-of-a-sequence");
  private static final int MUTANTS_OF_EACH_PATTERN = 4;

  /** What the schema can say; other codes are about what the keys mean together. */
  private static final Set<String> CODES_OF_SHAPE =
      Set.of(
          "UNKNOWN_KEY",
          "MISSING_KEY",
          "NOT_AN_OBJECT",
          "BAD_VALUE",
          "BAD_ID",
          "BAD_DURATION",
          "BAD_SECTOR",
          "BAD_STATE",
          "BAD_CAUSE",
          "BAD_PLACE",
          "BAD_TEST_EVENT",
          "BAD_TEST_TOPOLOGY",
          "SEQUENCE_OR_COUNT",
          "STAGE_SHAPE",
          "NOT_WITH_QUANTIFIER",
          "AT_MOST_WITH_OPTIONAL",
          "NO_FIRING_TEST",
          "NO_QUIET_TEST");

  private static final Set<String> CHECKED_FROM_THE_SCHEMA =
      Set.of(
          "$ref",
          "type",
          "properties",
          "required",
          "additionalProperties",
          "items",
          "anyOf",
          "enum",
          "pattern",
          "minimum",
          "maximum",
          "minItems",
          "maxItems",
          "minProperties",
          "maxProperties",
          "maxLength");

  private static final Set<String> CHECKED_BY_HAND =
      Set.of("oneOf", "allOf", "if", "then", "contains", "const");

  private static final Set<String> WORDS_FOR_PEOPLE =
      Set.of("$schema", "$id", "$defs", "title", "description", "examples");

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final YAMLMapper YAML = new YAMLMapper();
  private static final JsonSchema SCHEMA =
      JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(PatternSchema.FILE.schema());

  @Test
  void exampleUsage() throws IOException {
    JsonNode tree = example(EXAMPLES.get(0));

    Findings findings = new Findings("a file");
    new Shape(findings).check(tree, PatternSchema.FILE, "");

    assertThat(findings.all()).isEmpty();
    assertThat(SCHEMA.validate(tree)).isEmpty();
  }

  @Test
  void publishedSchemaIsTheOneThatIsUsed() throws IOException {
    assertThat(Files.readString(PUBLISHED))
        .as("Expected %s to equal %s. Copy the second over the first.", PUBLISHED, RESOURCE)
        .isEqualTo(Files.readString(RESOURCE));
  }

  @TestFactory
  Stream<DynamicTest> everyPatternOfTheCatalogueIsValid() throws IOException {
    return PatternReader.files(CATALOGUE).stream()
        .map(
            file ->
                dynamicTest(
                    Objects.toString(file.getFileName()),
                    () -> assertThat(SCHEMA.validate(YAML.readTree(file.toFile()))).isEmpty()));
  }

  @TestFactory
  Stream<DynamicTest> schemaAndReaderRefuseTheSame_examplesWithEachKey() {
    return EXAMPLES.stream()
        .map(name -> dynamicTest(name, () -> refuseTheSame(name, Mutations.of(example(name)))));
  }

  @TestFactory
  Stream<DynamicTest> schemaAndReaderRefuseTheSame_catalogue() throws IOException {
    return PatternReader.files(CATALOGUE).stream()
        .map(
            file -> {
              String name = Objects.toString(file.getFileName()).replace(".yaml", "");
              return dynamicTest(name, () -> refuseTheSame(name, someMutationsOf(file)));
            });
  }

  @Test
  void examplesHaveEachKeyOfTheSchema() throws IOException {
    Set<String> used = new HashSet<>();
    for (String name : EXAMPLES) {
      addKeys(example(name), used);
    }
    Set<String> known = new TreeSet<>();
    for (JsonNode properties : PatternSchema.FILE.schema().findValues("properties")) {
      properties.fieldNames().forEachRemaining(known::add);
    }

    assertThat(used).containsAll(known);
  }

  @Test
  void saysNothingThatNobodyChecks() {
    Set<String> keywords = new TreeSet<>();
    addKeywords(PatternSchema.FILE.schema(), keywords);

    keywords.removeAll(CHECKED_FROM_THE_SCHEMA);
    keywords.removeAll(CHECKED_BY_HAND);
    keywords.removeAll(WORDS_FOR_PEOPLE);

    assertThat(keywords)
        .as("Expected keywords that Rule knows, or that are checked by hand and named here.")
        .isEmpty();
  }

  @Test
  void hasTheWordsOfTheCode() {
    Rule file = PatternSchema.FILE;

    assertThat(file.ofKey("status").words())
        .isEqualTo(Arrays.stream(PatternStatus.values()).map(PatternStatus::word).toList());
    assertThat(file.ofKey("failure").words())
        .isEqualTo(Arrays.stream(FailureType.values()).map(FailureType::word).toList());
    assertThat(definition("state").words())
        .isEqualTo(Arrays.stream(AssetState.values()).map(AssetState::word).toList());
    assertThat(definition("cause").words())
        .isEqualTo(Arrays.stream(Cause.values()).map(Cause::word).toList());
    assertThat(definition("dependency").ofKey("type").words())
        .hasSameSizeAs(DependencyType.values())
        .allSatisfy(
            word ->
                assertThat(DependencyType.values())
                    .anyMatch(type -> type.name().equalsIgnoreCase(word)));
    assertThat(definition("sector").examples()).isEqualTo(Topology.TEN_SECTORS);
    assertThat(definition("event").schema().path("pattern").asText())
        .contains("(" + String.join("|", definition("state").words()) + "|condition")
        .contains("(" + String.join("|", definition("cause").words()) + ")");
  }

  /** Both take what is right and refuse what is wrong, so neither knows more than the other. */
  private void refuseTheSame(String name, List<Mutations.Mutant> mutants) throws IOException {
    Path file = Path.of(name + ".yaml");
    int refused = 0;
    List<String> differences = new ArrayList<>();
    for (Mutations.Mutant mutant : mutants) {
      String text = JSON.writeValueAsString(mutant.tree());
      List<Finding> ofReader =
          PatternReader.read(file, text).findings().stream()
              .filter(PatternSchemaTest::isOfShape)
              .toList();
      var ofSchema = SCHEMA.validate(mutant.tree());
      refused += ofSchema.isEmpty() ? 0 : 1;
      if (ofReader.isEmpty() != ofSchema.isEmpty()) {
        differences.add(mutant.what() + ": reader " + ofReader + ", schema " + ofSchema);
      }
    }
    assertThat(differences).isEmpty();
    assertThat(refused).isPositive();
  }

  /** Zero hops or time, an area's root and a twofold asset are beyond what a schema says. */
  private static boolean isOfShape(Finding finding) {
    return finding.isError()
        && CODES_OF_SHAPE.contains(finding.code())
        && !(finding.code().equals("BAD_PLACE") && finding.place().equals("root"))
        && !finding.message().contains("to be one thing");
  }

  private static List<Mutations.Mutant> someMutationsOf(Path file) throws IOException {
    List<Mutations.Mutant> mutants = new ArrayList<>(Mutations.of(YAML.readTree(file.toFile())));
    Collections.shuffle(mutants, new Random(file.getFileName().hashCode()));
    return mutants.subList(0, MUTANTS_OF_EACH_PATTERN);
  }

  private static JsonNode example(String name) throws IOException {
    try (InputStream in = PatternSchemaTest.class.getResourceAsStream(name + ".yaml")) {
      return YAML.readTree(Objects.requireNonNull(in, name));
    }
  }

  private static Rule definition(String name) {
    return Rule.of(PatternSchema.FILE.definitions().path(name), PatternSchema.FILE.definitions());
  }

  private static void addKeys(JsonNode node, Set<String> keys) {
    node.fieldNames().forEachRemaining(keys::add);
    node.forEach(below -> addKeys(below, keys));
  }

  private static void addKeywords(JsonNode schema, Set<String> keywords) {
    schema
        .properties()
        .forEach(
            entry -> {
              keywords.add(entry.getKey());
              JsonNode below = entry.getValue();
              if (entry.getKey().equals("properties") || entry.getKey().equals("$defs")) {
                below.forEach(named -> addKeywords(named, keywords));
              } else if (below.isArray()) {
                below.forEach(one -> addKeywords(one, keywords));
              } else {
                addKeywords(below, keywords);
              }
            });
  }
}
