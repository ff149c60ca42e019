// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.hamon.correlation.Output;
import org.hamon.replay.scoring.IssuedWarning;
import org.hamon.replay.scoring.SituationEnds;

/**
 * Hears warnings and situations from Kafka as they come, on a thread of its own. Delivery is at
 * least once, so a revision that comes again is dropped here.
 */
final class WarningFeed implements AutoCloseable {
  private final String warnings;
  private final Listener listener;
  private final TopicFeed feed;
  private final Object lock = new Object();
  private final Set<String> seen = new HashSet<>();
  private final List<IssuedWarning> heard = new ArrayList<>();
  private final SituationEnds situations = new SituationEnds();
  private final List<String> warningLines = new ArrayList<>();
  private final List<String> situationLines = new ArrayList<>();
  private final AtomicLong count = new AtomicLong();

  /** Told of what comes, on the thread of the feed. */
  interface Listener {
    /** A revision of a warning, each once. */
    void warning(IssuedWarning warning);

    /** How many situations there are so far that no other took over. */
    void situations(int count);
  }

  /** Starts to listen, from the beginning of the topics, which must exist. */
  WarningFeed(String bootstrapServers, String prefix, Listener listener) {
    this.warnings = prefix + Output.WARNINGS;
    this.listener = listener;
    this.feed =
        new TopicFeed(
            bootstrapServers,
            List.of(warnings, prefix + Output.SITUATIONS),
            "warnings",
            this::take);
  }

  /** All revisions so far, in the order they came. */
  List<IssuedWarning> heard() {
    synchronized (lock) {
      return List.copyOf(heard);
    }
  }

  /** How many lines came so far, repeats included. */
  long count() {
    return count.get();
  }

  /** Writes what came into files of the names of the outputs; only after the feed is closed. */
  void write(Path folder) throws IOException {
    Files.write(folder.resolve(Output.WARNINGS + ".jsonl"), warningLines);
    Files.write(folder.resolve(Output.SITUATIONS + ".jsonl"), situationLines);
  }

  /** The situations so far; not to be used before the feed is closed. */
  SituationEnds situations() {
    return situations;
  }

  /** How it ended; not to be used before the feed is closed. */
  Ending ending() {
    return Ending.of(situationLines, heard());
  }

  private void take(ConsumerRecord<String, String> record) {
    count.incrementAndGet();
    if (!record.topic().equals(warnings)) {
      situationLines.add(record.value());
      situations.take(record.value());
      listener.situations(situations.count());
      return;
    }
    IssuedWarning warning = IssuedWarning.parse(record.value());
    synchronized (lock) {
      if (!seen.add(warning.key())) {
        return;
      }
      heard.add(warning);
      warningLines.add(record.value());
    }
    listener.warning(warning);
  }

  /** Hears out what is already there, then stops. */
  @Override
  public void close() {
    feed.close();
  }
}
