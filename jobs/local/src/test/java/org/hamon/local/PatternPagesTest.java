// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hamon.patterns.language.Pattern;
import org.hamon.patterns.language.PatternReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatternPagesTest {

  private static final Path ROOT = Path.of("../..");
  private static final Path FOLDER = Path.of("docs/patterns");

  @TempDir private Path folder;

  @Test
  void pagesInTheProjectAreThoseOfTheCatalogue() throws IOException {
    List<Pattern> patterns =
        PatternReader.readAll(ROOT.resolve("patterns/catalogue")).stream()
            .map(result -> result.pattern().orElseThrow())
            .toList();

    assertThat(texts(ROOT.resolve(FOLDER)))
        .as("./hamon patterns explain patterns/catalogue --pages docs/patterns")
        .isEqualTo(PatternPages.of(patterns, FOLDER));
  }

  @Test
  void writesPages_andRemovesThoseOfNoPattern() throws IOException {
    Files.writeString(folder.resolve("of-old.md"), "# Old");

    Session session =
        Session.run(
            "patterns",
            "explain",
            ROOT.resolve("patterns/catalogue/power-loss-dries-water.yaml").toString(),
            "--pages",
            folder.toString());

    assertThat(session.exit()).as(session.err()).isZero();
    assertThat(texts(folder)).containsOnlyKeys("README.md", "power-loss-dries-water.md");
    assertThat(texts(folder).get("power-loss-dries-water.md"))
        .contains(
            "## What it looks for",
            "1. supply stops: the root changes to stopped",
            "## What to do");
  }

  private static Map<String, String> texts(Path folder) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        texts.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return texts;
  }
}
