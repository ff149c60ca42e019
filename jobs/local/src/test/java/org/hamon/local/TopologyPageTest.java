// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What {@code docs/topology.md} shows is what the commands print. */
class TopologyPageTest {

  private static final Path ROOT = Path.of("../..");

  @TempDir
  @SuppressWarnings("NullAway.Init")
  private static Path target;

  @TestFactory
  Stream<DynamicTest> everyCommandPrintsWhatThePageShows() throws IOException {
    List<List<String>> blocks = new ArrayList<>();
    List<String> block = null;
    for (String line : Files.readAllLines(ROOT.resolve("docs/topology.md"))) {
      if (block == null && line.startsWith("```")) {
        block = new ArrayList<>();
      } else if (block != null && line.equals("```")) {
        if (block.get(0).startsWith("$ ")) {
          blocks.add(block);
        }
        block = null;
      } else if (block != null) {
        block.add(line);
      }
    }
    return blocks.stream().map(b -> DynamicTest.dynamicTest(b.get(0), () -> check(b)));
  }

  /** Commands first, then what the last of them prints; {@code ...} stands for any lines. */
  private static void check(List<String> block) throws IOException {
    List<String> printed = List.of();
    List<String> shown = new ArrayList<>();
    for (String line : block) {
      if (line.startsWith("$ ")) {
        printed = run(line.substring(2));
      } else {
        shown.add(line);
      }
    }
    int at = 0;
    boolean any = false;
    for (String line : shown) {
      if (line.equals("...")) {
        any = true;
        continue;
      }
      if (any) {
        int found = printed.subList(at, printed.size()).indexOf(line);
        assertThat(found).as("the line '%s' in%n%s", line, printed).isNotNegative();
        at += found;
      }
      assertThat(printed).element(at).isEqualTo(line);
      at++;
      any = false;
    }
  }

  private static List<String> run(String command) throws IOException {
    String[] words =
        Arrays.stream(command.split(" ", -1))
            .map(word -> word.startsWith("topology/") ? ROOT.resolve(word).toString() : word)
            .map(word -> word.startsWith("target/") ? target.resolve(word.substring(7)) : word)
            .map(Object::toString)
            .toArray(String[]::new);
    if (words[0].equals("grep")) {
      List<String> kept =
          Files.readAllLines(Path.of(words[3])).stream()
              .filter(line -> !line.contains(words[2]))
              .toList();
      Files.write(Path.of(words[5]), kept);
      return List.of();
    }
    assertThat(words[0]).isEqualTo("./hamon");
    Session session = Session.run(Arrays.copyOfRange(words, 1, words.length));
    assertThat(session.exit()).as(session.err()).isZero();
    return session.out().lines().toList();
  }
}
