// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/**
 * The lines of a file, plain or compressed, as parts of one buffer. Of a line longer than a limit
 * only so much is kept as shows that it is too long.
 */
final class Lines implements AutoCloseable {

  private static final int CHUNK = 1 << 16;

  private final InputStream in;
  private final int limit;
  private byte[] buffer = new byte[CHUNK];
  private int next;
  private int filled;
  private boolean ended;

  private long number;
  private int start;
  private int length;

  private Lines(InputStream in, int limit) {
    this.in = in;
    this.limit = limit;
  }

  /** Opens a file; of a line at most {@code limit + 1} bytes are kept. */
  static Lines open(Path file, int limit) throws IOException {
    InputStream raw = Files.newInputStream(file);
    try {
      return new Lines(
          file.toString().endsWith(".gz")
              ? new GZIPInputStream(new BufferedInputStream(raw, CHUNK), CHUNK)
              : raw,
          limit);
    } catch (IOException e) {
      raw.close();
      throw e;
    }
  }

  /** Goes to the next line; false at the end of the file. */
  boolean advance() throws IOException {
    int scanned = next;
    boolean cut = false;
    while (true) {
      for (; scanned < filled; scanned++) {
        if (buffer[scanned] == '\n') {
          take(scanned, cut);
          next = scanned + 1;
          return true;
        }
      }
      if (ended) {
        if (scanned == next) {
          return false;
        }
        take(scanned, cut);
        next = scanned;
        return true;
      }
      if (scanned - next > limit) {
        // keep the beginning, drop the rest as it comes
        cut |= scanned > next + limit + 1;
        scanned = next + limit + 1;
        filled = scanned;
      }
      scanned -= fill();
    }
  }

  private void take(int end, boolean cut) {
    start = next;
    length = cut ? limit + 1 : end - next;
    number++;
  }

  /** Reads more behind what is there, and returns by how much the line moved to the front. */
  private int fill() throws IOException {
    int moved = 0;
    if (next > 0) {
      System.arraycopy(buffer, next, buffer, 0, filled - next);
      moved = next;
      filled -= next;
      next = 0;
    }
    if (filled == buffer.length) {
      buffer = Arrays.copyOf(buffer, buffer.length * 2);
    }
    int read = in.read(buffer, filled, buffer.length - filled);
    if (read < 0) {
      ended = true;
    } else {
      filled += read;
    }
    return moved;
  }

  /** Number of the line, from 1. */
  long number() {
    return number;
  }

  byte[] buffer() {
    return buffer;
  }

  int start() {
    return start;
  }

  int length() {
    return length;
  }

  boolean isBlank() {
    for (int i = start; i < start + length; i++) {
      if (buffer[i] != ' ' && buffer[i] != '\t' && buffer[i] != '\r') {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
