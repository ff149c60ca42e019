// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.chart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.errorprone.annotations.CompileTimeConstant;
import java.util.Locale;
import org.hamon.local.visible.Visible;

/**
 * SVG or HTML as it grows: the only way from text to markup. Markup itself is written as constants
 * of the program, which the compiler checks; whatever is filled in is text and is escaped, unless
 * it is markup made the same way.
 */
public final class Markup {
  private final StringBuilder out = new StringBuilder();

  /** Text as markup. */
  public static Markup of(String text) {
    return new Markup().add("%s", text);
  }

  /** JSON for a script element that holds data: nothing in it ends the element. */
  static Markup data(JsonNode json) {
    Markup markup = new Markup();
    markup.out.append(
        visible(json)
            .toString()
            .replace("<", "\\u003c")
            .replace(">", "\\u003e")
            .replace("&", "\\u0026"));
    return markup;
  }

  /** The project's own page, style or script, from beside the class. */
  static Markup ofResource(Class<?> beside, @CompileTimeConstant final String name) {
    Markup markup = new Markup();
    markup.out.append(Template.read(beside, name));
    return markup;
  }

  /** Adds what the format makes of the values; doubles get at most one decimal. */
  public Markup add(@CompileTimeConstant final String format, Object... values) {
    Object[] written = new Object[values.length];
    for (int i = 0; i < values.length; i++) {
      written[i] = written(values[i]);
    }
    out.append(String.format(Locale.ROOT, format, written));
    return this;
  }

  private static Object written(Object value) {
    if (value instanceof Double number) {
      return number(number);
    }
    return value instanceof Number || value instanceof Markup
        ? value
        : escaped(Visible.of(value.toString()));
  }

  public void text(double x, double y, int size, String colour, String content) {
    add("<text x=\"%s\" y=\"%s\" font-size=\"%d\" fill=\"%s\">", x, y, size, colour);
    add("%s</text>\n", content);
  }

  public void bold(double x, double y, int size, String colour, String content) {
    add("<text x=\"%s\" y=\"%s\" font-size=\"%d\" font-weight=\"bold\"", x, y, size);
    add(" fill=\"%s\">%s</text>\n", colour, content);
  }

  /** Text that ends at x. */
  public void textUpTo(double x, double y, String content) {
    add("<text x=\"%s\" y=\"%s\" font-size=\"10\" fill=\"#444\"", x, y);
    add(" text-anchor=\"end\">%s</text>\n", content);
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

  /** Safe as text and in attributes that stand in quotes. */
  private static String escaped(String text) {
    StringBuilder safe = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(c);
      }
    }
    return safe.toString();
  }

  private static JsonNode visible(JsonNode node) {
    if (node instanceof ArrayNode array) {
      ArrayNode shown = JsonNodeFactory.instance.arrayNode();
      array.forEach(element -> shown.add(visible(element)));
      return shown;
    }
    if (node instanceof ObjectNode object) {
      ObjectNode shown = JsonNodeFactory.instance.objectNode();
      object.properties().forEach(e -> shown.set(Visible.of(e.getKey()), visible(e.getValue())));
      return shown;
    }
    return node.isTextual() ? JsonNodeFactory.instance.textNode(Visible.of(node.asText())) : node;
  }

  @Override
  public String toString() {
    return out.toString();
  }
}
