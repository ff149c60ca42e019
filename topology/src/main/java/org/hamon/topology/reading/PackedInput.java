// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * What a gzip file packs, whole or not at all: pieces that were put one behind the other are one
 * text, a file of no bytes packs nothing, and zeros behind the last piece are padding. A file that
 * ends within a piece, was damaged, or goes on with something else is said to be so, with the byte
 * of the file, instead of ending early as if that were all.
 */
public final class PackedInput extends InputStream {

  private static final int CHUNK = 1 << 16;
  private static final int MAGIC = 0x8b1f;
  private static final int DEFLATED = 8;
  private static final int HEADER_CHECK = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 check = new CRC32();
  private final byte[] packed = new byte[CHUNK];
  private int next;
  private int filled;

  /** Bytes of the file before those in the buffer. */
  private long before;

  private boolean within;
  private boolean any;

  /** Unpacks what is read from there, in chunks of its own. */
  public PackedInput(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    while (within || begin()) {
      int count = inflate(bytes, offset, length);
      if (count > 0) {
        check.update(bytes, offset, count);
        return count;
      }
      if (inflater.finished()) {
        next = filled - inflater.getRemaining();
        end();
      } else if (inflater.needsDictionary()) {
        throw damaged();
      } else if (inflater.needsInput()) {
        if (!fill()) {
          throw cutOff();
        }
        inflater.setInput(packed, 0, filled);
        next = filled;
      }
    }
    return -1;
  }

  private int inflate(byte[] bytes, int offset, int length) throws IOException {
    try {
      return inflater.inflate(bytes, offset, length);
    } catch (DataFormatException e) {
      throw damaged();
    }
  }

  /** Goes to what the next piece packs; false at the end. */
  private boolean begin() throws IOException {
    int first = take();
    while (first == 0 && any) {
      first = take();
    }
    if (first < 0) {
      return false;
    }
    if (first != (MAGIC & 0xFF) || need() != MAGIC >> 8) {
      throw new IOException(
          any
              ? "behind byte " + position() + " it goes on with something that is not packed"
              : "it is not packed with gzip, though its name ends in .gz");
    }
    if (need() != DEFLATED) {
      throw damaged();
    }
    int flags = need();
    skip(6);
    if ((flags & EXTRA) != 0) {
      skip(need() | need() << 8);
    }
    if ((flags & NAME) != 0) {
      skipText();
    }
    if ((flags & COMMENT) != 0) {
      skipText();
    }
    if ((flags & HEADER_CHECK) != 0) {
      skip(2);
    }
    within = true;
    any = true;
    inflater.reset();
    inflater.setInput(packed, next, filled - next);
    check.reset();
    return true;
  }

  private void end() throws IOException {
    within = false;
    long sum = 0;
    long size = 0;
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      sum |= (long) need() << shift;
    }
    for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
      size |= (long) need() << shift;
    }
    if (sum != check.getValue() || size != (inflater.getBytesWritten() & 0xFFFF_FFFFL)) {
      throw damaged();
    }
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      need();
    }
  }

  private void skipText() throws IOException {
    int read = need();
    while (read != 0) {
      read = need();
    }
  }

  private int need() throws IOException {
    int read = take();
    if (read < 0) {
      throw cutOff();
    }
    return read;
  }

  private int take() throws IOException {
    return next < filled || fill() ? packed[next++] & 0xFF : -1;
  }

  private boolean fill() throws IOException {
    before += filled;
    next = 0;
    filled = 0;
    int read = in.read(packed);
    while (read == 0) {
      read = in.read(packed);
    }
    filled = Math.max(0, read);
    return filled > 0;
  }

  private long position() {
    return before + next;
  }

  private IOException cutOff() {
    return new IOException(
        "it is cut off: it ends in the middle, behind byte " + (before + filled));
  }

  private IOException damaged() {
    return new IOException("what it packs is damaged, before byte " + (position() + 1));
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
