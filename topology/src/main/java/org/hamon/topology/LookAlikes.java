// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Texts that are different and yet look the same, or nearly so: by width or case, letters of one
 * script that are drawn like those of another, dashes of all kinds, kanji drawn like kana. After
 * Unicode Technical Standard 39, of whose table only what stands in names of equipment is taken.
 */
public final class LookAlikes {

  /** Characters, and behind a blank the one that they look like. */
  private static final Map<Integer, Integer> DRAWN =
      drawn(
          // Greek and Cyrillic
          "\u0391\u0410 A",
          "\u0392\u0412 B",
          "\u0421 C",
          "\u0395\u0415 E",
          "\u0397\u041D H",
          "\u0399\u0406 I",
          "\u0408 J",
          "\u039A\u041A K",
          "\u039C\u041C M",
          "\u039D N",
          "\u039F\u041E O",
          "\u03A1\u0420 P",
          "\u0405 S",
          "\u03A4\u0422 T",
          "\u03A7\u0425 X",
          "\u03A5\u0423 Y",
          "\u0396 Z",
          "\u0430 a",
          "\u0441 c",
          "\u0435 e",
          "\u0456 i",
          "\u0458 j",
          "\u03BF\u043E o",
          "\u0440 p",
          "\u0455 s",
          "\u03C5 u",
          "\u03BD v",
          "\u0445 x",
          "\u0443 y",
          // dashes, minus signs, and the long sound and the one of Japanese
          "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u30FC\u4E00 -",
          // kanji and hiragana drawn like katakana
          "\u529B \u30AB",
          "\u4E8C \u30CB",
          "\u53E3 \u30ED",
          "\u5DE5 \u30A8",
          "\u5915 \u30BF",
          "\u535C \u30C8",
          "\u516B \u30CF",
          "\u3078 \u30D8",
          "\u308A \u30EA");

  private LookAlikes() {}

  private static Map<Integer, Integer> drawn(String... runs) {
    Map<Integer, Integer> drawn = new HashMap<>();
    for (String run : runs) {
      int plain = run.codePointBefore(run.length());
      run.substring(0, run.indexOf(' ')).codePoints().forEach(c -> drawn.put(c, plain));
    }
    return Map.copyOf(drawn);
  }

  /**
   * What texts that look the same have in common; the text itself for one of small ASCII letters,
   * digits and signs. {@code O(length)}.
   */
  public static String skeleton(String text) {
    if (isPlain(text)) {
      return text;
    }
    String wide = Normalizer.normalize(text, Form.NFKD);
    StringBuilder drawn = new StringBuilder(wide.length());
    wide.codePoints()
        .filter(c -> !isVariationSelector(c))
        .map(c -> DRAWN.getOrDefault(c, c))
        .forEach(drawn::appendCodePoint);
    return drawn.toString().toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
  }

  /** Whether texts that differ look the same. */
  public static boolean areAlike(String one, String other) {
    return !one.equals(other) && skeleton(one).equals(skeleton(other));
  }

  /**
   * Where one text first differs from another and by what, for whom the difference cannot be seen,
   * as a clause: {@code character 3 is U+FF42 (fullwidth latin small letter b), not U+0062 (latin
   * small letter b)}. Empty if they do not differ.
   */
  public static Optional<String> difference(String one, String other) {
    int[] a = one.codePoints().toArray();
    int[] b = other.codePoints().toArray();
    int at = Arrays.mismatch(a, b);
    if (at < 0) {
      return Optional.empty();
    }
    if (at == a.length) {
      return Optional.of("character " + (at + 1) + ", " + named(b[at]) + ", is missing");
    }
    return Optional.of(
        "character "
            + (at + 1)
            + " is "
            + named(a[at])
            + (at < b.length ? ", not " + named(b[at]) : ", one too many"));
  }

  /** For example {@code U+3000 (ideographic space)}. */
  static String named(int c) {
    String name = Character.getName(c);
    return String.format(Locale.ROOT, "U+%04X", c)
        + (name == null ? "" : " (" + name.toLowerCase(Locale.ROOT) + ")");
  }

  private static boolean isPlain(String text) {
    return IntStream.range(0, text.length())
        .map(text::charAt)
        .allMatch(c -> c <= '~' && (c < 'A' || c > 'Z'));
  }

  private static boolean isVariationSelector(int c) {
    return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
  }
}
