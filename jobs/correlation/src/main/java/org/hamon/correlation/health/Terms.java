// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.health;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Objects;
import org.hamon.correlation.decode.Declaration;
import org.hamon.topology.Asset;
import org.hamon.topology.ServiceLevel;
import org.jspecify.annotations.Nullable;

/**
 * What the topology says of an asset, as far as health needs it.
 *
 * @param validFrom epoch milliseconds
 * @param everyMillis silence longer than this makes it unknown; 0: it may be silent
 * @param weight what it counts for in the health of its sector
 * @param levels by id, without what only decides whether they apply
 */
record Terms(
    long validFrom,
    String sector,
    @Nullable String kind,
    @Nullable String region,
    long people,
    long everyMillis,
    long weight,
    List<ServiceLevel> levels) {

  Terms {
    sector = SharedTerms.of(requireNonNull(sector, "sector"));
    kind = kind == null ? null : SharedTerms.of(kind);
    region = region == null ? null : SharedTerms.of(region);
    levels = SharedTerms.of(List.copyOf(levels));
  }

  /** What the declaration says; null if it says that the asset is gone. */
  static @Nullable Terms of(Declaration declaration) {
    Asset asset = declaration.asset();
    return asset == null ? null : of(declaration.validFrom(), asset, declaration.levels());
  }

  /** What the declaration of a pseudo-asset would say. */
  static Terms ofSectorInRegion(String sector, String region) {
    return of(Long.MIN_VALUE, Asset.ofSectorInRegion(sector, region), List.of());
  }

  private static Terms of(long validFrom, Asset asset, List<ServiceLevel> levels) {
    return new Terms(
        validFrom,
        asset.sector(),
        asset.kind(),
        asset.region(),
        asset.people(),
        asset.everyMillis(),
        weight(asset),
        levels.stream().map(level -> slim(asset.sector(), level)).toList());
  }

  /**
   * {@code (people + 1000) x (1 + round(1000 x (1 - substitutability)))}: whole, so that sums do
   * not depend on their order. Every asset counts as if it served a thousand more; what can be
   * replaced altogether counts a thousandth of what cannot.
   */
  private static long weight(Asset asset) {
    return (asset.people() + 1000) * (1 + Math.round(1000 * (1 - asset.substitutability())));
  }

  private static ServiceLevel slim(String sector, ServiceLevel level) {
    return new ServiceLevel(
        level.id(),
        sector,
        level.metric(),
        null,
        null,
        null,
        level.degraded(),
        level.unusable(),
        level.stopped(),
        level.holdMillis(),
        level.deadband());
  }

  /** The level of that id; null if there is none. */
  @Nullable ServiceLevel level(String id) {
    for (ServiceLevel level : levels) {
      if (level.id().equals(id)) {
        return level;
      }
    }
    return null;
  }

  /** Whether an asset of these terms stands elsewhere in the health of sectors, or for more. */
  boolean countsUnlike(Terms other) {
    return weight != other.weight
        || !sector.equals(other.sector)
        || !Objects.equals(region, other.region);
  }
}
