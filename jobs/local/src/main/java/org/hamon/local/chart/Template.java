// SPDX-License-Identifier: Apache-2.0
package org.hamon.local.chart;

import com.google.errorprone.annotations.CompileTimeConstant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of the project's own with places to fill, such as {@code %TITLE%}. All are filled in one
 * pass: what is filled in is never searched for places, whatever it reads like.
 */
public final class Template {
  private static final Pattern PLACE = Pattern.compile("%([A-Z]+)%");

  private final String text;

  private Template(String text) {
    this.text = text;
  }

  /** The resource of that name beside the class. */
  public static Template of(Class<?> beside, @CompileTimeConstant final String name) {
    return new Template(read(beside, name));
  }

  /**
   * The page with its places filled.
   *
   * @throws IllegalStateException if there is no markup for a place
   */
  public String filled(Map<String, Markup> places) {
    Matcher place = PLACE.matcher(text);
    StringBuilder page = new StringBuilder();
    int done = 0;
    while (place.find()) {
      Markup markup = places.get(place.group(1));
      if (markup == null) {
        throw new IllegalStateException(
            "Expected something to put at " + place.group() + ", but there is nothing");
      }
      page.append(text, done, place.start()).append(markup);
      done = place.end();
    }
    return page.append(text, done, text.length()).toString();
  }

  static String read(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("Expected the resource " + name + ", but there is none");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
