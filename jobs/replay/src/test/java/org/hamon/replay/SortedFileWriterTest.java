// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hamon.correlation.Output;
import org.hamon.correlation.StreamNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SortedFileWriterTest {

  private static final StreamNames NAMES = StreamNames.ofSectors(List.of("ict"));

  @TempDir private Path folder;

  @Test
  void exampleUsage() throws Exception {
    write(
        100,
        List.of(
            output("warnings", "actual", "b", 2, 1),
            output("warnings", "actual", "a", 2, 2),
            output("warnings", "actual", "a", 2, 1),
            output("warnings", "actual", "c", 1, 1),
            output("warnings-current", "actual", "c", 1, 1),
            output("late", "exercise/e", "k", 1, 0)));

    assertThat(Files.readString(folder.resolve("warnings.jsonl")))
        .isEqualTo("\"c1.1\"\n\"a2.1\"\n\"a2.2\"\n\"b2.1\"\n");
    assertThat(Files.readString(folder.resolve("exercise-e-late.jsonl"))).isEqualTo("\"k1.0\"\n");
    assertThat(names())
        .containsExactly(
            "asset-state.jsonl",
            "books.jsonl",
            "dead-letters.jsonl",
            "decisions.jsonl",
            "exercise-e-late.jsonl",
            "feed-health.jsonl",
            "impacts.jsonl",
            "late.jsonl",
            "sector-health.jsonl",
            "situations.jsonl",
            "topics.jsonl",
            "warnings.jsonl");
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 1_000, 20_000})
  void sameOutputsGiveTheSameBytesWhateverTheirOrderAndTheMemory(long memory) throws Exception {
    List<Output> outputs = new ArrayList<>();
    Random random = new Random(3);
    for (int i = 0; i < 500; i++) {
      outputs.add(
          output(
              random.nextBoolean() ? "situations" : "decisions",
              random.nextBoolean() ? "actual" : "test",
              "岩手" + random.nextInt(5),
              random.nextInt(20),
              random.nextInt(3)));
    }
    write(SortedFileWriter.MEMORY, outputs);
    TreeMap<String, String> expected = contents();
    Collections.shuffle(outputs, random);
    write(memory, outputs);

    assertThat(contents()).isEqualTo(expected);
  }

  @Test
  void leavesNothingBehindWhenItFails_andKeepsWhatWasThere() throws Exception {
    Files.writeString(folder.resolve("warnings.jsonl"), "before\n");
    try (SortedFileWriter writer = new SortedFileWriter(folder, 1, false, NAMES, List.of())) {
      writer.write(output("warnings", "actual", "a", 1, 1), null);
      writer.flush(false);
    }

    assertThat(names()).containsExactly("warnings.jsonl");
    assertThat(Files.readString(folder.resolve("warnings.jsonl"))).isEqualTo("before\n");
  }

  @Test
  void clearsAwayWhatAKilledReplayLeft() throws Exception {
    Files.createDirectories(folder.resolve(".unfinished/outputs"));
    Files.writeString(folder.resolve(".unfinished/outputs/run-0"), "rest");

    write(1, List.of(output("late", "actual", "a", 1, 1)));

    assertThat(names()).contains("late.jsonl").doesNotContain(".unfinished");
  }

  @Test
  void goesOnFromWhatACheckpointTold_whateverCameAfter() throws Exception {
    List<Output> outputs = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      outputs.add(output("late", "actual", "k" + i % 7, i % 11, i));
    }
    write(SortedFileWriter.MEMORY, outputs);
    TreeMap<String, String> expected = contents();
    Files.delete(folder.resolve("late.jsonl"));

    List<String> stored;
    try (SortedFileWriter writer = new SortedFileWriter(folder, 1_000, true, NAMES, List.of())) {
      for (Output output : outputs.subList(0, 40)) {
        writer.write(output, null);
      }
      stored = writer.snapshotState(1);
      for (Output output : outputs.subList(40, 50)) {
        writer.write(output, null);
      }
      writer.snapshotState(2);
    }
    assertThat(names()).contains(".unfinished").doesNotContain("late.jsonl");
    try (SortedFileWriter writer = new SortedFileWriter(folder, 1_000, true, NAMES, stored)) {
      for (Output output : outputs.subList(40, 60)) {
        writer.write(output, null);
      }
      writer.flush(true);
    }

    assertThat(contents()).isEqualTo(expected);
  }

  private void write(long memory, List<Output> outputs) throws IOException {
    try (SortedFileWriter writer = new SortedFileWriter(folder, memory, false, NAMES, List.of())) {
      for (Output output : outputs) {
        writer.write(output, null);
      }
      writer.flush(true);
    }
  }

  private TreeMap<String, String> contents() throws IOException {
    TreeMap<String, String> contents = new TreeMap<>();
    for (String name : names()) {
      contents.put(name, Files.readString(folder.resolve(name)));
    }
    return contents;
  }

  private List<String> names() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  private static Output output(String stream, String lane, String key, long time, int revision) {
    return new Output(
        stream, lane, key, time, revision, "t", "s", "\"" + key + time + "." + revision + "\"");
  }
}
