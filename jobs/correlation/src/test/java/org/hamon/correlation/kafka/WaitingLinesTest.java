// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.hamon.correlation.Output;
import org.junit.jupiter.api.Test;

class WaitingLinesTest {

  @Test
  void exampleUsage() {
    WaitingLines waiting = new WaitingLines(10_000);
    waiting.add("t.late", line("late", "1"));
    waiting.add("t.warnings", line("warnings", "2"));
    waiting.add("t.late", line("late", "3"));

    assertThat(waiting.count()).isEqualTo(3);
    assertThat(waiting.waitsFor("t.late")).isTrue();
    assertThat(waiting.take("t.late")).extracting(Output::json).containsExactly("1", "3");
    assertThat(waiting.waitsFor("t.late")).isFalse();
    assertThat(waiting.all()).extracting(Output::json).containsExactly("2");
    assertThat(waiting.overflow()).isEmpty();
  }

  @Test
  void ofTooMuchTheOldestOfTheLongestQueueGoes() {
    WaitingLines waiting = new WaitingLines(1_000);
    waiting.add("t.few", line("few", "x"));
    for (int i = 0; i < 10; i++) {
      waiting.add("t.many", line("many", Integer.toString(i)));
    }
    int gone = 0;
    while (waiting.overflow().isPresent()) {
      gone++;
    }

    assertThat(waiting.topics()).isEqualTo(List.of("t.few", "t.many"));
    assertThat(waiting.count()).isEqualTo(11 - gone).isPositive();
    assertThat(waiting.take("t.many").get(0).json()).isEqualTo(Integer.toString(gone));
    assertThat(waiting.take("t.few")).hasSize(1);
    assertThat(waiting.count()).isZero();
  }

  private static Output line(String stream, String json) {
    return new Output(stream, "actual", "k", 0, 0, "t", "s", json);
  }
}
