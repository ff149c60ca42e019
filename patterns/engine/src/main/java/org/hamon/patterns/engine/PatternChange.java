// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A pattern is published or withdrawn while the job runs.
 *
 * @param validFrom epoch milliseconds; it takes effect then, or on arrival if that is later
 * @param id of the pattern
 * @param definition the pattern's file as JSON; null where it is removed
 */
public record PatternChange(Op op, long validFrom, String id, @Nullable String definition) {

  /** What a change does. */
  public enum Op {
    UPSERT,
    REMOVE
  }

  public PatternChange {
    requireNonNull(op, "op");
    requireNonNull(id, "id");
    if ((op == Op.UPSERT) == (definition == null)) {
      throw new IllegalArgumentException(
          "Expected a definition with an upsert and none with a removal of pattern " + id);
    }
  }
}
