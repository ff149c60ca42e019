// SPDX-License-Identifier: Apache-2.0
package org.hamon.correlation.decode;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hamon.topology.Asset;
import org.hamon.topology.Graph;
import org.hamon.topology.TopologyChange;
import org.hamon.topology.TopologyChange.Op;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the ids apart by which reports on a sector in a region are known ({@code ict@JP-01}) and
 * those of assets: of an asset and a sector that do not go together the one that comes first stays,
 * and where both count from the same time, the sector.
 */
final class MeantSectors {

  private final Graph base;
  private final Existence existence;

  MeantSectors(Graph base, Existence existence) {
    this.base = base;
    this.existence = existence;
  }

  /**
   * Why the change can never count; null if nothing is wrong with it. {@code O(1)} but for a new
   * sector, {@code O(V + changes)}.
   *
   * @param besides what comes with it
   * @param changes that count
   */
  @Nullable String faultOf(
      TopologyChange change, Set<Thing> besides, List<TopologyChange> changes) {
    long from = change.validFrom();
    String sector = meantBy(change);
    if (sector != null) {
      Thing thing = Thing.sector(sector);
      return besides.contains(thing) || existence.within(thing, from, Long.MAX_VALUE)
          ? "the id '"
              + change.id()
              + "' means the sector '"
              + sector
              + "' in a region, as reports do; give the asset another id"
          : null;
    }
    if (change.op() == Op.UPSERT_SECTOR && !existence.at(Thing.sector(change.id()), from)) {
      return inTheWay(change, changes)
          .map(
              asset ->
                  "the asset '"
                      + asset
                      + "' has an id that would mean this sector in a region; remove it, or give"
                      + " the sector another id")
          .orElse(null);
    }
    return null;
  }

  /**
   * The sector that the asset must not be there with: an asset that could mean one waits until its
   * time has come, for a sector of the same time. Null if it could mean none.
   */
  static @Nullable String meantBy(TopologyChange change) {
    return change.op() == Op.UPSERT_ASSET ? Asset.sectorMeantBy(change.id()) : null;
  }

  private Optional<String> inTheWay(TopologyChange sector, List<TopologyChange> changes) {
    String start = sector.id() + "@";
    Stream<String> ids =
        Stream.concat(
            base.assets().stream().map(Asset::id),
            changes.stream()
                .filter(change -> change.op() == Op.UPSERT_ASSET)
                .map(TopologyChange::id));
    return ids.filter(id -> id.startsWith(start) && sector.id().equals(Asset.sectorMeantBy(id)))
        .filter(id -> existence.within(Thing.asset(id), sector.validFrom(), Long.MAX_VALUE))
        .findFirst();
  }
}
