// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinesTest {

  @TempDir private Path folder;

  @Test
  void exampleUsage() throws Exception {
    Path file = Files.writeString(folder.resolve("a.jsonl"), "one\ntwo\r\n\nlast");

    assertThat(lines(file, 100)).containsExactly("one", "two\r", "", "last");
  }

  @Test
  void emptyFileHasNoLine() throws Exception {
    assertThat(lines(Files.writeString(folder.resolve("a"), ""), 100)).isEmpty();
    assertThat(lines(Files.writeString(folder.resolve("a"), "\n"), 100)).containsExactly("");
  }

  @Test
  void readsLinesOfAnyLengthFromAnyFile() throws Exception {
    Random random = new Random(7);
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      expected.add("x".repeat(random.nextInt(i % 50 == 0 ? 300_000 : 2_000)));
    }
    Path file = folder.resolve("a.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(String.join("\n", expected).getBytes(UTF_8));
    }

    assertThat(lines(file, 1_000_000)).isEqualTo(expected);
  }

  @Test
  void keepsOfALongLineOnlyThatItIsTooLong() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("a"), "a\n" + "b".repeat(500_000) + "\nc\n" + "d".repeat(200_000));

    assertThat(lines(file, 70_000))
        .containsExactly("a", "b".repeat(70_001), "c", "d".repeat(70_001));
  }

  @Test
  void corruptFileIsAnError() throws Exception {
    Path file = folder.resolve("a.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("one\ntwo\n".repeat(10_000).getBytes(UTF_8));
    }
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));

    assertThatThrownBy(() -> lines(file, 100)).isInstanceOf(IOException.class);
  }

  private static List<String> lines(Path file, int limit) throws IOException {
    List<String> found = new ArrayList<>();
    try (Lines lines = Lines.open(file, limit)) {
      while (lines.advance()) {
        found.add(new String(lines.buffer(), lines.start(), lines.length(), UTF_8));
        assertThat(lines.number()).isEqualTo(found.size());
      }
    }
    return found;
  }
}
