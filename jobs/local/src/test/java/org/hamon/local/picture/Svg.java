// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.picture;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/**
 * Makes an SVG of what a terminal shows: {@code tmux capture-pane -p -e} on standard input, the SVG
 * on standard output. The picture in the documentation is made so, from a real run.
 */
final class Svg {
  private static final double COLUMN = 7.8;
  private static final int LINE = 17;
  private static final int MARGIN = 12;
  private static final String PLAIN = "#d8d8d8";
  private static final List<String> COLOURS =
      List.of(
          "#808080", "#ff6b6b", "#7bd88f", "#f7d774", "#6ea8fe", "#d59bf6", "#66d9e8", "#ffffff");
  private static final int ORANGE = 208;

  private Svg() {}

  @SuppressWarnings("SystemOut")
  public static void main(String[] arguments) throws IOException {
    String text = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    List<AttributedString> lines =
        AttributedString.fromAnsi(text.stripTrailing()).columnSplitLength(Integer.MAX_VALUE);
    out.print(of(lines));
  }

  static String of(List<AttributedString> lines) {
    int columns = lines.stream().mapToInt(AttributedString::columnLength).max().orElse(0);
    StringBuilder svg = new StringBuilder();
    svg.append(
        format(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %d\">\n"
                + "<rect width=\"100%%\" height=\"100%%\" rx=\"6\" fill=\"#16181d\"/>\n"
                + "<g font-family=\"DejaVu Sans Mono,Menlo,Consolas,monospace\" font-size=\"13\""
                + " fill=\"%s\">\n",
            columns * COLUMN + 2 * MARGIN, lines.size() * LINE + 2 * MARGIN, PLAIN));
    for (int row = 0; row < lines.size(); row++) {
      line(svg, lines.get(row), MARGIN + LINE * (row + 1) - 5);
    }
    return svg.append("</g>\n</svg>\n").toString();
  }

  /** One element for each word of one style, at its column, since fonts differ in width. */
  private static void line(StringBuilder svg, AttributedString line, int y) {
    int from = 0;
    while (from < line.length()) {
      AttributedStyle style = line.styleAt(from);
      boolean blank = line.charAt(from) == ' ';
      int to = from + 1;
      while (to < line.length()
          && line.styleAt(to).equals(style)
          && (line.charAt(to) == ' ') == blank) {
        to++;
      }
      AttributedString word = line.subSequence(from, to);
      if (!blank) {
        svg.append(
            format(
                "<text x=\"%.1f\" y=\"%d\" textLength=\"%.1f\"%s>%s</text>\n",
                MARGIN + COLUMN * line.subSequence(0, from).columnLength(),
                y,
                COLUMN * word.columnLength(),
                attributes(style),
                escape(word.toString())));
      }
      from = to;
    }
  }

  private static String attributes(AttributedStyle style) {
    StringBuilder attributes = new StringBuilder();
    String ansi = ";" + style.toAnsi() + ";";
    for (int colour = 0; colour < COLOURS.size(); colour++) {
      if (ansi.contains(";3" + colour + ";")) {
        attributes.append(" fill=\"").append(COLOURS.get(colour)).append('"');
      }
    }
    if (ansi.contains(";5;" + ORANGE + ";")) {
      attributes.append(" fill=\"#ffa657\"");
    }
    if (ansi.contains(";1;")) {
      attributes.append(" font-weight=\"bold\"");
    }
    if (ansi.contains(";2;")) {
      attributes.append(" opacity=\"0.55\"");
    }
    if (ansi.contains(";4;")) {
      attributes.append(" text-decoration=\"underline\"");
    }
    return attributes.toString();
  }

  private static String escape(String words) {
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String format(String text, Object... values) {
    return String.format(Locale.ROOT, text, values);
  }
}
