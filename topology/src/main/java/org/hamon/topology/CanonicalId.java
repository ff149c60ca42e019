// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one form in which an id is kept and compared, whoever wrote it: Unicode NFC, without the
 * blanks around it that tables, spreadsheets and clipboards add. Texts that mean the same id have
 * equal canonical forms, and the canonical form of a canonical form is itself.
 *
 * <p>What no id can hold: a blank within, of whatever width, none included; a control character;
 * half of a surrogate pair; more than {@value #LONGEST} characters. Whether an id is also one of
 * those that a topology keeps for itself is asked where its sectors are known.
 */
public final class CanonicalId {

  /** How many characters (code points) an id has at most. */
  public static final int LONGEST = 200;

  /** No text that is longer can come down to an id by composing its characters. */
  private static final int LONGEST_DECOMPOSED = 8 * LONGEST;

  private CanonicalId() {}

  /**
   * The canonical form, which is the text itself if it has that form already; null if the text can
   * be no id. {@code O(length)}, and nothing is made for a text of visible ASCII.
   */
  public static @Nullable String of(String text) {
    if (isPlain(text)) {
      return text;
    }
    String form = form(text);
    return form == null || faultOf(form) != null ? null : form;
  }

  /**
   * What keeps the text from being an id, as the end of a sentence that begins with {@code "but"};
   * empty if nothing does.
   */
  public static Optional<String> fault(String text) {
    if (isPlain(text)) {
      return Optional.empty();
    }
    String form = form(text);
    return Optional.ofNullable(form == null ? tooLong() : faultOf(form));
  }

  private static boolean isPlain(String text) {
    int length = text.length();
    if (length == 0 || length > LONGEST) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c > '~') {
        return false;
      }
    }
    return true;
  }

  /** The text without blanks of any kind around it. */
  public static String stripped(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isBlank(text.codePointAt(start))) {
      start += Character.charCount(text.codePointAt(start));
    }
    while (end > start && isBlank(text.codePointBefore(end))) {
      end -= Character.charCount(text.codePointBefore(end));
    }
    return text.substring(start, end);
  }

  /** The text without any blank, around or within: what was probably meant. */
  public static String joined(String text) {
    StringBuilder joined = new StringBuilder(text.length());
    text.codePoints().filter(c -> !isBlank(c)).forEach(joined::appendCodePoint);
    return joined.toString();
  }

  private static @Nullable String form(String text) {
    String cut = stripped(text);
    if (cut.length() > LONGEST_DECOMPOSED) {
      return null;
    }
    return Normalizer.isNormalized(cut, Form.NFC) ? cut : Normalizer.normalize(cut, Form.NFC);
  }

  private static @Nullable String faultOf(String form) {
    if (form.isEmpty()) {
      return "it is empty";
    }
    if (form.length() > LONGEST && form.codePointCount(0, form.length()) > LONGEST) {
      return tooLong();
    }
    for (int i = 0, n = 1; i < form.length(); n++) {
      int c = form.codePointAt(i);
      if (isBlank(c)) {
        return "character " + n + " is a blank, " + LookAlikes.named(c);
      }
      if (isNoText(c)) {
        return "character " + n + " is no text, " + LookAlikes.named(c);
      }
      i += Character.charCount(c);
    }
    return null;
  }

  private static String tooLong() {
    return "it has more than " + LONGEST + " characters";
  }

  /** What shows as nothing or as a gap: white space, invisible format characters and fillers. */
  private static boolean isBlank(int c) {
    return switch (c) {
      case '\t', '\n', '\u000B', '\f', '\r', ' ', '\u0085' -> true;
      case '\u115F', '\u1160', '\u2800', '\u3164', '\uFFA0' -> true;
      default -> c > '~' && (Character.isSpaceChar(c) || Character.getType(c) == Character.FORMAT);
    };
  }

  /** Control characters, halves of surrogate pairs and what Unicode keeps free of characters. */
  private static boolean isNoText(int c) {
    return Character.isISOControl(c)
        || Character.getType(c) == Character.SURROGATE
        || (c & 0xFFFE) == 0xFFFE
        || (c >= 0xFDD0 && c <= 0xFDEF);
  }
}
