// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.hamon.correlation.decode.Decoded;
import org.hamon.correlation.decode.Input;

/**
 * What happened, as files: those anywhere below a folder whose name begins with the name of an
 * input and ends in {@code .jsonl} or {@code .jsonl.gz}. Each file counts as a partition of its
 * own.
 */
public final class History implements Serializable {

  private static final long serialVersionUID = 1L;

  // at the same instant topology and patterns change first, so that a new asset's first reading
  // finds it,
  // then what people told before what happens
  private static final List<Input> ORDER =
      List.of(
          Input.TOPOLOGY_CHANGES,
          Input.PATTERNS,
          Input.CONTROLS,
          Input.ADVISORIES,
          Input.FAILURE_REPORTS,
          Input.TELEMETRY);

  private final String folder;
  private final long from;
  private final long until;
  private final HashSet<String> sectors;

  private History(Path folder, long from, long until, Set<String> sectors) {
    this.folder = folder.toString();
    this.from = from;
    this.until = until;
    this.sectors = new HashSet<>(sectors);
  }

  /**
   * The history in a folder.
   *
   * @param from earlier readings and reports are not read; changes of the topology, patterns,
   *     controls and advisories are, since they hold then. Empty for all
   * @param until later records are not read; empty for all
   * @param sectors that a report may name
   */
  public static History in(
      Path folder, OptionalLong from, OptionalLong until, Set<String> sectors) {
    return new History(
        requireNonNull(folder, "folder"),
        from.orElse(Long.MIN_VALUE),
        until.orElse(Long.MAX_VALUE),
        sectors);
  }

  /**
   * When history begins: the time given, else the earliest first record of any file, readings and
   * reports before other inputs; empty if there is none.
   */
  public OptionalLong start() throws IOException {
    if (from != Long.MIN_VALUE) {
      return OptionalLong.of(from);
    }
    long signals = Long.MAX_VALUE;
    long changes = Long.MAX_VALUE;
    for (HistoryFile file : files()) {
      try (HistoryReader reader = open(new FilePosition(file, 0, Decoded.NO_TIME))) {
        while (reader.head() != null && reader.head().timeToAdvanceBy() == Decoded.NO_TIME) {
          reader.advance();
        }
        Decoded first = reader.head();
        if (first != null && holdsOn(file.input())) {
          changes = Math.min(changes, first.time());
        } else if (first != null) {
          signals = Math.min(signals, first.time());
        }
      }
    }
    long start = signals != Long.MAX_VALUE ? signals : changes;
    return start == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(start);
  }

  /** Whether records of that input hold on after their time, so that earlier ones count too. */
  static boolean holdsOn(Input input) {
    return input != Input.TELEMETRY && input != Input.FAILURE_REPORTS;
  }

  /** The files, in the order in which records of the same time are read. */
  List<HistoryFile> files() throws IOException {
    Path root = Path.of(folder);
    List<HistoryFile> files = new ArrayList<>();
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.filter(Files::isRegularFile).toList()) {
        String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".jsonl") || name.endsWith(".jsonl.gz")) {
          for (Input input : ORDER) {
            if (name.startsWith(input.topic())) {
              files.add(
                  new HistoryFile(
                      input, path.toString(), root.relativize(path).toString().replace('\\', '/')));
            }
          }
        }
      }
    }
    files.sort(
        Comparator.comparingInt((HistoryFile file) -> ORDER.indexOf(file.input()))
            .thenComparing(HistoryFile::name));
    return files;
  }

  /** A reader of one file from a position on. */
  HistoryReader open(FilePosition position) throws IOException {
    return new HistoryReader(position, from, until, sectors);
  }

  /** The end of history if it was given, else {@link Long#MAX_VALUE}. */
  long until() {
    return until;
  }
}
