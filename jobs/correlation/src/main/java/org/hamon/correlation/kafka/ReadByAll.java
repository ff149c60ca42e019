// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.kafka;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Hears from each reader up to when it has read, and tells each up to when all have. */
final class ReadByAll {

  private final BiConsumer<Integer, ReadUpTo> tell;
  private final Map<Integer, Long> heard = new TreeMap<>();
  private final Map<Integer, Long> told = new TreeMap<>();

  /**
   * @param tell sends it to the reader of that number
   */
  ReadByAll(BiConsumer<Integer, ReadUpTo> tell) {
    this.tell = tell;
  }

  /** The reader of that number starts, maybe again: it has read nothing and knows nothing. */
  void forget(int reader) {
    heard.remove(reader);
    told.remove(reader);
  }

  /**
   * A reader has read up to that instant.
   *
   * @param readers how many there are; one that has said nothing yet may have read nothing
   */
  void hear(int reader, long instant, int readers) {
    heard.put(reader, instant);
    if (heard.size() < readers) {
      return;
    }
    long all = heard.values().stream().mapToLong(Long::longValue).min().orElse(SplitClock.NONE);
    for (int one : heard.keySet()) {
      Long before = told.put(one, all);
      if (before == null || before != all) {
        tell.accept(one, new ReadUpTo(all));
      }
    }
  }
}
