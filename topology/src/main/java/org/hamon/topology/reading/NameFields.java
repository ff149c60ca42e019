// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology.reading;

import java.util.List;
import org.hamon.topology.Name;
import org.jspecify.annotations.Nullable;

/** Reads a {@link Name}: a text, or keys {@code en} and {@code ja} of which one may be missing. */
final class NameFields {

  private static final List<String> LANGUAGES = List.of("en", "ja");

  private NameFields() {}

  /** The name; null if there is none or something is wrong with it. */
  static @Nullable Name optional(Fields fields, String key) {
    if (!(fields.present(key) instanceof Node.Mapping)) {
      String text = fields.optionalText(key);
      return text == null ? null : new Name(text, null);
    }
    Fields below = fields.below(key);
    if (below == null) {
      return null;
    }
    String en = below.optionalText("en");
    String ja = below.optionalText("ja");
    below.rejectOthers(LANGUAGES);
    if (below.isSound() && en == null && ja == null) {
      below.missing("en");
    }
    fields.join(below);
    return en == null && ja == null ? null : new Name(en, ja);
  }
}
