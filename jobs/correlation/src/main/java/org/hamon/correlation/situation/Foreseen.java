// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import static java.util.Objects.requireNonNull;

import java.util.Set;

/**
 * What was foreseen of a cluster last.
 *
 * @param picture from which; of its situations those that are open
 * @param at when
 * @param ahead the assets that were foretold to be hit
 */
public record Foreseen(Picture picture, long at, Set<String> ahead) {

  public Foreseen {
    requireNonNull(picture, "picture");
    ahead = Set.copyOf(ahead);
  }
}
