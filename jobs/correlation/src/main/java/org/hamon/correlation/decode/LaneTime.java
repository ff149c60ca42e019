// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import static java.util.Objects.requireNonNull;

/** When a lane other than the actual one was last heard: event time, epoch milliseconds. */
public record LaneTime(String lane, long time) {

  public LaneTime {
    requireNonNull(lane, "lane");
  }
}
