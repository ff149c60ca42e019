// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import static java.util.Objects.requireNonNull;

/**
 * The clock of an asset that is ahead on one feed.
 *
 * @param right records in a row, up to now, whose time can be right
 * @param rightSince event time of the first of these
 */
public record ClockFault(Input input, String lane, String asset, int right, long rightSince) {

  public ClockFault {
    requireNonNull(input, "input");
    requireNonNull(lane, "lane");
    requireNonNull(asset, "asset");
  }
}
