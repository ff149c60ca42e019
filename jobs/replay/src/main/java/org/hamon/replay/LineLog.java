// SPDX-License-Identifier: Apache-2.0
package org.hamon.replay;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.hamon.correlation.decode.Raw;
import org.hamon.topology.reading.PackedInput;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a file, plain or compressed, as parts of one buffer; blank ones are no records. Of a
 * line longer than a limit only so much is kept as shows that it is too long.
 */
final class LineLog implements RecordLog {

  private static final int CHUNK = 1 << 16;

  private final Path file;
  private final FileChannel channel;
  private final InputStream in;
  private final int limit;
  private byte[] buffer = new byte[CHUNK];
  private int next;
  private int filled;
  private boolean ended;

  private long number;
  private int start;
  private int length;
  private long passed;
  private @Nullable Cut cut;

  private LineLog(Path file, FileChannel channel, InputStream in, int limit) {
    this.file = file;
    this.channel = channel;
    this.in = in;
    this.limit = limit;
  }

  /** Opens a file; of a line at most {@code limit + 1} bytes are kept. */
  static LineLog open(Path file, int limit) throws IOException {
    FileChannel channel = FileChannel.open(file);
    InputStream stored = Channels.newInputStream(channel);
    return new LineLog(file, channel, isPacked(file) ? new PackedInput(stored) : stored, limit);
  }

  static boolean isPacked(Path file) {
    return file.toString().endsWith(".gz");
  }

  @Override
  public boolean advance() throws IOException {
    try {
      boolean found = nextLine();
      while (found && isBlank()) {
        found = nextLine();
      }
      return found;
    } catch (IOException e) {
      throw unreadable(file, number + 1, e);
    }
  }

  private boolean nextLine() throws IOException {
    int scanned = next;
    cut = null;
    MessageDigest whole = null;
    long dropped = 0;
    while (true) {
      for (; scanned < filled; scanned++) {
        if (buffer[scanned] == '\n') {
          take(scanned, dropped, whole);
          next = scanned + 1;
          return true;
        }
      }
      if (ended) {
        if (scanned == next) {
          return false;
        }
        take(scanned, dropped, whole);
        next = scanned;
        return true;
      }
      int kept = next + limit + 1;
      if (scanned > kept) {
        // keep the beginning, drop the rest as it comes
        if (whole == null) {
          whole = Raw.digest();
          whole.update(buffer, next, limit + 1);
        }
        whole.update(buffer, kept, scanned - kept);
        dropped += scanned - kept;
        scanned = kept;
        filled = kept;
      }
      scanned -= fill();
    }
  }

  private void take(int end, long dropped, @Nullable MessageDigest whole) {
    start = next;
    length = end - next;
    number++;
    if (whole != null) {
      length = Math.min(length, limit + 1);
      whole.update(buffer, start + length, end - start - length);
      cut = new Cut(dropped + end - start, HexFormat.of().formatHex(whole.digest()));
    } else if (length > 0 && buffer[end - 1] == '\r') {
      length--;
    }
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
    passed = channel.position();
    return moved;
  }

  /** Number of the line, from 1. */
  @Override
  public long number() {
    return number;
  }

  @Override
  public long behind() {
    return number;
  }

  @Override
  public byte[] buffer() {
    return buffer;
  }

  @Override
  public int start() {
    return start;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public @Nullable Cut cut() {
    return cut;
  }

  /** Bytes of the file as it is stored, about. */
  @Override
  public long passed() {
    return passed;
  }

  private boolean isBlank() {
    for (int i = start; i < start + length; i++) {
      if (buffer[i] != ' ' && buffer[i] != '\t' && buffer[i] != '\r') {
        return false;
      }
    }
    return true;
  }

  /** A sentence for a person: what a library says below it would only hide the file. */
  private static IOException unreadable(Path file, long line, IOException cause) {
    String why = cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    return new IOException(
        "Expected to read "
            + file
            + ", but "
            + (isPacked(file) ? why : "it failed: " + why)
            + ", at line "
            + line
            + " of what it holds. Bring the whole file, or take it out of the folder to replay the"
            + " rest.");
  }

  @Override
  public void close() throws IOException {
    in.close();
    channel.close();
  }
}
