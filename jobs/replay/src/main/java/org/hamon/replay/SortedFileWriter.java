// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.hamon.correlation.Output;
import org.hamon.correlation.StreamNames;
import org.hamon.patterns.language.StateChange;

/**
 * Sorts outputs, on disk where they are many, and at the end of input writes the files beside their
 * place and moves each into it.
 */
final class SortedFileWriter implements StatefulSinkWriter<Output, String> {

  /** Characters of outputs held in memory: at most 64 MiB. */
  static final long MEMORY = 32L << 20;

  /** Files that are there even if nothing was said. */
  private static final List<String> ALWAYS =
      List.of(
          Output.WARNINGS,
          Output.SITUATIONS,
          Output.IMPACTS,
          Output.SECTOR_HEALTH,
          Output.ASSET_STATE,
          Output.DECISIONS,
          Output.DEAD_LETTERS,
          Output.LATE,
          Output.FEED_HEALTH,
          Output.BOOKS,
          Output.TOPICS);

  private final Path folder;
  private final Path workplace;
  private final boolean resumable;
  private final StreamNames names;
  private final SortedRuns runs;
  private boolean done;

  /**
   * @param memory characters of outputs to hold, about
   * @param resumable leave what is on disk if the end does not come
   * @param names of the recipients' own streams
   * @param stored what {@link #snapshotState} told; empty at the beginning
   */
  SortedFileWriter(
      Path folder, long memory, boolean resumable, StreamNames names, Collection<String> stored)
      throws IOException {
    this.folder = folder;
    this.workplace = folder.resolve(SortedFileSink.WORKPLACE).resolve("outputs");
    this.resumable = resumable;
    this.names = names;
    Files.createDirectories(workplace);
    clear(stored);
    this.runs = new SortedRuns(workplace, memory, stored);
  }

  @Override
  public void write(Output output, Context context) throws IOException {
    // a topic only: its lines are the last of those in warnings
    if (!output.stream().equals(Output.WARNINGS_CURRENT)) {
      runs.add(output);
    }
  }

  @Override
  public void flush(boolean endOfInput) throws IOException {
    if (endOfInput) {
      Map<String, Path> finished = new TreeMap<>();
      try (OutputFiles files = new OutputFiles(workplace)) {
        Owners owners = new Owners();
        for (String stream : ALWAYS) {
          files.open(owners.fileOf(StateChange.ACTUAL, stream, null));
        }
        names.byOwner().forEach((owner, own) -> owners.fileOf(StateChange.ACTUAL, own, owner));
        runs.forEach(
            output ->
                files.line(
                    owners.fileOf(output.lane(), output.stream(), output.owner()), output.json()));
        owners.lines().forEach(line -> files.line(Output.TOPICS, line));
        finished.putAll(files.all());
      }
      for (Map.Entry<String, Path> file : finished.entrySet()) {
        Files.move(
            file.getValue(),
            folder.resolve(file.getKey() + ".jsonl"),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      }
      done = true;
    }
  }

  /** The names of the runs on disk. */
  @Override
  public List<String> snapshotState(long checkpoint) throws IOException {
    return runs.store();
  }

  @Override
  public void close() throws IOException {
    runs.close();
    if (done || !resumable) {
      clear(List.of());
      Files.delete(workplace);
      try {
        Files.delete(folder.resolve(SortedFileSink.WORKPLACE));
      } catch (DirectoryNotEmptyException e) {
        // others work there too
      }
    }
  }

  /** What came after the checkpoint, or is of another run, goes. */
  private void clear(Collection<String> but) throws IOException {
    try (Stream<Path> all = Files.list(workplace)) {
      for (Path path : all.toList()) {
        if (!but.contains(path.getFileName().toString())) {
          Files.delete(path);
        }
      }
    }
  }
}
