// SPDX-License-Identifier: Apache-2.0
package org.hamon.local;

import java.util.ArrayList;
import java.util.List;

/**
 * A line of which some words are set off. A style is never part of a text, so no text can bring one
 * along: whatever is in the words is shown, not done.
 */
record Styled(List<Part> parts) {
  record Part(Console.Style style, String text) {}

  Styled {
    parts = List.copyOf(parts);
  }

  static Styled plain(String text) {
    return of(Console.Style.PLAIN, text);
  }

  static Styled of(Console.Style style, String text) {
    return new Styled(List.of(new Part(style, text)));
  }

  Styled and(String text) {
    return and(Console.Style.PLAIN, text);
  }

  Styled and(Console.Style style, String text) {
    List<Part> longer = new ArrayList<>(parts);
    longer.add(new Part(style, text));
    return new Styled(longer);
  }
}
