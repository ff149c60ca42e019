// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.hamon.topology.Durations;

/**
 * Makes and checks once what a large topology repeats a million times: sectors, kinds, operators,
 * durations, buffers. Bounded: what comes after the first {@value #MOST} different ones is not
 * remembered, which costs space and time but changes nothing.
 */
final class Repeats {

  private static final int MOST = 1 << 16;

  private record Matched(Pattern pattern, String text) {}

  private final Map<Object, Object> equals = new HashMap<>();
  private final Map<String, OptionalLong> durations = new HashMap<>();
  private final Map<Matched, Boolean> matches = new HashMap<>();
  private final UnaryOperator<String> assetId;

  /**
   * @param assetId gives the id that an asset has for an equal text; the text itself if there is no
   *     such asset yet
   */
  Repeats(UnaryOperator<String> assetId) {
    this.assetId = assetId;
  }

  /** For a single thing. */
  static Repeats none() {
    return new Repeats(UnaryOperator.identity());
  }

  /** The first of all that equal it. */
  @SuppressWarnings("unchecked") // equal things are of one class
  <T> T one(T thing) {
    Object first = equals.get(thing);
    if (first == null) {
      if (equals.size() < MOST) {
        equals.put(thing, thing);
      }
      return thing;
    }
    return (T) first;
  }

  /** The id of the asset, as the asset itself has it. */
  String assetId(String text) {
    return assetId.apply(text);
  }

  OptionalLong millis(String text) {
    return remembered(durations, text, Durations::millis);
  }

  boolean matches(Pattern pattern, String text) {
    return remembered(matches, new Matched(pattern, text), m -> pattern.matcher(text).matches());
  }

  private static <K, V> V remembered(Map<K, V> known, K key, Function<K, V> answer) {
    V first = known.get(key);
    if (first == null) {
      first = answer.apply(key);
      if (known.size() < MOST) {
        known.put(key, first);
      }
    }
    return first;
  }
}
