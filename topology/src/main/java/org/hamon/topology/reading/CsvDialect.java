// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a table is written, as far as somebody says so; the rest the reader sees for itself.
 *
 * @param separator what stands between cells; null to tell it from the header
 * @param quote what stands around cells that hold a separator; null for {@code "}
 * @param decimal what numbers have before their fraction; null for a point, or a comma where that
 *     is no separator
 * @param thousands what stands between groups of three digits; null for nothing
 * @param encoding null for UTF-8, or what a byte order mark says
 */
public record CsvDialect(
    @Nullable Character separator,
    @Nullable Character quote,
    @Nullable Character decimal,
    @Nullable Character thousands,
    @Nullable Charset encoding) {

  /** Nobody says anything. */
  public static final CsvDialect UNTOLD = new CsvDialect(null, null, null, null, null);

  /** The keys under which a mapping tells it. */
  public static final List<String> KEYS =
      List.of("separator", "quote", "decimal", "thousands", "encoding");

  static final char DEFAULT_QUOTE = '"';

  private static final Map<String, Character> NAMES =
      Map.of("tab", '\t', "comma", ',', "semicolon", ';', "pipe", '|', "blank", ' ');

  /** What the keys say; that of another dialect where they say nothing. */
  public static CsvDialect read(Fields fields, CsvDialect otherwise) {
    Character separator = character(fields, "separator", otherwise.separator);
    Character quote = character(fields, "quote", otherwise.quote);
    Character decimal = character(fields, "decimal", otherwise.decimal);
    if (decimal != null && decimal != ',' && decimal != '.') {
      fields.error("BAD_DIALECT", fields.node("decimal"), "decimal", "a comma or a point", null);
    }
    Character thousands = character(fields, "thousands", otherwise.thousands);
    if (thousands != null && thousands.equals(decimal)) {
      fields.error(
          "BAD_DIALECT", fields.node("thousands"), "thousands", "another sign than decimal", null);
    }
    return new CsvDialect(
        separator, quote, decimal, thousands, encoding(fields, otherwise.encoding));
  }

  private static @Nullable Character character(
      Fields fields, String key, @Nullable Character otherwise) {
    if (!fields.has(key)) {
      return otherwise;
    }
    String text = String.join("", fields.texts(key));
    Character named = NAMES.get(text);
    if (named != null) {
      return named;
    }
    if (text.length() != 1 || Character.isLetterOrDigit(text.charAt(0))) {
      fields.error(
          "BAD_DIALECT", fields.node(key), key, "one sign, or the word tab or blank", null);
      return otherwise;
    }
    return text.charAt(0);
  }

  private static @Nullable Charset encoding(Fields fields, @Nullable Charset otherwise) {
    String name = fields.optionalText("encoding");
    if (name == null) {
      return otherwise;
    }
    try {
      return Charset.forName(name);
    } catch (IllegalArgumentException e) {
      fields.error(
          "BAD_DIALECT",
          fields.node("encoding"),
          "encoding",
          "the name of an encoding like UTF-8, windows-1252 or Shift_JIS",
          null);
      return otherwise;
    }
  }
}
