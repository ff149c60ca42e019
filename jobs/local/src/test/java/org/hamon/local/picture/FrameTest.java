// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.picture;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamon.local.picture.Scenes.blackout;
import static org.hamon.local.picture.Scenes.board;
import static org.hamon.local.picture.Scenes.health;
import static org.hamon.local.picture.Scenes.tenSectors;
import static org.hamon.local.picture.Scenes.warning;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.hamon.topology.Topology;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrameTest {

  @Test
  void exampleUsage() {
    List<AttributedString> lines = Frame.of(blackout().scene(), 80, 24);

    assertThat(lines).hasSize(24);
    assertThat(lines.get(0).toString()).contains("The blackout of Hokkaido");
  }

  @ParameterizedTest
  @CsvSource({"80, 24", "120, 40", "60, 15"})
  void looksLikeThis(int width, int height) throws IOException {
    String frame = text(Frame.of(blackout().scene(), width, height));

    assertThat(frame).isEqualTo(golden("blackout-" + width + "x" + height + ".txt"));
  }

  @Test
  void looksLikeThisBeforeAnythingHasHappened() throws IOException {
    String frame = text(Frame.of(board(tenSectors()).scene(), 80, 24));

    assertThat(frame).isEqualTo(golden("start-80x24.txt"));
  }

  @Test
  void whatIsLeftStandingHasNoBlankLinesAndNothingToStop() {
    Board board = blackout();
    board.allPlayed();
    board.end();

    List<AttributedString> lines = Frame.of(board.scene(), 80, 24);

    assertThat(lines).hasSizeLessThan(24).noneMatch(line -> line.toString().isBlank());
    assertThat(text(lines)).contains(" over").doesNotContain("Ctrl-C");
  }

  @Test
  void noLineIsWiderThanTheTerminalAndNoFrameHigher() {
    Scene scene = blackout().scene();

    for (int width : List.of(0, 1, 7, 30, 59, 60, 77, 78, 99, 100, 117, 118, 140)) {
      for (int height : List.of(0, 1, 2, 3, 5, 8, 14, 15, 24, 29, 30, 45)) {
        List<AttributedString> lines = Frame.of(scene, width, height);
        assertThat(lines).hasSizeLessThanOrEqualTo(height);
        assertThat(lines).allMatch(line -> line.columnLength() <= width);
      }
    }
  }

  @Test
  void everyOneOfTheTenSectorsHasALine() {
    String frame = text(Frame.of(blackout().scene(), 80, 24));

    assertThat(Topology.TEN_SECTORS).allSatisfy(sector -> assertThat(frame).contains(sector));
    assertThat(frame).doesNotContain("more");
  }

  @Test
  void whereSectorsDoNotFitTheWorstStayAndTheOthersAreCounted() {
    // given
    Map<String, Integer> assets = new LinkedHashMap<>(tenSectors());
    IntStream.range(0, 30).forEach(i -> assets.put("sector-" + i, 1));
    Board board = board(assets);
    board.health(health("sector-29", 10, 1, "critical", "'stopped':1"));
    board.warning(
        warning("w-1", 1, "alert", "sector-28", "2018-09-05T18:08:00Z", "P1", "contain"), true);
    board.health(health("sector-27", 99, 1, "normal", "'degraded':1"));

    // when
    String frame = text(Frame.of(board.scene(), 80, 24));

    // then
    assertThat(frame)
        .contains("electricity", "sector-27", "sector-28", "sector-29")
        .contains("and 26 more, quiet");
  }

  @Test
  void theMostUrgentOpenWarningOfASectorCounts() {
    Scene scene = blackout().scene();

    assertThat(row(scene, "ict").warnings()).isEqualTo(2);
    assertThat(row(scene, "ict").priority()).isEqualTo("P2");
    assertThat(row(scene, "gas").warnings()).isZero();
    assertThat(row(scene, "gas").priority()).isNull();
  }

  @Test
  void healthIsFullOnlyIfNothingIsWrong() {
    Board board = board(Map.of("medical", 10));
    board.health(health("medical", 99.96, 0.999, "normal", "'normal':9,'unknown':1"));

    String frame = text(Frame.of(board.scene(), 80, 24));

    assertThat(frame).contains(" 99 ").contains(" 99% ").doesNotContain("100");
  }

  @Test
  void whatATerminalWouldActOnIsSpelledOut() {
    Board board = board(tenSectors());
    board.warning(
        warning(
            "w-1",
            1,
            "alert",
            "ict",
            "2018-09-05T18:08:00Z",
            "P1",
            "contain",
            "clear\u001b[2J and \u202ereverse\r\n"),
        true);

    String frame = text(Frame.of(board.scene(), 80, 24));

    assertThat(frame)
        .contains("clear\\u001b[2J and \\u202ereverse")
        .doesNotContain("\u001b", "\u202e", "\r");
  }

  private static SectorRow row(Scene scene, String sector) {
    return scene.sectors().stream()
        .filter(row -> row.sector().equals(sector))
        .findFirst()
        .orElseThrow();
  }

  /** Without the blanks at the ends of lines. */
  private static String text(List<AttributedString> lines) {
    return lines.stream().map(line -> line.toString().stripTrailing() + "\n").collect(joining());
  }

  private static String golden(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(FrameTest.class.getResourceAsStream(name), name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
