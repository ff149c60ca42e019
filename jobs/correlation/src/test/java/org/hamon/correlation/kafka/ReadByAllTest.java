// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadByAllTest {

  private final List<String> told = new ArrayList<>();
  private final ReadByAll readers =
      new ReadByAll((reader, read) -> told.add(reader + " " + read.instant()));

  @Test
  void tellsEveryReaderUpToWhenAllHaveRead() {
    readers.hear(0, 100, 2);
    assertThat(told).as("the other reader may have read nothing").isEmpty();
    readers.hear(1, 80, 2);
    assertThat(told).containsExactly("0 80", "1 80");
  }

  @Test
  void tellsNothingTwice() {
    readers.hear(0, 100, 2);
    readers.hear(1, 80, 2);
    told.clear();
    readers.hear(0, 120, 2);
    assertThat(told).isEmpty();
    readers.hear(1, 110, 2);
    assertThat(told).containsExactly("0 110", "1 110");
  }

  @Test
  void readerThatStartsAgainHasReadNothing_andIsToldAnew() {
    readers.hear(0, 100, 2);
    readers.hear(1, 100, 2);
    told.clear();
    readers.forget(1);
    readers.hear(0, 200, 2);
    assertThat(told).isEmpty();
    readers.hear(1, 100, 2);
    assertThat(told).containsExactly("1 100");
  }
}
