// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A history of which no record can be used. */
class NothingUsedITCase {

  @TempDir private Path folder;

  private Path inputs;
  private Path out;
  private Path topology;

  @BeforeEach
  void write() throws IOException {
    inputs = Files.createDirectories(folder.resolve("in"));
    out = folder.resolve("out");
    topology =
        Files.writeString(
            folder.resolve("t.yaml"), "topology: t\nassets: [{id: a, sector: electricity}]\n");
  }

  @Test
  void saysHowManyAndWhy_andWritesTheDeadLetters() throws IOException {
    Files.writeString(
        inputs.resolve("failure-reports.jsonl"),
        """
        {"id":"r1","asset":"a","state":"broken","reportedAt":"2026-01-01T00:00:00Z"}
        {"id":"r2","asset":"a","state":"stopped"}
        not JSON
        """);

    Session session = replay();

    assertThat(session.exit()).isEqualTo(2);
    assertThat(session.complaints())
        .startsWith(
            "hamon: "
                + inputs
                + ": expected records that can be used, but 3 records are all refused; ")
        .contains("failure-reports.jsonl, line ")
        .endsWith(
            "All refused records and the reasons stand in "
                + out.resolve("dead-letters.jsonl")
                + ".")
        .doesNotContain("\n");
    assertThat(Files.readAllLines(out.resolve("dead-letters.jsonl"))).hasSize(3);
    assertThat(Files.readString(out.resolve("books.jsonl"))).contains("failure-reports");
    assertThat(Files.readString(out.resolve("warnings.jsonl"))).isEmpty();
    assertThat(out.resolve("scorecard.json")).doesNotExist();
  }

  @Test
  void saysSoIfThereIsNothing() throws IOException {
    Files.writeString(inputs.resolve("failure-reports.jsonl"), "");

    Session session = replay();

    assertThat(session.exit()).isEqualTo(2);
    assertThat(session.complaints()).contains("but there is none");
    assertThat(out).doesNotExist();
  }

  private Session replay() {
    return Session.run(
        "replay",
        "--topology",
        topology.toString(),
        "--patterns",
        "../../patterns/catalogue",
        "--input",
        inputs.toString(),
        "--out",
        out.toString());
  }
}
