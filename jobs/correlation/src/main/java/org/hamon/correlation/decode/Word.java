// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import static java.util.Objects.requireNonNull;

import org.hamon.patterns.language.Cause;
import org.hamon.patterns.language.Tlp;
import org.hamon.topology.AssetState;
import org.jspecify.annotations.Nullable;

/**
 * An operator's word on the state of an asset: it wins over all channels.
 *
 * @param id of the control
 * @param state null: the channels count again
 * @param until it counts until just before; {@code Long.MAX_VALUE} for until another word
 */
public record Word(String id, @Nullable AssetState state, Cause cause, long until, Tlp tlp) {

  public Word {
    requireNonNull(id, "id");
    requireNonNull(cause, "cause");
    requireNonNull(tlp, "tlp");
  }
}
