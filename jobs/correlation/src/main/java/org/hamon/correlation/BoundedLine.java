// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.function.IntFunction;

/** Keeps lines below {@link Output#MOST_BYTES}, whatever the disaster: they list less. */
public final class BoundedLine {

  /** Members, impacts and the like that a line lists at most. */
  public static final int LISTED = 200;

  /** Characters of a text in a line that people wrote. */
  public static final int TEXT = 4_000;

  /** Tried in turn until the line is short enough: ids and paths may be long, too. */
  private static final int[] SHORTER = {LISTED, 50, 10, 0};

  private BoundedLine() {}

  /**
   * The line with as much in its lists as fits.
   *
   * @param listing the line with at most so many in each list
   */
  public static String of(IntFunction<ObjectNode> listing) {
    String line = "";
    for (int most : SHORTER) {
      line = listing.apply(most).toString();
      if (isShortEnough(line, Output.MOST_BYTES)) {
        return line;
      }
    }
    return line;
  }

  /** Whether the text has at most so many bytes. */
  public static boolean isShortEnough(String text, int bytes) {
    return text.length() <= bytes / 3 || text.getBytes(StandardCharsets.UTF_8).length <= bytes;
  }

  /** The first of the texts, at most so many. */
  public static void strings(ArrayNode array, Collection<String> texts, int most) {
    texts.stream().limit(most).forEach(array::add);
  }

  /** The text, cut where people wrote too much; no sign is cut in two. */
  public static String cut(String text) {
    if (text.length() <= TEXT) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(TEXT - 2)) ? TEXT - 2 : TEXT - 1;
    return text.substring(0, end) + "\u2026";
  }
}
