// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import java.util.Locale;
import java.util.Optional;

/**
 * The state of an asset or of one of its evidence channels, from best to worst: the worst channel
 * is the asset's state (contract, "Evidence").
 */
public enum AssetState {
  NORMAL,
  RECOVERING,
  DEGRADED,
  /** Nobody tells. Silence is not health. */
  UNKNOWN,
  /** The service runs but cannot be reached. */
  UNUSABLE,
  STOPPED;

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The word that stands in inputs and outputs, for example {@code stopped}. */
  public String word() {
    return word;
  }

  /** The state of that word; empty if there is none. */
  public static Optional<AssetState> of(String word) {
    for (AssetState state : values()) {
      if (state.word.equals(word)) {
        return Optional.of(state);
      }
    }
    return Optional.empty();
  }

  /** Whether this state is worse than the other: it wins when channels are fused. */
  public boolean worseThan(AssetState other) {
    return compareTo(other) > 0;
  }

  /** The worse of two states. */
  public static AssetState worst(AssetState a, AssetState b) {
    return a.worseThan(b) ? a : b;
  }

  /** Whether no service comes from an asset in this state: stopped or unusable. */
  public boolean isOut() {
    return this == STOPPED || this == UNUSABLE;
  }
}
