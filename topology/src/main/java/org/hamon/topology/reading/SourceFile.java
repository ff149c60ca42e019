// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** A file of text that somebody wrote, plain or packed, of a bounded size. */
final class SourceFile {

  static final String GZIP = ".gz";
  private static final long MOST_BYTES = 2L << 30;
  private static final int CHUNK = 1 << 16;
  private static final long MOST_UNPACKED = 8L << 30;

  /** Reads an open file, with a place to note what is wrong with it. */
  interface Read {
    void from(Reader reader, Findings findings) throws IOException;
  }

  private SourceFile() {}

  /** Lets the file be read; that it cannot be is among the findings then. */
  static void open(Path file, Findings findings, Read read) {
    open(file, null, findings, read);
  }

  /**
   * The same.
   *
   * @param encoding null for what a byte order mark says, else UTF-8
   */
  static void open(Path file, @Nullable Charset encoding, Findings findings, Read read) {
    Findings here = findings.in(file.toString());
    try {
      if (Files.size(file) > MOST_BYTES) {
        here.error("TOO_LARGE", 0, "", "Expected at most 2 GiB, but the file is larger.", null);
        return;
      }
      try (InputStream bytes = Files.newInputStream(file);
          Reader reader =
              text(file.toString().endsWith(GZIP) ? unpacked(bytes) : bytes, encoding)) {
        read.from(reader, here);
      }
    } catch (IOException e) {
      unreadable(here, e);
    }
  }

  private static InputStream unpacked(InputStream bytes) {
    return new BoundedInput(new PackedInput(bytes), MOST_UNPACKED);
  }

  /** A decoder of its own says so if the bytes are no text, instead of replacing what is not. */
  private static Reader text(InputStream bytes, @Nullable Charset encoding) throws IOException {
    BufferedInputStream in = new BufferedInputStream(bytes, CHUNK);
    Charset marked = marked(in);
    Charset charset = marked != null ? marked : encoding != null ? encoding : UTF_8;
    if (charset.equals(UTF_8)) {
      refuseTwoBytesEach(in);
    }
    return new BufferedReader(new InputStreamReader(in, charset.newDecoder()), CHUNK);
  }

  /** What a byte order mark says, which is taken then; null if there is none. */
  private static @Nullable Charset marked(InputStream in) throws IOException {
    in.mark(3);
    byte[] first = in.readNBytes(3);
    in.reset();
    if (startsWith(first, 0xEF, 0xBB, 0xBF)) {
      in.skipNBytes(3);
      return UTF_8;
    }
    boolean little = startsWith(first, 0xFF, 0xFE);
    if (little || startsWith(first, 0xFE, 0xFF)) {
      in.skipNBytes(2);
      return little ? UTF_16LE : UTF_16BE;
    }
    return null;
  }

  /** Text of two bytes a letter without a mark would be taken for letters and zeros. */
  private static void refuseTwoBytesEach(InputStream in) throws IOException {
    in.mark(4);
    byte[] first = in.readNBytes(4);
    in.reset();
    if (first.length == 4) {
      boolean little = first[0] != 0 && first[1] == 0 && first[2] != 0 && first[3] == 0;
      boolean big = first[0] == 0 && first[1] != 0 && first[2] == 0 && first[3] != 0;
      if (little || big) {
        throw new UnmarkedEncoding(little ? UTF_16LE : UTF_16BE);
      }
    }
  }

  /** Text in that encoding where nothing says so. */
  private static final class UnmarkedEncoding extends CharacterCodingException {
    private static final long serialVersionUID = 1L;
    private final String name;

    UnmarkedEncoding(Charset encoding) {
      this.name = encoding.name();
    }
  }

  private static boolean startsWith(byte[] bytes, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (bytes.length <= i || (bytes[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  static void unreadable(Findings findings, IOException e) {
    String reason;
    String suggestion = null;
    if (e instanceof NoSuchFileException) {
      reason = "there is none";
    } else if (e instanceof UnmarkedEncoding unmarked) {
      reason = "it is " + unmarked.name + " without a byte order mark";
      suggestion = "save it as UTF-8, or say its encoding in the mapping of an import";
    } else if (e instanceof CharacterCodingException) {
      reason = "it is not UTF-8";
      suggestion = "save it as UTF-8, or say its encoding in the mapping of an import";
    } else {
      String message = e.getMessage();
      reason = message == null ? e.getClass().getSimpleName() : message;
    }
    findings.error(
        "UNREADABLE", 0, "", "Expected a file that can be read, but " + reason + ".", suggestion);
  }
}
