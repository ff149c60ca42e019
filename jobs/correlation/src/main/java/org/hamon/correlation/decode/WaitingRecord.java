// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import static java.util.Objects.requireNonNull;

/**
 * A report, control or advisory that names a sector which nobody has declared yet.
 *
 * @param until it is given up then, epoch milliseconds
 */
public record WaitingRecord(Decoded record, long until) {
  public WaitingRecord {
    requireNonNull(record, "record");
  }
}
