// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.chart;

import java.util.Locale;

/** Text that becomes an SVG document: what all parts of a drawing write with. */
public final class Svg {
  private final StringBuilder out = new StringBuilder();

  /** Adds what the format makes of the values; doubles get at most one decimal. */
  public Svg add(String format, Object... values) {
    Object[] written = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      written[i] = values[i] instanceof Double value ? number(value) : values[i];
    }
    out.append(String.format(Locale.ROOT, format, written));
    return this;
  }

  public void text(double x, double y, int size, String colour, String content) {
    add("<text x=\"%s\" y=\"%s\" font-size=\"%d\" fill=\"%s\">", x, y, size, colour);
    add("%s</text>\n", escaped(content));
  }

  public void bold(double x, double y, int size, String colour, String content) {
    add("<text x=\"%s\" y=\"%s\" font-size=\"%d\" font-weight=\"bold\"", x, y, size);
    add(" fill=\"%s\">%s</text>\n", colour, escaped(content));
  }

  /** Text that ends at x. */
  public void textUpTo(double x, double y, String content) {
    add("<text x=\"%s\" y=\"%s\" font-size=\"10\" fill=\"#444\"", x, y);
    add(" text-anchor=\"end\">%s</text>\n", escaped(content));
  }

  /** A number in a ring. */
  void ringed(double x, double y, int content) {
    add("<circle cx=\"%s\" cy=\"%s\" r=\"7.5\" fill=\"#fff\" stroke=\"#111\"", x, y);
    add(" stroke-width=\"1.4\"/><text x=\"%s\" y=\"%s\" font-size=\"9\"", x, y + 3.2);
    add(" font-weight=\"bold\" fill=\"#111\" text-anchor=\"middle\">%d</text>", content);
  }

  static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length - 1) + "…";
  }

  public static String grouped(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  public static String count(long n, String noun) {
    return grouped(n) + " " + noun + (n == 1 ? "" : "s");
  }

  private static String number(double value) {
    double rounded = Math.round(value * 10) / 10.0;
    return rounded == Math.rint(rounded) ? Long.toString((long) rounded) : Double.toString(rounded);
  }

  /** Safe as text and in attributes; what XML cannot hold is left out. */
  public static String escaped(String text) {
    StringBuilder safe = new StringBuilder();
    text.codePoints()
        .filter(c -> c >= ' ' && c != 0xFFFE && c != 0xFFFF && !(c >= 0xD800 && c <= 0xDFFF))
        .forEach(
            c -> {
              switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(c);
              }
            });
    return safe.toString();
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
