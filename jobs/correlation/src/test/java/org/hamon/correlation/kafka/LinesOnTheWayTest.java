// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LinesOnTheWayTest {

  private static final long NOON = 1_000_000;

  private final LinesOnTheWay lines = new LinesOnTheWay();

  @Test
  void lineOfATransactionIsLostWithItsTopic_evenIfThatIsBack() {
    lines.add("ict", true, NOON);

    assertThat(lines.areLost("ict", NOON + 60_000, true)).isTrue();
    assertThat(lines.areLost("ict", NOON + 60_000, false)).isTrue();
    assertThat(lines.areLost("gas", NOON, false)).isFalse();
  }

  @Test
  void whatLiesBeforeACompleteCheckpointHasArrived() {
    lines.add("ict", true, NOON);
    lines.begun(7);
    lines.add("gas", true, NOON);

    lines.complete(7);

    assertThat(lines.areLost("ict", NOON, true)).isFalse();
    assertThat(lines.areLost("gas", NOON, true)).isTrue();
  }

  @Test
  void checkpointThatIsNotCompleteProvesNothing() {
    lines.add("ict", true, NOON);
    lines.begun(7);
    lines.begun(8);

    assertThat(lines.areLost("ict", NOON, true)).isTrue();

    lines.complete(8);

    assertThat(lines.areLost("ict", NOON, true)).isFalse();
  }

  @Test
  void lineByItselfIsWrittenToTheTopicThatIsBack() {
    lines.add("ict", false, NOON);

    assertThat(lines.areLost("ict", NOON, true)).isFalse();
    assertThat(lines.areLost("ict", NOON, false)).isTrue();
  }

  @Test
  void lineByItselfThatLeftLongBeforeTheTopicWasDeletedHasArrived() {
    lines.add("ict", false, NOON);

    assertThat(lines.areLost("ict", NOON + 10_000, false)).isFalse();
  }
}
