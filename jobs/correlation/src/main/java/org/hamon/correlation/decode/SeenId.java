// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import static java.util.Objects.requireNonNull;

/** A control or advisory that was seen: it would be repeated until then, epoch milliseconds. */
public record SeenId(String lane, String key, long until) {

  public SeenId {
    requireNonNull(lane, "lane");
    requireNonNull(key, "key");
  }
}
