// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import org.jspecify.annotations.Nullable;

/**
 * What at the provider starts the buffer of the dependent: a state, or a condition (the id of a
 * service level) that is on. Exactly one of the two is given.
 */
public record Trigger(@Nullable AssetState state, @Nullable String condition) {

  /** The provider is out: stopped or unusable. */
  public static final Trigger OUT = new Trigger(AssetState.STOPPED, null);

  public Trigger {
    if ((state == null) == (condition == null)) {
      throw new IllegalArgumentException(
          "Expected a state or a condition as trigger, but got " + state + " and " + condition);
    }
  }

  /**
   * Whether a provider in that state triggers. {@code stopped} is met by stopped and unusable;
   * {@code unknown} by unknown alone; any other by itself and by what is worse, but never by
   * unknown, which says nothing.
   */
  public boolean isMetBy(AssetState provider) {
    if (state == null) {
      return false;
    }
    if (provider == AssetState.UNKNOWN || state == AssetState.UNKNOWN) {
      return provider == state;
    }
    if (state == AssetState.STOPPED) {
      return provider.isOut();
    }
    return provider.compareTo(state) >= 0;
  }
}
