// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.apache.flink.types.StringValue;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads short texts: ASCII as its bytes behind a length, anything else, also what is no
 * well-formed UTF-16, the way Flink writes strings. Not thread-safe.
 */
final class Texts {

  private static final int SHORT = 127;
  private static final int OTHER = -1;

  private final byte[] bytes = new byte[SHORT];

  /** Texts that come again and again, each at a place that follows from its bytes. */
  private final @Nullable String[] repeated = new String[256];

  void write(String text, DataOutputView out) throws IOException {
    int length = text.length();
    if (length <= SHORT && isAscii(text, length)) {
      out.writeByte(length);
      out.write(bytes, 0, length);
    } else {
      out.writeByte(OTHER);
      StringValue.writeString(text, out);
    }
  }

  String read(DataInputView in) throws IOException {
    int length = in.readByte();
    if (length == OTHER) {
      return requireNonNull(StringValue.readString(in), "text");
    }
    in.readFully(bytes, 0, length);
    return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
  }

  /** The same, for a text that is likely to come again: without a new string then. */
  String readRepeated(DataInputView in) throws IOException {
    int length = in.readByte();
    if (length == OTHER) {
      return requireNonNull(StringValue.readString(in), "text");
    }
    in.readFully(bytes, 0, length);
    int hash = length;
    for (int i = 0; i < length; i++) {
      hash = 31 * hash + bytes[i];
    }
    int place = (hash ^ (hash >>> 8)) & (repeated.length - 1);
    String known = repeated[place];
    if (known == null || !isInBytes(known, length)) {
      known = new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
      repeated[place] = known;
    }
    return known;
  }

  private boolean isAscii(String text, int length) {
    int all = 0;
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      bytes[i] = (byte) c;
      all |= c;
    }
    return all < 0x80;
  }

  private boolean isInBytes(String text, int length) {
    if (text.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (text.charAt(i) != bytes[i]) {
        return false;
      }
    }
    return true;
  }
}
