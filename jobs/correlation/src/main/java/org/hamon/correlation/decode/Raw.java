// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import static java.util.Objects.requireNonNull;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A record as it came, byte for byte: all of it, or its beginning with the length and the hash of
 * all. It says nothing of what it holds but to the dead letters: that may be a name or a text that
 * nobody else may read.
 *
 * @param bytes at most {@link #KEPT}; nobody changes them
 * @param length bytes of the whole record
 * @param sha256 of the whole record, in hex, where {@code bytes} are only its beginning
 */
@SuppressWarnings("ArrayRecordComponent") // compared by content; nobody changes it
public record Raw(byte[] bytes, long length, @Nullable String sha256) {

  /** Bytes of a record that are kept. */
  public static final int KEPT = 256 << 10;

  /** Bytes that are kept of a record where there is no room for more. */
  private static final int SHORT = 1 << 10;

  public Raw {
    requireNonNull(bytes, "bytes");
  }

  /** A record of which a reader has kept only the beginning. */
  static Raw beginning(byte[] bytes, int from, int length, long lengthOfAll, String sha256) {
    int kept = kept(bytes, from, length, KEPT);
    return new Raw(Arrays.copyOfRange(bytes, from, from + kept), lengthOfAll, sha256);
  }

  /** The record in a buffer that its reader uses again. */
  static Raw copyOf(byte[] bytes, int from, int length) {
    return length <= KEPT
        ? new Raw(Arrays.copyOfRange(bytes, from, from + length), length, null)
        : beginning(bytes, from, length, length, sha256(bytes, from, length));
  }

  /** The record in bytes that nobody changes. */
  static Raw of(byte[] bytes) {
    return bytes.length <= KEPT
        ? new Raw(bytes, bytes.length, null)
        : copyOf(bytes, 0, bytes.length);
  }

  /** Whether {@link #shortened} would leave it as it is. */
  public boolean isShort() {
    return bytes.length <= SHORT;
  }

  /** Only the beginning, where so much waits already that all of it would be too much. */
  public Raw shortened() {
    return isShort()
        ? this
        : new Raw(Arrays.copyOf(bytes, kept(bytes, 0, bytes.length, SHORT)), length, hash());
  }

  /** No character of a text in UTF-8 is cut in two. */
  private static int kept(byte[] bytes, int from, int length, int most) {
    if (length <= most) {
      return length;
    }
    int kept = most;
    while (kept > most - 4 && (bytes[from + kept] & 0xC0) == 0x80) {
      kept--;
    }
    return kept;
  }

  /** The hash of the whole record, in hex. */
  String hash() {
    return sha256 == null ? sha256(bytes, 0, bytes.length) : sha256;
  }

  private static String sha256(byte[] bytes, int from, int length) {
    MessageDigest whole = digest();
    whole.update(bytes, from, length);
    return HexFormat.of().formatHex(whole.digest());
  }

  /** What makes the hash of a record that comes in pieces. */
  public static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected every Java to know SHA-256, but this does not", e);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Raw that
        && length == that.length
        && Arrays.equals(bytes, that.bytes)
        && Objects.equals(sha256, that.sha256);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Raw[" + length + " bytes]";
  }
}
