// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.warn;

import static java.util.Objects.requireNonNull;

import java.io.Serializable;
import org.hamon.correlation.StreamNames;

/**
 * What the warnings of a job depend on beside the briefings.
 *
 * @param names of the recipients' own streams
 * @param impactsListed at most so many impacts in one warning
 */
record Settings(StreamNames names, Cuts cuts, int impactsListed) implements Serializable {
  Settings {
    requireNonNull(names, "names");
    requireNonNull(cuts, "cuts");
  }
}
