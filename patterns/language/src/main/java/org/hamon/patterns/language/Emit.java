// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.language;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a match tells those who are warned.
 *
 * @param phase {@code prevent}, {@code contain}, {@code recover} or {@code learn}; null if silent
 */
public record Emit(@Nullable String phase, @Nullable String instruction) implements Serializable {

  /** Says nothing of its own. */
  public static final Emit NOTHING = new Emit(null, null);
}
