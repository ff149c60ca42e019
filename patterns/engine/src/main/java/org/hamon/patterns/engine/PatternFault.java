// SPDX-License-Identifier: Apache-2.0
package org.hamon.patterns.engine;

import static java.util.Objects.requireNonNull;

/**
 * A pattern cannot run: its condition failed on an event, and from then on this task runs it no
 * more; or what was published is no pattern. The job goes on.
 *
 * @param version 0 if it could not be read
 * @param at event time, epoch milliseconds
 * @param message a sentence for the pattern's author
 */
public record PatternFault(String pattern, int version, long at, String message) {
  public PatternFault {
    requireNonNull(pattern, "pattern");
    requireNonNull(message, "message");
  }
}
