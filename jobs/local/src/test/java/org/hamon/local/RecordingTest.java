// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.hamon.correlation.decode.Input;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {

  @TempDir private Path folder;

  @Test
  void exampleUsage() throws Exception {
    // given
    Files.writeString(
        folder.resolve("telemetry.jsonl"),
        """
        {"asset":"a","metric":"frequency","value":50,"time":"2018-09-05T18:00:00Z"}
        {"asset":"b","metric":"frequency","value":50,"time":"2018-09-05T18:00:02Z"}
        """);
    Files.writeString(
        folder.resolve("failure-reports.jsonl"),
        """
        {"id":"r1","sector":"ict","region":"JP-01","state":"stopped","reportedAt":"2018-09-05T18:00:01Z"}
        """);

    // when
    List<Recording.Entry> entries = entries();

    // then
    assertThat(entries)
        .extracting(Recording.Entry::key, Recording.Entry::input)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple("a", Input.TELEMETRY),
            org.assertj.core.api.Assertions.tuple("ict/JP-01", Input.FAILURE_REPORTS),
            org.assertj.core.api.Assertions.tuple("b", Input.TELEMETRY));
  }

  @Test
  void readsCompressedFiles() throws Exception {
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve("telemetry.jsonl.gz")))) {
      out.write(
          """
          {"asset":"a","metric":"frequency","value":50,"time":"2018-09-05T18:00:00Z"}
          """
              .getBytes(StandardCharsets.UTF_8));
    }

    assertThat(entries()).extracting(Recording.Entry::key).containsExactly("a");
  }

  @Test
  void handsOnWhatIsNoRecordWhereItStood() throws Exception {
    Files.writeString(
        folder.resolve("telemetry.jsonl"),
        """
        {"asset":"a","metric":"frequency","value":50,"time":"2018-09-05T18:00:00Z"}
        not JSON

        {"asset":"b","metric":"frequency","value":50,"time":"2018-09-05T18:00:02Z"}
        """);

    assertThat(entries()).extracting(Recording.Entry::key).containsExactly("a", null, "b");
  }

  @Test
  void hasNothingWithoutFiles() throws Exception {
    assertThat(entries()).isEmpty();
  }

  private List<Recording.Entry> entries() throws Exception {
    List<Recording.Entry> entries = new ArrayList<>();
    try (Recording recording = Recording.open(folder)) {
      for (Recording.Entry entry = recording.next(); entry != null; entry = recording.next()) {
        entries.add(entry);
      }
    }
    return entries;
  }
}
