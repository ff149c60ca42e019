// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What can be said of the bytes of a record before they are read as JSON. */
final class Encoding {

  private Encoding() {}

  /** Whether the bytes are UTF-8 without byte order mark and not too many. */
  static boolean check(byte[] bytes, int from, int length, Refusal refusal) {
    if (length > RecordParser.MAX_BYTES) {
      refusal.refuse(
          Reason.TOO_LARGE, "more than " + RecordParser.MAX_BYTES + " bytes; raw is its beginning");
      return false;
    }
    if (length >= 3
        && bytes[from] == (byte) 0xEF
        && bytes[from + 1] == (byte) 0xBB
        && bytes[from + 2] == (byte) 0xBF) {
      refusal.refuse(Reason.BAD_ENCODING, "begins with a byte order mark");
      return false;
    }
    if (hasZeros(bytes, from, length)) {
      refusal.refuse(Reason.BAD_ENCODING, "expected UTF-8, but has zero bytes");
      return false;
    }
    if (!isAscii(bytes, from, length) && !isUtf8(bytes, from, length)) {
      refusal.refuse(Reason.BAD_ENCODING, "expected UTF-8, but is not");
      return false;
    }
    return true;
  }

  /** Whether the bytes are UTF-8, and no other encoding that happens to be. */
  static boolean isText(byte[] bytes) {
    return !hasZeros(bytes, 0, bytes.length)
        && (isAscii(bytes, 0, bytes.length) || isUtf8(bytes, 0, bytes.length));
  }

  /** A JSON text in UTF-16 or UTF-32 has a zero byte among its first two. */
  private static boolean hasZeros(byte[] bytes, int from, int length) {
    return length >= 2 && (bytes[from] == 0 || bytes[from + 1] == 0);
  }

  private static boolean isAscii(byte[] bytes, int from, int length) {
    int seen = 0;
    for (int i = from; i < from + length; i++) {
      seen |= bytes[i];
    }
    return seen >= 0;
  }

  private static boolean isUtf8(byte[] bytes, int from, int length) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, length));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
