// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.hamon.correlation.Output;

/**
 * Sorts outputs, on disk where they are many, and at the end of input writes the files beside their
 * place and moves each into it.
 */
final class SortedFileWriter implements SinkWriter<Output> {

  /** Outputs held in memory. */
  private static final int MEMORY = 100_000;

  /** Files that are there even if nothing was said. */
  private static final List<String> ALWAYS =
      List.of(
          Output.WARNINGS,
          Output.SITUATIONS,
          Output.SECTOR_HEALTH,
          Output.ASSET_STATE,
          Output.DECISIONS,
          Output.DEAD_LETTERS,
          Output.LATE,
          Output.BOOKS);

  private final Path folder;
  private final Path workplace;
  private final SortedRuns runs;

  SortedFileWriter(Path folder) throws IOException {
    this(folder, MEMORY);
  }

  SortedFileWriter(Path folder, int memory) throws IOException {
    this.folder = folder;
    this.workplace = folder.resolve(".unfinished");
    Files.createDirectories(folder);
    delete(workplace);
    Files.createDirectories(workplace);
    this.runs = new SortedRuns(workplace, memory);
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
        ALWAYS.forEach(files::open);
        runs.forEach(output -> files.line(output.topic(), output.json()));
        finished.putAll(files.all());
      }
      for (Map.Entry<String, Path> file : finished.entrySet()) {
        Files.move(
            file.getValue(),
            folder.resolve(file.getKey() + ".jsonl"),
            StandardCopyOption.ATOMIC_MOVE,
            StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  @Override
  public void close() throws IOException {
    runs.close();
    delete(workplace);
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> all = Files.list(folder)) {
        for (Path path : all.toList()) {
          Files.delete(path);
        }
      }
      Files.delete(folder);
    }
  }
}
