// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.health;

import static java.util.Objects.requireNonNull;

import org.hamon.topology.AssetState;
import org.jspecify.annotations.Nullable;

/**
 * An asset stands otherwise in the health of its sector than before: the sum over all of these is
 * how many assets stand how. In the actual lane every declared asset stands; in another one those
 * that were heard there.
 *
 * @param region null if the asset has none; {@code *} for the nation
 * @param weight what the asset counts for
 * @param previous null: it did not count before
 * @param state null: it counts no more
 * @param time event time, epoch milliseconds; {@link Long#MIN_VALUE} for since ever
 */
public record Standing(
    String lane,
    String asset,
    String sector,
    @Nullable String region,
    long weight,
    @Nullable AssetState previous,
    @Nullable AssetState state,
    long time) {

  /** The region of the nation. */
  static final String NATION = "*";

  public Standing {
    requireNonNull(lane, "lane");
    requireNonNull(asset, "asset");
    requireNonNull(sector, "sector");
  }

  /**
   * Whether it is to be told: a state changed, an asset went, or one came that is not well. That
   * one is declared which nothing is known of is not.
   */
  boolean isNews() {
    return previous != null || state != AssetState.NORMAL;
  }

  Standing in(String otherRegion) {
    return new Standing(lane, asset, sector, otherRegion, weight, previous, state, time);
  }

  /** Kafka key of the sector's health. */
  String key() {
    return lane + "/" + sector + "/" + region;
  }
}
