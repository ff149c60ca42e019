// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.CharTypes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/**
 * Writes a record into the line that tells of it: as the text that it is or, where it is no UTF-8,
 * in base64. What does not fit the line is cut, and length and hash of all stand beside it.
 */
final class RawLine {

  /** Bytes of a line: no output has longer ones. */
  static final int LONGEST = (256 << 10) - 1;

  /** Bytes that the names of the fields, length and hash take at most. */
  private static final int AROUND = 200;

  /** By character: 0 for itself, above 0 for a backslash and a letter, else by its number. */
  private static final int[] ESCAPES = CharTypes.get7BitOutputEscapes();

  private RawLine() {}

  /**
   * Writes the fields of a record.
   *
   * @param taken bytes of the line that others have taken
   */
  static void write(Raw raw, int taken, JsonGenerator json) throws IOException {
    int room = LONGEST - taken - AROUND;
    byte[] bytes = raw.bytes();
    int written;
    if (Encoding.isText(bytes)) {
      String text = new String(bytes, StandardCharsets.UTF_8);
      int end = fitting(text, room);
      String part = text.substring(0, end);
      json.writeStringField("raw", part);
      written = end == text.length() ? bytes.length : 0;
    } else {
      written = Math.min(bytes.length, room / 4 * 3);
      json.writeStringField(
          "rawBase64", Base64.getEncoder().encodeToString(Arrays.copyOf(bytes, written)));
    }
    if (written < raw.length()) {
      json.writeNumberField("rawLength", raw.length());
      json.writeStringField("rawSha256", raw.hash());
    }
  }

  /** How many characters of the text take at most so many bytes when they are written. */
  private static int fitting(String text, int room) {
    if (text.length() <= room / 6) {
      return text.length();
    }
    int size = 0;
    int end = 0;
    while (end < text.length()) {
      int character = text.codePointAt(end);
      size += size(character);
      if (size > room) {
        return end;
      }
      end += Character.charCount(character);
    }
    return end;
  }

  /** Bytes of a character in a text of JSON, as the generator writes it. */
  private static int size(int character) {
    if (character < 0x80) {
      int escape = ESCAPES[character];
      return escape == 0 ? 1 : escape > 0 ? 2 : 6;
    }
    return character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
  }
}
