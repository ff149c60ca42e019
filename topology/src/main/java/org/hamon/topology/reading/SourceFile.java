// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** A file of text that somebody wrote, plain or packed, of a bounded size. */
final class SourceFile {

  static final String GZIP = ".gz";
  private static final long MOST_BYTES = 2L << 30;
  private static final long MOST_UNPACKED = 8L << 30;

  /** Reads an open file, with a place to note what is wrong with it. */
  interface Read {
    void from(Reader reader, Findings findings) throws IOException;
  }

  private SourceFile() {}

  /** Lets the file be read; that it cannot be is among the findings then. */
  static void open(Path file, Findings findings, Read read) {
    Findings here = findings.in(file.toString());
    try {
      if (Files.size(file) > MOST_BYTES) {
        here.error("TOO_LARGE", 0, "", "Expected at most 2 GiB, but the file is larger.", null);
        return;
      }
      try (InputStream bytes = Files.newInputStream(file);
          Reader reader = text(file.toString().endsWith(GZIP) ? unpacked(bytes) : bytes)) {
        read.from(reader, here);
      }
    } catch (IOException e) {
      unreadable(here, e);
    }
  }

  private static InputStream unpacked(InputStream bytes) throws IOException {
    return new BoundedInput(new GZIPInputStream(bytes, 1 << 16), MOST_UNPACKED);
  }

  /** A decoder of its own says so if the file is not UTF-8, instead of replacing what is not. */
  private static Reader text(InputStream bytes) {
    return new BufferedReader(
        new InputStreamReader(bytes, StandardCharsets.UTF_8.newDecoder()), 1 << 16);
  }

  static void unreadable(Findings findings, IOException e) {
    String reason;
    if (e instanceof NoSuchFileException) {
      reason = "there is none";
    } else if (e instanceof CharacterCodingException) {
      reason = "it is not UTF-8";
    } else {
      String message = e.getMessage();
      reason = message == null ? e.getClass().getSimpleName() : message;
    }
    findings.error(
        "UNREADABLE", 0, "", "Expected a file that can be read, but " + reason + ".", null);
  }
}
