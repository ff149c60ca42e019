// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import org.hamon.correlation.decode.Decode;
import org.hamon.correlation.decode.Input;
import org.hamon.correlation.kafka.KafkaSettings;

/**
 * What happened, as it was kept: files, or topics. Each file, and each partition of a topic, counts
 * as a partition of its own.
 */
public final class History implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Archive archive;
  private final long from;
  private final long until;

  private History(Archive archive, OptionalLong from, OptionalLong until) {
    this.archive = archive;
    this.from = from.orElse(Long.MIN_VALUE);
    this.until = until.orElse(Long.MAX_VALUE);
  }

  /**
   * The history in a folder: files anywhere below it whose name begins with the name of an input
   * and ends in {@code .jsonl} or {@code .jsonl.gz}.
   *
   * @param from earlier readings and reports are not read; changes of the topology, patterns,
   *     controls and advisories are, since they hold then. Empty for all
   * @param until later records are not read; empty for all. What cannot be used tells no time that
   *     could be relied on: it is told wherever it stands
   */
  public static History in(Path folder, OptionalLong from, OptionalLong until) {
    return new History(new FileArchive(folder.toString()), from, until);
  }

  /**
   * The history in the topics of a job, as far as they go now. As in a live run a record whose time
   * lies more than an hour ahead of the time that Kafka keeps with it is a dead letter.
   *
   * @param from as above; empty for all that the topics still have
   * @param until as above; a partition is read until a record of more than an hour later
   */
  public static History in(KafkaSettings kafka, OptionalLong from, OptionalLong until) {
    return new History(new TopicArchive(kafka, from.orElse(Long.MIN_VALUE)), from, until);
  }

  /**
   * When history begins: the time given, else the earliest first record of any part, readings and
   * reports before other inputs; empty if there is none. What is ahead does not count, nor does a
   * first reading that lies a month or more before those after it.
   */
  public OptionalLong start() throws IOException {
    if (from != Long.MIN_VALUE) {
      return OptionalLong.of(from);
    }
    HistorySpan unknown = new HistorySpan(Long.MIN_VALUE, Decode.DEFAULT_BOUND.toMillis());
    List<First> signals = new ArrayList<>();
    long changes = Long.MAX_VALUE;
    for (Part part : parts()) {
      try (HistoryReader reader = new HistoryReader(this, unknown, Position.startOf(part))) {
        boolean readings = part.input() == Input.TELEMETRY;
        while (reader.head() != null
            && (!reader.headMovesTime() || (readings && reader.headIsLongBefore()))) {
          reader.advance();
        }
        if (reader.head() != null && holdsOn(part.input())) {
          changes = Math.min(changes, reader.headTime());
        } else if (reader.head() != null) {
          signals.add(new First(reader.headTime(), readings && reader.headIsAlone()));
        }
      }
    }
    return start(signals, changes);
  }

  private static OptionalLong start(List<First> signals, long changes) {
    signals.sort(Comparator.comparingLong(First::time));
    for (int i = 0; i < signals.size(); i++) {
      First first = signals.get(i);
      boolean isLast = i == signals.size() - 1;
      if (isLast
          || !first.isLoneReading()
          || !LookAhead.isLongBefore(first.time(), signals.get(i + 1).time())) {
        return OptionalLong.of(first.time());
      }
    }
    return changes == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(changes);
  }

  /** Of a part the first record that tells when it began. */
  private record First(long time, boolean isLoneReading) {}

  /** Whether records of that input hold on after their time, so that earlier ones count too. */
  static boolean holdsOn(Input input) {
    return input != Input.TELEMETRY && input != Input.FAILURE_REPORTS;
  }

  /** Why it is not read, a sentence for each thing that must be mended first; mostly none. */
  public List<String> complaints() throws IOException {
    return archive.complaints();
  }

  /** What is strange and yet no reason not to read it, a sentence for each. */
  public List<String> remarks() throws IOException {
    return archive.remarks();
  }

  /** Whether it has anything to read, be it of use or not. */
  public boolean hasRecords() throws IOException {
    for (Part part : parts()) {
      try (RecordLog log = archive.open(part, 0)) {
        if (log.advance()) {
          return true;
        }
      }
    }
    return false;
  }

  /** Where it is kept, for people. */
  public String text() {
    return archive.text();
  }

  /** Its parts, in the order in which records of the same time are read. */
  List<Part> parts() throws IOException {
    return archive.parts();
  }

  Archive archive() {
    return archive;
  }

  /** The beginning if it was given, else {@link Long#MIN_VALUE}. */
  long from() {
    return from;
  }

  /** The end of history if it was given, else {@link Long#MAX_VALUE}. */
  long until() {
    return until;
  }
}
