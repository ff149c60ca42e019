// SPDX-License-Identifier: Apache-2.0
package org.hamon.topology;

import static java.util.Comparator.comparing;
import static java.util.Comparator.comparingInt;
import static java.util.Comparator.comparingLong;
import static java.util.Comparator.naturalOrder;
import static java.util.Comparator.nullsFirst;

import java.util.Comparator;

/**
 * The order in which changes of a topology count, whatever order they arrived in: by validFrom,
 * then by content. Total and consistent with equals. The end of a snapshot comes first among
 * changes of the same instant, so that they add to it.
 */
final class ChangeOrder {

  private static final Comparator<Asset> ASSETS =
      comparing(Asset::id)
          .thenComparing(Asset::name)
          .thenComparing(Asset::sector)
          .thenComparing(Asset::kind, nullsFirst(naturalOrder()))
          .thenComparing(Asset::region, nullsFirst(naturalOrder()))
          .thenComparing(Asset::operator, nullsFirst(naturalOrder()))
          .thenComparingLong(Asset::people)
          .thenComparing(Asset::lat, nullsFirst(naturalOrder()))
          .thenComparing(Asset::lon, nullsFirst(naturalOrder()))
          .thenComparing(Asset::source)
          .thenComparingLong(Asset::everyMillis)
          .thenComparingDouble(Asset::substitutability);

  private static final Comparator<Buffer> BUFFERS =
      comparingLong(Buffer::p10Millis)
          .thenComparingLong(Buffer::p50Millis)
          .thenComparingLong(Buffer::p90Millis);

  private static final Comparator<Trigger> TRIGGERS =
      comparing(Trigger::state, nullsFirst(naturalOrder()))
          .thenComparing(Trigger::condition, nullsFirst(naturalOrder()));

  private static final Comparator<Dependency> DEPENDENCIES =
      comparing(Dependency::id)
          .thenComparing(Dependency::provider)
          .thenComparing(Dependency::dependent)
          .thenComparing(Dependency::type)
          .thenComparing(Dependency::group, nullsFirst(naturalOrder()))
          .thenComparingInt(Dependency::needs)
          .thenComparingDouble(Dependency::strength)
          .thenComparing(Dependency::buffer, nullsFirst(BUFFERS))
          .thenComparing(Dependency::trigger, TRIGGERS)
          .thenComparing(Dependency::manualRestart)
          .thenComparingLong(Dependency::recoveryMillis);

  private static final Comparator<Link> LINKS =
      comparing(Link::id).thenComparing(Link::a).thenComparing(Link::b).thenComparing(Link::closed);

  private static final Comparator<Threshold> THRESHOLDS =
      comparing(Threshold::below, nullsFirst(naturalOrder()))
          .thenComparing(Threshold::above, nullsFirst(naturalOrder()));

  private static final Comparator<ServiceLevel> LEVELS =
      comparing(ServiceLevel::id)
          .thenComparing(ServiceLevel::sector)
          .thenComparing(ServiceLevel::metric)
          .thenComparing(ServiceLevel::kind, nullsFirst(naturalOrder()))
          .thenComparing(ServiceLevel::asset, nullsFirst(naturalOrder()))
          .thenComparing(ServiceLevel::unit, nullsFirst(naturalOrder()))
          .thenComparing(ServiceLevel::degraded, nullsFirst(THRESHOLDS))
          .thenComparing(ServiceLevel::unusable, nullsFirst(THRESHOLDS))
          .thenComparing(ServiceLevel::stopped, nullsFirst(THRESHOLDS))
          .thenComparingLong(ServiceLevel::holdMillis)
          .thenComparingDouble(ServiceLevel::deadband);

  private static final Comparator<Sharing> SHARING =
      comparing(Sharing::id)
          .thenComparing(Sharing::live)
          .thenComparing(Sharing::ceiling)
          .thenComparing(Sharing::derived);

  private static final Comparator<Name> NAMES =
      comparing(Name::en, nullsFirst(naturalOrder()))
          .thenComparing(Name::ja, nullsFirst(naturalOrder()));

  private static final Comparator<Region> REGIONS =
      comparing(Region::id)
          .thenComparing(Region::name, nullsFirst(NAMES))
          .thenComparing(Region::timeZone, nullsFirst(naturalOrder()))
          .thenComparingLong(Region::people);

  static final Comparator<TopologyChange> COMPARATOR =
      comparingLong(TopologyChange::validFrom)
          .thenComparing(comparingInt(c -> c.op() == TopologyChange.Op.SNAPSHOT_END ? 0 : 1))
          .thenComparing(TopologyChange::op)
          .thenComparing(TopologyChange::id)
          .thenComparing(TopologyChange::snapshot, nullsFirst(naturalOrder()))
          .thenComparingLong(TopologyChange::count)
          .thenComparing(TopologyChange::asset, nullsFirst(ASSETS))
          .thenComparing(TopologyChange::dependency, nullsFirst(DEPENDENCIES))
          .thenComparing(TopologyChange::link, nullsFirst(LINKS))
          .thenComparing(TopologyChange::level, nullsFirst(LEVELS))
          .thenComparing(TopologyChange::sharing, nullsFirst(SHARING))
          .thenComparing(TopologyChange::region, nullsFirst(REGIONS));

  private ChangeOrder() {}
}
