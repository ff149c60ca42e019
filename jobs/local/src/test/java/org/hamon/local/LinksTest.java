// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders that somebody else has filled, with links to what only the reader of them may read. */
class LinksTest {

  private static final Path PATTERN =
      Path.of("../../patterns/catalogue/power-loss-dries-water.yaml").toAbsolutePath();

  @TempDir private Path folder;

  private Path outside;
  private Path inside;

  @BeforeEach
  void write() throws IOException {
    outside = Files.createDirectories(folder.resolve("outside"));
    inside = Files.createDirectories(folder.resolve("inside"));
    Files.writeString(outside.resolve("secret"), "a secret word\n");
    Files.writeString(
        outside.resolve("t.yaml"), "topology: t\nassets: [{id: a, sector: electricity}]\n");
  }

  @Test
  void aHistoryHasNoFileFromOutsideItsFolder() throws IOException {
    link("telemetry.jsonl", outside.resolve("secret"));

    Session session = replay();

    assertThat(session.exit()).isEqualTo(2);
    assertThat(session.complaints())
        .isEqualTo(
            "hamon: "
                + inside.resolve("telemetry.jsonl")
                + ": expected a file of the folder, but it is a link that leads out of it. Put the"
                + " file itself into the folder.");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void aHistoryHasNoFolderFromOutsideItsFolder() throws IOException {
    Files.writeString(inside.resolve("telemetry.jsonl"), "");
    link("more", outside);

    Session session = replay();

    assertThat(session.exit()).isEqualTo(2);
    assertThat(session.complaints()).contains(inside.resolve("more") + ": expected");
  }

  /** A mounted volume has such links; nothing is wrong with them. */
  @Test
  void linksWithinAFolderAreFollowed() throws IOException {
    Path data = Files.createDirectories(inside.resolve("..2026"));
    Files.copy(outside.resolve("t.yaml"), data.resolve("t.yaml"));
    link("..data", Path.of("..2026"));
    link("t.yaml", Path.of("..data/t.yaml"));

    Session session = Session.run("topology", "check", inside.toString());

    assertThat(session.out()).contains("1 asset");
    assertThat(session.exit()).as(session.out()).isZero();
  }

  @Test
  void theFolderItselfMayBeALink() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), outside);

    assertThat(Session.run("topology", "check", link.toString()).out()).contains("1 asset");
  }

  @Test
  void aTopologyHasNoFileFromOutsideItsFolder() throws IOException {
    link("t.yaml", outside.resolve("secret"));

    Session session = Session.run("topology", "check", inside.toString());

    assertThat(session.exit()).isEqualTo(1);
    assertThat(session.out()).contains("LINK_LEADS_OUT").doesNotContain("secret word");
  }

  @Test
  void tablesOfATopologyComeFromItsFolder() throws IOException {
    Files.writeString(inside.resolve("assets.csv"), "id,sector\na,electricity\n");
    link("dependencies.csv", outside.resolve("secret"));

    Session session = Session.run("topology", "check", inside.toString());

    assertThat(session.exit()).isEqualTo(1);
    assertThat(session.out())
        .contains("LINK_LEADS_OUT", "dependencies.csv")
        .doesNotContain("secret word");
  }

  @Test
  void patternsComeFromTheirFolder() throws IOException {
    Files.copy(PATTERN, inside.resolve("power-loss-dries-water.yaml"));
    link("other.yaml", outside.resolve("secret"));

    Session session = Session.run("patterns", "check", inside.toString());

    assertThat(session.exit()).isEqualTo(1);
    assertThat(session.out())
        .contains("LINK_LEADS_OUT", "other.yaml")
        .doesNotContain("secret word");
  }

  private void link(String name, Path target) throws IOException {
    Files.createSymbolicLink(inside.resolve(name), target);
  }

  private Session replay() {
    return Session.run(
        "replay",
        "--topology",
        outside.resolve("t.yaml").toString(),
        "--patterns",
        PATTERN.toString(),
        "--input",
        inside.toString(),
        "--out",
        folder.resolve("out").toString());
  }
}
