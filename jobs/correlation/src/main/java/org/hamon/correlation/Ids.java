// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Stream;

/**
 * Identities that a replay gives again: hashes of what a thing is, never of when or where it was
 * computed.
 */
public final class Ids {

  private static final int BYTES = 8;
  private static final int NAME_BYTES = 10;

  private Ids() {}

  /** The first 16 hex digits of SHA-256 over the parts, each ended by a zero byte. */
  public static String hash(String... parts) {
    return HexFormat.of().formatHex(digest(parts), 0, BYTES);
  }

  /** The first 20 hex digits of SHA-256 over kind and parts, each ended by a zero byte. */
  static String ofName(String kind, String... parts) {
    String[] all = Stream.concat(Stream.of(kind), Stream.of(parts)).toArray(String[]::new);
    return HexFormat.of().formatHex(digest(all), 0, NAME_BYTES);
  }

  /**
   * The id of the warning of a situation to a sector, fixed at its creation.
   *
   * @param community empty where the sector has only one
   */
  public static String ofWarning(String situation, String sector, String community) {
    return "w-"
        + (community.isEmpty() ? hash(situation, sector) : hash(situation, sector, community));
  }

  /** A number of that many decimal digits derived from the text, padded with zeros. */
  public static String digits(String text, int digits) {
    long value = 0;
    byte[] digest = digest(text);
    for (int i = 0; i < BYTES; i++) {
      value = value << 8 | (digest[i] & 0xff);
    }
    long modulus = Math.round(Math.pow(10, digits));
    return String.format("%0" + digits + "d", Long.remainderUnsigned(value, modulus));
  }

  private static byte[] digest(String... parts) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      for (String part : parts) {
        sha.update(part.getBytes(StandardCharsets.UTF_8));
        sha.update((byte) 0);
      }
      return sha.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Expected SHA-256 in every Java runtime, but it is not", e);
    }
  }
}
