// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.hamon.correlation.decode.Decoded;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {

  private static final HistorySpan SPAN = new HistorySpan(Long.MIN_VALUE, 60_000);

  @TempDir private Path folder;

  @BeforeEach
  void writeHistory() throws IOException {
    Files.createDirectories(folder.resolve("2018"));
    Files.writeString(
        folder.resolve("telemetry.jsonl"),
        reading("a", 10) + "\r\n\n" + reading("b", 30) + "\nnonsense\n" + reading("c", 31));
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("2018/telemetry-x.jsonl.gz")))) {
      out.write(
          (reading("d", 20) + "\n" + reading("e", 15) + "\n").getBytes(StandardCharsets.UTF_8));
    }
    Files.writeString(
        folder.resolve("failure-reports.jsonl"),
        "{\"id\":\"r\",\"asset\":\"r\",\"state\":\"stopped\",\"reportedAt\":\"%s\"}"
            .formatted(at(30)));
    Files.writeString(
        folder.resolve("topology-changes.jsonl"),
        "{\"validFrom\":\"%s\",\"op\":\"remove-asset\",\"value\":{\"id\":\"t\"}}".formatted(at(5))
            + "\n{\"validFrom\":\"%s\",\"op\":\"remove-asset\",\"value\":{\"id\":\"u\"}}\n"
                .formatted(at(30)));
    Files.writeString(folder.resolve("labels.jsonl"), "{}");
    Files.writeString(folder.resolve("telemetry.csv"), "no");
  }

  @Test
  void exampleUsage() throws Exception {
    // by time, then topology, reports, telemetry; a late record when its file comes to it
    assertThat(records(all()))
        .containsExactly(
            "topology-changes.jsonl:1",
            "telemetry.jsonl:1",
            "2018/telemetry-x.jsonl.gz:1",
            "2018/telemetry-x.jsonl.gz:2",
            "topology-changes.jsonl:2",
            "failure-reports.jsonl:1",
            "telemetry.jsonl:3",
            "telemetry.jsonl:4",
            "telemetry.jsonl:5");
  }

  @Test
  void namesPackedFilesThatHoldNothing() throws Exception {
    assertThat(all().remarks()).isEmpty();
    Files.createFile(folder.resolve("telemetry-2.jsonl.gz"));
    Files.createFile(folder.resolve("telemetry-3.jsonl"));
    Files.createFile(folder.resolve("other.jsonl.gz"));

    assertThat(all().remarks())
        .singleElement()
        .asString()
        .startsWith(folder.resolve("telemetry-2.jsonl.gz") + ": expected packed records, but");
    assertThat(records(all())).hasSize(9);
  }

  @Test
  void startsWithTheFirstReadingOrReport() throws Exception {
    assertThat(all().start()).hasValue(millis(10));
    assertThat(between(12, 40).start()).hasValue(millis(12));
  }

  @Test
  void startsWithTheFirstChangeIfThereIsNothingElse() throws Exception {
    for (Part part : all().parts()) {
      if (!part.name().startsWith("topology")) {
        Files.delete(folder.resolve(part.name()));
      }
    }
    assertThat(all().start()).hasValue(millis(5));
  }

  @Test
  void emptyFolderHasNoStart() throws Exception {
    History history =
        History.in(
            Files.createDirectory(folder.resolve("none")),
            OptionalLong.empty(),
            OptionalLong.empty());

    assertThat(history.start()).isEmpty();
    assertThat(records(history)).isEmpty();
  }

  @Test
  void readsBetweenTwoTimes_butTheTopologyFromItsBeginning() throws Exception {
    assertThat(records(between(15, 30)))
        .containsExactly(
            "topology-changes.jsonl:1",
            "2018/telemetry-x.jsonl.gz:1",
            "2018/telemetry-x.jsonl.gz:2",
            "topology-changes.jsonl:2",
            "failure-reports.jsonl:1",
            "telemetry.jsonl:3",
            "telemetry.jsonl:4");
  }

  @Test
  void goesOnWhereItWasFromAnyPlace() throws Exception {
    List<String> expected = records(all());
    for (int taken = 0; taken <= expected.size(); taken++) {
      List<Position> positions;
      List<String> found = new ArrayList<>();
      try (Merge merge = new Merge(all(), SPAN, beginnings(all()))) {
        for (int i = 0; i < taken; i++) {
          found.add(name(merge.next()));
        }
        positions = merge.positions();
      }
      HistorySplit stored =
          HistorySplit.SERIALIZER.deserialize(
              1, HistorySplit.SERIALIZER.serialize(new HistorySplit(positions)));
      try (Merge merge = new Merge(all(), SPAN, stored.positions())) {
        for (Decoded next = merge.next(); next != null; next = merge.next()) {
          found.add(name(next));
        }
        assertThat(merge.latest()).isEqualTo(millis(31));
      }
      assertThat(found).isEqualTo(expected);
    }
  }

  @Test
  void fileThatCannotBeReadIsNamedWithItsLine() throws Exception {
    Files.writeString(folder.resolve("telemetry-bad.jsonl.gz"), "not compressed");

    assertThatThrownBy(() -> records(all()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("telemetry-bad.jsonl.gz")
        .hasMessageContaining("line 1");
  }

  @Test
  void fileThatHasBecomeShorterIsAnError() {
    assertThatThrownBy(
            () ->
                new Merge(
                        all(),
                        SPAN,
                        List.of(new Position(all().parts().get(0), 100, millis(1), millis(1))))
                    .close())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("100");
  }

  @Test
  void ofManyFilesOnlyThoseAreOpenThatHaveBegun() throws Exception {
    for (int day = 0; day < 500; day++) {
      Files.writeString(
          folder.resolve("telemetry-day-%03d.jsonl".formatted(day)),
          reading("a", 100 + 2 * day) + "\n" + reading("a", 101 + 2 * day) + "\n");
    }

    try (Merge merge = new Merge(all(), SPAN, beginnings(all()))) {
      long mostOpen = open();
      int records = 0;
      for (Decoded next = merge.next(); next != null; next = merge.next()) {
        records++;
        mostOpen = Math.max(mostOpen, open());
      }
      assertThat(records).isEqualTo(1_009);
      assertThat(mostOpen).isLessThan(10);
      assertThat(merge.passed()).isEqualTo(merge.size());
    }
  }

  /** How many files of the folder this process has open. */
  private long open() throws IOException {
    Path descriptors = Path.of("/proc/self/fd");
    assumeThat(descriptors).exists();
    try (Stream<Path> all = Files.list(descriptors)) {
      return all.filter(this::isOfTheFolder).count();
    }
  }

  private boolean isOfTheFolder(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).startsWith(folder.toRealPath());
    } catch (IOException e) {
      return false; // closed meanwhile
    }
  }

  private History all() {
    return History.in(folder, OptionalLong.empty(), OptionalLong.empty());
  }

  private History between(int from, int until) {
    return History.in(folder, OptionalLong.of(millis(from)), OptionalLong.of(millis(until)));
  }

  private static List<Position> beginnings(History history) throws IOException {
    return history.parts().stream().map(Position::startOf).toList();
  }

  private static List<String> records(History history) throws IOException {
    List<String> names = new ArrayList<>();
    try (Merge merge = new Merge(history, SPAN, beginnings(history))) {
      for (Decoded next = merge.next(); next != null; next = merge.next()) {
        names.add(name(next));
      }
    }
    return names;
  }

  private static String name(Decoded record) {
    return record.origin().topic() + ":" + record.origin().offset();
  }

  private static String reading(String asset, int second) {
    return "{\"asset\":\"%s\",\"metric\":\"m\",\"value\":1,\"time\":\"%s\"}"
        .formatted(asset, at(second));
  }

  private static Instant at(int second) {
    return Instant.ofEpochMilli(millis(second));
  }

  private static long millis(int second) {
    return 1_536_000_000_000L + second * 1000L;
  }
}
