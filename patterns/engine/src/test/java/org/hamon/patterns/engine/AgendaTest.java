// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class AgendaTest {

  @Test
  void exampleUsage() {
    Agenda<String> agenda = new Agenda<>();
    agenda.put(agenda.of("a"), 20);
    agenda.put(agenda.of("b"), 10);
    assertThat(agenda.first(9)).isNull();

    Agenda.Entry<String> first = agenda.first(30);
    assertThat(first.key).isEqualTo("b");
    agenda.put(first, 40);
    assertThat(agenda.first(30).key).isEqualTo("a");
  }

  @Property(tries = 200)
  void isASortedMapByTime(@ForAll long seed) {
    Random random = new Random(seed);
    Agenda<Integer> agenda = new Agenda<>();
    TreeMap<Integer, Long> naive = new TreeMap<>();
    for (int i = 0; i < 300; i++) {
      int key = random.nextInt(20);
      if (random.nextInt(4) == 0) {
        agenda.put(agenda.of(key), RootState.NEVER);
        naive.remove(key);
      } else {
        long due = random.nextInt(50);
        agenda.put(agenda.of(key), due);
        naive.put(key, due);
      }
      long earliest = naive.values().stream().min(Long::compare).orElse(RootState.NEVER);
      assertThat(agenda.size()).isEqualTo(naive.size());
      assertThat(agenda.first(earliest - 1)).isNull();
      if (!naive.isEmpty()) {
        assertThat(naive).containsEntry(agenda.first(earliest).key, earliest);
      }
    }
  }
}
