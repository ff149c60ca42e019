// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;

/**
 * What the warnings of a job depend on beside the briefings.
 *
 * @param impactsListed at most so many impacts in one warning
 */
record Settings(Cuts cuts, int impactsListed) implements Serializable {
  Settings {
    requireNonNull(cuts, "cuts");
  }
}
