// SPDX-License-Identifier: Apache-2.0
package org.hamon.benchmark.cep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToldTest {

  private static final Map<String, Long> WITHIN = Map.of("p", 100L);

  @Test
  void exampleUsage() {
    Told all =
        Told.ofAll(List.of(match("r", 10, 40), match("r", 20, 40), match("s", 5, 30)), WITHIN);
    Told told = Told.of(List.of(match("s", 5, 30), match("r", 10, 40)));

    assertThat(all.isLike(told, 100)).isTrue();
    assertThat(all.count(39)).isEqualTo(1);
    assertThat(all.isLike(Told.of(List.of(match("s", 5, 30))), 39)).isTrue();
    assertThat(all.isLike(Told.of(List.of(match("s", 5, 30))), 40)).isFalse();
    assertThat(all.isLike(Told.of(List.of(match("s", 6, 30))), 39)).isFalse();
  }

  @Test
  void tellsNothingUntilTheWindowOfTheLastIsOver() {
    Told all =
        Told.ofAll(List.of(match("r", 10, 40), match("r", 50, 60), match("r", 70, 110)), WITHIN);

    assertThat(all.isLike(Told.of(List.of(match("r", 10, 40), match("r", 70, 110))), 200)).isTrue();
  }

  @Test
  void whatBeganBeforeAMutedMatchWasCompleteIsDroppedToo() {
    Told all =
        Told.ofAll(List.of(match("r", 10, 40), match("r", 50, 90), match("r", 60, 120)), WITHIN);

    assertThat(all.isLike(Told.of(List.of(match("r", 10, 40))), 200)).isTrue();
  }

  @Test
  void refusesToCompareContendersThatFoundOthers() {
    Run shorter = run(Contender.ESPER, 50, match("r", 10, 40));
    Run longer = run(Contender.HOST_COMPACT, 200, match("r", 10, 40), match("r", 100, 150));
    Run other = run(Contender.HOST_CEP, 100, match("r", 11, 40));

    assertThatThrownBy(() -> Cell.of(Symptoms.Kind.DENSE, 1, List.of(shorter, other)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Esper 9, in memory found 1 and host, flink-cep engine 1 others");
    assertThatThrownBy(() -> Cell.of(Symptoms.Kind.DENSE, 1, List.of(other, longer)))
        .isInstanceOf(IOException.class);
    assertThat(new Cell(Symptoms.Kind.DENSE, 1, List.of(shorter, longer)).comparedByAll())
        .isEqualTo(1);
  }

  private static Run run(Contender contender, long upTo, Finding... told) {
    return new Run(contender, 1, 10, 1, 1, upTo, 0, Told.of(List.of(told)));
  }

  private static Finding match(String root, long start, long at) {
    return new Finding("p", root, start, at, at);
  }
}
