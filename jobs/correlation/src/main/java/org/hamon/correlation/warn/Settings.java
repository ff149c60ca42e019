// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import java.util.List;

/**
 * What the warnings of a job depend on beside the briefings.
 *
 * @param agreed recipients as the topology's sharing says; empty: every sector, up to TLP:AMBER
 * @param impactsListed at most so many impacts in one warning
 */
record Settings(List<Recipient> agreed, Cuts cuts, int impactsListed) implements Serializable {
  Settings {
    agreed = List.copyOf(agreed);
    requireNonNull(cuts, "cuts");
  }
}
