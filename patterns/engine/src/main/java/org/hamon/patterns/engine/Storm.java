// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import static java.util.Objects.requireNonNull;

/**
 * A pattern had more partial matches open at one root than the bound allows, and the oldest were
 * dropped. Told once until none is open; every dropped one is counted in the metric {@code
 * droppedPartialMatches}.
 *
 * @param at event time, epoch milliseconds
 * @param bound how many may be open
 */
public record Storm(String lane, String root, String pattern, int version, long at, int bound) {
  public Storm {
    requireNonNull(lane, "lane");
    requireNonNull(root, "root");
    requireNonNull(pattern, "pattern");
  }
}
