// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * An operator's word on an asset that counts, or the withdrawal of a control that has not come.
 *
 * @param asset null of a withdrawal
 * @param control the id of the word, or of what is withdrawn
 * @param from it counts from then on, epoch milliseconds
 * @param until it is kept until then
 */
public record HeldWord(String lane, @Nullable String asset, String control, long from, long until) {
  public HeldWord {
    requireNonNull(lane, "lane");
    requireNonNull(control, "control");
  }
}
