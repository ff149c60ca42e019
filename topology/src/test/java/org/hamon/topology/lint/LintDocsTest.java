// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LintDocsTest {

  private static final Path DOCS = Path.of("../docs/topology-lint.md");
  private static final Path READING = Path.of("src/main/java/org/hamon/topology/reading");

  @Test
  void everyRuleStandsInTheTableWithItsSeverity() throws IOException {
    String docs = Files.readString(DOCS);

    for (Rule rule : Rule.values()) {
      assertThat(docs).contains("| `" + rule.name() + "` | " + rule.severity().word() + " | ");
    }
  }

  @Test
  void theTablesHaveTheCodesThatExistAndNoOther() throws IOException {
    Set<String> codes = all("\"([A-Z][A-Z_]{3,})\"", sources());
    Arrays.stream(Rule.values()).forEach(rule -> codes.add(rule.name()));

    assertThat(all("`([A-Z][A-Z_]{3,})`", Files.readString(DOCS))).isEqualTo(codes);
  }

  private static String sources() throws IOException {
    StringBuilder text = new StringBuilder();
    try (Stream<Path> files = Files.list(READING)) {
      for (Path file : files.toList()) {
        text.append(Files.readString(file));
      }
    }
    return text.toString();
  }

  private static Set<String> all(String pattern, String text) {
    Set<String> all = new TreeSet<>();
    Pattern.compile(pattern).matcher(text).results().forEach(match -> all.add(match.group(1)));
    return all;
  }
}
