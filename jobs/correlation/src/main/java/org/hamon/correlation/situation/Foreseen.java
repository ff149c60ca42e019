// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.situation;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What was foreseen of a cluster last.
 *
 * @param picture from which; of its situations those that are open
 * @param at when
 * @param ahead the assets that were foretold to be hit, by id
 */
public record Foreseen(Picture picture, long at, List<String> ahead) {

  public Foreseen {
    requireNonNull(picture, "picture");
    ahead = List.copyOf(ahead);
  }
}
