// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.hamon.correlation.decode.Raw;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineLogTest {

  @TempDir private Path folder;

  @Test
  void exampleUsage() throws Exception {
    Path file = Files.writeString(folder.resolve("a.jsonl"), "one\ntwo\r\n\nlast");

    // blank lines are no records, but they count
    assertThat(lines(file, 100)).containsExactly("1 one", "2 two", "4 last");
  }

  @Test
  void emptyFileHasNoLine() throws Exception {
    assertThat(lines(Files.writeString(folder.resolve("a"), ""), 100)).isEmpty();
    assertThat(lines(Files.writeString(folder.resolve("a"), "\n \r\n\t"), 100)).isEmpty();
  }

  @Test
  void readsLinesOfAnyLengthFromAnyFile() throws Exception {
    Random random = new Random(7);
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      expected.add(i + 1 + " " + "x".repeat(random.nextInt(i % 50 == 0 ? 300_000 : 2_000)));
    }
    Path file = folder.resolve("a.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(
          expected.stream()
              .map(line -> line.substring(line.indexOf(' ') + 1) + ".")
              .collect(Collectors.joining("\n"))
              .getBytes(UTF_8));
    }

    assertThat(lines(file, 1_000_000))
        .isEqualTo(expected.stream().map(line -> line + ".").toList());
    try (LineLog lines = LineLog.open(file, 1_000_000)) {
      while (lines.advance()) {
        assertThat(lines.passed()).isPositive();
      }
      assertThat(lines.passed()).isEqualTo(Files.size(file));
    }
  }

  @Test
  void keepsOfALongLineOnlyThatItIsTooLong() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("a"), "a\n" + "b".repeat(500_000) + "\nc\n" + "d".repeat(200_000));

    assertThat(lines(file, 70_000))
        .containsExactly("1 a", "2 " + "b".repeat(70_001), "3 c", "4 " + "d".repeat(70_001));
  }

  @Test
  void ofALongLineLengthAndHashAreThoseOfAllOfIt() throws Exception {
    for (int length : new int[] {70_002, 131_072, 200_000, 5_000_000}) {
      byte[] line = new byte[length];
      new Random(length).nextBytes(line);
      for (int i = 0; i < length; i++) {
        line[i] = line[i] == '\n' ? (byte) 'n' : line[i];
      }
      Path file = folder.resolve("long");
      try (OutputStream out = Files.newOutputStream(file)) {
        out.write(line);
        out.write("\nshort\n".getBytes(UTF_8));
        out.write(line);
      }

      try (LineLog lines = LineLog.open(file, 70_000)) {
        for (int i = 1; i <= 3; i++) {
          assertThat(lines.advance()).isTrue();
          RecordLog.Cut cut = lines.cut();
          if (i == 2) {
            assertThat(cut).isNull();
          } else if (cut != null) {
            assertThat(lines.length()).isEqualTo(70_001);
            assertThat(cut.length()).isEqualTo(length);
            assertThat(cut.sha256()).isEqualTo(HexFormat.of().formatHex(Raw.digest().digest(line)));
          } else {
            assertThat(lines.length()).isEqualTo(length);
          }
        }
        assertThat(lines.advance()).isFalse();
      }
    }
  }

  @Test
  void corruptFileIsAnError() throws Exception {
    Path file = folder.resolve("a.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("one\ntwo\n".repeat(10_000).getBytes(UTF_8));
    }
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));

    assertThatThrownBy(() -> lines(file, 100))
        .isInstanceOf(IOException.class)
        .hasNoCause()
        .hasMessageContaining("Expected to read " + file + ", but it is cut off")
        .hasMessageContaining("behind byte " + bytes.length / 2)
        .hasMessageContaining("at line ");
  }

  @Test
  void readsAllPiecesOfAPackedFile_andNothingOfOneWithoutBytes() throws Exception {
    Path file = folder.resolve("a.gz");
    for (String piece : List.of("one\ntw", "", "o\nthree\n")) {
      try (OutputStream out =
          new GZIPOutputStream(
              Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND))) {
        out.write(piece.getBytes(UTF_8));
      }
    }

    assertThat(lines(file, 100)).containsExactly("1 one", "2 two", "3 three");
    assertThat(lines(Files.createFile(folder.resolve("b.gz")), 100)).isEmpty();
  }

  private static List<String> lines(Path file, int limit) throws IOException {
    List<String> found = new ArrayList<>();
    try (LineLog lines = LineLog.open(file, limit)) {
      while (lines.advance()) {
        String text = new String(lines.buffer(), lines.start(), lines.length(), UTF_8);
        found.add(lines.number() + " " + text);
        assertThat(lines.behind()).isEqualTo(lines.number());
      }
    }
    return found;
  }
}
