// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What people call something, in English, Japanese or both; at least one is given. A name that is
 * written as a text alone counts as the English one.
 */
public record Name(@Nullable String en, @Nullable String ja) implements Serializable {

  public Name {
    if (en == null && ja == null) {
      throw new IllegalArgumentException("Expected a name in at least one language, but got none");
    }
  }

  /** The name in English; in Japanese if there is no other. */
  public String text() {
    String text = en != null ? en : ja;
    return text == null ? "" : text;
  }
}
