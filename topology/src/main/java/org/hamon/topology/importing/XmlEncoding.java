// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.importing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What an XML declaration says of the bytes of its file, against what they are. */
final class XmlEncoding {
  private static final int BEGINNING = 512;
  private static final Pattern DECLARED =
      Pattern.compile("\uFEFF?<\\?xml\\s[^>]*?encoding\\s*=\\s*[\"']([^\"']+)[\"']");

  /** That the two differ. */
  record Mismatch(String declared, String found) {

    String sentence() {
      return "Expected the file to be written in "
          + declared
          + ", as its XML declaration says, but its bytes are "
          + found
          + ".";
    }

    String suggestion() {
      return "say in its first line what it is written in, or save it as " + declared;
    }
  }

  private XmlEncoding() {}

  /** Null if they agree, as far as the beginning of the file shows, or it says nothing. */
  static @Nullable Mismatch mismatch(Path file) {
    byte[] beginning;
    try (InputStream in = Files.newInputStream(file)) {
      beginning = in.readNBytes(BEGINNING);
    } catch (IOException e) {
      return null;
    }
    Charset wide = wide(beginning);
    Charset read = wide == null ? StandardCharsets.ISO_8859_1 : wide;
    String text = new String(beginning, read).replaceFirst("^\u00EF\u00BB\u00BF", "");
    Matcher declaration = DECLARED.matcher(text);
    if (!declaration.lookingAt()) {
      return null;
    }
    String declared = declaration.group(1);
    boolean saysWide = declared.toUpperCase(Locale.ROOT).matches("(UTF-?16|UCS-?2|ISO-10646).*");
    if (saysWide == (wide != null)) {
      return null;
    }
    return new Mismatch(
        declared,
        wide == null
            ? "of an encoding with one byte for a plain letter, such as UTF-8"
            : wide.name() + ", two for each letter");
  }

  /** Of two bytes for each character, by a mark or by the zeros beside plain letters. */
  private static @Nullable Charset wide(byte[] bytes) {
    if (bytes.length < 4) {
      return null;
    }
    boolean big = (bytes[0] == (byte) 0xFE && bytes[1] == (byte) 0xFF) || bytes[0] == 0;
    boolean little = (bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xFE) || bytes[1] == 0;
    return big ? StandardCharsets.UTF_16BE : little ? StandardCharsets.UTF_16LE : null;
  }
}
