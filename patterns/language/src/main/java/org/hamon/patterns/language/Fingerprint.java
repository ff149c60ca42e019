// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.language;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** SHA-256 of the parts of a pattern that decide what matches. */
final class Fingerprint {

  private Fingerprint() {}

  static String of(Pattern pattern) {
    StringBuilder text = new StringBuilder();
    add(text, pattern.id());
    add(text, pattern.root());
    for (Stage stage : pattern.sequence()) {
      add(text, stage);
    }
    Count count = pattern.count();
    if (count != null) {
      add(text, count.place());
      add(text, count.selector());
      add(text, sorted(count.states()));
      add(text, sorted(count.causes()));
      add(text, count.atLeast() + "," + count.sectors() + "," + count.pathBetween());
    }
    add(text, Long.toString(pattern.withinMillis()));
    add(text, pattern.where());
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(
          "Expected SHA-256 in every Java, but it is missing.", impossible);
    }
  }

  private static void add(StringBuilder text, Stage stage) {
    add(text, stage.name());
    add(text, stage.place());
    add(text, stage.selector());
    add(text, sorted(stage.states()));
    add(text, stage.condition() + "," + stage.on());
    add(text, sorted(stage.causes()));
    add(text, stage.flapping() + "," + stage.atLeast() + "," + stage.atMost());
    add(text, stage.not() + "," + stage.strict() + "," + stage.optional());
    add(text, stage.where());
  }

  private static void add(StringBuilder text, Place place) {
    add(text, place.fromHops() + ".." + place.toHops() + "," + place.inArea());
  }

  private static void add(StringBuilder text, Selector selector) {
    add(text, sorted(selector.sectors()));
    add(text, sorted(selector.kinds()));
  }

  private static void add(StringBuilder text, @Nullable Condition where) {
    add(text, where == null ? "" : where.text());
  }

  /** Length first, so that no two lists of parts give the same text. */
  private static void add(StringBuilder text, String part) {
    text.append(part.length()).append(':').append(part);
  }

  private static String sorted(List<?> values) {
    return values.stream().map(Object::toString).sorted().toList().toString();
  }
}
