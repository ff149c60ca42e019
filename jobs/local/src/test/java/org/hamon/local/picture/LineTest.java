// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.picture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineTest {

  @Test
  void exampleUsage() {
    Line line =
        new Line(12)
            .left(Palette.BOLD, "電力", 6)
            .right(Palette.PLAIN, "7", 3)
            .add(Palette.PLAIN, "...more");

    assertThat(line.end().toString()).isEqualTo("電力    7..…");
    assertThat(line.end().columnLength()).isEqualTo(12);
  }

  @Test
  void wideCharactersTakeTwoColumns() {
    assertThat(Line.columns("sub-1(電力)")).isEqualTo(11);
  }

  @Test
  void aWideCharacterThatFitsOnlyHalfIsLeftOut() {
    assertThat(Line.cut("停止の見込み", 6)).isEqualTo("停止…");
    assertThat(Line.cut("停止の見込み", 5)).isEqualTo("停止…");
    assertThat(Line.cut("停止", 4)).isEqualTo("停止");
    assertThat(Line.cut("停止", 1)).isEqualTo("…");
    assertThat(Line.cut("停止", 0)).isEmpty();
  }

  @Test
  void whatDoesNotFitAtTheEdgeIsLeftOut() {
    Line line = new Line(10).add(Palette.PLAIN, "123456").atEdge(Palette.PLAIN, "7890");

    assertThat(line.end().toString()).isEqualTo("123456");
  }

  @Test
  void barsGrowByEighthsAndNeverBeyondTheirColumns() {
    assertThat(Bar.of(0, 4)).isEmpty();
    assertThat(Bar.of(0.0001, 4)).isEqualTo("▏");
    assertThat(Bar.of(0.5, 4)).isEqualTo("██");
    assertThat(Bar.of(1, 4)).isEqualTo("████");
    assertThat(Bar.of(7, 4)).isEqualTo("████");
    assertThat(Bar.rest(Bar.of(0.5, 4), 4)).isEqualTo("░░");
  }
}
