// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import static java.util.Objects.requireNonNull;

import java.util.Comparator;
import org.hamon.topology.TopologyChange;

/**
 * A change of the topology that has nothing to act on yet.
 *
 * @param raw the record as it came
 * @param until it is given up then, epoch milliseconds
 */
public record WaitingChange(TopologyChange change, Origin origin, Raw raw, long until) {

  /** The order in which changes are given up: total, and the same in each run. */
  static final Comparator<WaitingChange> ORDER =
      Comparator.comparingLong(WaitingChange::until)
          .thenComparing(waiting -> waiting.origin().topic())
          .thenComparingInt(waiting -> waiting.origin().partition())
          .thenComparingLong(waiting -> waiting.origin().offset());

  public WaitingChange {
    requireNonNull(change, "change");
    requireNonNull(origin, "origin");
    requireNonNull(raw, "raw");
  }

  WaitingChange givenUpAt(long other) {
    return new WaitingChange(change, origin, raw, other);
  }

  WaitingChange with(TopologyChange other) {
    return new WaitingChange(other, origin, raw, until);
  }
}
